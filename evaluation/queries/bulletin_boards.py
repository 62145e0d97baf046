"""What stands on the red and black boards, as a bulletin tells it."""

from typing import Any

from campaigns.choices import BoardState
from campaigns.models import BoardEntry

from ..models import Bulletin

MOST_ENTRIES = 20


def boards_of(bulletin: Bulletin) -> list[dict[str, Any]]:
    """The entries (红黑榜) as publication froze them; before that those that stand now."""
    if bulletin.digest:
        return list(bulletin.figures.get("boards", []))
    rows = BoardEntry.objects.filter(district=bulletin.district_id, state=BoardState.APPROVED)
    return [
        {
            "entry": row.pk,
            "colour": row.colour,
            "title": row.title,
            "score": None if row.score is None else str(row.score),
            "organisation": row.organisation.name if row.organisation else "",
        }
        for row in rows.select_related("organisation").order_by("colour", "score", "pk")[:MOST_ENTRIES]
    ]
