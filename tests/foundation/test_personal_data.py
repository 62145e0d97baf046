"""What identifies people: encrypted where it lies, masked where it is shown, and every look written down."""

import datetime as dt

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.actions import users
from foundation.accounts.models import User
from foundation.audit.models import AuditEntry
from foundation.imports.models import ImportJob
from foundation.imports.running import clear_personal
from foundation.secrets import lock
from portal.tasks import clear_away
from tests.factories import UserFactory, admin_of, inspector_of

pytestmark = pytest.mark.django_db
NUMBER = "13800005678"
ADDRESS = "wanglan@example.gov.cn"
NOON = dt.datetime(2026, 11, 20, 4, 0, tzinfo=dt.UTC)


def column(user) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT locked_phone FROM accounts_user WHERE id = %s", [user.pk])
        return cursor.fetchone()[0]


def test_a_phone_number_lies_encrypted_and_comes_back():
    person = UserFactory(phone=NUMBER)

    assert NUMBER not in column(person)
    assert column(person).startswith("gAAAA")
    assert User.objects.get(pk=person.pk).phone == NUMBER
    assert User.objects.get(pk=person.pk).masked_phone == "138****5678"
    assert column(UserFactory(phone="")) == ""


def test_the_same_number_looks_different_each_time_it_is_locked():
    assert lock(NUMBER, purpose="phone") != lock(NUMBER, purpose="phone")


def test_numbers_that_were_plain_are_encrypted_by_the_migration(transactional_db):
    before = [("accounts", "0001_initial")]
    try:
        executor = MigrationExecutor(connection)
        executor.migrate(before)
        old = executor.loader.project_state(before).apps.get_model("accounts", "User")
        pk = old.objects.create(username="wang", name="王力", phone=NUMBER).pk
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes("accounts"))

    assert User.objects.get(pk=pk).phone == NUMBER
    assert NUMBER not in column(User.objects.get(pk=pk))


def test_an_email_address_lies_encrypted_and_comes_back():
    person = UserFactory(email=ADDRESS)

    assert User.objects.filter(pk=person.pk).values_list("locked_email", flat=True)[0].startswith("gAAAA")
    assert User.objects.get(pk=person.pk).email == ADDRESS
    assert UserFactory(email="").locked_email == ""


def test_addresses_are_encrypted_by_the_migration_and_plain_again_when_it_is_taken_back(transactional_db):
    person = UserFactory(email=ADDRESS)
    executor = MigrationExecutor(connection)
    after = [("accounts", "0003_locked_emails")]
    before = [parent.key for parent in executor.loader.graph.node_map[after[0]].parents if parent.key[0] == "accounts"]
    try:
        executor.migrate(before)
        with connection.cursor() as cursor:
            cursor.execute("SELECT email FROM accounts_user WHERE id = %s", [person.pk])
            plain = cursor.fetchone()[0]
    finally:
        MigrationExecutor(connection).migrate(after)

    locked = User.objects.values_list("locked_email", flat=True).get(pk=person.pk)
    assert (plain, locked.startswith("gAAAA"), User.objects.get(pk=person.pk).email) == (ADDRESS, True, ADDRESS)


def test_the_form_does_not_show_the_address_and_an_empty_box_leaves_it(client):
    person = inspector_of("990102", email=ADDRESS)
    client.force_login(admin_of("990102"))
    url = reverse("accounts:user-edit", args=[person.pk])

    page = client.get(url).content.decode()
    client.post(url, {"name": "王兰", "phone": "", "email": ""})
    kept = User.objects.get(pk=person.pk).email
    client.post(url, {"name": "王兰", "phone": "", "email": "", "without_email": "on"})

    assert ADDRESS not in page
    assert "现有 w***@example.gov.cn；此处不填则保持不变。" in page
    assert (kept, User.objects.get(pk=person.pk).email) == (ADDRESS, "")
    trail = [entry.after for entry in AuditEntry.objects.filter(verb="user.change").order_by("pk")]
    assert trail == [{"changed": ["name"]}, {"changed": ["email"]}]


def test_a_spreadsheet_of_people_is_thrown_away_once_it_is_read(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    admin = admin_of("990102")
    client.force_login(admin)
    table = f"username,name,role,region,phone,email\nwanglan,王岚,inspector,990102,{NUMBER},{ADDRESS}\n"

    client.post(reverse("imports:kind", args=["users"]), {"file": SimpleUploadedFile("people.csv", table.encode())})

    job = ImportJob.objects.get()
    person = User.objects.get(username="wanglan")
    assert (job.state, person.phone, person.email) == ("done", NUMBER, ADDRESS)
    assert not list((tmp_path / "imports").iterdir())
    assert ADDRESS not in str(list(AuditEntry.objects.values_list("before", "after")))


def test_the_night_throws_away_spreadsheets_of_people_that_stayed(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    admin = admin_of("990102")
    for number, (kind, state) in enumerate([("users", "done"), ("users", "queued"), ("sites", "done")]):
        (tmp_path / f"{number}").write_text("x")
        ImportJob.objects.create(
            kind=kind, state=state, file_name="x.csv", file_path=f"{number}", created_by=admin, created_at=NOON
        )

    assert (clear_personal(), clear_personal()) == (1, 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1", "2"]


def test_the_form_does_not_show_the_number_and_an_empty_box_leaves_it(client):
    person = inspector_of("990102", phone=NUMBER)
    client.force_login(admin_of("990102"))
    url = reverse("accounts:user-edit", args=[person.pk])

    page = client.get(url).content.decode()
    client.post(url, {"name": "王兰", "phone": "", "email": ""})

    person.refresh_from_db()
    assert NUMBER not in page
    assert "现有 138****5678；此处不填则保持不变。" in page
    assert (person.name, person.phone) == ("王兰", NUMBER)


@pytest.mark.parametrize(
    ("given", "kept"),
    [({"phone": "13911112222"}, "13911112222"), ({"phone": "", "without_phone": "on"}, "")],
    ids=["another", "removed"],
)
def test_a_number_is_changed_or_removed_on_the_form(client, given, kept):
    person = inspector_of("990102", phone=NUMBER)
    client.force_login(admin_of("990102"))

    client.post(reverse("accounts:user-edit", args=[person.pk]), {"name": "王兰", "email": "", **given})

    person.refresh_from_db()
    assert person.phone == kept


def test_changing_something_else_leaves_the_number_as_it_lies():
    person = UserFactory(phone=NUMBER)
    before = column(person)

    users.change(person, name="李四", phone=NUMBER, email="", actor=None, at=NOON)

    assert column(person) == before


def test_the_administration_of_django_shows_no_number(client):
    person = UserFactory(phone=NUMBER, email=ADDRESS)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    page = client.get(reverse("admin:accounts_user_change", args=[person.pk])).content.decode()

    assert person.username in page
    assert NUMBER not in page
    assert ADDRESS not in page
    assert column(person) not in page


def test_every_sign_in_and_every_refused_one_is_kept_though_the_right_password_came_later():
    person = UserFactory(username="wang")
    person.set_password("Qinghe-2026")
    person.save(update_fields=["password"])
    browser = Client()

    for password in ("wrong-one-1", "wrong-one-2", "Qinghe-2026"):
        browser.post("/accounts/login/", {"login": "wang", "password": password})

    assert AccessFailureLog.objects.filter(username="wang").count() == 2
    assert AccessLog.objects.filter(username="wang").count() == 1


def test_the_night_forgets_sign_ins_of_more_than_a_year_ago_and_none_of_the_last_six_months():
    now = timezone.now()
    for days in (200, 399, 401):
        for log in (AccessFailureLog, AccessLog, AccessAttempt):
            more = {"failures_since_start": 1} if log is AccessAttempt else {}
            row = log.objects.create(username=f"{days}", ip_address="10.0.0.1", user_agent=f"{days}", **more)
            log.objects.filter(pk=row.pk).update(attempt_time=now - dt.timedelta(days=days))

    clear_away()
    clear_away()

    for log in (AccessFailureLog, AccessLog, AccessAttempt):
        assert sorted(log.objects.values_list("username", flat=True)) == ["200", "399"]
