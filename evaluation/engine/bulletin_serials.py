"""Numbers of bulletins, their digests, and the proof of both."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import Count, Max

from foundation.audit.integrity import Fact

from ..choices import DocumentState
from ..models import Bulletin, BulletinSerial

FROZEN = (DocumentState.PUBLISHED, DocumentState.SUPERSEDED)
TAKE = """
INSERT INTO evaluation_bulletinserial AS counted (district_id, year, last) VALUES (%s, %s, 1)
ON CONFLICT (district_id, year) DO UPDATE SET last = counted.last + 1 RETURNING last
"""


def take(district: str, year: int) -> int:
    """The next number; the counter stays locked until the bulletin is on record."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [district, year])
        return cursor.fetchone()[0]


def digest_of(bulletin: Bulletin) -> str:
    """One hash over figures, the records behind them, texts and cases, as publication freezes them."""
    cases = bulletin.cases.order_by("position", "pk").values_list(
        "problem", "position", "before", "after", "before_masks", "after_masks"
    )
    content: dict[str, Any] = {
        "figures": bulletin.figures,
        "comment": bulletin.comment,
        "next_steps": bulletin.next_steps,
        "cases": list(cases),
    }
    if records := dict(bulletin.records.values_list("counted", "ids")):
        content["records"] = records
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def verify() -> Iterator[Fact]:
    """Numbers run without gaps, and nothing published was changed."""
    frozen = list(Bulletin.objects.filter(state__in=FROZEN).order_by("pk"))
    changed = [row.pk for row in frozen if digest_of(row) != row.digest]
    yield Fact("published bulletins", f"{len(frozen)} looked at")
    yield Fact("published bulletins changed after publication", ", ".join(map(str, changed)) or "none", not changed)
    given = {(row.district_id, row.year): row.last for row in BulletinSerial.objects.all()}
    rows = Bulletin.objects.exclude(serial=None).order_by().values_list("district", "year")
    found = {tuple(key): (n, top) for *key, n, top in rows.annotate(n=Count("pk"), top=Max("serial"))}
    wrong = [" ".join(map(str, key)) for key, last in sorted(given.items()) if found.get(key, (0, 0)) != (last, last)]
    wrong += [" ".join(map(str, key)) for key in sorted(found.keys() - given.keys())]
    yield Fact("districts and years with gaps in the numbers of bulletins", ", ".join(wrong) or "none", not wrong)
