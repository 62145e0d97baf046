"""What lists of notices and interviews are narrowed by."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import HiddenInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.calendars.queries import work_calendar
from foundation.web.reach import ReachFilter

from ..choices import InterviewFace, NoticeFace, NoticeKind
from ..models import Interview, Notice
from ..scoring.receipts import late_if_issued_before
from .reach import organisations_in_reach


class NoticeFilter(django_filters.FilterSet):
    """Notices by kind, organisation and day; tabs choose the receipt, links the problem and the year."""

    kind = django_filters.ChoiceFilter(choices=NoticeKind.choices, label=_("Kind"))
    state = django_filters.ChoiceFilter(
        method="in_state", choices=NoticeFace.choices, label=_("Receipt"), widget=HiddenInput
    )
    organisation = ReachFilter(queryset=organisations_in_reach, label=_("Organisation"))
    issued = django_filters.DateFromToRangeFilter(field_name="issued_at", label=_("Issued"))
    year = django_filters.NumberFilter(min_value=2000, max_value=2200, label=_("Year"), widget=HiddenInput)
    problem = django_filters.NumberFilter(
        field_name="problem_id", min_value=1, max_value=2**63 - 1, label=_("Problem"), widget=HiddenInput
    )

    class Meta:
        model = Notice
        fields: list[str] = []

    def in_state(self, notices: Any, name: str, value: str) -> QuerySet:
        match value:
            case NoticeFace.RECEIVED:
                return notices.received()
            case NoticeFace.LATE:
                return notices.unsigned_since(late_if_issued_before(timezone.now(), work_calendar()))
            case NoticeFace.WITHDRAWN:
                return notices.withdrawn()
            case _:
                return notices.waiting()


class InterviewFilter(django_filters.FilterSet):
    """Interviews by whether they were held, and by organisation."""

    state = django_filters.ChoiceFilter(
        method="in_state", choices=InterviewFace.choices, label=_("State"), widget=HiddenInput
    )
    organisation = ReachFilter(queryset=organisations_in_reach, label=_("Organisation"))

    class Meta:
        model = Interview
        fields: list[str] = []

    def in_state(self, interviews: Any, name: str, value: str) -> QuerySet:
        return interviews.filter(held_on__isnull=value == InterviewFace.ASKED)
