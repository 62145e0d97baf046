"""Sites as rows."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.organisations.choices import RegionLevel

from ..models import Site

HEADER = (
    _("Code"),
    _("Site"),
    _("Type"),
    _("Street or town"),
    _("Community or village"),
    _("Organisation"),
    _("Address"),
    _("Longitude"),
    _("Latitude"),
    _("State"),
    _("Last check"),
    _("Last score"),
    _("Open problems"),
)


def site_rows(sites: Iterable[Site]) -> Iterator[tuple[Any, ...]]:
    """One tuple for each site, in the order of HEADER. Expects ``for_list``, the last check, the open problems."""
    for site in sites:
        village = site.region if site.region.level == RegionLevel.VILLAGE else None
        yield (
            site.code,
            str(site),
            str(site.type),
            str(site.region.parent if village and site.region.parent else site.region),
            str(village) if village else None,
            str(site.organisation),
            site.address,
            site.longitude,
            site.latitude,
            site.get_state_display(),
            site.last_on,
            None if site.last_score is None else round(site.last_score, 2),
            site.open_problems,
        )
