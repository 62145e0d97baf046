"""The three notices: the list, one as a document, its receipt, the Word file."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from foundation.calendars.queries import work_calendar
from foundation.documents.official import document_response
from foundation.web import moments
from foundation.web.numbers import capped
from foundation.web.pages import page, paginate

from ..actions import notices
from ..choices import NoticeFace
from ..exports import notices as documents
from ..filters import NoticeFilter
from ..models import Notice
from ..permissions import can_sign_notice, can_sign_notices
from ..queries import notices as reads
from ..queries.check_pages import COUNT_CAP, within_districts
from ..scoring.receipts import late_if_issued_before, receipt_due


@login_required
@require_GET
def notice_list(request: HttpRequest) -> HttpResponse:
    """Notices in sight, the latest first."""
    visible = Notice.objects.visible_to(request.user).filter(within_districts(request.user))
    late_before = _late_before()
    found = NoticeFilter(request.GET, queryset=visible.with_face(late_before=late_before), request=request)
    waiting, late = _count(visible.waiting()), _count(visible.unsigned_since(late_before))
    context = {
        "filter": found,
        "notices": paginate(request, found.qs.for_list(), by="key"),
        "title": _title(waiting, late),
        "tabs": _tabs(request, {NoticeFace.SENT: waiting, NoticeFace.LATE: late}),
        "now": timezone.now(),
        "mine": Notice.objects.to_sign_by(request.user).aggregate(count=Count("pk"), newest=Max("pk")),
    }
    return page(request, "evaluation/notices/list.html", context, fragment="evaluation/notices/_rows.html")


@login_required
@require_GET
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice as it stands on paper, with its receipt."""
    row = get_object_or_404(_shown(request), pk=pk)
    lapse = reads.lapse_of(row)
    context = {
        "notice": row,
        "text": documents.text_of(row, office=reads.office_of(row.district), lapse=lapse),
        "photos": reads.photos_of(row.problem, until=row.issued_at),
        "others": reads.others_of(row),
        "may_sign": can_sign_notice(request.user, row),
        "sign_until": receipt_due(row.issued_at, work_calendar()),
        "now": timezone.now(),
    }
    return page(request, "evaluation/notices/detail.html", context)


@login_required
@require_POST
def notice_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign for a notice."""
    row = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    notices.sign(row, actor=request.user, at=timezone.now())
    said = _("{notice} is signed for. Put it right by {due}.")
    messages.success(request, said.format(notice=row, due=moments.moment(row.due_at)))
    return redirect(row)


@login_required
@require_POST
def notice_sign_all(request: HttpRequest) -> HttpResponse:
    """Sign for everything that waited when the list was read; what came in since stays to be read."""
    can_sign_notices(request.user).enforce()
    newest = request.POST.get("newest", "")
    rows = Notice.objects.to_sign_by(request.user).filter(
        pk__lte=int(newest) if newest.isdecimal() and len(newest) < 19 else 0
    )
    count = notices.sign_all(list(rows.order_by("pk")[:COUNT_CAP]), actor=request.user, at=timezone.now())
    said = ngettext("{n} notice is signed for.", "{n} notices are signed for.", count)
    messages.success(request, said.format(n=count))
    return redirect("evaluation:notices")


@login_required
@require_GET
def notice_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice as a Word document."""
    row = get_object_or_404(_shown(request), pk=pk)
    text = documents.text_of(row, office=reads.office_of(row.district), lapse=reads.lapse_of(row))
    photos = reads.photos_of(row.problem, until=row.issued_at)
    return document_response(documents.file_name(row), documents.notice_document(text, photos))


def _shown(request: HttpRequest) -> Any:
    rows = Notice.objects.visible_to(request.user).with_face(late_before=_late_before())
    return rows.for_list().select_related("problem__site__region__parent", "received_by", "withdrawn_by")


def _late_before() -> dt.datetime:
    return late_if_issued_before(timezone.now(), work_calendar())


def _count(rows: Any) -> int:
    return rows.order_by().values("pk")[: COUNT_CAP + 1].count()


def _title(waiting: int, late: int) -> str:
    if not waiting:
        return _("Every notice is signed for")
    said = ngettext("{n} notice is not signed for", "{n} notices are not signed for", waiting)
    said = said.format(n=capped(waiting if waiting <= COUNT_CAP else None, COUNT_CAP))
    return (
        _("{said}, {n} of them too late").format(said=said, n=capped(late if late <= COUNT_CAP else None, COUNT_CAP))
        if late
        else said
    )


def _tabs(request: HttpRequest, counts: dict[str, int]) -> list[dict[str, Any]]:
    rest = request.GET.copy()
    for name in ("state", "after", "before"):
        rest.pop(name, None)
    tabs = []
    for value, label in [("", _("All")), *NoticeFace.choices]:
        query = rest.copy()
        if value:
            query["state"] = value
        tabs.append(
            {
                "label": label,
                "url": f"{reverse('evaluation:notices')}?{query.urlencode()}",
                "current": request.GET.get("state", "") == value,
                "count": counts.get(value),
            }
        )
    return tabs
