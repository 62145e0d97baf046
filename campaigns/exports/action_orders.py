"""An action order on paper, and its tasks as rows. Official texts are Chinese."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.documents.official import OfficialDocument, chinese_day
from foundation.periods import local_day

from ..choices import ActionTaskState
from ..models import ActionOrder, ActionTask

HEADER = (
    _("Action order"),
    _("Day of action"),
    _("Organisation"),
    _("What is asked"),
    _("Due by"),
    _("State"),
    _("Answer"),
    _("Figure asked for"),
    _("Figure"),
    _("Unit"),
    _("People taking part"),
    _("Link"),
    _("First answered"),
    _("Sent back because"),
)
ORDERS = (
    _("Action order"),
    _("Number"),
    _("District or county"),
    _("Day of action"),
    _("Answers due by"),
    _("State"),
    _("Tasks"),
    pgettext_lazy("number of tasks", "Confirmed"),
    pgettext_lazy("number of tasks", "To confirm"),
    pgettext_lazy("number of tasks", "Late"),
    _("Issued at"),
    _("Summary"),
)
TABLE = ("序号", "责任单位", "任务要求", "报送数据")
WIDTHS = (1, 3, 7, 2)
DONE = ("序号", "责任单位", "任务要求", "落实情况", "报送数据")
DONE_WIDTHS = (1, 2.6, 3.6, 5, 2.6)


@dataclass(frozen=True, slots=True)
class OrderText:
    """Everything that stands on the paper, in its order."""

    issuer: str
    number: str
    title: str
    opening: tuple[str, ...]
    day: str
    tasks: tuple[tuple[str, str, str, str], ...]
    demand: str
    signed: dt.date


def text_of(order: ActionOrder, tasks: Iterable[ActionTask], *, office: str) -> OrderText:
    """What an action order says (行动令). A draft shows where its number and theme will stand."""
    lines = tuple(
        (str(n), task.organisation.name, task.asked, f"{task.figure_name}（{task.unit}）" if task.figure_name else "—")
        for n, task in enumerate(tasks, 1)
    )
    return OrderText(
        issuer=office,
        number=f"行动{order.number or '〔　　〕　号'}",
        title=f"关于开展“{order.on.day}号行动”（{order.theme or '主题待定'}）的通知",
        opening=tuple(line for line in order.text.splitlines() if line.strip()),
        day=f"{chinese_day(order.on)}集中开展。",
        tasks=lines,
        demand=f"请于{chinese_day(order.due_on)}前在平台填报行动情况，文字不超过500字；平台已有记录的附链接即可，不另报材料。",
        signed=local_day(order.issued_at) if order.issued_at else order.on,
    )


def order_document(text: OrderText) -> OfficialDocument:
    """The order as an official Word document (GB/T 9704)."""
    paper = OfficialDocument(issuer=f"{text.issuer}文件", number=text.number, title=text.title, on=text.signed)
    paper.addressee("各有关单位")
    for line in text.opening:
        paper.text(line)
    paper.heading(1, "一、行动时间")
    paper.text(text.day)
    paper.heading(1, "二、任务安排")
    paper.table(TABLE, text.tasks, WIDTHS)
    paper.heading(1, "三、情况填报")
    paper.text(text.demand)
    paper.signature(text.issuer, text.signed)
    paper.imprint(copies="", issuer=text.issuer, on=text.signed)
    return paper


NOTHING_DONE = (ActionTaskState.ASKED, ActionTaskState.RETURNED)


@dataclass(frozen=True, slots=True)
class SummaryText:
    """What stands in the closing summary of an action order, in its order."""

    issuer: str
    number: str
    title: str
    opening: str
    summary: tuple[str, ...]
    totals: tuple[tuple[str, str], ...]
    done: tuple[tuple[str, str, str, str, str], ...]
    nothing: tuple[str, ...]
    photos: int
    day: dt.date


def summary_of(order: ActionOrder, tasks: Sequence[ActionTask], *, office: str) -> SummaryText:
    """What was ordered, what each organisation did, who did nothing (行动小结). Expects the organisations of tasks."""
    done = [task for task in tasks if task.state not in NOTHING_DONE]
    idle = [task for task in tasks if task.state in NOTHING_DONE]
    photos = sum(task.photo_id is not None for task in done)
    confirmed = sum(task.state == ActionTaskState.CONFIRMED for task in done)
    late = sum(task.was_late for task in done)
    opening = (
        f"{chinese_day(order.on)}，根据行动{order.number}部署，以“{order.theme}”为主题开展“{order.on.day}号行动”，"
        f"共向{len(tasks)}个单位下达任务，{len(done)}个单位报送行动情况（其中逾期报送{late}个），"
        f"经审核确认{confirmed}个，{len(idle)}个单位未完成报送；参与{sum(task.people or 0 for task in done)}人次，"
        f"附现场照片{photos}张。"
    )
    return SummaryText(
        issuer=office,
        number=f"行动{order.number}",
        title=f"关于“{order.on.day}号行动”（{order.theme}）开展情况的小结",
        opening=opening,
        summary=tuple(line for line in order.summary.splitlines() if line.strip()),
        totals=_totals(done),
        done=tuple(_done_row(number, task) for number, task in enumerate(done, 1)),
        nothing=tuple(_idle_line(task) for task in idle),
        photos=photos,
        day=local_day(order.closed_at) if order.closed_at else order.due_on,
    )


def summary_document(text: SummaryText) -> OfficialDocument:
    """The summary as an official Word document (GB/T 9704)."""
    paper = OfficialDocument(issuer=f"{text.issuer}文件", number=text.number, title=text.title, on=text.day)
    paper.heading(1, "一、总体情况")
    paper.text(text.opening)
    for line in text.summary:
        paper.text(line)
    if text.totals:
        paper.labelled(text.totals)
    paper.heading(1, "二、各单位落实情况")
    if text.done:
        paper.table(DONE, text.done, DONE_WIDTHS)
    else:
        paper.text("无单位报送行动情况。")
    paper.heading(1, "三、未落实单位")
    for line in text.nothing or ("无。",):
        paper.text(line)
    paper.signature(text.issuer, text.day)
    paper.imprint(copies="", issuer=text.issuer, on=text.day)
    return paper


def summary_name(order: ActionOrder) -> str:
    """行动令〔2026〕11号小结, without extension."""
    return f"{file_name(order)}小结"


def _totals(done: Sequence[ActionTask]) -> tuple[tuple[str, str], ...]:
    """Each figure that was asked for, summed over those who did something."""
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for task in done:
        if task.figure is not None:
            sums[task.figure_name, task.unit] += task.figure
    return tuple((name, f"{_plain(value)}{unit}") for (name, unit), value in sorted(sums.items()))


def _done_row(number: int, task: ActionTask) -> tuple[str, str, str, str, str]:
    figure = f"{task.figure_name}{_plain(task.figure)}{task.unit}" if task.figure is not None else ""
    people = f"参与{task.people}人次" if task.people else ""
    figures = "；".join(part for part in (figure, people) if part) or "—"
    answer = f"{task.answer}（逾期报送）" if task.was_late else task.answer
    return str(number), task.organisation.name, task.asked, answer, figures


def _idle_line(task: ActionTask) -> str:
    why = f"报送后被退回，未重新报送：{task.reason}" if task.state == ActionTaskState.RETURNED else "未报送"
    return f"{task.organisation.name}：{task.asked}（{why}）"


def _plain(value: Decimal) -> str:
    """12.50 as 12.5, 3.00 as 3."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def file_name(order: ActionOrder) -> str:
    """行动令〔2026〕11号, without extension."""
    return f"行动令{order.number or order.on.isoformat()}"


def task_rows(tasks: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """One tuple per task, in the column order of HEADER. Expects ``for_list``."""
    for task in tasks:
        yield (
            str(task.order),
            task.order.on,
            task.organisation.name,
            task.asked,
            task.due_on,
            task.get_state_display(),
            task.answer,
            task.figure_name,
            task.figure,
            task.unit,
            task.people,
            task.link,
            task.first_answered_at,
            task.reason,
        )


def order_rows(orders: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """One tuple per order, in the column order of ORDERS. Expects ``for_list``."""
    for order in orders:
        yield (
            order.theme,
            order.number,
            str(order.district),
            order.on,
            order.due_on,
            order.get_state_display(),
            order.task_count,
            order.confirmed,
            order.answered,
            order.late,
            order.issued_at,
            order.summary,
        )
