"""The figures of progress reports: what the portal computes for a party and a period, and what is typed instead."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from foundation.metrics import registry
from foundation.metrics.models import Metric
from foundation.metrics.registry import Party
from foundation.periods import Period, PeriodKind

from ..kinds.fields import FieldSpec
from ..kinds.questions import Figure, Questions, questions_of
from ..models import ProgressReport, ReportTemplate, ReportVersion

PLACES = Decimal("0.01")
TYPED, RECORDS = "typed", "records"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reports of one template and period ask, and what the portal knows of it."""

    template: ReportTemplate
    period: Period
    questions: Questions
    metrics: Mapping[str, Metric]
    computed: frozenset[str]
    values: registry.Values
    computed_at: dt.datetime

    def of_level(self, level: str) -> Questions:
        return self.questions.of_level(level)

    def fields(self, level: str) -> dict[str, FieldSpec]:
        """The figures that people of a level type, as fields."""
        return {
            figure.code: self.field(figure)
            for figure in self.of_level(level).figures
            if figure.code not in self.computed
        }

    def field(self, figure: Figure) -> FieldSpec:
        """How a figure is called and in which unit it is given."""
        metric = self.metrics.get(figure.code)
        if metric is None:
            return figure.asked_as(figure.code, figure.code, "", "")
        return figure.asked_as(metric.title, metric.title_en, metric.unit, metric.unit_en)

    def value(self, code: str, report: ProgressReport) -> str | None:
        """What the portal counts for a party, as it is kept with a report."""
        return plain(self.values.get((code, party_of(report))))


def period_of(report: ProgressReport) -> Period:
    """The period that a report speaks of."""
    return Period.parse(report.period)


def party_of(report: ProgressReport) -> Party:
    """For whom its figures are computed."""
    return Party(report.region_id, report.organisation_id)


def asked_of(template: ReportTemplate, period: Period, reports: Iterable[ProgressReport], *, at: dt.datetime) -> Asked:
    """Questions and the portal's figures for the reports of one template and period; few statements for all of them."""
    questions = questions_of(template)
    names = questions.metrics
    metrics = Metric.objects.in_bulk(names)
    computed = registry.computed(names)
    parties = {party_of(report) for report in reports}
    found = registry.values(computed, parties, period, at=at) if computed and parties else {}
    return Asked(template, period, questions, metrics, computed, found, at)


def plain(value: Decimal | None) -> str | None:
    """A figure as it is kept: at most two decimal places, none that say nothing."""
    if value is None:
        return None
    exact = Decimal(value).quantize(PLACES)
    return f"{exact.normalize():f}" if exact else "0"


def filed_figures(asked: Asked, report: ProgressReport, answers: Any) -> list[dict[str, Any]]:
    """The figures of a version: each with its value, its unit, and where it came from."""
    return [_row(asked, report, figure, answers) for figure in asked.of_level(report.level).figures]


def _row(asked: Asked, report: ProgressReport, figure: Figure, answers: Any) -> dict[str, Any]:
    spec = asked.field(figure)
    row = {"code": figure.code, "name": spec.name, "name_en": spec.name_en, "unit": spec.unit, "unit_en": spec.unit_en}
    if figure.code not in asked.computed:
        given = answers.figures.get(figure.code)
        return row | {"value": None if given is None else str(given), "source": TYPED}
    row |= {"value": asked.value(figure.code, report), "source": RECORDS, "computed_at": asked.computed_at.isoformat()}
    return row | answers.disputes.get(figure.code, {})


def previous_versions(reports: Sequence[ProgressReport], period: Period) -> dict[int, ReportVersion]:
    """What the same parties filed in the period before, the last version of each, by report."""
    if not reports:
        return {}
    before = Period.containing(period.start, PeriodKind(period.kind)).previous()
    earlier = ProgressReport.objects.filter(
        district__in={report.district_id for report in reports},
        template__code=reports[0].template.code,
        starts_on=before.start,
        region__in={report.region_id for report in reports},
    )
    latest = ReportVersion.objects.filter(report__in=earlier).select_related("report").order_by("report_id", "-number")
    found = {(row.report.region_id, row.report.organisation_id): row for row in latest.distinct("report_id")}
    own = {report.pk: found.get((report.region_id, report.organisation_id)) for report in reports}
    return {pk: row for pk, row in own.items() if row is not None}


def values_of(version: ReportVersion | None) -> dict[str, str | None]:
    """The figures of a version by code."""
    return {} if version is None else {row["code"]: row.get("value") for row in version.figures}
