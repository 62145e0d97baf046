"""Filing for many parties at once from a spreadsheet: all rows or none."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from foundation.audit.trail import record_all
from foundation.errors import DomainError
from foundation.periods import Period

from ..choices import OPEN_REPORTS, ReportState
from ..kinds.answers import Answers, AnswersWrong, cleaned
from ..models import ProgressReport, ReportTemplate, ReportVersion
from ..permissions import can_file_report
from ..queries.report_figures import Asked, asked_of, filed_figures
from .reports import disputed, filed


@dataclass(frozen=True, slots=True)
class BatchError:
    """One wrong cell of a batch: the party's code, the question (empty for the row), the reason."""

    party: str
    code: str
    reason: str


class BatchRefused(DomainError):
    """Rows of a batch cannot be filed: all of them are named, nothing was filed."""

    def __init__(self, errors: list[BatchError]) -> None:
        self.errors = errors
        super().__init__(_("Nothing was filed: {n} mistakes.").format(n=len(errors)))


@transaction.atomic
def submit(
    template: ReportTemplate, period: Period, rows: Mapping[str, Answers], *, actor: Any, at: dt.datetime
) -> int:
    """File the reports of many parties (批量报送), by the code of each; how many. All of them, or none."""
    reports = _reports(template, period, rows, actor)
    asked = asked_of(template, period, reports.values(), at=at)
    errors = [
        BatchError(code, "", _("There is no open report of this party that you may file."))
        for code in rows
        if code not in reports
    ]
    last = dict(
        ReportVersion.objects.filter(report__in=[one.pk for one in reports.values()])
        .order_by()
        .values_list("report")
        .annotate(Max("number"))
    )
    versions = []
    for code, report in reports.items():
        try:
            versions.append(_version(report, asked, rows[code], number=last.get(report.pk, 0) + 1, actor=actor, at=at))
        except AnswersWrong as wrong:
            errors += [BatchError(code, question, reason) for (_part, question), reason in wrong.errors.items()]
    if errors:
        raise BatchRefused(errors)
    ReportVersion.objects.bulk_create(versions, batch_size=500)
    _file(list(reports.values()), [one.report_id for one in versions if disputed(one)], at)
    told = [(version.report, None, {"version": version.number, "batch": len(versions)}) for version in versions]
    record_all("report.submit", told, actor=actor, at=at)
    return len(versions)


def _reports(
    template: ReportTemplate, period: Period, rows: Mapping[str, Answers], actor: Any
) -> dict[str, ProgressReport]:
    """The open reports of the parties, locked in their order, by the party's code."""
    places = ProgressReport.objects.filter(organisation=None, region__in=list(rows))
    bodies = ProgressReport.objects.filter(organisation__code__in=list(rows))
    found = (places | bodies).filter(template=template, starts_on=period.start, state__in=OPEN_REPORTS)
    locked = found.select_related("template", "region", "organisation").select_for_update(of=("self",)).order_by("pk")
    return {one.party.code: one for one in locked if can_file_report(actor, one)}


def _version(
    report: ProgressReport, asked: Asked, answers: Answers, *, number: int, actor: Any, at: dt.datetime
) -> ReportVersion:
    """What a party files, with the disputes and the evidence of its draft."""
    draft = Answers.of(report.draft)
    answers.disputes = answers.disputes or draft.disputes
    answers.evidence = answers.evidence or draft.evidence
    questions, fields = asked.of_level(report.level), asked.fields(report.level)
    done = cleaned(answers, questions, fields, computed=asked.computed.intersection(questions.metrics))
    return ReportVersion(
        report=report,
        number=number,
        figures=filed_figures(asked, report, done),
        texts=done.texts,
        evidence=done.evidence,
        filed_by=actor,
        filed_at=at,
        seconds_spent=int(report.draft.get("seconds", 0)),
    )


def _file(reports: list[ProgressReport], odd: list[int], at: dt.datetime) -> None:
    """The rows are locked: a few statements put them all into their new state."""
    keys = [report.pk for report in reports]
    told = {"state": ReportState.SUBMITTED, "submitted_at": at, "draft": {}, "drafted_at": None}
    ProgressReport.objects.filter(pk__in=keys, first_submitted_at=None).update(first_submitted_at=at)
    ProgressReport.objects.filter(pk__in=keys).update(**told)
    ProgressReport.objects.filter(pk__in=keys).exclude(pk__in=odd).update(is_disputed=False)
    ProgressReport.objects.filter(pk__in=odd).update(is_disputed=True)
    for report in reports:
        for name, value in (filed(report, at) | told).items():
            setattr(report, name, value)
