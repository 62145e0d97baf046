"""Writing down runs of scheduled work, and handing it out by district."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from django.utils import timezone

from .models import JobRun, JobState

log = structlog.get_logger(__name__)
LONGEST_OUTCOME = 500


@contextmanager
def running(task: str, *, region: str = "", period: str, at: dt.datetime, keep_one: bool = False) -> Iterator[JobRun]:
    """Write down one run for one place and day, also when it fails; set ``run.outcome`` to what came of it.

    The row stands outside the transaction of the work, so a failed night is seen. ``keep_one`` writes over the
    row of the same day: for work that runs every minute.
    """
    run = _begun(task, region, period, at, keep_one)
    try:
        yield run
    except Exception as error:
        _finish(run, JobState.FAILED, f"{type(error).__name__}: {error}")
        raise
    _finish(run, JobState.DONE, run.outcome)


def note(task: str, *, region: str, period: str, outcome: str) -> None:
    """Write down that another run has done this period too, so that it is no longer missed."""
    with running(task, region=region, period=period, at=timezone.now()) as run:
        run.outcome = outcome


def for_each(codes: Iterable[str], task: Any, **arguments: Any) -> int:
    """Queue a task once for each district; one that cannot be queued, or fails at once, does not stop the others."""
    queued = 0
    for code in codes:
        try:
            task.apply_async(kwargs={**arguments, "district": code})
        except Exception:
            log.exception("a district failed", task=task.name, district=code)
        else:
            queued += 1
    return queued


def _begun(task: str, region: str, period: str, at: dt.datetime, keep_one: bool) -> JobRun:
    if keep_one:
        row = JobRun.objects.filter(task=task, region_code=region, period=period).order_by("-pk").first()
        if row is not None:
            row.state, row.started_at, row.finished_at, row.outcome = JobState.RUNNING, at, None, ""
            row.save(update_fields=["state", "started_at", "finished_at", "outcome"])
            return row
    return JobRun.objects.create(task=task, region_code=region, period=period, started_at=at)


def _finish(run: JobRun, state: str, outcome: str) -> None:
    run.state, run.finished_at, run.outcome = state, timezone.now(), str(outcome).replace("\x00", "")[:LONGEST_OUTCOME]
    run.save(update_fields=["state", "finished_at", "outcome"])
