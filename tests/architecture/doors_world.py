"""A small world in two districts: everything that an address can name lies in the first."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from evaluation.actions import assessments, notices, plans, policies
from evaluation.models import BulletinCase, Rectification, Result, SavedView
from evaluation.models.checks import CheckFlag, CheckPhoto
from evaluation.queries.policies import shipped_policies
from foundation.accounts.choices import Role
from foundation.attachments import actions as attachments
from foundation.attachments import uploads
from foundation.audit.models import AuditEntry
from foundation.audit.trail import record
from foundation.calendars import actions as calendars
from foundation.calendars.models import CalendarYear
from foundation.imports.models import ImportJob
from foundation.jobs import actions as jobs
from foundation.notifications.models import Channel, Notification
from foundation.organisations.models import Organisation
from foundation.periods import Period, PeriodKind
from tests.factories import (
    BoardEntryFactory,
    BulletinFactory,
    CheckFactory,
    GrantFactory,
    IndicatorFactory,
    IndicatorSystemFactory,
    OrganisationFactory,
    PlanFactory,
    ProblemFactory,
    QuestionnaireFactory,
    RegionFactory,
    SchemeFactory,
    SiteFactory,
    SiteTypeFactory,
    SurveyFactory,
    UserFactory,
    user_with,
)
from tests.factories.files import photo_file
from tests.factories.notices import InterviewFactory, under_way

from .actions_world import action_things
from .ledgers_world import ledger_things
from .quarters_world import quarter_things
from .subjects_world import subject_things
from .world_meetings import meeting_things
from .world_problems import problems_on_their_way
from .world_reports import reports_of

HERE, ELSEWHERE = "990102", "990103"
SECRET = "甲区暗号"  # stands in the name of everything of the first district; nobody of the second may read it
NOON = dt.datetime(2026, 10, 14, 4, 0, tzinfo=dt.UTC)


@dataclass
class World:
    """Actors by district and role, and one object of each kind."""

    here: dict[str, Any] = field(default_factory=dict)
    elsewhere: dict[str, Any] = field(default_factory=dict)
    root: Any = None
    nobody: Any = None
    things: dict[str, Any] = field(default_factory=dict)
    files: Any = None

    def __getitem__(self, thing: str) -> Any:
        return self.things[thing]


def build() -> World:
    """Both districts with everybody; the things are in the first."""
    world = World(root=UserFactory(is_superuser=True, is_staff=True), nobody=UserFactory())
    offices = {code: _office(code, SECRET if code == HERE else "乙") for code in (HERE, ELSEWHERE)}
    for code, actors in ((HERE, world.here), (ELSEWHERE, world.elsewhere)):
        RegionFactory(code=f"{code}001001")
        for role in Role.values:
            serves = role in (Role.OFFICIAL, Role.TEAM_MANAGER)
            place = {"organisation": offices[code]} if serves else {"region": code}
            actors[role] = user_with(role, **place)
    _fill(world, offices[HERE])
    return world


def _office(code: str, mark: str) -> Organisation:
    return OrganisationFactory(region=RegionFactory(code=code), name=f"{mark}城管局")


def _fill(world: World, office: Organisation) -> None:
    things, district = world.things, RegionFactory(code=HERE)
    kind = SiteTypeFactory(code="market")
    site = SiteFactory(name=f"{SECRET}市场", type=kind, region=RegionFactory(code=f"{HERE}001001"), organisation=office)
    system = IndicatorSystemFactory()
    leaf = IndicatorFactory(system=system)
    inspector = world.here[Role.INSPECTOR]
    done = CheckFactory(site=site, done=True, inspector=inspector, remark=SECRET)
    with transaction.atomic():
        photo = attachments.store(photo_file(f"{SECRET}.jpg"), actor=inspector, at=NOON)
        record("site.change", site, actor=world.here[Role.ADMIN], at=NOON, after={"name": SECRET})
        jobs.sync(actor=None, at=NOON)
    SchemeFactory()
    month = Period.containing(NOON.date(), PeriodKind.MONTH)
    assessment = assessments.score(district, period=month, actor=None, at=NOON + dt.timedelta(days=20))
    plan = PlanFactory(district=district, name=f"{SECRET}计划")
    newcomer = UserFactory(name=f"{SECRET}新人", username="newcomer")
    GrantFactory(user=newcomer, role=Role.INSPECTOR, region=RegionFactory(code=f"{HERE}001"))
    things |= {
        "region": district,
        "organisation": office,
        "site_type": kind,
        "site": site,
        "system": system,
        "leaf": leaf,
        "own_system": IndicatorSystemFactory(code="own", region=district, state="draft", name=f"{SECRET}体系"),
        "check": CheckFactory(site=site, inspector=inspector),
        "done": done,
        "photo": CheckPhoto.objects.create(check_record=done, attachment=photo),
        "attachment": photo,
        "upload": uploads.begin(name=f"{SECRET}.jpg", length=1000, actor=inspector, at=timezone.now()),
        "message": Notification.objects.create(user=newcomer, kind="trial", values={}, created_at=NOON),
        "channel": Channel.objects.create(organisation=office, name=f"{SECRET}群", locked_address="x"),
        "survey": SurveyFactory(region=district, title=f"{SECRET}调查", state="draft"),
        "open_survey": SurveyFactory(region=district, organisation=office, title="调查"),
        "questionnaire": QuestionnaireFactory(region=district, name=f"{SECRET}问卷", state="draft"),
        "board_entry": BoardEntryFactory(region=site.region, organisation=office, title=f"{SECRET}市场"),
        "listed_entry": BoardEntryFactory(
            region=site.region, organisation=office, title=f"{SECRET}街巷", state="approved", decided_at=NOON
        ),
        "flag": CheckFlag.objects.create(check_record=done, district=district, kind="too_fast", raised_at=NOON),
        "problem": ProblemFactory(site=site, description=SECRET),
        "policy": policies.adopt(district, "serious", **shipped_policies()["serious"], actor=None, at=NOON),
        "span": calendars.set_span(
            CalendarYear(year=2026),
            first=dt.date(2026, 5, 1),
            last=dt.date(2026, 9, 30),
            hours="09:00-12:00, 15:00-18:00",
            actor=None,
            at=NOON,
        ),
        "day": calendars.change(dt.date(2026, 10, 1), kind="off", name="国庆节", actor=None, at=NOON),
        "rectification": Rectification.objects.create(
            problem=ProblemFactory(site=site, item="I-002"),
            organisation=office,
            round=1,
            text=SECRET,
            filed_by=world.here[Role.OFFICIAL],
            filed_at=NOON,
        ),
        **_noticed(site, photo, world.here[Role.ADMIN]),
        "plan": plan,
        "draw": plans.draw(HERE, on=NOON.date(), actor=None, at=NOON),
        "assessment": assessment,
        "result": Result.objects.filter(assessment=assessment).first(),
        "person": newcomer,
        "grant": newcomer.grants.get(),
        "import": ImportJob.objects.create(
            kind="sites",
            file_name=f"{SECRET}.csv",
            rows_total=1,
            created_by=world.here[Role.ADMIN],
            created_at=NOON,
        ),
        "entry": AuditEntry.objects.about(site).get(),
    }
    things |= subject_things(office, secret=SECRET)
    things |= problems_on_their_way(
        site,
        official=world.here[Role.OFFICIAL],
        office=world.here[Role.ADMIN],
        at=NOON - dt.timedelta(days=1),
        secret=SECRET,
    )
    things["saved_view"] = SavedView.objects.create(
        owner=world.here[Role.ADMIN], name=SECRET, query="severity=minor", kept_at=NOON
    )
    things["bulletin"] = BulletinFactory(district=district, comment=SECRET)
    things["bulletin_case"] = BulletinCase.objects.create(
        bulletin=things["bulletin"], problem=things["problem"], position=1, before=photo
    )
    things["public_bulletin"] = BulletinFactory(
        district=district,
        week=dt.date(2026, 9, 7),
        state="published",
        is_public=True,
        published_at=NOON,
        year=2026,
        serial=1,
        digest="x",
    )
    things["public_case"] = BulletinCase.objects.create(
        bulletin=things["public_bulletin"],
        problem=ProblemFactory(site=SiteFactory(name="街巷", type=kind, region=site.region)),
        position=1,
        before=photo,
    )
    things |= ledger_things(here=world.here, district=district, office=office, file=photo, secret=SECRET)
    things |= quarter_things(here=world.here, district=district, office=office, done=done, file=photo, at=NOON)
    people = {"office": world.here[Role.ADMIN], "official": world.here[Role.OFFICIAL]}
    things |= meeting_things(**people, owner=office, secret=SECRET)
    things |= reports_of(office, file=photo, secret=SECRET)
    things |= action_things(district=district, office=office, village=site.region, photo=photo, at=NOON, secret=SECRET)
    things["own_leaf"] = IndicatorFactory(system=things["own_system"], name=f"{SECRET}指标")


def _noticed(site: Any, file: Any, admin: Any) -> dict[str, Any]:
    """A notice, an interview that is to be held, and one that was held, with a document."""
    problems = [under_way(NOON, site=site, item=f"I-{number}", description=SECRET) for number in (2, 3, 4)]
    notice = notices.issue(problems[0], kind="assignment", due_at=problems[0].due_at, actor=None, at=NOON)
    held = {"held_on": NOON.date(), "by": admin, "recorded_at": NOON, "present": SECRET, "record": SECRET}
    return {
        "notice": notice,
        "interview": InterviewFactory(lapse__problem=problems[1]),
        "held_interview": InterviewFactory(lapse__problem=problems[2], document=file, **held),
    }
