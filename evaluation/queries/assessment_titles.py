"""Titles of the ranking and breakdown pages: the answer, from the figures shown."""

from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

HALF = Decimal("0.5")


def month_name(month: Any) -> str:
    """The month as a title names it: 10 月, October 2026."""
    return f"{month.month} 月" if get_language() != "en" else date_format(month, "F Y")


def ranking_title(assessment: Any, groups: list[Any]) -> str:
    """Who leads the groups shown; who fell to the end of one since the month before."""
    month = month_name(assessment.month)
    leading = [str(group.lines[0].party) for group in groups[:2] if group.lines and group.lines[0].result.rank == 1]
    if not leading or len(groups) > 2:
        return _("Scores of {month}").format(month=month)
    leaders = _(" and ").join(leading)
    text = (_("{month}: {leaders} leads") if len(leading) == 1 else _("{month}: {leaders} lead their groups")).format(
        month=month, leaders=leaders
    )
    fallen = _fallen_to_the_end(groups)
    return _("{text}, {place} falls to the end").format(text=text, place=fallen) if fallen else text


def _fallen_to_the_end(groups: list[Any]) -> str | None:
    for group in groups:
        ranked = [line for line in group.lines if line.result.rank is not None]
        if (
            len(ranked) > 2
            and ranked[-1].result.previous_rank
            and ranked[-1].result.rank > ranked[-1].result.previous_rank
        ):
            return str(ranked[-1].party)
    return None


def breakdown_title(party: Any, result: Any, lost: dict[str, Decimal], types: list[dict[str, Any]]) -> str:
    """The final, and where at least half of what it lacks was lost."""
    if result.final is None:
        return _("{party}: no data").format(party=party)
    text = _("{party} {final} points").format(party=party, final=result.final)
    whole = sum(lost.values())
    if whole <= 0:
        return text
    worst = max(lost, key=lambda name: lost[name])
    if worst == "field" and lost[worst] >= whole * HALF and types and types[0]["lost"] > 0:
        return (
            _("{text}: at least half of the loss in field checks, most of it at “{kind}”").format(
                text=text, kind=types[0]["type"]
            )
            if types[0]["lost"] >= lost["field"] * HALF
            else _("{text}: field checks cost most, “{kind}” first").format(text=text, kind=types[0]["type"])
        )
    return text
