"""Material of a quarter: what is asked of whom, and a party's own page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from foundation.attachments import actions as attachments
from foundation.attachments.streaming import stream
from foundation.periods import Period, PeriodKind
from foundation.web.pages import page, paginate, wants_part

from ..actions import materials
from ..choices import EvidenceKind, MaterialState
from ..forms.materials import AskForm, EvidenceForm, ReviewerForm
from ..models import MaterialEvidence, MaterialReview
from ..permissions import can_file_material, can_manage_material
from ..queries import evaluations as quarters
from ..queries import materials as reads


@login_required
@require_GET
def material_list(request: HttpRequest) -> HttpResponse:
    """Materials in reach, the latest quarter first."""
    visible = MaterialReview.objects.visible_to(request.user)
    last = Period.containing(timezone.localdate(), PeriodKind.QUARTER).previous()
    waiting = visible.filter(state=MaterialState.DRAFT).count()
    said = ngettext("{n} material is still being written", "{n} materials are still being written", waiting)
    context = {
        "materials": paginate(request, reads.with_counts(visible.for_list())),
        "title": said.format(n=waiting) if waiting else _nothing_to_write(visible),
        "form": AskForm(user=request.user, initial={"quarter": last.code}) if request.user.has_role("admin") else None,
    }
    return page(request, "evaluation/materials/list.html", context)


def _nothing_to_write(visible: Any) -> str:
    return _("Every material asked for is filed") if visible.exists() else _("Materials")


@login_required
@require_POST
def material_ask(request: HttpRequest) -> HttpResponse:
    """Ask parties for their material."""
    form = AskForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect("evaluation:materials")
    told = form.cleaned_data
    period = Period.containing(told["quarter"], PeriodKind.QUARTER)
    asked = materials.ask(told["region"], period=period, groups=told["groups"], actor=request.user, at=timezone.now())
    said = ngettext("{n} party is asked for its material.", "{n} parties are asked for their material.", asked)
    messages.success(request, said.format(n=asked))
    return redirect("evaluation:materials")


@login_required
@require_GET
def material(request: HttpRequest, pk: int) -> HttpResponse:
    """A party's material: written by the party, read by the office and its reviewers."""
    review = _found(request, pk)
    office = bool(can_manage_material(request.user, review.district_id))
    context: dict[str, Any] = {
        "review": review,
        "quarter": quarters.quarter_name(review.quarter),
        "lines": reads.lines_of(review),
        "can_write": can_file_material(request.user, review)
        and review.state == MaterialState.DRAFT
        and not reads.is_settled(review.district_id, review.quarter),
        "can_manage": office,
        "assignments": reads.assignments_of(review) if office else [],
        "reviewers": ReviewerForm(review=review) if office else None,
        "mine": review.assignments.filter(reviewer=request.user).first(),
    }
    if context["can_write"]:
        context["evidence"] = EvidenceForm(review=review)
    return page(request, "evaluation/materials/detail.html", context)


@login_required
@require_POST
def material_write(request: HttpRequest, pk: int, indicator: int) -> HttpResponse:
    """Keep a statement as it is written; the page shows when it was kept."""
    review = _found(request, pk)
    statement = materials.write(
        review,
        indicator=indicator,
        text=request.POST.get("text", ""),
        certificate=request.POST.get("certificate", ""),
        actor=request.user,
        at=timezone.now(),
    )
    if wants_part(request):
        return page(request, "evaluation/materials/_kept.html", {"statement": statement})
    return redirect(f"{review.get_absolute_url()}#item-{indicator}")


@login_required
@require_POST
def material_attach(request: HttpRequest, pk: int, indicator: int) -> HttpResponse:
    """Name a piece of evidence."""
    review, at = _found(request, pk), timezone.now()
    can_file_material(request.user, review).enforce()
    form = EvidenceForm(request.POST, request.FILES, review=review)
    if form.is_valid():
        kind, label, value = form.named()
        if kind == EvidenceKind.FILE:
            value = attachments.store(value, actor=request.user, at=at)
        materials.attach(review, indicator=indicator, kind=kind, label=label, value=value, actor=request.user, at=at)
    else:
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
    return redirect(f"{review.get_absolute_url()}#item-{indicator}")


@login_required
@require_POST
def material_detach(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a piece of evidence out again."""
    evidence = _evidence(request, pk)
    review, indicator = evidence.statement.review, evidence.statement.indicator_id
    materials.detach(evidence, actor=request.user, at=timezone.now())
    return redirect(f"{review.get_absolute_url()}#item-{indicator}")


@login_required
@require_POST
def material_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the material in."""
    review = _found(request, pk)
    materials.file(review, actor=request.user, at=timezone.now())
    messages.success(request, _("The material is filed. Reviewers score it now."))
    return redirect(review)


@login_required
@require_POST
def material_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it back to the party."""
    review = _found(request, pk)
    materials.return_(review, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(request, _("The material is with the party again."))
    return redirect(review)


@login_required
@require_GET
def material_evidence(request: HttpRequest, pk: int) -> FileResponse:
    """A file of a material, for whoever sees the material."""
    evidence = get_object_or_404(_pieces(request).filter(attachment__isnull=False), pk=pk)
    return stream(evidence.attachment)


def _found(request: HttpRequest, pk: int) -> MaterialReview:
    return get_object_or_404(MaterialReview.objects.visible_to(request.user).for_list(), pk=pk)


def _pieces(request: HttpRequest) -> Any:
    visible = MaterialReview.objects.visible_to(request.user)
    return MaterialEvidence.objects.filter(statement__review__in=visible).select_related(
        "statement__review__region", "statement__review__organisation", "attachment"
    )


def _evidence(request: HttpRequest, pk: int) -> MaterialEvidence:
    return get_object_or_404(_pieces(request), pk=pk)
