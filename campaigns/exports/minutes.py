"""The minutes of a meeting, on the page and in Word (会议纪要, GB/T 9704). Official texts are Chinese."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from foundation.documents.official import OfficialDocument
from foundation.periods import local_day

from ..choices import Presence
from ..engine.minutes_proof import as_replaced
from ..models import AgendaItem, Attendee, Decision, Meeting, ReplacedMinutes
from ..models.meetings import correction_mark

NUMERALS = "一二三四五六七八九十"
LABELS = {
    Presence.PRESENT: "出席",
    Presence.DEPUTY: "代会",
    Presence.EXCUSED: "请假",
    Presence.ABSENT: "缺席",
}


@dataclass(frozen=True, slots=True)
class MinutesText:
    """Everything that stands on the paper, in its order."""

    mark: str
    number: str
    title: str
    opening: str
    points: tuple[tuple[str, str], ...]
    decisions: tuple[tuple[str, ...], ...]
    present: tuple[tuple[str, str], ...]
    issuer: str
    copies: str
    day: dt.date
    note: str = ""

    @property
    def decisions_heading(self) -> str:
        """The heading after the last point."""
        return f"{numeral(len(self.points) + 1)}、议定事项"


def minutes_of(
    meeting: Meeting,
    items: Sequence[AgendaItem],
    attendees: Sequence[Attendee],
    decisions: Sequence[Decision],
    *,
    note: str = "",
) -> MinutesText:
    """What the minutes say; before they are issued they carry no number, and a correction says what it replaces."""
    place, day = meeting.region.name, local_day(meeting.signed_at or meeting.starts_at)
    return MinutesText(
        mark=f"{place}{meeting.kind.name}纪要",
        number=meeting.number or f"〔{day.year}〕　号",
        title=meeting.title,
        opening=_opening(meeting),
        points=tuple((f"{numeral(n)}、{item.title}", item.minutes) for n, item in enumerate(items, 1)),
        decisions=tuple((str(n), row.text, _who(row), _day(row.first_due_on)) for n, row in enumerate(decisions, 1)),
        present=_present(attendees),
        issuer=f"{place}精神文明建设办公室",
        copies=_copies(attendees),
        day=day,
        note=note,
    )


def issued_text(
    meeting: Meeting,
    items: Sequence[AgendaItem],
    attendees: Sequence[Attendee],
    decisions: Sequence[Decision],
    replaced: Sequence[ReplacedMinutes],
) -> MinutesText:
    """The minutes that hold now; corrected ones say which they replace and why (更正说明)."""
    note = ""
    if meeting.version > 1 and replaced:
        last = max(replaced, key=lambda row: row.version)
        number = f"{meeting.first_number}{last.mark}"
        day = _day(local_day(last.issued_at))
        note = f"本纪要系对{day}印发的{number}纪要的更正，自印发之日起以本件为准。更正事由：{_ended(last.reason)}"
    return minutes_of(meeting, items, attendees, decisions, note=note)


def replaced_text(
    meeting: Meeting, row: ReplacedMinutes, attendees: Sequence[Attendee], decisions: Sequence[Decision]
) -> MinutesText:
    """Minutes that a correction replaced, as they were, and that they hold no longer."""
    points = [AgendaItem(position=n, title=title, minutes=text) for n, title, _organisation, text in row.points]
    day = _day(local_day(row.replaced_at))
    note = f"【已更正】本纪要已于{day}被更正件替代，不再作为依据。更正事由：{_ended(row.reason)}"
    return minutes_of(as_replaced(meeting, row), points, attendees, decisions, note=note)


def minutes_document(text: MinutesText) -> OfficialDocument:
    """The minutes as an official Word document."""
    paper = OfficialDocument(issuer=text.mark, number=text.number, title=text.title, on=text.day)
    if text.note:
        paper.text(text.note)
    paper.text(text.opening)
    for heading, said in text.points:
        paper.heading(1, heading)
        paper.text(said or "（未写）")
    if text.decisions:
        paper.heading(1, text.decisions_heading)
        paper.table(["序号", "事项", "责任单位", "办理时限"], text.decisions, widths=[1, 6, 3, 2.4])
    paper.labelled(text.present)
    paper.imprint(copies=text.copies, issuer=text.issuer, on=text.day)
    return paper


def file_name(meeting: Meeting, *, version: int | None = None) -> str:
    """推进会纪要〔2026〕3号（更正）, without extension."""
    number = meeting.number if version is None else f"{meeting.first_number}{correction_mark(version)}"
    return f"{meeting.kind.name}纪要{number or '（未印发）'}"


def numeral(number: int) -> str:
    """一, 十, 十一, 二十: as headings count."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{NUMERALS[tens - 1]}十")
    return head + (NUMERALS[ones - 1] if ones else "")


def _opening(meeting: Meeting) -> str:
    begun = timezone.localtime(meeting.starts_at)
    clock = f"{begun.hour}时" + (f"{begun.minute}分" if begun.minute else "")
    chaired = f"，由{meeting.chair}主持" if meeting.chair else ""
    return f"{_day(begun.date())}{clock}，在{meeting.place}召开{meeting.kind.name}{chaired}。现纪要如下："


def _who(row: Decision) -> str:
    """区城市管理局（配合：区教育局、区公安分局）."""
    beside = "、".join(one.name for one in row.supporters.all())
    return f"{row.organisation.name}（配合：{beside}）" if beside else row.organisation.name


def _ended(words: str) -> str:
    return words if words.endswith(("。", "！", "？")) else f"{words}。"


def _present(attendees: Sequence[Attendee]) -> tuple[tuple[str, str], ...]:
    lines = []
    for presence, label in LABELS.items():
        names = [_named(row) for row in attendees if row.presence == presence]
        if names:
            lines.append((label, "，".join(names)))
    return tuple(lines)


def _named(row: Attendee) -> str:
    """区城市管理局，王某（区委宣传部部长），区教育局（李某代）."""
    where = row.organisation.name if row.organisation else ""
    who = f"{row.full_name}（{where}{row.office}）" if row.full_name and (where or row.office) else row.full_name
    named = who or f"{where}{row.office}"
    return f"{named}（{row.stand_in}代）" if row.stand_in else named


def _copies(attendees: Sequence[Attendee]) -> str:
    return "、".join(dict.fromkeys(row.organisation.name for row in attendees if row.organisation))


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
