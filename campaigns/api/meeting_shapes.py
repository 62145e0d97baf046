"""What clients send and get about meetings."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from foundation.accounts.models import User
from foundation.errors import BadInput
from foundation.organisations.models import Organisation, Region
from foundation.web.numbers import masked

from ..actions.meetings import MOST_INVITED, MOST_POINTS, Invited, Point
from ..choices import TOOK_PLACE, MeetingState, Presence
from ..models import Group, Meeting, MeetingKind
from ..models.meetings import TEXT_LENGTH, TITLE_LENGTH


class ItemOut(serializers.Serializer):
    """One point of the agenda with its minutes."""

    id = serializers.IntegerField()
    position = serializers.IntegerField()
    title = serializers.CharField()
    organisation = serializers.CharField(source="organisation.code", allow_null=True, default=None)
    minutes = serializers.CharField()
    revision = serializers.IntegerField()


class AttendeeOut(serializers.Serializer):
    """Who is invited; of a person only the family name."""

    id = serializers.IntegerField()
    organisation = serializers.CharField(source="organisation.code", allow_null=True, default=None)
    name = serializers.SerializerMethodField()
    office = serializers.CharField()
    presence = serializers.ChoiceField(Presence.choices, allow_blank=True)

    def get_name(self, row: Any) -> str:
        return masked(row.full_name) if row.full_name else ""


class ReplacedPointOut(serializers.Serializer):
    """What replaced minutes said about a point."""

    position = serializers.IntegerField()
    title = serializers.CharField()
    minutes = serializers.CharField()


class ReplacedOut(serializers.Serializer):
    """Minutes that a correction replaced."""

    version = serializers.IntegerField()
    title = serializers.CharField()
    place = serializers.CharField()
    chair = serializers.CharField()
    issued_at = serializers.DateTimeField()
    replaced_at = serializers.DateTimeField()
    reason = serializers.CharField()
    points = serializers.SerializerMethodField()

    @extend_schema_field(ReplacedPointOut(many=True))
    def get_points(self, row: Any) -> list[dict[str, Any]]:
        return [{"position": n, "title": title, "minutes": text} for n, title, _organisation, text in row.points]


class CorrectedPointIn(serializers.Serializer):
    """What the minutes should have said about a point."""

    item = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    text = serializers.CharField(max_length=TEXT_LENGTH)


class CorrectIn(serializers.Serializer):
    """What was wrong in issued minutes and why, and the version that was read."""

    reason = serializers.CharField(max_length=500)
    version = serializers.IntegerField(min_value=1, max_value=2**15 - 1)
    title = serializers.CharField(max_length=TITLE_LENGTH, required=False)
    place = serializers.CharField(max_length=100, required=False)
    chair = serializers.CharField(max_length=100, required=False, allow_blank=True)
    minutes = serializers.ListField(child=CorrectedPointIn(), max_length=MOST_POINTS, required=False, default=list)


class MeetingOut(serializers.Serializer):
    """A meeting with agenda, circle and what became of its decisions."""

    id = serializers.IntegerField()
    kind = serializers.CharField(source="kind_id")
    region = serializers.CharField(source="region_id")
    group = serializers.IntegerField(source="group_id", allow_null=True)
    title = serializers.CharField()
    starts_at = serializers.DateTimeField()
    place = serializers.CharField()
    chair = serializers.CharField()
    notice = serializers.CharField()
    state = serializers.ChoiceField(MeetingState.choices)
    called_at = serializers.DateTimeField(allow_null=True)
    year = serializers.IntegerField(allow_null=True)
    serial = serializers.IntegerField(allow_null=True)
    number = serializers.CharField()
    version = serializers.IntegerField()
    signed_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    agenda = serializers.SerializerMethodField()
    attendees = serializers.SerializerMethodField()
    decisions_made = serializers.IntegerField(source="made")
    decisions_carried_out = serializers.IntegerField(source="carried_out")
    decisions_overdue = serializers.IntegerField(source="overdue")
    document_url = serializers.SerializerMethodField()

    @extend_schema_field(ItemOut(many=True))
    def get_agenda(self, meeting: Meeting) -> Any:
        return ItemOut(sorted(meeting.items.all(), key=lambda row: row.position), many=True).data

    @extend_schema_field(AttendeeOut(many=True))
    def get_attendees(self, meeting: Meeting) -> Any:
        return AttendeeOut(sorted(meeting.attendees.all(), key=lambda row: (row.position, row.pk)), many=True).data

    def get_document_url(self, meeting: Meeting) -> str | None:
        if meeting.state not in TOOK_PLACE:
            return None
        return reverse("meeting-document", args=[meeting.pk], request=self.context["request"])


class PointIn(serializers.Serializer):
    """A point of the agenda, and the code of the organisation that reports."""

    title = serializers.CharField(max_length=TITLE_LENGTH)
    organisation = serializers.CharField(max_length=40, required=False)


class InvitedIn(serializers.Serializer):
    """An organisation by code, a user by user name, or somebody by name and office."""

    organisation = serializers.CharField(max_length=40, required=False)
    user = serializers.CharField(max_length=150, required=False)
    name = serializers.CharField(max_length=60, required=False)
    office = serializers.CharField(max_length=100, required=False)


class MeetingIn(serializers.Serializer):
    """A meeting to be planned."""

    kind = serializers.CharField(max_length=20)
    region = serializers.CharField(max_length=12)
    group = serializers.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    title = serializers.CharField(max_length=TITLE_LENGTH)
    starts_at = serializers.DateTimeField()
    place = serializers.CharField(max_length=100)
    chair = serializers.CharField(max_length=100, required=False, default="")
    notice = serializers.CharField(max_length=500, required=False, default="")
    agenda = serializers.ListField(child=PointIn(), max_length=MOST_POINTS)
    invited = serializers.ListField(child=InvitedIn(), max_length=MOST_INVITED)


class MeetingReasonIn(serializers.Serializer):
    """Why."""

    reason = serializers.CharField(max_length=500)


class MarkIn(serializers.Serializer):
    """One invited one by identifier."""

    id = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    presence = serializers.ChoiceField(Presence.choices)
    stand_in = serializers.CharField(max_length=60, required=False)


class AttendanceIn(serializers.Serializer):
    """Who came."""

    attendance = serializers.ListField(child=MarkIn(), max_length=MOST_INVITED)


class MinutesIn(serializers.Serializer):
    """What is said about a point, and the revision that was read before."""

    item = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    text = serializers.CharField(max_length=TEXT_LENGTH, allow_blank=True)
    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)


class MinutesOut(serializers.Serializer):
    """The revision that stands now."""

    item = serializers.IntegerField()
    revision = serializers.IntegerField()


def planned(user: Any, told: dict[str, Any]) -> tuple[Meeting, list[Point], list[Invited]]:
    """A meeting, agenda and circle from what a client sent; names that stand for nothing in reach are said."""
    region = Region.objects.visible_to(user).filter(pk=told["region"]).first()
    kind = MeetingKind.objects.filter(pk=told["kind"]).first()
    if region is None or kind is None:
        raise BadInput(_("Name a place of yours and one of the kinds of meetings."))
    group = None
    if "group" in told:
        group = Group.objects.visible_to(user).in_force().filter(pk=told["group"]).first()
        if group is None:
            raise BadInput(_("There is no such group in force."))
    names = ("title", "starts_at", "place", "chair", "notice")
    meeting = Meeting(region=region, kind=kind, group=group, **{name: told[name] for name in names})
    codes = {one["organisation"] for one in [*told["agenda"], *told["invited"]] if "organisation" in one}
    known = {row.code: row for row in Organisation.objects.visible_to(user).open().filter(code__in=codes)}
    usernames = {one["user"] for one in told["invited"] if "user" in one}
    people = {row.username: row for row in User.objects.visible_to(user).filter(username__in=usernames)}
    missing = sorted([*(codes - known.keys()), *(usernames - people.keys())])
    if missing:
        raise BadInput(_("Nobody of yours has this code or user name: {names}").format(names=", ".join(missing)[:200]))
    agenda = [Point(one["title"], known.get(one.get("organisation", ""))) for one in told["agenda"]]
    invited = [
        Invited(
            organisation=known.get(one.get("organisation", "")),
            user=people.get(one.get("user", "")),
            name=one.get("name", ""),
            office=one.get("office", ""),
        )
        for one in told["invited"]
    ]
    return meeting, agenda, invited
