"""What the pages of checks and problems show: counts for titles, points lost, timelines."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.audit.models import AuditEntry
from foundation.organisations.choices import DISTRICT_DIGITS

from ..models import Check, CheckFlag, CheckItem, CheckPhoto, Finding, Problem
from ..querysets import missed
from ..scoring.answers import Answer
from ..scoring.items import Judgement, Loss, Reason, judge_all
from .forms import form_of

COUNT_CAP = 10_000
REST_DAYS = 3

STEPS = {
    "check.submit": ("send", gettext_lazy("Submitted")),
    "check.confirm": ("rosette-discount-check", gettext_lazy("Confirmed by the office")),
    "check.cancel": ("ban", gettext_lazy("Cancelled by the office")),
    "check.void": ("ban", gettext_lazy("Declared void by the office")),
    "check.add_evidence": ("photo-plus", gettext_lazy("Photos of a second inspector kept as evidence")),
    "check.question": ("message-question", gettext_lazy("Question raised by the photos")),
    "check.answer": ("message-check", gettext_lazy("Question answered by the office")),
    "problem.open": ("flag", gettext_lazy("Found by a check")),
    "problem.find_again": ("repeat", gettext_lazy("Found again by another check")),
    "problem.cancel": ("ban", gettext_lazy("Cancelled")),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a timeline."""

    icon: str
    what: Any
    who: str
    at: dt.datetime
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a check: what was answered, what it earned, what cost points."""

    row: CheckItem
    judgement: Judgement
    losses: tuple[str, ...]


def within_districts(user: Any) -> Q:
    """The districts of somebody's grants: narrows what is visible to him so that an index serves the list."""
    codes = {grant.region for grant in user.held if grant.region}
    if user.is_superuser or any(len(code) < DISTRICT_DIGITS for code in codes):
        return Q()
    return Q(district__in=sorted({code[:DISTRICT_DIGITS] for code in codes} | user.organisation_regions))


def tally(checks: QuerySet[Check], *, on: dt.date) -> dict[str, int]:
    """How many checks there are, done, missed and in question, counted no further than the cap.

    They are taken in the order of the index by district and day: without an order the database may begin anywhere
    in the table and read the checks of other districts first.
    """
    asked = Exists(CheckFlag.objects.filter(check_record=OuterRef("pk"), answered_at=None))
    some = checks.order_by("-on", "-pk").annotate(is_open=asked).values("pk", "state", "on", "is_open")[: COUNT_CAP + 1]
    return some.aggregate(
        total=Count("pk"),
        done=Count("pk", filter=Q(state__in=["submitted", "confirmed", "voided"])),
        missed=Count("pk", filter=missed(on)),
        asked=Count("pk", filter=Q(is_open=True)),
    )


def listed(checks: QuerySet[Check], *, on: dt.date) -> QuerySet[Check]:
    """Everything that a row of the list shows."""
    asked = CheckFlag.objects.filter(check_record=OuterRef("pk"), answered_at=None)
    failed = CheckItem.objects.filter(check_record=OuterRef("pk"), failed=True).values("check_record")
    return checks.for_list().annotate(
        is_asked=Exists(asked), failed_items=Subquery(failed.annotate(n=Count("pk")).values("n"))
    )


def with_first_photo(problems: QuerySet[Problem]) -> QuerySet[Problem]:
    """Problems with the first photo of their findings."""
    photos = CheckPhoto.objects.filter(item__finding__problem=OuterRef("pk")).order_by("pk")
    return problems.annotate(first_photo=Subquery(photos.values("attachment")[:1]))


def lines_of(check: Check) -> list[Line]:
    """The items of a check in the order of its form, judged again so that every lost point has its reason."""
    photos = Prefetch("photos", CheckPhoto.objects.order_by("position", "pk"))
    rows = check.items.select_related("indicator").prefetch_related(photos).order_by("indicator__position", "pk")
    if check.system_id is None:
        return []
    rules = {item.pk: item.rule for item in form_of(check.system_id, check.site.type_id).items}
    known = [row for row in rows if row.indicator_id in rules]
    judged = judge_all((rules[row.indicator_id], _answer(row), row.failed) for row in known)
    return [
        Line(row, judgement, tuple(_words(loss) for loss in judgement.losses))
        for row, judgement in zip(known, judged, strict=True)
    ]


def timeline(row: Any) -> list[Step]:
    """Everything that happened to a record, the latest first."""
    entries = AuditEntry.objects.about(row).for_list()
    return [_step(entry) for entry in entries if entry.verb in STEPS]


def other_visits(check: Check) -> list[Check]:
    """Other checks of the site within days: two inspections at once are a burden (减负)."""
    near = (check.on - dt.timedelta(days=REST_DAYS - 1), check.on + dt.timedelta(days=REST_DAYS - 1))
    rows = Check.objects.counted().filter(site=check.site_id, on__range=near).exclude(pk=check.pk)
    return list(rows.order_by("on", "pk"))


def findings_of(problem: Problem) -> Iterable[Finding]:
    """The findings of a problem with their checks, items and photos, the latest first."""
    photos = Prefetch("check_item__photos", CheckPhoto.objects.order_by("position", "pk"))
    rows = problem.findings.select_related("check_item__check_record__inspector", "check_item__indicator")
    return rows.prefetch_related(photos).order_by("-found_at", "-pk")


def _answer(row: CheckItem) -> Answer:
    if row.not_applicable:
        return Answer(na=True)
    if row.option:
        return Answer(option=row.option)
    return Answer(count=row.count) if row.count is not None else Answer(value=row.value)


def _words(loss: Loss) -> str:
    sentence = {
        Reason.GRADE: _("−{points}: grade {found}"),
        Reason.OCCURRENCES: _("−{points}: {found} found, {against} off for each"),
        Reason.BELOW_TARGET: _("−{points}: {found} of {against}"),
        Reason.ABOVE_TARGET: _("−{points}: {found}, the limit is {against}"),
        Reason.ALL_OR_NONE: _("−{points}: all or none, and something in group {found} is missing"),
    }[loss.reason]
    points, against = (None if value is None else _plain(value) for value in (loss.points, loss.against))
    found = loss.found if isinstance(loss.found, str) else _plain(loss.found)
    return sentence.format(points=points, found=found, against=against)


def _plain(value: Any) -> str:
    text = f"{value:.2f}" if not isinstance(value, int) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _step(entry: AuditEntry) -> Step:
    icon, what = STEPS[entry.verb]
    after = entry.after or {}
    note = after.get("reason") or after.get("answer") or ""
    who = entry.actor.masked_name if entry.actor else _("the portal")
    return Step(icon, what, who, entry.at, str(note))
