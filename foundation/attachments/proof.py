"""Proving the store of files: every file a record names is there unchanged, and no file is left over."""

import datetime as dt
from collections.abc import Iterable, Iterator

from foundation.audit.integrity import Fact

from . import storage
from .models import Attachment

LEFT_OVER_AFTER = dt.timedelta(days=2)
CLEARED_AFTER = dt.timedelta(days=1)
SHOWN = 5


def verify(*, at: dt.datetime) -> Iterator[Fact]:
    """Read every stored file once and compare it with its digest."""
    missing, changed, checked = [], [], 0
    for digest in sorted(named()):
        checked += 1
        found = storage.digest_on_disk(digest)
        if found is None:
            missing.append(digest)
        elif found != digest:
            changed.append(digest)
    left = leftovers(before=at - LEFT_OVER_AFTER)
    yield Fact("stored files", f"{checked} read")
    yield Fact("stored files missing", _named(missing), not missing)
    yield Fact("stored files changed", _named(changed), not changed)
    yield Fact("stored files that no record names", _named(left), not left)


def named() -> set[str]:
    """The digests of all files that some record names."""
    columns = ("digest", "served_digest", "thumbnail_digest")
    rows = Attachment.objects.values_list(*columns).iterator(chunk_size=5000)
    return {digest for row in rows for digest in row if digest}


def leftovers(*, before: dt.datetime) -> list[str]:
    """Files handed in before this moment that no record names: the upload was broken off or refused."""
    known = named()
    return [digest for digest, moment in storage.stored() if digest not in known and moment < before]


def clear_leftovers(*, at: dt.datetime) -> int:
    """Take leftovers out of the store (清理未引用文件)."""
    found = leftovers(before=at - CLEARED_AFTER)
    for digest in found:
        storage.remove(digest)
    return len(found)


def _named(digests: Iterable[str]) -> str:
    found = list(digests)
    return f"{len(found)}: {', '.join(found[:SHOWN])}{' …' if len(found) > SHOWN else ''}" if found else "none"
