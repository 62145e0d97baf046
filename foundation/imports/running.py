"""Carrying out a received file from beginning to end, as often as somebody asks."""

import datetime as dt

import structlog
from django.core.cache import cache
from django.utils.translation import gettext as _

from foundation.errors import DomainError

from . import actions
from .kinds import FileRefused, RowError, RowErrors, kind
from .models import ImportJob, ImportState

log = structlog.get_logger(__name__)
PROGRESS_KEPT = 3600


def run(pk: int, *, at: dt.datetime) -> str:
    """Load the file of a job unless that was done before; the state in which it ends up."""
    job = ImportJob.objects.select_related("created_by").get(pk=pk)
    actor = job.created_by
    if not actions.begin(job, actor=actor, at=at):
        return job.state
    try:
        actions.carry_out(job, actor=actor, at=at, progress=lambda count: tell(pk, count))
    except RowErrors as wrong:
        actions.refuse(job, wrong.errors, state=ImportState.REFUSED, actor=actor, at=at)
    except DomainError as refusal:
        actions.refuse(job, [RowError(0, "", str(refusal))], state=ImportState.REFUSED, actor=actor, at=at)
    except Exception:
        log.exception("import_failed", job=pk)
        reason = _(
            "The portal could not finish this import. Nothing was changed. Tell the administrator the number {number}."
        )
        wrong_row = RowError(0, "", reason.format(number=pk))
        actions.refuse(job, [wrong_row], state=ImportState.FAILED, actor=actor, at=at)
    if kind(job.kind).is_personal:
        actions.path_of(job).unlink(missing_ok=True)
    return job.state


def tell(pk: int, count: int) -> None:
    """How far a running import has come; kept outside the database, where its transaction hides it."""
    cache.set(_key(pk), count, PROGRESS_KEPT)


def rows_done(job: ImportJob) -> int:
    """How many rows of a job have been read."""
    return job.rows_done or cache.get(_key(job.pk), 0)


def _key(pk: int) -> str:
    return f"import-progress:{pk}"


def clear_personal() -> int:
    """Throw away files that name people and were read, should one have stayed (清理含个人信息的导入文件)."""
    done = ImportJob.objects.finished()
    personal = [code for code in done.values_list("kind", flat=True).distinct() if _is_personal(code)]
    left = [path for job in done.filter(kind__in=personal).iterator() if (path := actions.path_of(job)).exists()]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _is_personal(code: str) -> bool:
    try:
        return kind(code).is_personal
    except FileRefused:  # a ledger that is gone: nobody can tell any more, so the file goes too
        return True
