"""Reads around subjects: their cycle, what a list is headed by, what one of them has lived through."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from foundation.audit.models import AuditEntry
from foundation.errors import DomainError
from foundation.organisations.models import Region
from foundation.web.numbers import number

from ..choices import OPEN_REPORTS, BoardState, CreationType, EntryState, FieldType, PartyLevel, SubjectState
from ..kinds import FieldSpec, gaps, spec_of
from ..models import BoardEntry, Cycle, LedgerEntry, Participation, ProgressReport, Subject, SubjectTransfer

COUNT_CAP = 10_000
SHOWN = 8
TIMELINE = 20
DEEDS = {
    "subject.enrol": (pgettext_lazy("subject history", "Enrolled"), "circle-plus"),
    "subject.change": (pgettext_lazy("subject history", "Profile changed"), "pencil"),
    "subject.transfer": (pgettext_lazy("subject history", "Moved"), "arrows-move"),
    "subject.withdraw": (pgettext_lazy("subject history", "Withdrawn"), "ban"),
    "subject.withdraw_consent": (pgettext_lazy("subject history", "Consent withdrawn, names erased"), "eraser"),
    "subject.show_name": (pgettext_lazy("subject history", "Name looked at"), "eye"),
    "subject.join": (pgettext_lazy("subject history", "Takes part"), "user-plus"),
    "subject.leave": (pgettext_lazy("subject history", "Takes part no longer"), "user-minus"),
}


class NoCycle(DomainError):
    """Nobody is enrolled where no cycle runs."""


def cycle_of(place: Region, *, on: dt.date) -> Cycle:
    """The running cycle in which a place works: that of the nearest region at or above it."""
    cycle = Cycle.objects.running().over(place.code).first()
    if cycle is None:
        raise NoCycle(_("No cycle runs in {place}. The office of the district opens one first.").format(place=place))
    if on < cycle.starts_on:
        raise NoCycle(_("“{cycle}” has not begun yet.").format(cycle=cycle))
    return cycle


def next_number(cycle: Cycle, village: Region) -> int:
    """The number after the highest that a household of the village was ever given."""
    rows = Subject.objects.filter(
        cycle=cycle, creation_type=CreationType.FAMILY, code__regex=rf"^{village.code}-\d{{1,6}}$"
    )
    numbers = [int(code.rpartition("-")[2]) for code in rows.values_list("code", flat=True)]
    return max(numbers, default=0) + 1


def counts(rows: QuerySet[Subject], *, searched: bool) -> dict[str, int]:
    """How many there are of each type; where no index helps, in one go through all of them."""
    return rows.counts() if searched else rows.capped_counts(COUNT_CAP)


def title(rows: QuerySet[Subject], total: int, *, state: str, filtered: bool) -> str:
    """What a list of subjects says: how many are in the campaign, and of how many the profile has gaps."""
    if total > COUNT_CAP:
        return _("More than {count} subjects").format(count=number(COUNT_CAP))
    if state != SubjectState.ENROLLED:
        if state == SubjectState.WITHDRAWN:
            told = ngettext("{n} subject has left the campaign", "{n} subjects have left the campaign", total)
        else:
            told = ngettext("{n} subject, enrolled or withdrawn", "{n} subjects, enrolled or withdrawn", total)
        return told.format(n=number(total))
    if not total:
        return _("No enrolled subject fits this filter") if filtered else _("Nobody is enrolled yet")
    lacking = rows.order_by().filter(gaps__gt=0).count()
    if lacking:
        told = ngettext(
            "{total} subject is enrolled, {lacking} with gaps in the profile",
            "{total} subjects are enrolled, {lacking} with gaps in the profile",
            total,
        )
        return told.format(total=number(total), lacking=number(lacking))
    return ngettext("{total} subject is enrolled", "{total} subjects are enrolled", total).format(total=number(total))


def subject_title(subject: Subject, waiting: int) -> str:
    """What is the case with one subject: reports to file, else gaps in its profile."""
    if waiting and not spec_of(subject.creation_type).identifies_people:
        told = ngettext("{name}: {n} report to file", "{name}: {n} reports to file", waiting)
        return told.format(name=subject, n=waiting)
    if subject.gaps and subject.state == SubjectState.ENROLLED:
        told = ngettext("{name}: {n} gap in the profile", "{name}: {n} gaps in the profile", subject.gaps)
        return told.format(name=subject, n=subject.gaps)
    return str(subject)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a profile."""

    label: str
    value: str
    is_missing: bool = False
    is_personal: bool = False


def profile_of(subject: Subject) -> list[Fact]:
    """The profile as people read it: what is asked of everybody and empty is said, what identifies is left out."""
    fields = spec_of(subject.creation_type).profile
    lacking = {one.code for one in gaps(fields, subject.profile)}
    return [
        Fact(str(one), _shown(one, subject.profile.get(one.code)), one.code in lacking)
        for one in fields
        if not one.personal and (one.code in lacking or subject.profile.get(one.code) not in (None, "", []))
    ]


def _shown(field: FieldSpec, value: Any) -> str:
    """An answer as people read it; numbers grouped by thousands."""
    if value in (None, "", []) or field.type not in (FieldType.NUMBER, FieldType.PEOPLE):
        return field.shown(value)
    return f"{number(value)} {field.shown_unit}".strip()


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A ledger in which something is written about a subject: how often, how much of it counts, when last."""

    name: str
    url: str
    entries: int
    verified: int
    last: dt.date


def ledgers_of(subject: Subject, user: Any) -> list[LedgerLine]:
    """The ledgers that hold entries about the subject, the latest first; a family is told of by its village."""
    visible = LedgerEntry.objects.visible_to(user).exclude(state=EntryState.REVERSED)
    if spec_of(subject.creation_type).identifies_people:
        by_village = {"kind__creation_types__contains": [subject.creation_type], "organisation": None}
        rows, narrowed = visible.filter(region=subject.region_id, **by_village), f"region={subject.region_id}"
    else:
        rows, narrowed = visible.filter(subject=subject), f"subject={subject.pk}"
    kinds = {entry.kind_id: entry.kind for entry in rows.select_related("kind").order_by("kind", "pk").distinct("kind")}
    counted = rows.order_by().values("kind", "state").annotate(n=Count("pk"), last=Max("dated_on"))
    found: dict[int, list[Any]] = {}
    for row in counted:
        line = found.setdefault(row["kind"], [0, 0, row["last"]])
        line[0] += row["n"]
        line[1] += row["n"] if row["state"] == EntryState.VERIFIED else 0
        line[2] = max(line[2], row["last"])
    lines = [
        LedgerLine(str(kinds[kind]), f"{kinds[kind].get_absolute_url()}?{narrowed}", *line)
        for kind, line in found.items()
    ]
    return sorted(lines, key=lambda line: line.last, reverse=True)


def parties_said(parties: Sequence[Participation]) -> str:
    """How many take part, level by level: 41 in all: 12 streets and towns, 29 organisations."""
    counted = Counter(part.level for part in parties)
    parts = [_("{n} × {level}").format(n=counted[level], level=level.label) for level in PartyLevel if counted[level]]
    told = ngettext("{n} takes part: {parts}", "{n} take part: {parts}", len(parties))
    return told.format(n=len(parties), parts=pgettext("between items of a list", ", ").join(parts))


def reports_of(subject: Subject, user: Any) -> QuerySet[ProgressReport]:
    """Progress reports about the subject, the latest first; those about families are filed by their village."""
    visible = ProgressReport.objects.visible_to(user).for_list()
    if spec_of(subject.creation_type).identifies_people:
        by_village = {"district": subject.district_id, "region": subject.region_id, "organisation": None}
        return visible.filter(template__creation_type=subject.creation_type, **by_village)
    return visible.filter(subject=subject)


def open_reports(reports: QuerySet[ProgressReport]) -> int:
    """How many of them are still to be filed."""
    return reports.order_by().filter(state__in=OPEN_REPORTS).count()


def board_entries_of(subject: Subject, user: Any) -> list[BoardEntry]:
    """What stands or stood on the red and black boards about the subject's organisation or exactly its place."""
    if spec_of(subject.creation_type).identifies_people:
        return []
    rows = BoardEntry.objects.visible_to(user).filter(state__in=(BoardState.APPROVED, BoardState.REMOVED))
    if subject.organisation_id:
        return list(rows.filter(organisation=subject.organisation_id).for_list()[:SHOWN])
    return list(
        rows.filter(district=subject.district_id, region__code__startswith=subject.region_id).for_list()[:SHOWN]
    )


def earlier(subject: Subject, user: Any) -> list[Subject]:
    """The same place, organisation or household under earlier enrolments."""
    rows = Subject.objects.visible_to(user).filter(creation_type=subject.creation_type, code=subject.code)
    return list(rows.exclude(pk=subject.pk).select_related("cycle").order_by("-enrolled_on", "-pk")[:SHOWN])


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of a subject's history."""

    what: str
    at: dt.datetime
    who: str
    icon: str
    text: str


def timeline_of(subject: Subject) -> list[Deed]:
    """What happened to the subject, newest first."""
    moves = {move.region_id: move for move in SubjectTransfer.objects.filter(subject=subject).select_related("region")}
    entries = AuditEntry.objects.about(subject).filter(verb__in=DEEDS).for_list()[:TIMELINE]
    return [
        Deed(
            what=str(DEEDS[entry.verb][0]),
            at=entry.at,
            who=entry.actor.masked_name if entry.actor else _("the portal"),
            icon=DEEDS[entry.verb][1],
            text=_told(entry.after or {}, entry.verb, moves),
        )
        for entry in entries
    ]


def _told(after: dict[str, Any], verb: str, moves: dict[str, SubjectTransfer]) -> str:
    if verb == "subject.transfer":
        move = moves.get(after.get("region_id", ""))
        return _("To {place}: {reason}").format(place=move.region if move else "—", reason=after.get("reason", ""))
    if verb in ("subject.join", "subject.leave"):
        count = after.get("count")
        if count:
            return ngettext("{n} party", "{n} parties", count).format(n=count)
        return str(after.get("party", ""))
    return str(after.get("reason", ""))
