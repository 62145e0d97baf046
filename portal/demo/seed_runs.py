"""The runs of the timetable behind what the demonstration has drawn and scored."""

import datetime as dt

from evaluation.models import Assessment, Draw
from foundation.jobs.models import JobRun, JobState
from foundation.organisations.choices import DISTRICT_DIGITS

TOOK = dt.timedelta(seconds=2)


def write_runs() -> int:
    """One run for each day drawn and each month scored, as the nights would have left them."""
    draws = Draw.objects.order_by("on", "district").values_list("district", "on", "drawn_at", "drawn_count")
    runs = [
        _run("draw_checks", district, on.isoformat(), at, f"{drawn} checks, days: 1")
        for district, on, at, drawn in draws
    ]
    scored = Assessment.objects.filter(region__code__length=DISTRICT_DIGITS).order_by("month", "region")
    runs += [
        _run("score_month", code, f"{month:%Y-%m}", at, "draft, version 1")
        for code, month, at in scored.values_list("region", "month", "scored_at")
    ]
    return len(JobRun.objects.bulk_create(sorted(runs, key=lambda run: (run.started_at, run.region_code))))


def _run(task: str, district: str, period: str, at: dt.datetime, outcome: str) -> JobRun:
    return JobRun(
        task=task,
        region_code=district,
        period=period,
        state=JobState.DONE,
        started_at=at,
        finished_at=at + TOOK,
        outcome=outcome,
    )
