"""Keeps demonstration data out of a portal that holds anything else."""

from dataclasses import dataclass

from evaluation.models import Check, Draw, Site
from foundation.accounts.models import User
from foundation.organisations.models import Organisation, Region

from .accounts import DISTRICT, DemoUser

CODES = r"^99\d{4}-\d{4,5}$"


class RealData(Exception):
    """There is data here that did not come from the demonstration."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a portal holds of the demonstration."""

    sites: int
    checks: int


def demo_found() -> Found | None:
    """The demonstration, when it is there as a whole."""
    if not Draw.objects.filter(district=DISTRICT).exists():
        return None
    return Found(Site.objects.count(), Check.objects.count())


def refuse_real_data() -> None:
    """Regions outside 99, or sites that are not of the demonstration: somebody works with this portal."""
    region = Region.objects.exclude(code__startswith="99").order_by("code").first()
    if region is not None:
        raise RealData(
            f"Refused: this portal holds the region {region.code} {region.name}, which is not of the demonstration. "
            "Demonstration data goes into an empty portal only."
        )
    site = Site.objects.exclude(code__regex=CODES).order_by("code").first()
    if site is not None:
        raise RealData(
            f"Refused: the site {site.code} {site.name} is not of the demonstration. "
            "Demonstration data goes into an empty portal only."
        )


def refuse_half_filled(users: list[DemoUser]) -> None:
    """Whatever stands where the demonstration would put its own."""
    names = [user.username for user in users]
    taken = [
        *User.objects.filter(username__in=names).order_by("username").values_list("username", flat=True)[:1],
        *Organisation.objects.order_by("code").values_list("code", flat=True)[:1],
        *Site.objects.order_by("code").values_list("code", flat=True)[:1],
    ]
    if taken:
        raise RealData(f"Refused: “{taken[0]}” is here already. Demonstration data goes into an empty portal only.")
