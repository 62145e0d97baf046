"""Records of a joint campaign as rows."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from .. import linking

HEADER = (_("Joint campaign"), _("Day"), _("Kind of record"), _("Record"), _("Place"), _("Organisation"))


def link_rows(links: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """One tuple per record, in the column order of HEADER. Expects ``for_list``."""
    names = linking.labels()
    for link in links:
        organisation = link.organisation.name if link.organisation else ""
        kind = str(names.get(link.kind, link.kind))
        yield str(link.campaign), link.on, kind, link.title, link.region.name, organisation
