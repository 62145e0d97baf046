"""A bulletin as a Word document in official format; its language is Chinese."""

from typing import Any

from foundation.attachments.masking import masked
from foundation.documents.official import OfficialDocument
from foundation.periods import local_day

from ..models import Bulletin
from ..queries.bulletin_boards import boards_of

PHOTO_WIDTH = 900


def bulletin_document(bulletin: Bulletin, cases: list[Any]) -> OfficialDocument:
    """The bulletin as it goes out; a draft carries no number yet."""
    figures, place = bulletin.figures, bulletin.district.name
    day = local_day(bulletin.published_at or bulletin.compiled_at)
    paper = OfficialDocument(
        issuer=f"{place}文明办文件",
        number=f"{place[:-1]}文明督{bulletin.number or f'〔{day.year}〕　号'}",
        title=f"关于{bulletin.period.label('zh-hans')}文明城市创建\n督查情况的通报",
        on=day,
    )
    week = bulletin.period
    paper.addressee("各街道、乡镇，区直各责任单位")
    paper.text(
        f"{week.start.month}月{week.start.day}日至{week.end.month}月{week.end.day}日，"
        "区文明办组织日常督查。现将情况通报如下："
    )
    paper.heading(1, "一、督查情况")
    for line in sentences(figures):
        paper.text(line)
    if bulletin.comment:
        paper.text(bulletin.comment)
    paper.heading(1, "二、得分靠前和靠后的点位")
    paper.table(["前五名", "得分", "后五名", "得分"], ranked_rows(figures), widths=[4, 2, 4, 2])
    for line in board_lines(boards_of(bulletin)):
        paper.text(line)
    _cases(paper, cases)
    if figures["twice_late"]:
        names = "、".join(f"{line['name']}（{line['lapses']}次）" for line in figures["twice_late"])
        paper.heading(2, "（二次逾期单位）")
        paper.text(f"督办后仍未按期整改的单位：{names}。")
    paper.heading(1, "四、下步要求")
    paper.text(bulletin.next_steps or "（未写）")
    paper.signature(f"{place}精神文明建设办公室", day)
    paper.imprint(copies="区创建工作领导小组组长、副组长", issuer=f"{place}文明办", on=day)
    return paper


def sentences(figures: dict[str, Any]) -> list[str]:
    """The figures in the two sentences of the first part."""
    versus = versus_of(figures)
    first = (
        f"本周应查{figures['drawn']}次，完成{figures['done']}次，完成率{_rate(figures['done_rate'])}；"
        f"覆盖点位{figures['sites_checked']}个"
    )
    first += f"，平均得分{figures['mean']}分{versus['mean']}。" if figures["mean"] else "。"
    second = (
        f"发现问题{figures['found']}个{versus['found']}；办结{figures['closed']}个；周末仍逾期{figures['overdue']}个"
    )
    if figures["overdue"]:
        second += f"，涉及{figures['overdue_organisations']}家单位"
    if figures["in_time_rate"]:
        second += f"。按期整改率{_rate(figures['in_time_rate'])}"
    return [first, f"{second}。"]


def versus_of(figures: dict[str, Any]) -> dict[str, str]:
    """The change against last week, as half sentences."""
    change = figures["change"]
    return {"mean": _versus(change, "mean", "分"), "found": _versus(change, "found", "个", "多", "少")}


def board_lines(entries: list[dict[str, Any]]) -> list[str]:
    """The boards in a sentence each, the red one first; none for an empty board."""
    lines = []
    for colour, name in (("red", "红榜"), ("black", "黑榜")):
        told = [
            entry["title"] + (f"（{entry['score']}分）" if entry["score"] else "")
            for entry in entries
            if entry["colour"] == colour
        ]
        if told:
            lines.append(f"列入{name}：{'、'.join(told)}。")
    return lines


def ranked_rows(figures: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Best and worst five side by side."""
    best, worst = figures["best"], figures["worst"]
    empty = {"place": "", "name": "—", "score": "—"}
    return [
        (f"{up['place']}{up['name']}", up["score"], f"{down['place']}{down['name']}", down["score"])
        for up, down in (
            (best[n] if n < len(best) else empty, worst[n] if n < len(worst) else empty)
            for n in range(max(len(best), len(worst)))
        )
    ]


def _cases(paper: OfficialDocument, cases: list[Any]) -> None:
    paper.heading(1, "三、典型问题")
    if not cases:
        paper.text("本周没有附图的典型问题。")
    for number, case in enumerate(cases, 1):
        problem = case.problem
        paper.text(
            f"（{'一二三四五'[number - 1]}）{problem.site.name}：{problem.description}"
            f"（责任单位：{problem.organisation.name}）。"
        )
        pictures = [(case.before, case.before_masks, "整改前"), (case.after, case.after_masks, "整改后")]
        paper.photos(
            [(masked(photo, boxes, width=PHOTO_WIDTH), caption) for photo, boxes, caption in pictures if photo]
        )


def _rate(rate: str | None) -> str:
    return f"{rate}%" if rate is not None else "无数据"


def _versus(change: dict[str, str], name: str, unit: str, more: str = "高", less: str = "低") -> str:
    value = change.get(name)
    if value is None or float(value) == 0:
        return "" if value is None else "，与上周持平"
    return f"，比上周{more if float(value) > 0 else less}{value.lstrip('-')}{unit}"
