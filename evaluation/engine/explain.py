"""What made a score: party, components, site types, sites, checks, items, photos."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Case, Prefetch, When

from foundation.organisations.choices import DISTRICT_DIGITS

from ..choices import DocumentState, PartyKind
from ..models import (
    AssessmentProblem,
    AssessmentReport,
    AssessmentSite,
    Check,
    CheckItem,
    CheckPhoto,
    Result,
    SchemeTypeWeight,
)

HUNDRED = Decimal(100)
COMPONENTS = ("field", "rectification", "reporting", "satisfaction")


def source_of(result: Result) -> Result:
    """The result that was computed from sites: a city's line about a district stands on the district's own."""
    if len(result.assessment.region_id) >= DISTRICT_DIGITS:
        return result
    own = Result.objects.filter(
        region=result.region_id, assessment__region=result.region_id, assessment__month=result.assessment.month
    ).exclude(assessment__state=DocumentState.SUPERSEDED)
    published_first = Case(When(assessment__state=DocumentState.PUBLISHED, then=0), default=1)
    return own.select_related("assessment__scheme").order_by(published_first, "-assessment__version").first() or result


def sites_of(result: Result) -> Any:
    """The frozen site means behind a result."""
    sites = AssessmentSite.objects.filter(assessment=result.assessment_id).select_related("site", "type")
    if result.party_kind == PartyKind.ORGANISATION:
        return sites.filter(organisation=result.organisation_id)
    return sites.filter(region__code__startswith=result.region_id)


def problems_of(result: Result) -> Any:
    """The frozen problems behind the rectification component, those not closed in time first."""
    due = AssessmentProblem.objects.filter(assessment=result.assessment_id).select_related("problem__site")
    if result.party_kind == PartyKind.ORGANISATION:
        due = due.filter(organisation=result.organisation_id)
    else:
        due = due.filter(region__code__startswith=result.region_id)
    return due.order_by("in_time", "due_at", "problem_id")


def reports_of(result: Result) -> Any:
    """The frozen progress reports behind the reporting component, those that brought least first."""
    due = AssessmentReport.objects.filter(assessment=result.assessment_id)
    related = ("report__template", "report__region", "report__organisation")
    if result.party_kind == PartyKind.ORGANISATION:
        due = due.filter(organisation=result.organisation_id)
    else:
        due = due.filter(region__code__startswith=result.region_id)
    return due.select_related(*related).order_by("credit", "due_on", "report_id")


def weights_of(result: Result) -> dict[str, Decimal]:
    """The share of each component in this result, adding up to 1; 0 for what was left out."""
    scheme = result.assessment.scheme
    full = {name: getattr(scheme, f"{name}_weight") for name in COMPONENTS}
    if scheme.missing == "renormalise":
        full = {name: weight if getattr(result, name) is not None else Decimal(0) for name, weight in full.items()}
    whole = sum(full.values())
    return {name: weight / whole if whole else Decimal(0) for name, weight in full.items()}


def lost_by_component(result: Result) -> dict[str, Decimal]:
    """How many points of the final each component cost."""
    shares = weights_of(result)
    return {
        name: shares[name] * (HUNDRED - (getattr(result, name) or Decimal(0))) * result.coefficient
        for name in COMPONENTS
    }


def component_rows(result: Result, lost: dict[str, Decimal]) -> list[dict[str, Any]]:
    """One line for each component: value, weight, what it brought and what it cost."""
    shares, scheme = weights_of(result), result.assessment.scheme
    return [
        {
            "name": name,
            "value": getattr(result, name),
            "weight": getattr(scheme, f"{name}_weight"),
            "share": shares[name],
            "brought": shares[name] * (getattr(result, name) or Decimal(0)) * result.coefficient,
            "lost": lost[name] if shares[name] else None,
        }
        for name in COMPONENTS
    ]


def opened_site(result: Result, site: str) -> dict[str, Any] | None:
    """One site of a result with its checks; None when it is none of the result's."""
    row = sites_of(result).filter(site_id=int(site)).first() if len(site) < 18 else None
    return {"row": row, "checks": checks_of([row])[row.site_id]} if row else None


def type_rows(result: Result) -> list[dict[str, Any]]:
    """The site types behind the field component, the costliest first, each with its sites."""
    groups: dict[int, list[AssessmentSite]] = defaultdict(list)
    for row in sites_of(result).order_by("score", "pk"):
        groups[row.type_id].append(row)
    weights = dict(
        SchemeTypeWeight.objects.filter(scheme=result.assessment.scheme_id).values_list("site_type_id", "weight")
    )
    whole = sum((weights.get(pk, Decimal(1)) for pk in groups), Decimal(0))
    share = weights_of(result)["field"] * result.coefficient
    rows = [_type_row(rows, weights.get(pk, Decimal(1)), whole, share) for pk, rows in groups.items()]
    return sorted(rows, key=lambda row: (-row["lost"], row["type"].code))


def _type_row(rows: list[AssessmentSite], weight: Decimal, whole: Decimal, share: Decimal) -> dict[str, Any]:
    mean = sum((row.score for row in rows), Decimal(0)) / len(rows)
    part = share * weight / whole
    return {
        "type": rows[0].type,
        "weight": weight,
        "mean": mean,
        "lost": part * (HUNDRED - mean),
        "checks": sum(len(row.check_ids) for row in rows),
        "sites": [
            {
                "row": row,
                "site": row.site,
                "score": row.score,
                "checks": len(row.check_ids),
                "lost": part * (HUNDRED - row.score) / len(rows),
            }
            for row in rows
        ],
    }


def checks_of(rows: Iterable[AssessmentSite]) -> dict[int, list[Check]]:
    """The checks behind site means, by site, with items and photos ready."""
    identifiers = [pk for row in rows for pk in row.check_ids]
    items = (
        CheckItem.objects.select_related("indicator")
        .order_by("indicator__position", "pk")
        .prefetch_related(
            Prefetch("photos", CheckPhoto.objects.select_related("attachment").order_by("position", "pk"))
        )
    )
    found: dict[int, list[Check]] = defaultdict(list)
    checks = Check.objects.filter(pk__in=identifiers).select_related("inspector").order_by("on", "pk")
    for check in checks.prefetch_related(Prefetch("items", items)):
        found[check.site_id].append(check)
    return found


def explain(result: Result) -> dict[str, Any]:
    """The whole tree as plain data; recombined by the rules it gives exactly the published number."""
    source = source_of(result)
    types = type_rows(source)
    checks = checks_of(site["row"] for row in types for site in row["sites"])
    shares = weights_of(source)
    return {
        "party": party_of(result),
        "month": f"{result.assessment.month:%Y-%m}",
        "version": result.assessment.version,
        "status": result.assessment.state,
        "final": result.final,
        "composite": source.composite,
        "coefficient": source.coefficient,
        "bonus": source.bonus,
        "deduction": source.deduction,
        "missing": source.assessment.scheme.missing,
        "components": {
            name: {
                "value": getattr(source, name),
                "weight": getattr(source.assessment.scheme, f"{name}_weight"),
                "share": shares[name],
            }
            for name in COMPONENTS
        },
        "rectification": {
            "due": source.due_problems,
            "closed_in_time": source.closed_in_time,
            "problems": [_problem_tree(row) for row in problems_of(source)],
        },
        "reporting": {
            "due": source.due_reports,
            "in_time": source.reports_in_time,
            "late": source.reports_late,
            "reports": [_report_tree(row) for row in reports_of(source)],
        },
        "satisfaction": {"answers": source.answers, "min_responses": source.assessment.scheme.min_responses},
        "adjustments": source.adjustments,
        "site_types": [_type_tree(row, checks) for row in types],
    }


def party_of(result: Result) -> dict[str, str]:
    """Who the result is about."""
    party = result.region or result.organisation
    return {"kind": result.party_kind, "code": party.code, "name": party.name}


def _problem_tree(row: AssessmentProblem) -> dict[str, Any]:
    return {
        "id": row.problem_id,
        "number": row.problem.number,
        "site": row.problem.site.code,
        "deadline": row.due_at,
        "closed_at": row.closed_at,
        "in_time": row.in_time,
    }


def _report_tree(row: AssessmentReport) -> dict[str, Any]:
    return {
        "id": row.report_id,
        "template": row.report.template.code,
        "period": row.report.period,
        "party": row.report.party.code,
        "due_on": row.due_on,
        "filed_on": row.filed_on,
        "state": row.state,
        "credit": row.credit,
    }


def _type_tree(row: dict[str, Any], checks: dict[int, list[Check]]) -> dict[str, Any]:
    return {
        "code": row["type"].code,
        "name": str(row["type"]),
        "weight": row["weight"],
        "mean": row["mean"],
        "sites": [
            {
                "code": site["site"].code,
                "name": site["site"].name,
                "score": site["score"],
                "checks": [_check_tree(check) for check in checks[site["site"].pk]],
            }
            for site in row["sites"]
        ],
    }


def _check_tree(check: Check) -> dict[str, Any]:
    return {
        "id": check.pk,
        "date": check.on,
        "score": check.score,
        "earned": check.earned,
        "possible": check.possible,
        "items": [
            {
                "item": item.indicator.code,
                "name": item.indicator.label,
                "option": item.option or None,
                "count": item.count,
                "value": item.value,
                "na": item.not_applicable,
                "earned": item.earned,
                "possible": item.possible,
                "failed": item.failed,
                "note": item.note,
                "photos": [photo.attachment_id for photo in item.photos.all()],
            }
            for item in check.items.all()
        ],
    }
