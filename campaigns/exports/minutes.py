"""The minutes of a meeting, on the page and in Word (会议纪要, GB/T 9704). Official texts are Chinese."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from foundation.documents.official import OfficialDocument
from foundation.periods import local_day

from ..choices import Presence
from ..models import AgendaItem, Attendee, Decision, Meeting

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

    @property
    def decisions_heading(self) -> str:
        """The heading after the last point."""
        return f"{numeral(len(self.points) + 1)}、议定事项"


def minutes_of(
    meeting: Meeting, items: Sequence[AgendaItem], attendees: Sequence[Attendee], decisions: Sequence[Decision]
) -> MinutesText:
    """What the minutes say; before they are issued they carry no number."""
    place, day = meeting.region.name, local_day(meeting.signed_at or meeting.starts_at)
    return MinutesText(
        mark=f"{place}{meeting.kind.name}纪要",
        number=meeting.number or f"〔{day.year}〕　号",
        title=meeting.title,
        opening=_opening(meeting),
        points=tuple((f"{numeral(n)}、{item.title}", item.minutes) for n, item in enumerate(items, 1)),
        decisions=tuple(
            (str(n), row.text, row.organisation.name, _day(row.first_due_on)) for n, row in enumerate(decisions, 1)
        ),
        present=_present(attendees),
        issuer=f"{place}精神文明建设办公室",
        copies=_copies(attendees),
        day=day,
    )


def minutes_document(text: MinutesText) -> OfficialDocument:
    """The minutes as an official Word document."""
    paper = OfficialDocument(issuer=text.mark, number=text.number, title=text.title, on=text.day)
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


def file_name(meeting: Meeting) -> str:
    """推进会纪要〔2026〕3号, without extension."""
    return f"{meeting.kind.name}纪要{meeting.number or '（未印发）'}"


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
