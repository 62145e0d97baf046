"""What lists of meetings and decisions are narrowed by."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.forms import HiddenInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Organisation, Region
from foundation.web.reach import ReachFilter

from ..choices import Deadline, DecisionState, MeetingState
from ..models import Decision, Meeting, MeetingKind

WEEK = 7
STANDING, EVERY = "standing", "all"
STATES = [(STANDING, pgettext_lazy("decision", "To be carried out")), (EVERY, _("All")), *DecisionState.choices]


def kinds(request: Any) -> QuerySet[MeetingKind]:
    """The four kinds."""
    return MeetingKind.objects.for_list()


def places(request: Any) -> QuerySet[Region]:
    """Places of one's own down to streets and towns, and those whose meetings somebody sees."""
    if request is None:
        return Region.objects.none()
    seen = Meeting.objects.visible_to(request.user).order_by().values("region")
    own = Q(request.user.region_scope("code"), level__lte=RegionLevel.TOWNSHIP)
    return Region.objects.filter(own | Q(pk__in=seen)).defer("boundary").order_by("code")


def owners(request: Any) -> QuerySet[Organisation]:
    """Organisations that own a decision somebody sees."""
    if request is None:
        return Organisation.objects.none()
    seen = Decision.objects.visible_to(request.user).order_by().values("organisation")
    return Organisation.objects.filter(pk__in=seen).order_by("code")


def supporters(request: Any) -> QuerySet[Organisation]:
    """Organisations that support a decision somebody sees."""
    if request is None:
        return Organisation.objects.none()
    seen = Decision.objects.visible_to(request.user).order_by().values("supporters")
    return Organisation.objects.filter(pk__in=seen).order_by("code")


class MeetingFilter(django_filters.FilterSet):
    """Meetings by words, kind, place and day; tabs choose the state."""

    words = django_filters.CharFilter(field_name="title", lookup_expr="icontains", label=_("Title"), max_length=60)
    kind = django_filters.ModelChoiceFilter(queryset=kinds, label=_("Kind"))
    region = ReachFilter(method="in_region", queryset=places, label=_("Place"))
    held = django_filters.DateFromToRangeFilter(field_name="starts_at", label=_("Day"))
    state = django_filters.ChoiceFilter(choices=MeetingState.choices, label=_("State"), widget=HiddenInput)

    class Meta:
        model = Meeting
        fields: list[str] = []

    def in_region(self, meetings: Any, name: str, value: Region) -> QuerySet:
        return meetings.filter(region__code__startswith=value.code)


class DecisionFilter(django_filters.FilterSet):
    """Decisions by owner, kind of meeting, deadline and meeting; tabs choose the state."""

    words = django_filters.CharFilter(
        field_name="text", lookup_expr="icontains", label=pgettext_lazy("meeting", "Decision"), max_length=60
    )
    organisation = ReachFilter(queryset=owners, label=pgettext_lazy("decision", "Owner"))
    supporter = ReachFilter(
        field_name="supporters", queryset=supporters, label=pgettext_lazy("decision", "Supporting organisation")
    )
    region = ReachFilter(method="in_region", queryset=places, label=_("Place of the owner"))
    kind = django_filters.ModelChoiceFilter(field_name="meeting__kind", queryset=kinds, label=_("Kind"))
    deadline = django_filters.ChoiceFilter(method="by_deadline", choices=Deadline.choices, label=_("Deadline"))
    held = django_filters.DateFromToRangeFilter(field_name="meeting__starts_at", label=_("Day of the meeting"))
    due = django_filters.DateFromToRangeFilter(field_name="due_on", label=_("Due"))
    done = django_filters.DateFromToRangeFilter(field_name="done_on", label=_("Carried out on"))
    state = django_filters.ChoiceFilter(method="in_state", choices=STATES, label=_("State"), widget=HiddenInput)
    meeting = django_filters.NumberFilter(
        field_name="meeting_id", min_value=1, max_value=2**63 - 1, label=_("Meeting"), widget=HiddenInput
    )

    class Meta:
        model = Decision
        fields: list[str] = []

    def in_region(self, decisions: Any, name: str, value: Region) -> QuerySet:
        return decisions.filter(organisation__region__code__startswith=value.code)

    def in_state(self, decisions: Any, name: str, value: str) -> QuerySet:
        if value == STANDING:
            return decisions.standing()
        return decisions if value == EVERY else decisions.filter(state=value)

    def by_deadline(self, decisions: Any, name: str, value: str) -> QuerySet:
        today = timezone.localdate()
        return decisions.overdue(on=today) if value == Deadline.OVERDUE else decisions.due_within(WEEK, on=today)
