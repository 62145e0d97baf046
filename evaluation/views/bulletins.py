"""Bulletins: list, the sheet with what is written on it, masks, approval, publication, the public page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.attachments.masking import masked
from foundation.documents.official import document_response
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind
from foundation.web.moments import period as period_name
from foundation.web.pages import page, paginate

from ..actions import bulletins
from ..exports.bulletins import board_lines, bulletin_document, ranked_rows, versus_of
from ..forms.bulletins import BulletinForm, MaskForm, lines_of
from ..models import Bulletin, BulletinCase
from ..permissions import can_edit_bulletin
from ..queries import bulletins as reads
from ..queries.bulletin_boards import boards_of
from ..queries.bulletin_texts import bulletin_before


def _cases(bulletin: Bulletin) -> list[BulletinCase]:
    rows = bulletin.cases.select_related("problem__site__region", "problem__organisation", "before", "after")
    return list(rows.order_by("position", "pk"))


def _found(request: HttpRequest, pk: int) -> Bulletin:
    return get_object_or_404(Bulletin.objects.visible_to(request.user).select_related("district"), pk=pk)


@login_required
@require_GET
def bulletin_list(request: HttpRequest) -> HttpResponse:
    """Bulletins of the districts in reach, the latest week first."""
    visible = Bulletin.objects.visible_to(request.user)
    draft = visible.filter(state__in=["draft", "approved"]).order_by("-week", "pk").first()
    title = _("Weekly bulletins")
    if draft is not None and can_edit_bulletin(request.user, draft.district_id):
        title = _("The bulletin of {week} waits to be published").format(week=period_name(draft.period))
    context = {
        "bulletins": paginate(request, visible.for_list()),
        "title": title,
        "districts": _districts(request),
        "last_week": Period.containing(timezone.localdate(), PeriodKind.WEEK).previous(),
    }
    return page(request, "evaluation/bulletins/list.html", context)


def _districts(request: HttpRequest) -> list[Region]:
    reach = request.user.region_scope("code", roles=["admin"])
    return list(Region.objects.districts().filter(reach).order_by("code")[:60])


@login_required
@require_POST
def bulletin_compile(request: HttpRequest, district: str) -> HttpResponse:
    """Compile last week's bulletin by hand, or again while it is a draft."""
    region = get_object_or_404(Region.objects.districts().visible_to(request.user), pk=district)
    week = Period.containing(timezone.localdate(), PeriodKind.WEEK).previous()
    made = bulletins.compile_(region, week=week, actor=request.user, at=timezone.now())
    messages.success(request, _("The figures of {week} are compiled.").format(week=period_name(week)))
    return redirect(made)


@login_required
@require_GET
def bulletin(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet, with the office's text in boxes while it is a draft."""
    return _sheet(request, _found(request, pk), None)


def _sheet(request: HttpRequest, row: Bulletin, form: Any, status: int = 200) -> HttpResponse:
    cases, figures, entries = _cases(row), reads.figures_of(row), boards_of(row)
    may_edit = bool(can_edit_bulletin(request.user, row.district_id))
    context = {
        "bulletin": row,
        "cases": cases,
        "figures": figures,
        "ranked": ranked_rows(row.figures),
        "points": reads.points_of(row, cases, figures) if may_edit else [],
        "entries": entries,
        "board_lines": board_lines(entries),
        "versus": versus_of(row.figures),
        "readers": reads.readers_of(row, on=timezone.localdate()) if may_edit and row.state in bulletins.OPEN else None,
        "may_edit": may_edit,
        "form": form or BulletinForm(instance=row),
        "writes": may_edit and row.state == "draft",
        "earlier": bulletin_before(row) if may_edit and row.state == "draft" else None,
        "versions": Bulletin.objects.visible_to(request.user).filter(district=row.district_id, week=row.week),
    }
    return page(request, "evaluation/bulletins/detail.html", context, status=status)


@login_required
@require_POST
def bulletin_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what the office wrote; by htmx after two seconds, or by the button."""
    row = _found(request, pk)
    can_edit_bulletin(request.user, row.district_id).enforce()
    form = BulletinForm(request.POST, instance=Bulletin(pk=row.pk))
    if not form.is_valid():
        return _sheet(request, row, form, status=422)
    bulletins.write(row, **form.cleaned_data, actor=request.user, at=timezone.now())
    if request.htmx:
        return page(request, "evaluation/bulletins/_saved.html", {"now": timezone.now()})
    messages.success(request, _("Your text is kept."))
    return redirect(row)


@login_required
@require_POST
def bulletin_reuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what stands in the boxes, and take over a section of the bulletin before."""
    row = _found(request, pk)
    can_edit_bulletin(request.user, row.district_id).enforce()
    form = BulletinForm(request.POST, instance=Bulletin(pk=row.pk))
    if not form.is_valid():
        return _sheet(request, row, form, status=422)
    who = {"actor": request.user, "at": timezone.now()}
    bulletins.write(row, **form.cleaned_data, **who)
    bulletins.reuse(row, section=request.POST.get("section", ""), **who)
    messages.success(request, _("The text of the bulletin before is taken over. Change what is different now."))
    return redirect(row)


def _deed(request: HttpRequest, pk: int, act: Any, said: str) -> HttpResponse:
    row = _found(request, pk)
    act(row, actor=request.user, at=timezone.now())
    messages.success(request, said.format(week=period_name(row.period), number=row.number))
    return redirect(row)


@login_required
@require_POST
def bulletin_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The office stands by the draft."""
    return _deed(request, pk, bulletins.approve, _("The bulletin of {week} is approved. Publishing freezes it."))


@login_required
@require_POST
def bulletin_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Write on."""
    return _deed(request, pk, bulletins.reopen, _("The bulletin of {week} is a draft again."))


@login_required
@require_POST
def bulletin_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze, number and send it."""
    return _deed(request, pk, bulletins.publish, _("Published and sent: {number}."))


@login_required
@require_POST
def bulletin_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version with a reason."""
    row = _found(request, pk)
    reason = request.POST.get("reason", "")
    made = bulletins.correct(row, reason=reason, actor=request.user, at=timezone.now())
    messages.success(
        request, _("Version {version} is a draft; the published one stays readable.").format(version=made.version)
    )
    return redirect(made)


@login_required
@require_GET
def bulletin_document_file(request: HttpRequest, pk: int) -> FileResponse:
    """The Word document in official format."""
    row = _found(request, pk)
    return document_response(f"{row.district.name}{row.period.code}督查通报", bulletin_document(row, _cases(row)))


@login_required
@require_GET
def bulletin_masks(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw boxes over faces and plates."""
    case = _case(request, pk)
    can_edit_bulletin(request.user, case.bulletin.district_id).enforce()
    given = {"before": lines_of(case.before_masks), "after": lines_of(case.after_masks)}
    return page(request, "evaluation/bulletins/masks.html", {"case": case, "form": MaskForm(initial=given)})


@login_required
@require_POST
def bulletin_mask(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the boxes."""
    case = _case(request, pk)
    can_edit_bulletin(request.user, case.bulletin.district_id).enforce()
    form = MaskForm(request.POST)
    if not form.is_valid():
        return page(request, "evaluation/bulletins/masks.html", {"case": case, "form": form}, status=422)
    bulletins.mask(case, **form.cleaned_data, actor=request.user, at=timezone.now())
    messages.success(request, _("The masks are kept; everybody outside the office sees the photo with them."))
    return redirect(case.bulletin)


def _case(request: HttpRequest, pk: int) -> BulletinCase:
    rows = BulletinCase.objects.filter(bulletin__in=Bulletin.objects.visible_to(request.user))
    return get_object_or_404(rows.select_related("bulletin__district", "problem__site", "before", "after"), pk=pk)


@login_required
@require_GET
def bulletin_photo(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """A photo of a case, with its masks."""
    return photo_of(_case(request, pk), side)


def photo_of(case: BulletinCase, side: str) -> HttpResponse:
    """The masked picture of one side; 404 where there is none."""
    photo, boxes = (case.before, case.before_masks) if side == "before" else (case.after, case.after_masks)
    if photo is None:
        raise Http404
    try:
        content = masked(photo, boxes, width=900)
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = HttpResponse(content, content_type="image/jpeg")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"
    return response
