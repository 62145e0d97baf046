"""Which part of an address of the board somebody keeps as a view."""

from django.http import QueryDict

from foundation.web.chips import PARTS

from .problems import BoardFilter

LONGEST = 1000


def filters_of(query: QueryDict) -> str:
    """What of an address is a filter, a tab or a way to look, in a fixed order."""
    names = {f"{name}{part}" for name in BoardFilter.base_filters for part in PARTS} | {"state", "view"}
    told = QueryDict(mutable=True)
    for name in sorted(names & set(query)):
        if value := query.get(name):
            told[name] = value
    return told.urlencode()


def keepable(query: str) -> str:
    """The filters of an address as a view keeps them; empty when it sets none, or too many to keep."""
    told = filters_of(QueryDict(query.removeprefix("?")))
    return told if len(told) <= LONGEST else ""
