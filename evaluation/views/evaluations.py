"""Pages of a quarter: ranking, its making and its publication."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.documents.exporting import exported
from foundation.documents.official import document_response
from foundation.documents.workbooks import workbook_response
from foundation.organisations.choices import RegionLevel
from foundation.periods import Period, PeriodKind
from foundation.web.pages import page

from ..actions import evaluations
from ..exports.evaluation_documents import quarter_document
from ..exports.evaluations import HEADER, quarter_rows
from ..forms.assessments import TABS
from ..forms.evaluations import PrepareForm, QuarterRankingForm
from ..models import Appeal, Evaluation
from ..permissions import can_prepare, can_publish_evaluation
from ..queries import evaluations as reads
from ..queries.assessments import home_region


def asked_of(request: HttpRequest) -> dict[str, Any]:
    """Region, quarter and tab from the address; the reader's own district where nothing is said."""
    form = QuarterRankingForm(request.GET, user=request.user)
    form.is_valid()
    told = form.cleaned_data
    region = told.get("region") or home_region(request.user)
    if region is None:
        raise Http404
    tab = told.get("tab") or ("districts" if region.level < RegionLevel.DISTRICT else "towns")
    kind, level, label = TABS[tab]
    return {
        "region": region,
        "quarter": told.get("quarter"),
        "year": told.get("year"),
        "tab": tab,
        "kind": kind,
        "level": level,
        "label": label,
        "errors": form.errors.get("quarter"),
    }


def tabs_of(asked: dict[str, Any], address: str) -> list[dict[str, Any]]:
    """The groups of parties as tabs."""
    city = asked["region"].level < RegionLevel.DISTRICT
    names = ["districts"] if city else ["towns", "villages", "organisations"]
    return [
        {"label": TABS[name][2], "url": f"{address}&tab={name}", "current": name == asked["tab"], "count": None}
        for name in names
    ]


def code_of(evaluation: Evaluation) -> str:
    """The quarter as an address names it."""
    return evaluation.period.code


def back_to(found: Evaluation) -> HttpResponse:
    """The ranking of a quarter."""
    return redirect(f"{reverse('evaluation:evaluations')}?region={found.district_id}&quarter={code_of(found)}")


def _context(request: HttpRequest, found: Evaluation, asked: dict[str, Any]) -> dict[str, Any]:
    results = reads.results_of(found, kind=asked["kind"], level=asked["level"])
    groups = reads.groups_of(request.user, found, results)
    address = f"{reverse('evaluation:evaluations')}?region={found.district_id}&quarter={code_of(found)}"
    return {
        "asked": asked,
        "evaluation": found,
        "groups": groups,
        "tabs": tabs_of(asked, address),
        "title": reads.title_of(found, groups),
        "quarters": [
            (Period.containing(one, PeriodKind.QUARTER).code, reads.quarter_name(one))
            for one in reads.quarters_of(request.user, found.district_id)
        ],
        "versions": reads.versions_of(request.user, found),
        "months": reads.published_months(found, results),
        "open_appeals": Appeal.objects.open().filter(result__evaluation=found).count(),
        "can_publish": can_publish_evaluation(request.user, found),
        "publicity_over": found.appeal_until is not None and timezone.now() > found.appeal_until,
    }


@login_required
@require_GET
def evaluation_list(request: HttpRequest) -> HttpResponse:
    """One quarter's ranking, group by group."""
    asked = asked_of(request)
    found = reads.current(request.user, district=asked["region"].code, quarter=asked["quarter"])
    if found is None:
        context = {"asked": asked, "can_prepare": can_prepare(request.user, asked["region"])}
        return page(request, "evaluation/evaluations/none.html", context)
    context = _context(request, found, asked)
    return page(request, "evaluation/evaluations/list.html", context, fragment="evaluation/evaluations/_ranking.html")


@login_required
@require_GET
def evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """One version of a quarter, superseded ones too."""
    found = _found(request, pk)
    asked = asked_of(request) | {"region": found.district}
    context = _context(request, found, asked) | {"tabs": tabs_of(asked, "?version=1")}
    return page(request, "evaluation/evaluations/list.html", context, fragment="evaluation/evaluations/_ranking.html")


@login_required
@require_POST
def evaluation_export(request: HttpRequest) -> HttpResponse:
    """The ranking as a workbook: exactly the rows that the page shows."""
    asked = asked_of(request)
    found = reads.current(request.user, district=asked["region"].code, quarter=asked["quarter"])
    if found is None:
        raise Http404
    groups = reads.groups_of(request.user, found, reads.results_of(found, kind=asked["kind"], level=asked["level"]))
    name = f"{found.district.name}-{code_of(found)}-{asked['label']}"
    exported(request, "evaluations", region=found.district_id, of=found)
    return workbook_response(name, HEADER, quarter_rows(groups))


@login_required
@require_GET
def evaluation_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The quarter as an official Word document, towns first, then villages and organisations."""
    found = _found(request, pk)
    groups = reads.groups_of(request.user, found, reads.results_of(found))
    return document_response(f"{found.district.name}{code_of(found)}考评", quarter_document(found, groups))


@login_required
@require_POST
def evaluation_prepare(request: HttpRequest) -> HttpResponse:
    """Work out a quarter, again until it is opened for appeal."""
    form = PrepareForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect("evaluation:evaluations")
    period = Period.containing(form.cleaned_data["quarter"], PeriodKind.QUARTER)
    found = evaluations.prepare(form.cleaned_data["region"], period=period, actor=request.user, at=timezone.now())
    said = _("The evaluation of {quarter} is worked out.")
    messages.success(request, said.format(quarter=reads.quarter_name(found.quarter)))
    return back_to(found)


def _found(request: HttpRequest, pk: int) -> Evaluation:
    return get_object_or_404(Evaluation.objects.visible_to(request.user).select_related("district", "scheme"), pk=pk)


@login_required
@require_POST
def evaluation_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the quarter to everybody concerned; appeals are open."""
    found = _found(request, pk)
    evaluations.open_for_appeal(found, actor=request.user, at=timezone.now())
    messages.success(request, _("The quarter is in publicity; parties can appeal."))
    return back_to(found)


@login_required
@require_POST
def evaluation_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The publicity is over and the office stands by the result."""
    found = _found(request, pk)
    evaluations.approve(found, actor=request.user, at=timezone.now())
    messages.success(request, _("The quarter is approved. Publish it, and it is frozen."))
    return back_to(found)


@login_required
@require_POST
def evaluation_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish and freeze."""
    found = _found(request, pk)
    evaluations.publish(found, actor=request.user, at=timezone.now())
    messages.success(request, _("The quarter is published and frozen."))
    return back_to(found)


@login_required
@require_POST
def evaluation_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the next version, with its reason."""
    found = _found(request, pk)
    following = evaluations.correct(found, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    said = _("Version {version} is open; look at it and open it for appeal.")
    messages.success(request, said.format(version=following.version))
    return back_to(following)
