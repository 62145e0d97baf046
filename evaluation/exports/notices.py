"""The text of a notice, on the page and in Word (GB/T 9704). Official texts are Chinese."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import override

from foundation.attachments import storage
from foundation.attachments.models import Attachment
from foundation.documents.official import OfficialDocument
from foundation.periods import local_day

from ..choices import NoticeKind, Source
from ..models import Lapse, Notice, Problem

TITLES = {
    NoticeKind.ASSIGNMENT: "问题整改交办单",
    NoticeKind.REMINDER: "问题整改提醒单",
    NoticeKind.SUPERVISION: "问题整改督办单",
}
MARKS = {NoticeKind.ASSIGNMENT: "交办", NoticeKind.REMINDER: "提醒", NoticeKind.SUPERVISION: "督办"}
FROM = {
    Source.CHECK: "日常督查中发现",
    Source.SNAPSHOT: "群众通过随手拍反映",
    Source.MEETING: "会议议定交办",
    Source.MANUAL: "巡查中发现",
}
RECEIPT = "请在收到本单后1个工作日内登录平台签收。"
PHOTOS_IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class NoticeText:
    """Everything that stands on the paper, in its order."""

    issuer: str
    number: str
    title: str
    addressee: str
    opening: str
    facts: tuple[tuple[str, str], ...]
    demands: tuple[str, ...]
    signed: dt.date
    copies: str
    withdrawn: str = ""


def text_of(notice: Notice, *, office: str, lapse: Lapse | None) -> NoticeText:
    """What a notice says (交办单、提醒单、督办单). Expects ``for_list`` and the lapse it answers."""
    with override("zh-hans"):
        return NoticeText(
            issuer=office,
            number=f"{MARKS[NoticeKind(notice.kind)]}{notice.number}",
            title=TITLES[NoticeKind(notice.kind)],
            addressee=notice.organisation.name,
            opening=_opening(notice, lapse),
            facts=_facts(notice.problem, lapse),
            demands=_demands(notice, lapse),
            signed=local_day(notice.issued_at),
            copies=notice.copied_to,
            withdrawn=f"（本单已于{_moment(notice.withdrawn_at)}撤回，编号保留）" if notice.withdrawn_at else "",
        )


def notice_document(text: NoticeText, photos: Sequence[Attachment]) -> OfficialDocument:
    """The notice as an official Word document."""
    paper = OfficialDocument(issuer=f"{text.issuer}文件", number=text.number, title=text.title, on=text.signed)
    paper.addressee(text.addressee)
    if text.withdrawn:
        paper.text(text.withdrawn)
    paper.text(text.opening)
    paper.heading(1, "一、问题情况")
    paper.labelled(text.facts)
    pictures = [(content, "问题照片") for photo in photos if (content := _served(photo))]
    for start in range(0, len(pictures), PHOTOS_IN_A_ROW):
        paper.photos(pictures[start : start + PHOTOS_IN_A_ROW])
    paper.heading(1, "二、整改要求")
    for demand in text.demands:
        paper.text(demand)
    paper.signature(text.issuer, text.signed)
    paper.imprint(copies=text.copies, issuer=text.issuer, on=text.signed)
    return paper


def file_name(notice: Notice) -> str:
    """督办单〔2026〕12号, without extension."""
    return f"{MARKS[NoticeKind(notice.kind)]}单{notice.number}"


def _opening(notice: Notice, lapse: Lapse | None) -> str:
    match notice.kind:
        case NoticeKind.ASSIGNMENT:
            problem = notice.problem
            found = f"{_day(problem.found_at)}，{FROM[Source(problem.source)]}以下问题"
            return f"{found}，现交由你单位整改。"
        case NoticeKind.REMINDER:
            return "你单位承办的下列问题整改期限临近，尚未报送整改情况，现予提醒。"
        case _:
            missed = f"未在{_moment(lapse.due_at)}前完成整改" if lapse else "逾期未完成整改"
            nth = f"，系第{lapse.in_a_row}次逾期" if lapse and lapse.in_a_row > 1 else ""
            return f"你单位承办的下列问题{missed}{nth}，现予督办。"


def _facts(problem: Problem, lapse: Lapse | None) -> tuple[tuple[str, str], ...]:
    site = problem.site
    facts = [
        ("问题编号", problem.number or "—"),
        ("点位", f"{site.region.name} {site.name}（{site.type.name}）"),
        ("问题描述", problem.description),
        ("严重程度", str(problem.get_severity_display())),
        ("发现时间", _moment(problem.found_at)),
    ]
    if lapse is not None:
        facts.append(("原整改期限", _moment(lapse.due_at)))
    return tuple(facts)


def _demands(notice: Notice, lapse: Lapse | None) -> tuple[str, ...]:
    until = f"请于{_moment(notice.due_at)}前完成整改，并在平台报送整改情况和整改后照片。"
    match notice.kind:
        case NoticeKind.ASSIGNMENT:
            more = "确有困难不能按期完成的，应在期限届满前申请延期；不属于本单位职责的，应及时退回并说明理由。"
        case NoticeKind.REMINDER:
            more = "逾期未完成的，将发督办单，并按规定扣分。"
        case _:
            more = _consequence(lapse)
    return until, more, RECEIPT


def _consequence(lapse: Lapse | None) -> str:
    if lapse is None or lapse.in_a_row == 1:
        return "本次逾期按规定扣分。再次逾期的，列入周通报，并约谈单位负责人。"
    return "本次逾期按规定扣分，列入周通报，区文明办将约谈单位负责人。"


def _day(moment: dt.datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local.year}年{local.month}月{local.day}日"


def _moment(moment: dt.datetime) -> str:
    local = timezone.localtime(moment)
    return f"{_day(moment)}{local.hour}时" + (f"{local.minute}分" if local.minute else "")


def _served(photo: Attachment) -> bytes | None:
    """The photo as it was drawn anew; one that is missing from the store is left out."""
    try:
        with storage.open_kept(photo.served_digest) as file:
            return file.read()
    except (FileNotFoundError, IsADirectoryError):
        return None
