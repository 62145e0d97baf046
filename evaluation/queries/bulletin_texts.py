"""What the office wrote in the bulletin before."""

from ..choices import DocumentState
from ..models import Bulletin

TEXTS = ("comment", "next_steps")


def bulletin_before(bulletin: Bulletin) -> Bulletin | None:
    """The last published bulletin of the district before this week (上一期通报)."""
    earlier = Bulletin.objects.filter(
        district=bulletin.district_id, week__lt=bulletin.week, state=DocumentState.PUBLISHED
    )
    return earlier.order_by("-week").first()


def text_before(bulletin: Bulletin, section: str) -> str:
    """What it says in one section; nothing where there is none, or no such section."""
    earlier = bulletin_before(bulletin)
    return getattr(earlier, section).strip() if earlier is not None and section in TEXTS else ""
