"""Progress reports of the demonstration: months and a quarter filed, returned, late, missing; the running ones open."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from campaigns.actions import report_timetable
from campaigns.kinds.answers import Answers
from campaigns.models import ProgressReport, ReportExtension, ReportTemplate, ReportVerdict, ReportVersion
from campaigns.queries.report_answers import answers_of
from campaigns.queries.report_figures import Asked, asked_of, filed_figures
from foundation.accounts.choices import Role
from foundation.accounts.models import Grant
from foundation.audit.trail import record_all
from foundation.calendars.queries import work_calendar
from foundation.periods import Period, WorkCalendar, at_local, workday_after

from .seed_report_texts import DISPUTED, RETURNED, TEXTS, TIME_ASKED
from .seed_tables import run

MORNING = dt.time(7, 30)
RETURNED_TO = ("990102102205", "family.month")  # the village whose official can sign in has one to put right
COLUMNS = {
    "id": "bigint", "state": "text", "draft": "jsonb", "drafted_at": "timestamptz", "first_submitted_at": "timestamptz",
    "submitted_at": "timestamptz", "decided_at": "timestamptz", "decided_by_id": "bigint", "reason": "text",
    "is_disputed": "boolean", "late_told_at": "timestamptz",
}  # fmt: skip
UPDATE = f"""
    UPDATE campaigns_progressreport r SET {", ".join(f"{name} = t.{name}" for name in COLUMNS if name != "id")}
    FROM jsonb_to_recordset(%(rows)s::jsonb) AS t({", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())})
    WHERE r.id = t.id
"""


@dataclass(slots=True)
class Filed:
    """What came of the reports, to be written at once."""

    reports: list[ProgressReport] = field(default_factory=list)
    versions: list[ReportVersion] = field(default_factory=list)
    verdicts: list[ReportVerdict] = field(default_factory=list)


def file_reports(district: str, months: Sequence[Period], *, today: dt.date, office: Any, seed: int) -> str:
    """Open what the timetable would have opened since the month before ``months``, and let most of it be filed."""
    for period in [months[0].previous(), *months, months[-1].next()]:
        day = period.end - dt.timedelta(days=10)
        if day <= today:
            report_timetable.open_due(district, on=day, actor=None, at=at_local(day, MORNING))
    filers, calendar, done = _filers(district), work_calendar(), Filed()
    opened = ProgressReport.objects.filter(district=district).select_related(
        "template", "region", "organisation", "subject"
    )
    reports = list(opened.order_by("starts_on", "template__code", "region", "organisation"))
    groups: dict[tuple[ReportTemplate, str], list[ProgressReport]] = {}
    for report in reports:
        groups.setdefault((report.template, report.period), []).append(report)
    for (template, period), rows in groups.items():
        span = Period.parse(period)
        asked = asked_of(template, span, rows, at=min(at_local(span.end, dt.time(20)), at_local(today, MORNING)))
        for report in rows:
            rng = Random(f"{seed} {template.code} {period} {report.party.code}")
            _live(report, asked, done, rng, calendar, today=today, office=office, filer=_filer(report, filers))
    ReportVersion.objects.bulk_create(done.versions, batch_size=500)
    ReportVerdict.objects.bulk_create(done.verdicts, batch_size=1000)
    rows = [{name: getattr(one, name) for name in COLUMNS} for one in done.reports]
    run(UPDATE, rows=json.dumps(rows, cls=DjangoJSONEncoder))
    _ask_for_time(reports, filers, today)
    told = ((row.report, None, {"version": row.number}) for row in done.versions)
    record_all("report.submit", told, actor=None, at=at_local(today, MORNING))
    if not reports:
        return ""
    missing = ProgressReport.objects.filter(district=district).missing(on=today).count()
    return f"{len(reports)} progress reports opened, {len(done.versions)} versions filed, {missing} missing"


def _filers(district: str) -> dict[str, Any]:
    """Who files for a place or an organisation, by its code."""
    held = Grant.objects.filter(role=Role.OFFICIAL).select_related("user", "organisation").order_by("pk")
    found: dict[str, Any] = {}
    for grant in held:
        code = grant.organisation.code if grant.organisation else grant.region_id
        if grant.organisation or code.startswith(district):
            found.setdefault(code, grant.user)
    return found


def _filer(report: ProgressReport, filers: dict[str, Any]) -> Any:
    return filers.get(report.party.code) or (None if report.organisation_id else filers.get(report.region_id[:9]))


def _live(
    report: ProgressReport,
    asked: Asked,
    done: Filed,
    rng: Random,
    calendar: WorkCalendar,
    *,
    today: dt.date,
    office: Any,
    filer: Any,
) -> None:
    """What became of one report until this morning."""
    luck = rng.random()
    sent_back = (report.party.code, report.template.code) == RETURNED_TO and report.due_on > today - dt.timedelta(30)
    if report.due_on >= today and not sent_back:
        if luck < 0.12:
            _file(report, asked, done, rng, filer, today, today)
        elif luck < 0.24:
            _begin(report, asked, done, rng, at_local(today - dt.timedelta(days=1), dt.time(16, rng.randint(0, 59))))
        return
    if luck < 0.05 and not sent_back:  # missing
        report.late_told_at = at_local(workday_after(report.due_on, 1, calendar).day, MORNING)
        done.reports.append(report)
        return
    late = luck < 0.13 and not sent_back
    on = report.due_on - dt.timedelta(days=rng.randint(0, 2))
    if late:
        on = workday_after(report.due_on, rng.randint(1, 4), calendar).day
    version = _file(report, asked, done, rng, filer, min(on, today - dt.timedelta(days=1)), today)
    looked = at_local(workday_after(on, 1, calendar).day, dt.time(15, rng.randint(0, 59)))
    if looked.date() >= today:
        return
    if 0.13 <= luck < 0.19 or sent_back:
        reason = rng.choice(RETURNED)
        _decide(report, version, done, "returned", reason, office, looked)
        if luck < 0.145 or sent_back:
            report.draft = answers_of(version).plain() | {"number": 1, "seconds": 0}
            return
        version = _file(report, asked, done, rng, filer, looked.date() + dt.timedelta(days=1), today)
        looked = version.filed_at + dt.timedelta(hours=5)
    is_recent = report.due_on > today - dt.timedelta(days=30)
    if looked.date() < today and (not is_recent or rng.random() < 0.97):
        _decide(report, version, done, "accepted", "", office, looked)


def _begin(report: ProgressReport, asked: Asked, done: Filed, rng: Random, at: dt.datetime) -> None:
    """A draft with a first sentence."""
    texts = {one.code: rng.choice(TEXTS.get(one.code, ("",))) for one in asked.questions.texts[:1]}
    report.state, report.drafted_at = "draft", at
    report.draft = Answers(texts=texts).plain() | {"number": rng.randint(1, 6), "seconds": rng.randint(30, 300)}
    done.reports.append(report)


def _file(
    report: ProgressReport, asked: Asked, done: Filed, rng: Random, filer: Any, on: dt.date, today: dt.date
) -> ReportVersion:
    """One version, filed in the working hours of a day."""
    at = at_local(min(on, today - dt.timedelta(days=1)), dt.time(rng.randint(9, 16), rng.randint(0, 59)))
    answers = Answers(
        {code: str(_typed(report, code, rng)) for code, spec in asked.fields(report.level).items() if spec.required},
        texts={one.code: rng.choice(TEXTS.get(one.code, ("",))) for one in asked.questions.texts},
    )
    counted = [one.code for one in asked.of_level(report.level).figures if asked.value(one.code, report) is not None]
    if counted and rng.random() < 0.04:
        code = rng.choice(counted)
        claimed = int(float(asked.value(code, report) or 0)) + rng.randint(1, 3)
        answers.disputes = {code: {"claimed": str(claimed), "reason": rng.choice(DISPUTED)}}
    version = ReportVersion(
        report=report,
        number=1 + sum(1 for row in done.versions[-3:] if row.report_id == report.pk),
        figures=filed_figures(asked, report, answers),
        texts=answers.texts,
        evidence={one.code: [] for one in asked.questions.evidence},
        filed_by=filer,
        filed_at=at,
        seconds_spent=rng.randint(120, 900),
    )
    done.versions.append(version)
    if report.first_submitted_at is None:
        report.first_submitted_at = at
        done.reports.append(report)
    report.state, report.submitted_at, report.is_disputed = "submitted", at, bool(answers.disputes)
    return version


def _typed(report: ProgressReport, code: str, rng: Random) -> int:
    """What only people know; the same party says nearly the same in every period."""
    profile = report.subject.profile if report.subject_id and report.subject else {}
    base = int(profile.get("households") or profile.get("staff") or 20 + Random(report.party.code).randint(0, 180))
    return base + rng.randint(-2, 2)


def _decide(
    report: ProgressReport, version: ReportVersion, done: Filed, verdict: str, reason: str, office: Any, at: dt.datetime
) -> None:
    report.state, report.decided_at, report.decided_by, report.reason = verdict, at, office, reason
    told = {"number": version.number, "verdict": verdict, "reason": reason}
    done.verdicts.append(ReportVerdict(report=report, decided_by=office, decided_at=at, **told))


def _ask_for_time(reports: Sequence[ProgressReport], filers: dict[str, Any], today: dt.date) -> None:
    """One organisation asks for more time for what it has yet to file."""
    waiting = [one for one in reports if one.due_on > today and one.state == "due" and one.organisation_id]
    for report in waiting[:1]:
        ReportExtension.objects.create(
            report=report,
            until=report.due_on + dt.timedelta(days=5),
            reason=TIME_ASKED,
            asked_by=_filer(report, filers),
            asked_at=at_local(today - dt.timedelta(days=1), dt.time(16, 20)),
        )
