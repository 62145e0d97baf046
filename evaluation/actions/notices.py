"""The three notices: issue, sign, withdraw."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record, record_all
from foundation.errors import DomainError
from foundation.periods import local_day

from ..engine.notice_serials import take
from ..models import Notice, Problem
from ..permissions import can_issue_notice, can_sign_notice
from .notice_messages import tell_of_notices, tell_of_withdrawal


class NoticeWithdrawn(DomainError):
    """Nobody signs for a notice that was taken back."""


class NoticeReceived(DomainError):
    """A notice that somebody has signed for is not taken back."""


@dataclass(frozen=True, slots=True)
class Order:
    """A notice to be issued: of which problem, with which deadline, after which lapse."""

    problem: Problem
    due_at: dt.datetime
    lapse: int | None = None


@transaction.atomic
def issue(
    problem: Problem, *, kind: str, due_at: dt.datetime, actor: Any, at: dt.datetime, lapse: int | None = None
) -> Notice:
    """Issue one notice with the next number of its district, kind and year (发单)."""
    can_issue_notice(actor, problem.district_id).enforce()
    (notice,) = _issue([Order(problem, due_at, lapse)], kind, actor, at)
    record("notice.issue", notice, actor=actor, at=at, after=_told(notice))
    tell_of_notices([notice], kind, at=at)
    return notice


@transaction.atomic
def issue_many(orders: Sequence[Order], *, kind: str, actor: Any, at: dt.datetime) -> list[Notice]:
    """Issue notices in the order given, a few statements for all of them (批量发单)."""
    for district in {order.problem.district_id for order in orders}:
        can_issue_notice(actor, district).enforce()
    notices = _issue(orders, kind, actor, at)
    record_all("notice.issue", ((notice, None, _told(notice)) for notice in notices), actor=actor, at=at)
    tell_of_notices(notices, kind, at=at)
    return notices


@transaction.atomic
def sign(notice: Notice, *, actor: Any, at: dt.datetime) -> None:
    """An official signs for a notice (签收); whoever signs second finds it signed."""
    can_sign_notice(actor, notice).enforce()
    waiting = Notice.objects.waiting().filter(pk=notice.pk)
    if not waiting.update(received_at=at, received_by=actor):
        notice.refresh_from_db(fields=["received_at", "received_by", "withdrawn_at"])
        if notice.withdrawn_at is not None:
            raise NoticeWithdrawn(
                _("{notice} was withdrawn by the office; nothing is to be signed.").format(notice=notice)
            )
        return
    notice.received_at, notice.received_by = at, actor
    record("notice.sign", notice, actor=actor, at=at, after={"number": notice.number})


@transaction.atomic
def withdraw(notice: Notice, *, actor: Any, at: dt.datetime) -> None:
    """The office takes a notice back that nobody has signed for (撤回): its number stays taken and is marked."""
    can_issue_notice(actor, notice.district_id).enforce()
    if not Notice.objects.waiting().filter(pk=notice.pk).update(withdrawn_at=at, withdrawn_by=actor):
        raise NoticeReceived(_("{notice} is signed for already and stays.").format(notice=notice))
    notice.withdrawn_at, notice.withdrawn_by = at, actor
    record("notice.withdraw", notice, actor=actor, at=at, after={"number": notice.number})
    tell_of_withdrawal(notice, at=at)


@transaction.atomic
def sign_all(notices: Sequence[Notice], *, actor: Any, at: dt.datetime) -> int:
    """An official signs for several notices at once (批量签收); how many nobody had signed for before."""
    for notice in notices:
        can_sign_notice(actor, notice).enforce()
    keys = [notice.pk for notice in notices]
    rows = list(Notice.objects.select_for_update().waiting().filter(pk__in=keys).order_by("pk"))
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(received_at=at, received_by=actor)
    return record_all("notice.sign", ((row, None, {"number": row.number}) for row in rows), actor=actor, at=at)


def _issue(orders: Sequence[Order], kind: str, actor: Any, at: dt.datetime) -> list[Notice]:
    """Districts in the order of their codes, so that two who issue at once wait for each other in one order."""
    year, notices = local_day(at).year, []
    in_order = sorted(orders, key=lambda order: order.problem.district_id)
    for district, group in groupby(in_order, key=lambda order: order.problem.district_id):
        of_district = list(group)
        first = take(district, kind, year, len(of_district))
        notices += [_notice(order, kind, year, first + n, actor, at) for n, order in enumerate(of_district)]
    return Notice.objects.bulk_create(notices, batch_size=2000)


def _notice(order: Order, kind: str, year: int, serial: int, actor: Any, at: dt.datetime) -> Notice:
    problem = order.problem
    return Notice(
        district_id=problem.district_id,
        region_id=problem.region_id,
        kind=kind,
        year=year,
        serial=serial,
        problem=problem,
        organisation_id=problem.organisation_id,
        issued_at=at,
        issued_by=actor,
        due_at=order.due_at,
        lapse=order.lapse,
    )


def _told(notice: Notice) -> dict[str, Any]:
    return {"kind": notice.kind, "number": notice.number, "problem": notice.problem_id, "due_at": notice.due_at}
