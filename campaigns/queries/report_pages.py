"""What the page of a progress report shows: the version, its differences, what was decided, what happened."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import JSONField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from foundation.web import moments
from foundation.web.numbers import number

from ..choices import ReportState
from ..kinds.questions import Questions, questions_of
from ..models import ProgressReport, ReportExtension, ReportVerdict, ReportVersion
from .report_differences import differences, label_of, unit_of
from .report_figures import RECORDS, previous_versions, values_of

COUNT_CAP = 10_000


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A filed figure: its value, what it was, where it comes from, what is disputed."""

    code: str
    label: str
    unit: str
    value: str | None
    last: str | None
    is_counted: bool
    computed_at: dt.datetime | None
    claimed: str
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a report."""

    icon: str
    what: str
    who: str
    at: dt.datetime
    note: str = ""


def capped_count(rows: QuerySet) -> int:
    """How many there are, counted no further than one beyond the cap."""
    return int(rows.order_by().values("pk")[: COUNT_CAP + 1].count())


def with_filed_figures(reports: QuerySet[ProgressReport]) -> QuerySet[ProgressReport]:
    """Each with the figures of its latest version, None before it was filed."""
    latest = ReportVersion.objects.filter(report=OuterRef("pk")).order_by("-number")
    return reports.annotate(filed_figures=Subquery(latest.values("figures")[:1]))


def with_filed_answers(reports: QuerySet[ProgressReport]) -> QuerySet[ProgressReport]:
    """Each with the figures and the texts of its latest version, none before it was filed."""
    latest = ReportVersion.objects.filter(report=OuterRef("pk")).order_by("-number")
    texts = Coalesce(Subquery(latest.values("texts")[:1]), Value({}, JSONField()), output_field=JSONField())
    return with_filed_figures(reports).annotate(filed_texts=texts)


def record_of(report: ProgressReport, *, number: int | None) -> dict[str, Any]:
    """Everything about a report that was filed, at the version asked for or the latest."""
    versions = list(report.versions.select_related("filed_by").order_by("-number"))
    version = next((one for one in versions if one.number == number), versions[0] if versions else None)
    before = next((one for one in versions if version and one.number == version.number - 1), None)
    last = previous_versions([report], report.span).get(report.pk)
    questions = questions_of(report.template).of_level(report.level)
    verdicts = list(ReportVerdict.objects.filter(report=report).select_related("decided_by").order_by("number"))
    extensions = list(report.extensions.select_related("asked_by", "decided_by").order_by("pk"))
    return {
        "versions": versions,
        "version": version,
        "figures": _figures(version, last),
        "texts": [(str(one), version.texts.get(one.code, "")) for one in questions.texts] if version else [],
        "evidence": _evidence(version, questions),
        "since_version": differences(version, before, questions) if version else [],
        "before": before,
        "since_period": differences(version, last, questions) if version else [],
        "last": last,
        "verdicts": verdicts,
        "last_verdict": last_verdict(last),
        "extension": extensions[-1] if extensions else None,
        "steps": _steps(report, versions, verdicts, extensions),
    }


def _figures(version: ReportVersion | None, last: ReportVersion | None) -> list[FigureLine]:
    before = values_of(last)
    return [
        FigureLine(
            row["code"],
            label_of(row),
            unit_of(row),
            row.get("value"),
            before.get(row["code"]),
            row["source"] == RECORDS,
            dt.datetime.fromisoformat(row["computed_at"]) if row.get("computed_at") else None,
            str(row.get("claimed", "")),
            str(row.get("reason", "")),
        )
        for row in (version.figures if version else [])
    ]


def _evidence(version: ReportVersion | None, questions: Questions) -> list[tuple[str, list[dict[str, Any]]]]:
    if version is None:
        return []
    shown = [(str(one), version.evidence.get(one.code, [])) for one in questions.evidence]
    return [(label, rows) for label, rows in shown if rows]


def last_verdict(last: ReportVersion | None) -> ReportVerdict | None:
    """What was said about the report of the period before."""
    if last is None:
        return None
    rows = ReportVerdict.objects.filter(report=last.report_id).exclude(reason="").select_related("decided_by")
    return rows.order_by("-number").first()


def _steps(
    report: ProgressReport,
    versions: list[ReportVersion],
    verdicts: list[ReportVerdict],
    extensions: list[ReportExtension],
) -> list[Step]:
    """Everything that happened, the latest first."""
    steps = [Step("calendar-due", _("Opened for filing"), "", report.opened_at)]
    if report.reminded_at:
        steps.append(Step("bell", _("Reminded"), "", report.reminded_at))
    if report.late_told_at:
        steps.append(Step("alarm", _("Told that it is overdue"), "", report.late_told_at))
    for one in versions:
        what = _("Filed, version {number}").format(number=one.number)
        steps.append(Step("send", what, _who(one.filed_by), one.filed_at))
    for verdict in verdicts:
        taken = verdict.verdict == ReportState.ACCEPTED
        icon, what = ("circle-check", _("Accepted")) if taken else ("arrow-back-up", _("Returned"))
        steps.append(Step(icon, what, _who(verdict.decided_by), verdict.decided_at, verdict.reason))
    for asked in extensions:
        what = _("More time asked for, until {day}").format(day=moments.date(asked.until))
        steps.append(Step("clock-plus", what, _who(asked.asked_by), asked.asked_at, asked.reason))
        if asked.decided_at:
            what = _("More time: {state}").format(state=asked.get_state_display())
            steps.append(Step("clock-check", what, _who(asked.decided_by), asked.decided_at, asked.answer))
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _who(user: Any) -> str:
    return str(user) if user is not None else ""


def name_of(report: ProgressReport) -> str:
    """The report with its period: 2026 年 10 月文明村镇创建月度进展."""
    pattern = _("{report}, {period}")
    return pattern.format(report=report.template, period=moments.period(report.span))


def title_of(report: ProgressReport, version: ReportVersion | None) -> str:
    """What is the case with a report."""
    name = name_of(report)
    if version is None:
        return _("{name}: not filed yet").format(name=name)
    disputed = sum("claimed" in row for row in version.figures)
    if disputed:
        return _("{name}: {n} figures disputed").format(name=name, n=number(disputed))
    return _("{name}: version {number}").format(name=name, number=version.number)
