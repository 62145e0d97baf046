"""What an inspector's phone shows: the day's round, what he has filed, and sites to look up."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, FloatField, Q, QuerySet
from django.db.models.functions import Abs, Cast

from ..choices import CheckState, SiteState
from ..models import Check, CheckItem, Site
from .forms import Form, form_for, form_of, systems_in_force

NOT_ASKED = (CheckState.CANCELLED, CheckState.VOIDED)
NEARBY_DEGREES = 0.02
MOST_FOUND = 20
FILED_DAYS = 7


@dataclass
class Visit:
    """One site of the round: the check, how many items it has, and what its last check came to."""

    check: Check
    items: int
    last: Check | None
    last_failing: int = 0

    @property
    def street(self) -> Any:
        """The street or town the site lies in."""
        region = self.check.site.region
        return region.parent if len(region.code) > 9 and region.parent else region


@dataclass
class Round:
    """An inspector's day: where he still goes, and what he has done (今日督查)."""

    waiting: list[Visit]
    done: list[Check]

    @property
    def total(self) -> int:
        return len(self.waiting) + len(self.done)


def round_of(user: Any, on: dt.date) -> Round:
    """The checks somebody carries out on a day; the same few queries for any number of them."""
    mine = Check.objects.carried_out_by(user).filter(on=on).exclude(state__in=NOT_ASKED)
    rows = list(mine.select_related("site__type", "site__region__parent").order_by("site__name", "pk"))
    waiting = [row for row in rows if row.state == CheckState.DRAWN]
    done = sorted((row for row in rows if row.state != CheckState.DRAWN), key=lambda row: row.finished_at, reverse=True)
    return Round(visits(waiting, on=on), done)


def visits(checks: list[Check], *, on: dt.date) -> list[Visit]:
    """Checks to be made, each with its form's length and its site's last counted check before the day."""
    systems = systems_in_force({row.district_id for row in checks})
    last = last_checks({row.site_id for row in checks}, before=on)
    failing = failing_of(check.pk for check in last.values())
    made = []
    for row in checks:
        system, before = systems[row.district_id], last.get(row.site_id)
        items = len(form_of(system, row.site.type_id).items) if system else 0
        made.append(Visit(row, items, before, failing.get(before.pk, 0) if before else 0))
    return made


def last_checks(sites: Iterable[int], *, before: dt.date) -> dict[int, Check]:
    """The last counted check of each site before a day."""
    rows = Check.objects.counted().filter(site__in=sites, on__lt=before)
    return {row.site_id: row for row in rows.order_by("site", "-on", "-pk").distinct("site")}


def failing_of(checks: Iterable[int]) -> dict[int, int]:
    """How many items failed in each of these checks."""
    failed = CheckItem.objects.filter(check_record__in=list(checks), failed=True)
    return dict(failed.values_list("check_record").annotate(Count("pk")).order_by())


def next_of(user: Any, on: dt.date) -> Check | None:
    """A check of the day that still waits for this person."""
    waiting = Check.objects.carried_out_by(user).filter(on=on, state=CheckState.DRAWN)
    return waiting.select_related("site").order_by("site__name", "pk").first()


def drawn_for(user: Any, site: Site, on: dt.date) -> Check | None:
    """The check of a site that was drawn for this person and day and still waits."""
    drawn = Check.objects.carried_out_by(user).filter(site=site, on=on, state=CheckState.DRAWN)
    return drawn.order_by("pk").first()


def filed_by(user: Any, on: dt.date) -> QuerySet[Check]:
    """What somebody has filed within the last days, the latest first."""
    since = on - dt.timedelta(days=FILED_DAYS - 1)
    filed = Check.objects.carried_out_by(user).filter(on__range=(since, on)).exclude(state__in=["drawn", "cancelled"])
    return filed.select_related("site").order_by("-finished_at", "-pk")


def answers_of(check: Check) -> list[CheckItem]:
    """The answered items of a filed check in the order of the form, with their photos."""
    items = check.items.select_related("indicator").prefetch_related("photos__attachment")
    return list(items.order_by("indicator__position", "pk"))


def form_at(site: Site) -> Form | None:
    """The form of a site today, if there is one with items to fill."""
    form = form_for(site)
    return form if form and form.items else None


def sites_named(sites: QuerySet[Site], words: str) -> QuerySet[Site]:
    """Sites whose name, pinyin, code or address holds the words."""
    found = Q(name__icontains=words) | Q(pinyin__icontains=words) | Q(code__iexact=words) | Q(address__icontains=words)
    return _shown(sites.filter(found)).order_by("name", "pk")[:MOST_FOUND]


def sites_near(sites: QuerySet[Site], longitude: float, latitude: float) -> QuerySet[Site]:
    """Sites around a place, the nearest first; how far exactly is worked out on the phone."""
    around = sites.filter(
        longitude__range=(longitude - NEARBY_DEGREES, longitude + NEARBY_DEGREES),
        latitude__range=(latitude - NEARBY_DEGREES, latitude + NEARBY_DEGREES),
    )
    away = Abs(Cast(F("longitude"), FloatField()) - longitude) + Abs(Cast(F("latitude"), FloatField()) - latitude)
    return _shown(around).annotate(away=away).order_by("away", "pk")[:MOST_FOUND]


def _shown(sites: QuerySet[Site]) -> QuerySet[Site]:
    return sites.filter(state=SiteState.ACTIVE).select_related("type", "region__parent")
