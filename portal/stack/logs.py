"""Log files that do not fill the disk: a full one is copied aside and emptied, a few copies are kept."""

import os
import shutil
from pathlib import Path

MEGABYTE = 1024 * 1024
LARGEST_MB, KEPT = 20, 5


def largest() -> int:
    """From how many bytes on a log is rotated: ``LOG_MEGABYTES``, else 20 MB."""
    told = os.environ.get("LOG_MEGABYTES", "")
    return (int(told) if told.isdigit() and int(told) else LARGEST_MB) * MEGABYTE


def rotate(folder: Path, *, limit: int, kept: int = KEPT) -> list[str]:
    """Copy aside and empty each log above the limit (日志轮转); which those were.

    The processes hold these files open and write on, so a file is never moved: whoever appends goes on at its new end.
    """
    done = []
    for log in sorted(folder.glob("*.log")):
        try:
            if log.stat().st_size < limit:
                continue
            _copy_aside(log, kept)
        except OSError:  # the disk is full: an emptied log helps more than a kept one
            log.with_name(f"{log.name}.new").unlink(missing_ok=True)
        os.truncate(log, 0)
        done.append(log.name)
    return done


def _copy_aside(log: Path, kept: int) -> None:
    newest = _copy(log, 1)
    half_done = log.with_name(f"{log.name}.new")
    shutil.copyfile(log, half_done)
    half_done.chmod(0o600)
    for number in range(kept - 1, 0, -1):
        if _copy(log, number).exists():
            _copy(log, number).replace(_copy(log, number + 1))
    half_done.replace(newest)


def _copy(log: Path, number: int) -> Path:
    return log.with_name(f"{log.name}.{number}")
