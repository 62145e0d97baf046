"""An action order on paper, and its tasks as rows. Official texts are Chinese."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.documents.official import OfficialDocument, chinese_day
from foundation.periods import local_day

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
TABLE = ("序号", "责任单位", "任务要求", "报送数据")
WIDTHS = (1, 3, 7, 2)


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
