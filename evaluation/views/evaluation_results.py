"""Pages of one quarterly result, of the publicity, and of years and cycles."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foundation.web.pages import page

from ..engine.quarter_tree import component_rows, explain
from ..models import Evaluation, EvaluationResult
from ..permissions import can_appeal
from ..queries import appeals as disputes
from ..queries import evaluations as reads
from .evaluations import asked_of, tabs_of

RELATED = ("evaluation__district", "evaluation__scheme", "region__parent", "organisation")


@login_required
@require_GET
def evaluation_result(request: HttpRequest, pk: int) -> HttpResponse:
    """What made a party's quarter, and where it can be disputed."""
    rows = EvaluationResult.objects.visible_to(request.user).openable_by(request.user).select_related(*RELATED)
    found = get_object_or_404(rows, pk=pk)
    offer = disputes.offer(request.user, found, can_appeal, at=timezone.now())
    tree = explain(found)
    context: dict[str, Any] = {
        "result": found,
        "evaluation": found.evaluation,
        "party": found.party,
        "tree": tree,
        "months": [row | {"month": dt.date.fromisoformat(f"{row['month']}-01")} for row in tree["months"]],
        "components": component_rows(found),
        "quarter": reads.quarter_name(found.evaluation.quarter),
        "appeals": offer["appeals"],
        "deadline": offer["deadline"],
        "can_appeal": offer["can"],
    }
    return page(request, "evaluation/evaluations/result.html", context)


@require_GET
def evaluation_publicity(request: HttpRequest, pk: int) -> HttpResponse:
    """What everybody may look at while appeals are open (公示): ranks, grades and numbers."""
    rows = Evaluation.objects.in_publicity().select_related("district", "scheme")
    found = get_object_or_404(rows, pk=pk)
    context = {
        "evaluation": found,
        "quarter": reads.quarter_name(found.quarter),
        "groups": reads.groups_of(request.user, found, reads.results_of(found)),
    }
    return page(request, "evaluation/evaluations/publicity.html", context)


@login_required
@require_GET
def evaluation_years(request: HttpRequest) -> HttpResponse:
    """Years as the mean of their published quarters, and the cycle of three years."""
    asked = asked_of(request)
    years = reads.years_of(request.user, asked["region"].code)
    year = asked["year"] if asked["year"] in years else next(iter(years), None)
    address = f"{reverse('evaluation:evaluation-years')}?region={asked['region'].code}&year={year}"
    context = {
        "asked": asked,
        "years": years,
        "year": year,
        "quarter_labels": [_("Q1"), _("Q2"), _("Q3"), _("Q4")],
        "tabs": tabs_of(asked, address),
        "groups": reads.standings(
            request.user, asked["region"].code, year=year, kind=asked["kind"], level=asked["level"]
        )
        if year
        else [],
    }
    return page(request, "evaluation/evaluations/years.html", context, fragment="evaluation/evaluations/_years.html")
