"""Reads around sites: what a list is headed by, what one site has lived through."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.audit.models import AuditEntry
from foundation.web.numbers import number

from ..choices import SiteState
from ..models import Check, Problem, Site, SiteMonth
from ..querysets import SiteQuerySet

COUNT_CAP = 10_000
SHOWN = 20
MONTHS_SHOWN = 12
DEEDS = {
    "site.register": gettext_lazy("Registered"),
    "site.edit": gettext_lazy("Corrected"),
    "site.move": gettext_lazy("Moved"),
    "site.retire": gettext_lazy("Retired"),
    "site.resume": gettext_lazy("In use again"),
}
ICONS = {"site.register": "map-pin-plus", "site.move": "arrows-move", "site.retire": "map-pin-off"}
FACTS = {
    "name": gettext_lazy("name"),
    "type_id": gettext_lazy("type"),
    "region_id": gettext_lazy("region"),
    "organisation_id": gettext_lazy("organisation"),
    "longitude": gettext_lazy("longitude"),
    "latitude": gettext_lazy("latitude"),
    "address": gettext_lazy("address"),
}


@dataclass(frozen=True, slots=True)
class MonthScore:
    """A site's month: the mean of its counted checks."""

    month: dt.date
    checks: int
    score: Decimal


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of a site's timeline."""

    what: str
    at: dt.datetime
    who: str
    icon: str
    text: str


def list_title(sites: SiteQuerySet, *, month: dt.date, filtered: bool) -> str:
    """What a list of sites says: how many are in use, how many of them nobody has checked this month."""
    in_use = sites.filter(state=SiteState.ACTIVE).order_by()
    total = in_use.values("pk")[: COUNT_CAP + 1].count()
    if total > COUNT_CAP:
        return _("More than {count} sites").format(count=number(COUNT_CAP))
    if not total:
        return _("No site in use fits this filter") if filtered else _("No sites yet")
    waiting = in_use.unchecked_in(month).values("pk").count()
    if waiting:
        told = ngettext(
            "{total} site in use, {waiting} not checked yet this month",
            "{total} sites in use, {waiting} not checked yet this month",
            total,
        )
        return told.format(total=number(total), waiting=number(waiting))
    return ngettext(
        "{total} site in use, checked this month", "{total} sites in use, all checked this month", total
    ).format(total=number(total))


def site_title(site: Site) -> str:
    """What is the case with one site; expects ``with_last_check`` and ``with_open_problems``."""
    if site.last_score is None:
        return _("{name}: not checked yet").format(name=site)
    score = number(site.last_score, 2)
    if not site.open_problems:
        return _("{name}: {score} points at the last check, nothing open").format(name=site, score=score)
    told = ngettext(
        "{name}: {score} points at the last check, {count} problem open",
        "{name}: {score} points at the last check, {count} problems open",
        site.open_problems,
    )
    return told.format(name=site, score=score, count=site.open_problems)


def months_of(site: Site) -> list[MonthScore]:
    """The last twelve months with counted checks, oldest first."""
    rows = SiteMonth.objects.filter(site=site, checks__gt=0).order_by("-month")[:MONTHS_SHOWN]
    return [MonthScore(row.month, row.checks, row.score_sum / row.checks) for row in reversed(rows)]


def checks_of(site: Site) -> Sequence[Check]:
    return list(Check.objects.filter(site=site).select_related("inspector").order_by("-on", "-pk")[:SHOWN])


def problems_of(site: Site) -> Sequence[Problem]:
    found = Problem.objects.filter(site=site).select_related("organisation").order_by("-found_at", "-pk")
    return list(found[:SHOWN])


def timeline_of(site: Site) -> list[Deed]:
    """What the office did with a site, newest first."""
    entries = AuditEntry.objects.about(site).filter(verb__in=DEEDS).for_list()[:SHOWN]
    return [
        Deed(
            what=str(DEEDS[entry.verb]),
            at=entry.at,
            who=entry.actor.masked_name if entry.actor else _("the portal"),
            icon=ICONS.get(entry.verb, "pencil"),
            text=_told(entry.after or {}, entry.verb),
        )
        for entry in entries
    ]


def _told(after: dict[str, Any], verb: str) -> str:
    if verb == "site.register":
        return ""
    if "reason" in after:
        return str(after["reason"])
    changed = [str(label) for name, label in FACTS.items() if name in after]
    return _("Changed: {what}").format(what=", ".join(changed)) if changed else ""
