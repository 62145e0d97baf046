"""Entry points of the roof for the timetable."""

from celery import shared_task
from django.utils import timezone

from foundation.attachments import uploads
from foundation.attachments.proof import clear_leftovers
from foundation.audit.sealing import seal
from foundation.imports.running import clear_personal
from foundation.jobs.running import running
from foundation.jobs.tidying import clear_old_runs, clear_old_sign_ins
from foundation.rest.idempotency import purge


@shared_task
def seal_audit_trail() -> None:
    """Seal the entries of the last minute."""
    now = timezone.now()
    with running("seal_audit_trail", period=timezone.localdate(now).isoformat(), at=now, keep_one=True) as run:
        sealed = seal(at=now)
        run.outcome = f"{sealed.entries} entries in {sealed.blocks} blocks"


@shared_task
def clear_away() -> None:
    """Forget answered calls, old runs, expired sessions, old sign-ins, broken uploads, stray and personal files."""
    now = timezone.now()
    with running("clear_away", period=timezone.localdate(now).isoformat(), at=now) as run:
        calls, runs = purge(at=now), clear_old_runs(at=now)
        broken, tries = uploads.sweep(at=now), clear_old_sign_ins(at=now)
        files = clear_leftovers(at=now) + clear_personal()
        run.outcome = f"{calls} answered calls, {runs} old runs, {broken} uploads, {files} files, {tries} sign-ins"
