"""What becomes of an uploaded spreadsheet: received, carried out, refused (导入)."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from foundation.audit.trail import record
from foundation.cleaning import checked

from .kinds import ImportKind, RowError, kind
from .loading import load_file
from .models import ImportJob, ImportState

ERRORS_KEPT = 5_000


@transaction.atomic
def receive(
    of: ImportKind,
    upload: UploadedFile,
    *,
    rows: int,
    actor: Any,
    at: dt.datetime,
    options: Mapping[str, Any] | None = None,
) -> ImportJob:
    """Keep an uploaded file, to be carried out now or in the background."""
    of.may_import(actor).enforce()
    job = ImportJob(
        kind=of.code,
        file_name=str(upload.name)[-200:],
        file_path=_keep(upload),
        options=dict(options or {}),
        rows_total=rows,
        created_by=actor,
        created_at=at,
    )
    checked(job, exclude=["options", "errors", "outcome", "finished_at"])
    job.save(force_insert=True)
    record("import.receive", job, actor=actor, at=at, after={"kind": of.code, "file": job.file_name, "rows": rows})
    return job


@transaction.atomic
def begin(job: ImportJob, *, actor: Any, at: dt.datetime) -> bool:
    """Tell those who wait that work has begun; False when the file was dealt with before."""
    if ImportJob.objects.unfinished().filter(pk=job.pk).update(state=ImportState.RUNNING) == 0:
        return False
    record("import.begin", job, actor=actor, at=at)
    return True


@transaction.atomic
def carry_out(job: ImportJob, *, actor: Any, at: dt.datetime, progress: Callable[[int], None] | None = None) -> bool:
    """Load the file, in the same transaction in which it is marked as done; False when that has happened before."""
    if not ImportJob.objects.unfinished().select_for_update().filter(pk=job.pk).exists():
        return False
    outcome = load_file(kind(job.kind), path_of(job), actor=actor, at=at, options=job.options, progress=progress)
    job.outcome = {"created": outcome.created, "updated": outcome.updated, "unchanged": outcome.unchanged}
    job.state, job.finished_at, job.rows_done = ImportState.DONE, at, job.rows_total or 0
    job.save(update_fields=["outcome", "state", "finished_at", "rows_done"])
    record("import.done", job, actor=actor, at=at, after=job.outcome)
    return True


@transaction.atomic
def refuse(job: ImportJob, errors: list[RowError], *, state: str, actor: Any, at: dt.datetime) -> None:
    """Write down why nothing was imported; the first mistakes are kept, all are counted."""
    job.errors = [[error.line, error.column, error.reason] for error in errors[:ERRORS_KEPT]]
    job.outcome = {"errors": len(errors)}
    job.state, job.finished_at = state, at
    job.save(update_fields=["errors", "outcome", "state", "finished_at"])
    record("import.refuse", job, actor=actor, at=at, after={"state": state, "errors": len(errors)})


def path_of(job: ImportJob) -> Path:
    """Where the uploaded file lies."""
    return Path(settings.DATA_DIR) / job.file_path


def _keep(upload: UploadedFile) -> str:
    path = Path("imports") / uuid.uuid4().hex
    target = Path(settings.DATA_DIR) / path
    target.parent.mkdir(parents=True, exist_ok=True)
    upload.seek(0)
    with target.open("xb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    target.chmod(0o600)
    return str(path)
