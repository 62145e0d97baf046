"""Workers killed at work, a broker emptied, a timetable that stands still: nothing is lost, nothing comes twice."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager, suppress

import psutil
import psycopg2
import pytest
import redis
from celery import Celery
from django.utils import timezone

from evaluation.models import Bulletin, Draw, Lapse, Notice, PlanRule
from evaluation.tasks import compile_bulletins, draw_checks, escalate
from foundation.jobs import actions as jobs
from foundation.jobs.queries import missed
from foundation.jobs.timetable import lines
from portal.settings.urls_of_servers import redis_from_url
from portal.stack.environment import BASE
from portal.stack.where import running_servers
from tests.factories import PlanFactory, SiteFactory, admin_of, inspector_of
from tests.factories.notices import clock, under_way

from .running import Portal

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("stack")]
HERE = "990102"
LATE = 4

# A market checked last week and last month, and problems whose deadlines have passed.
A_MARKET = """
import datetime as dt
from decimal import Decimal
from django.utils import timezone
from evaluation.engine.site_months import rebuild
from foundation.periods import Period, PeriodKind
from tests.factories import CheckFactory, SchemeFactory, SiteFactory
from tests.factories.notices import under_way

now, today = timezone.now(), timezone.localdate()
SchemeFactory(starts_on=dt.date(2020, 1, 1))
site = SiteFactory()
for kind in (PeriodKind.WEEK, PeriodKind.MONTH):
    day = Period.containing(today, kind).previous().start
    noon = dt.datetime.combine(day, dt.time(12), timezone.get_default_timezone())
    moments = {"started_at": noon, "finished_at": noon, "received_at": noon}
    CheckFactory(site=site, done=True, on=day, score=Decimal(70), **moments)
    rebuild(site.district_id, day.replace(day=1))
for n in range(LATE):
    under_way(now - dt.timedelta(days=40), site=site, item=f"I-{n}")
"""

# What tasks that follow a change have not done yet: a problem to give out, a message, a photo.
LEFT = """
import datetime as dt, json
from django.utils import timezone
from evaluation.models import CheckPhoto, Site
from foundation.attachments import actions as attachments
from foundation.notifications.models import Notification
from tests.factories import CheckFactory, ProblemFactory, UserFactory
from tests.factories.files import photo_file

now, site = timezone.now(), Site.objects.get()
problem = ProblemFactory(site=site, severity="minor", found_at=now - dt.timedelta(hours=1))
user = UserFactory(username="mail", email="zhou@example.com")
hour_ago = now - dt.timedelta(hours=1)
message = Notification.objects.create(user=user, kind="notice.receipt", values={"count": "1"}, created_at=hour_ago)
check = CheckFactory(site=site, inspector=user)
photo = attachments.store(photo_file(), actor=user, at=now)
CheckPhoto.objects.create(check_record=check, attachment=photo)
print(json.dumps({"problem": problem.pk, "message": message.pk, "check": check.pk}))
"""

# Somebody who holds what a task writes in its middle: it waits there, with half of its rows written.
HOLDS = {
    "escalate": "INSERT INTO evaluation_noticeserial (district_id, kind, year, last) "
    f"SELECT '{HERE}', 'supervision', extract(year FROM now() AT TIME ZONE 'Asia/Shanghai'), 0",
    "compile_bulletins": "LOCK TABLE evaluation_bulletincase IN ACCESS EXCLUSIVE MODE",
    "score_month": "LOCK TABLE evaluation_result IN ACCESS EXCLUSIVE MODE",
}
WAITING = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND backend_xid IS NOT NULL"


def until(holds, within: float = 60):
    """What a question answers once the answer is not empty."""
    deadline = time.monotonic() + within
    while not (answer := holds()):
        assert time.monotonic() < deadline, "It did not come about in time."
        time.sleep(0.05)
    return answer


class Work:
    """Servers with tables, without a timetable; workers come and go."""

    def __init__(self, folder):
        self.folder, self.workers = folder, []
        self.portal = Portal(folder, "--only-servers")
        self.addresses = running_servers(folder)

    def manage(self, *words: str) -> str:
        environment = Portal.environment_for(self.folder)
        argv = [sys.executable, "manage.py", *words]
        done = subprocess.run(argv, cwd=BASE, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def shell(self, script: str) -> str:
        return self.manage("shell", "-v", "0", "-c", script)

    def start_worker(self) -> None:
        """A worker as the supervisor starts it, with a process for each of the three tasks."""
        argv = [sys.executable, "-m", "celery", "-A", "portal", "worker", "--loglevel", "INFO"]
        argv += ["--concurrency", "3", "--without-mingle", "--without-gossip"]
        with (self.folder / "worker.log").open("ab") as log:
            self.workers.append(
                subprocess.Popen(
                    argv,
                    cwd=BASE,
                    env=Portal.environment_for(self.folder),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            )

    def kill_worker(self) -> None:
        """``kill -9`` of the worker and its processes."""
        for worker in self.workers:
            with suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        self.workers.clear()

    @contextmanager
    def broker(self):
        with redis.Redis(unix_socket_path=self.addresses["REDIS_URL"].removeprefix("unix://")) as broker:
            yield broker

    def send(self, task: str, **arguments) -> None:
        _cache, broker = redis_from_url(self.addresses["REDIS_URL"])
        app = Celery("sender", broker=broker, set_as_current=False)
        with app, app.connection_for_write() as connection:
            app.send_task(task, kwargs=arguments, connection=connection)

    @contextmanager
    def held(self, statement: str):
        """A change of somebody else that is not safe yet and will be taken back."""
        with closing(psycopg2.connect(self.addresses["DATABASE_URL"])) as connection:
            with connection.cursor() as cursor:
                cursor.execute(statement)
            yield
            connection.rollback()

    def rows(self, question: str, *given) -> list[tuple]:
        with self.portal.database() as cursor:
            cursor.execute(question, given)
            return cursor.fetchall()

    def value(self, question: str, *given):
        return self.rows(question, *given)[0][0]

    def run(self, *tasks: str) -> None:
        """Queue tasks for the district and wait for their ends."""
        began = self.value("SELECT clock_timestamp()")
        for task in tasks:
            self.send(f"evaluation.tasks.{task}", district=HERE)
        ended = "SELECT count(*) FROM jobs_jobrun WHERE started_at > %s AND state = 'done'"
        until(lambda: self.value(ended, began) == len(tasks))


@pytest.fixture(scope="module")
def work(folder):
    work = Work(folder)
    try:
        work.portal.wait_until_said("until Ctrl-C")
        work.manage("migrate", "--no-input", "--verbosity", "0")
        work.shell(A_MARKET.replace("LATE", str(LATE)))
        yield work
    finally:
        work.kill_worker()
        work.portal.end()


@pytest.fixture(autouse=True)
def _no_worker_stays(request):
    yield
    if "work" in request.fixturenames:
        request.getfixturevalue("work").kill_worker()


WRITTEN = {
    "lapses": "SELECT count(*) FROM evaluation_lapse",
    "notices": "SELECT count(*) FROM evaluation_notice",
    "bulletins": "SELECT count(*) FROM evaluation_bulletin",
    "assessments": f"SELECT count(*) FROM evaluation_assessment WHERE region_id = '{HERE}'",
    "entries": "SELECT count(*) FROM audit_auditentry",
}


def test_a_worker_killed_in_the_middle_leaves_nothing_half_done_and_the_next_does_all_of_it_once(work):
    work.start_worker()
    with ExitStack() as held:
        for task, statement in HOLDS.items():
            held.enter_context(work.held(statement))
            work.send(f"evaluation.tasks.{task}", district=HERE)
        until(lambda: len(work.rows(WAITING)) == len(HOLDS))
        in_the_middle = [pid for (pid,) in work.rows(WAITING)]
        work.kill_worker()
    alive = "SELECT count(*) FROM pg_stat_activity WHERE pid = ANY(%s)"
    until(lambda: work.value(alive, in_the_middle) == 0)

    assert {name: work.value(question) for name, question in WRITTEN.items()} == dict.fromkeys(WRITTEN, 0)
    assert dict(work.rows("SELECT task, state FROM jobs_jobrun")) == dict.fromkeys(HOLDS, "running")

    work.start_worker()
    work.run(*HOLDS)
    once = {name: work.value(question) for name, question in WRITTEN.items()}
    work.run(*HOLDS)

    assert once | {"entries": 0} == {"lapses": LATE, "notices": LATE, "bulletins": 1, "assessments": 1, "entries": 0}
    assert {name: work.value(question) for name, question in WRITTEN.items()} | {"entries": once["entries"]} == once
    serials = work.rows("SELECT kind, serial, lapse FROM evaluation_notice ORDER BY serial")
    assert serials == [("supervision", n, 1) for n in range(1, LATE + 1)]
    assert work.rows("SELECT DISTINCT count(*), max(number) FROM evaluation_lapse GROUP BY problem_id") == [(1, 1)]
    assert work.value("SELECT count(*) FROM evaluation_result WHERE organisation_id IS NOT NULL") == 1
    work.manage("check_integrity")


def test_what_was_queued_in_an_emptied_broker_is_found_in_the_tables(work):
    left = json.loads(work.shell(LEFT))
    with work.broker() as broker:
        broker.delete("celery")  # what the worker of the test before may not have begun
    work.send("evaluation.tasks.assign_by_policy", found=[left["problem"]])
    work.send("evaluation.tasks.examine_photos", check=left["check"])
    work.send("foundation.notifications.tasks.deliver_messages")
    with work.broker() as broker:
        assert broker.llen("celery") == 3
        broker.flushall()
        work.start_worker()
        until(lambda: broker.exists("_kombu.binding.celery"))
        broker.flushall()  # and once more under a worker that lives
    states = (
        "SELECT p.state, n.delivered_at IS NOT NULL, c.examined_at IS NOT NULL FROM evaluation_problem p, "
        "notifications_notification n, evaluation_checkphoto c WHERE p.id = %s AND n.id = %s AND c.check_id = %s"
    )
    given = left["problem"], left["message"], left["check"]
    assert work.rows(states, *given) == [("found", False, False)]

    for line in ("evaluation.tasks.settle_left", "evaluation.tasks.examine_photos_left"):
        work.send(line)
    work.send("foundation.notifications.tasks.deliver_messages")

    until(lambda: work.rows(states, *given) == [("assigned", True, True)])
    assert work.value("SELECT count(*) FROM evaluation_notice WHERE problem_id = %s", left["problem"]) == 1
    work.manage("check_integrity")


def test_a_task_whose_process_alone_is_killed_comes_back_by_itself(work):
    work.start_worker()
    runs = "SELECT count(*) FROM jobs_jobrun WHERE task = 'compile_bulletins' AND started_at > %s AND state = %s"
    began = work.value("SELECT clock_timestamp()")
    with work.held(HOLDS["compile_bulletins"]):
        work.send("evaluation.tasks.compile_bulletins", district=HERE)
        until(lambda: work.rows(WAITING))
        for process in psutil.Process(work.workers[0].pid).children():
            process.kill()
    until(lambda: work.value(runs, began, "done"))

    assert (work.value(runs, began, "running"), work.value(WRITTEN["bulletins"])) == (1, 1)


@pytest.mark.django_db
def test_after_three_days_without_a_timetable_each_thing_is_made_up_for_once(
    client, time_machine, django_capture_on_commit_callbacks
):
    office, site = admin_of(HERE), SiteFactory()
    inspector_of(HERE)
    PlanRule.objects.create(plan=PlanFactory(district=site.district), site_type=site.type, times=1, per="week")
    jobs.sync(actor=None, at=clock(11, 16, 5))
    time_machine.move_to(clock(11, 16, 6), tick=False)
    compile_bulletins()
    time_machine.move_to(clock(11, 20, 5, 30), tick=False)
    draw_checks()
    # From Friday noon to Tuesday morning nothing runs.
    late = [("A", "normal", clock(11, 17, 10)), ("B", "emergency", clock(11, 21, 9)), ("C", "minor", clock(11, 20, 9))]
    for item, severity, given in late:
        under_way(given, site=site, item=item, severity=severity)

    for minute in (0, 10):
        time_machine.move_to(clock(11, 24, 9, minute), tick=False)
        escalate()
        draw_checks()

    now = clock(11, 24, 9, 10)
    told = Notice.objects.order_by("serial").values_list("kind", "problem__item", "serial", "lapse", "issued_at")
    assert list(told) == [("supervision", item, n, 1, clock(11, 24, 9)) for n, item in enumerate("ABC", 1)]
    assert Lapse.objects.count() == 3
    draws = [(one.on.day, one.late) for one in Draw.objects.order_by("on")]
    assert draws == [(20, False), (21, True), (22, True), (23, True), (24, False)]

    (daily,) = [line for line in lines() if line.name == "draw_checks"]
    assert missed(daily, office, at=now) == {}
    (weekly,) = [line for line in lines() if line.name == "compile_bulletins"]
    assert missed(weekly, office, at=now) == {"2026-W47": [HERE]}
    client.force_login(office)
    assert "2026-W47" in client.get("/manage/timetable/compile_bulletins/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        form = {"day": weekly.day_for("2026-W47").isoformat(), "district": HERE}
        assert client.post("/manage/timetable/compile_bulletins/run/", form).status_code == 302

    weeks = Bulletin.objects.order_by("week").values_list("week", "version")
    assert list(weeks) == [(dt.date(2026, 11, 9), 1), (dt.date(2026, 11, 16), 1)]
    assert missed(weekly, office, at=timezone.now()) == {}
