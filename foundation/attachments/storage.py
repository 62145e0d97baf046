"""The private store of files: each under its own digest, written whole or not at all."""

import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store."""

    digest: str
    size: int


def root() -> Path:
    """The folder of the store; nothing in it is served by address."""
    return Path(settings.MEDIA_ROOT)


def path_of(digest: str) -> Path:
    """Where the file of this digest lies."""
    return root() / digest[:2] / digest[2:4] / digest


def keep(chunks: Iterable[bytes]) -> Kept:
    """Write a file under its digest: first beside the store, then renamed into it once it is safe on disk."""
    incoming = root() / "incoming"
    incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    handle, name = tempfile.mkstemp(dir=incoming)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        _move(Path(name), path_of(digest.hexdigest()))
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)
    return Kept(digest.hexdigest(), size)


def open_kept(digest: str) -> BinaryIO:
    """The file of this digest, for reading."""
    return path_of(digest).open("rb")


def digest_on_disk(digest: str) -> str | None:
    """The digest that the stored file has now; None when it is gone."""
    try:
        with open_kept(digest) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def stored() -> Iterator[tuple[str, dt.datetime]]:
    """The digest of every file in the store, with when it was last handed in."""
    for path in sorted(root().glob("??/??/*")):
        yield path.name, dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC)


def remove(digest: str) -> None:
    """Take out a file that no record names."""
    path_of(digest).unlink(missing_ok=True)


def _move(source: Path, target: Path) -> None:
    if target.exists():
        os.utime(target)  # handed in again: nobody may take it for a leftover just now
        return
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.rename(source, target)
    for folder in (target.parent, target.parent.parent, root()):
        _settle(folder)


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
