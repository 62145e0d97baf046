"""Groups, meetings and decisions of the district 990102."""

import datetime as dt

import factory
from django.db.models import Max
from factory.django import DjangoModelFactory

from campaigns.actions import decisions, meetings, minutes
from campaigns.actions.meetings import Attendance, Invited, Point
from campaigns.engine.minutes_serials import take
from campaigns.models import Decision, Group, Meeting, MeetingKind, Membership

from .foundation import OrganisationFactory, RegionFactory, admin_of

SHANGHAI = dt.timezone(dt.timedelta(hours=8))
MORNING = dt.datetime(2026, 10, 12, 9, 30, tzinfo=SHANGHAI)  # a Monday
DUE = dt.date(2026, 10, 23)


class GroupFactory(DjangoModelFactory):
    """A working group that is being formed."""

    class Meta:
        model = Group

    district = factory.SubFactory(RegionFactory)
    kind = "working"
    name = factory.Sequence(lambda number: f"专项工作组{number}")


class MembershipFactory(DjangoModelFactory):
    """A head by his office."""

    class Meta:
        model = Membership

    group = factory.SubFactory(GroupFactory)
    post = "head"
    name = "王某"
    office = "区委书记"
    starts_on = dt.date(2026, 1, 1)


class MeetingKindFactory(DjangoModelFactory):
    """A dispatch meeting; asking for a kind twice gives the same one."""

    class Meta:
        model = MeetingKind
        django_get_or_create = ("code",)

    code = "dispatch"
    name = "调度会"
    name_en = "Dispatch meeting"


class MeetingFactory(DjangoModelFactory):
    """A dispatch meeting that is planned for a Monday morning."""

    class Meta:
        model = Meeting

    region = factory.SubFactory(RegionFactory)
    district = factory.LazyAttribute(lambda made: RegionFactory(code=made.region.code[:6]))
    kind = factory.SubFactory(MeetingKindFactory)
    title = factory.Sequence(lambda number: f"第{number}次调度会")
    starts_at = MORNING
    place = "区政府二楼会议室"


class DecisionFactory(DjangoModelFactory):
    """An issued decision of a meeting, to be carried out by the 23rd."""

    class Meta:
        model = Decision

    meeting = factory.LazyFunction(lambda: signed_meeting())
    district = factory.SelfAttribute("meeting.district")
    region = factory.SelfAttribute("meeting.region")
    position = factory.LazyAttribute(lambda made: (made.meeting.decisions.aggregate(n=Max("position"))["n"] or 0) + 1)
    text = factory.Sequence(lambda number: f"整治第{number}条背街小巷")
    organisation = factory.SubFactory(OrganisationFactory)
    due_on = DUE
    first_due_on = factory.SelfAttribute("due_on")
    state = "open"
    issued_at = MORNING + dt.timedelta(days=1)


def signed_meeting(**given) -> Meeting:
    """A meeting whose minutes are issued, without decisions yet."""
    region = given.get("region") or RegionFactory()
    serial = take(region.pk, MeetingKindFactory().pk, 2026)
    told = {"state": "signed", "year": 2026, "serial": serial, "signed_at": MORNING + dt.timedelta(days=1)}
    return MeetingFactory(**{**told, "region": region, **given})


def called_meeting(office=None, owner=None, at: dt.datetime = MORNING - dt.timedelta(days=3), **given) -> Meeting:
    """A meeting with one point, called by the office, its owner invited."""
    office = office or admin_of("990102")
    meeting = MeetingFactory.build(
        region=given.pop("region", None) or RegionFactory(),
        kind=given.pop("kind", None) or MeetingKindFactory(),
        **given,
    )
    invited = [Invited(organisation=owner or OrganisationFactory())]
    meetings.plan(meeting, agenda=[Point("背街小巷整治")], invited=invited, actor=office, at=at)
    meetings.call(meeting, actor=office, at=at)
    return meeting


def held_meeting(office=None, owner=None, **given) -> Meeting:
    """The same, held: everybody came, the minutes say something about its point, nothing is decided yet."""
    office = office or admin_of("990102")
    meeting = called_meeting(office, owner, **given)
    at = meeting.starts_at + dt.timedelta(hours=2)
    meetings.hold(meeting, actor=office, at=at)
    marked = {row.pk: Attendance("present") for row in meeting.attendees.all()}
    meetings.mark(meeting, attendance=marked, actor=office, at=at)
    minutes.write(meeting.items.get(), text="逐条推进。", seen=0, actor=office, at=at)
    return meeting


def decided(meeting, office, owner, *, text="整治三条背街小巷", due_on=DUE, at=None):
    """A decision of a meeting whose minutes are being written."""
    at = at or meeting.starts_at + dt.timedelta(hours=3)
    return decisions.decide(meeting, text=text, organisation=owner, due_on=due_on, actor=office, at=at)
