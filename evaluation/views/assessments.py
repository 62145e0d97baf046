"""Ranking pages: a month's scores, their making and their publication."""

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
from foundation.documents.workbooks import workbook_response
from foundation.organisations.choices import RegionLevel
from foundation.periods import Period, PeriodKind
from foundation.web.pages import page

from ..actions import assessments
from ..engine import months
from ..engine.live_ranking import live_groups
from ..exports.assessments import HEADER, ranking_rows
from ..forms.assessments import TABS, RankingForm, ScoreForm
from ..models import Assessment
from ..permissions import can_publish_assessment, can_score
from ..queries import assessments as reads
from ..queries.assessment_titles import month_name, ranking_title
from ..queries.ranking_charts import chart_of


def _asked(request: HttpRequest) -> dict[str, Any]:
    """Region, month and tab from the address; the reader's own district where nothing is said."""
    form = RankingForm(request.GET, user=request.user)
    form.is_valid()
    told = form.cleaned_data
    region = told.get("region") or reads.home_region(request.user)
    if region is None:
        raise Http404
    tab = told.get("tab") or ("districts" if region.level < RegionLevel.DISTRICT else "towns")
    return {"region": region, "month": told.get("month"), "tab": tab, "errors": form.errors.get("month")}


def _tabs(asked: dict[str, Any], assessment: Assessment) -> list[dict[str, Any]]:
    city = asked["region"].level < RegionLevel.DISTRICT
    names = ["districts"] if city else ["towns", "villages", "organisations"]
    address = f"{reverse('evaluation:assessments')}?region={asked['region'].code}&month={assessment.month:%Y-%m}"
    return [
        {"label": TABS[name][2], "url": f"{address}&tab={name}", "current": name == asked["tab"], "count": None}
        for name in names
    ]


@login_required
@require_GET
def assessment_list(request: HttpRequest) -> HttpResponse:
    """One month's ranking, group by group."""
    asked = _asked(request)
    assessment = reads.current(request.user, region=asked["region"].code, month=asked["month"])
    context: dict[str, Any] = {"asked": asked, "can_score": can_score(request.user, asked["region"])}
    if assessment is None:
        return page(request, "evaluation/assessments/none.html", context)
    kind, level, _label = TABS[asked["tab"]]
    groups = reads.groups_of(request.user, assessment, reads.results_of(assessment, kind=kind, level=level))
    context |= {
        "assessment": assessment,
        "groups": groups,
        "tabs": _tabs(asked, assessment),
        "title": ranking_title(assessment, groups),
        "chart": chart_of(groups, reads.months_before(assessment)),
        "months": reads.months_of(request.user, asked["region"].code),
        "can_publish": can_publish_assessment(request.user, assessment),
        "can_see_live": _sees_live(request.user, asked["region"]),
    }
    return page(request, "evaluation/assessments/list.html", context, fragment="evaluation/assessments/_ranking.html")


@login_required
@require_GET
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """One version of a month, superseded ones too."""
    found = get_object_or_404(Assessment.objects.visible_to(request.user).select_related("region", "scheme"), pk=pk)
    groups = reads.groups_of(request.user, found, reads.results_of(found, kind="region", level=None))
    context = {
        "assessment": found,
        "groups": groups,
        "title": _("Scores of {month}, version {version}").format(month=month_name(found.month), version=found.version),
        "can_publish": can_publish_assessment(request.user, found),
        "can_see_live": _sees_live(request.user, found.region),
        "asked": {"region": found.region, "month": found.month, "tab": "towns"},
        "months": reads.months_of(request.user, found.region_id),
    }
    return page(request, "evaluation/assessments/list.html", context, fragment="evaluation/assessments/_ranking.html")


@login_required
@require_POST
def assessment_export(request: HttpRequest) -> HttpResponse:
    """The ranking as a workbook: exactly the rows that the page shows."""
    asked = _asked(request)
    found = reads.current(request.user, region=asked["region"].code, month=asked["month"])
    if found is None:
        raise Http404
    kind, level, label = TABS[asked["tab"]]
    groups = reads.groups_of(request.user, found, reads.results_of(found, kind=kind, level=level))
    exported(request, "assessments", region=found.region_id, of=found)
    return workbook_response(f"{found.region.name}-{found.month:%Y-%m}-{label}", HEADER, ranking_rows(groups))


def _sees_live(user: Any, region: Any) -> bool:
    """Whether somebody may see how the running month of a region stands."""
    is_small = region.level >= RegionLevel.DISTRICT
    return is_small and user.has_role("admin", "leader", "official", "inspector", region=region)


@login_required
@require_GET
def assessment_live(request: HttpRequest) -> HttpResponse:
    """The month so far, from the running sums; nothing is stored."""
    asked = _asked(request)
    period = Period.containing(timezone.localdate(), PeriodKind.MONTH)
    scheme = months.scheme_for(asked["region"].code, period.start)
    if scheme is None or not _sees_live(request.user, asked["region"]):
        raise Http404
    groups = live_groups(asked["region"], period=period, scheme=scheme.pk)
    context = {"asked": asked, "groups": groups, "month": period.start, "scheme": scheme}
    return page(request, "evaluation/assessments/live.html", context)


@login_required
@require_POST
def assessment_score(request: HttpRequest) -> HttpResponse:
    """Score a month, again until it is published."""
    form = ScoreForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect("evaluation:assessments")
    period = Period.containing(form.cleaned_data["month"], PeriodKind.MONTH)
    found = assessments.score(form.cleaned_data["region"], period=period, actor=request.user, at=timezone.now())
    messages.success(request, _("The scores of {month} are worked out.").format(month=month_name(found.month)))
    return redirect(f"{reverse('evaluation:assessments')}?region={found.region_id}&month={found.month:%Y-%m}")


def _found(request: HttpRequest, pk: int) -> Assessment:
    return get_object_or_404(Assessment.objects.visible_to(request.user).select_related("region"), pk=pk)


def _back_to(found: Assessment) -> HttpResponse:
    return redirect(f"{reverse('evaluation:assessments')}?region={found.region_id}&month={found.month:%Y-%m}")


@login_required
@require_POST
def assessment_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The office stands by the draft."""
    found = _found(request, pk)
    assessments.approve(found, actor=request.user, at=timezone.now())
    messages.success(request, _("The scores of {month} are approved.").format(month=month_name(found.month)))
    return _back_to(found)


@login_required
@require_POST
def assessment_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish and freeze."""
    found = _found(request, pk)
    assessments.publish(found, actor=request.user, at=timezone.now())
    messages.success(
        request, _("The scores of {month} are published and frozen.").format(month=month_name(found.month))
    )
    return _back_to(found)


@login_required
@require_POST
def assessment_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the next version, with its reason."""
    found = _found(request, pk)
    following = assessments.correct(found, reason=request.POST.get("reason", ""), actor=request.user, at=timezone.now())
    messages.success(
        request, _("Version {version} is open; look at it and publish it.").format(version=following.version)
    )
    return _back_to(following)
