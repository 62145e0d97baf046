"""Progress reports as rows; where all are of one template, with its figures."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ..choices import ReportFace
from ..models import ProgressReport, ReportVersion

HEADER = (
    _("Filed by"),
    _("Code"),
    _("Place"),
    pgettext_lazy("progress report", "Report"),
    _("Period"),
    _("Due on"),
    _("First filed"),
    _("State"),
    _("In time or late"),
    _("Figures disputed"),
)


def report_rows(reports: Iterable[ProgressReport], codes: Sequence[str] = ()) -> Iterator[tuple[Any, ...]]:
    """One tuple per report, in the order of HEADER. Expects ``for_list``, ``with_face`` and ``filed_figures``."""
    language = get_language() or "zh-hans"
    for report in reports:
        place = report.region.parent if report.organisation_id is None else report.region
        values = {row["code"]: row.get("value") for row in report.filed_figures or []} if codes else {}
        yield (
            str(report.party),
            report.party.code,
            str(place) if place else "",
            str(report.template),
            report.span.label(language),
            report.due_on,
            report.first_submitted_at,
            report.get_state_display(),
            ReportFace(report.face).label,
            report.is_disputed,
            *(_number(values.get(code)) for code in codes),
        )


def _number(value: str | None) -> Decimal | str | None:
    try:
        return None if value is None else Decimal(value)
    except InvalidOperation:
        return value


def figure_headers(reports: Any) -> list[tuple[str, str]]:
    """Code and name of the figures, where all reports are of one template; else nothing."""
    templates = list(reports.order_by().values_list("template", flat=True).distinct()[:2])
    if len(templates) != 1:
        return []
    latest = ReportVersion.objects.filter(report__in=reports.order_by()).order_by("-pk").first()
    english = get_language() == "en"
    rows = latest.figures if latest else []
    return [(row["code"], row["name_en"] if english and row.get("name_en") else row["name"]) for row in rows]
