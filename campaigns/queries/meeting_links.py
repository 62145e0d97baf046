"""Meetings and decisions as what joint campaigns may count."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.periods import local_day

from .. import linking
from ..choices import TOOK_PLACE, DecisionState
from ..linking import Facts, Linkable
from ..models import Decision, Meeting


def register_all() -> None:
    """Let meetings that were held, and decisions that stand, be counted in joint campaigns."""
    linking.register(Linkable("meeting", _("Meeting"), _meetings, _of_meeting))
    linking.register(Linkable("decision", pgettext_lazy("meeting", "Decision"), _decisions, _of_decision))


def _meetings(user: Any) -> Any:
    return Meeting.objects.visible_to(user).filter(state__in=TOOK_PLACE)


def _decisions(user: Any) -> Any:
    return Decision.objects.visible_to(user).issued().exclude(state=DecisionState.CANCELLED).select_related("meeting")


def _of_meeting(meeting: Meeting) -> Facts:
    url, day = meeting.get_absolute_url(), local_day(meeting.starts_at)
    return Facts(meeting.title, url, day, meeting.district_id, meeting.region_id, None)


def _of_decision(decision: Decision) -> Facts:
    place = (decision.district_id, decision.region_id, decision.organisation_id)
    day = local_day(decision.meeting.starts_at)
    return Facts(decision.text[:200], decision.get_absolute_url(), day, *place)
