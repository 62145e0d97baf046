"""What decisions point at: records of the portal, and pages elsewhere."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.errors import BadInput

from ..models import Decision, DecisionLink

MOST_LINKS, LONGEST_URL, LONGEST_TITLE = 20, 500, 120
ELSEWHERE = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Link:
    """An address with the words that stand for it."""

    url: str
    title: str = ""


@transaction.atomic
def attach(decision: Decision, links: Iterable[Link], *, purpose: str, actor: Any, at: dt.datetime) -> None:
    """Keep links of a purpose that are not there yet; part of deciding and of reporting, which ask who may."""
    known = set(decision.links.filter(purpose=purpose).values_list("url", flat=True))
    fresh = {}
    for link in links:
        url = _checked(link.url)
        if url not in known:
            fresh[url] = (link.title.strip() or url)[:LONGEST_TITLE]
    if len(known) + len(fresh) > MOST_LINKS:
        raise BadInput(_("At most {n} links fit.").format(n=MOST_LINKS))
    DecisionLink.objects.bulk_create(
        DecisionLink(decision=decision, purpose=purpose, url=url, title=title, added_by=actor, added_at=at)
        for url, title in fresh.items()
    )
    if fresh:
        record("decision.attach", decision, actor=actor, at=at, after={purpose: list(fresh)})


def _checked(url: str) -> str:
    """An address of the portal that leads somewhere, or one of the web; nothing that could run as a script."""
    url = url.strip()
    if not url or len(url) > LONGEST_URL or any(sign.isspace() or ord(sign) < 32 for sign in url):
        raise BadInput(_("“{url}” is not an address.").format(url=url[:60]))
    if url.startswith(ELSEWHERE):
        return url
    if not url.startswith("/") or url.startswith("//"):
        raise BadInput(_("“{url}” is not an address of the portal or of the web.").format(url=url[:60]))
    try:
        resolve(url.partition("?")[0].partition("#")[0])
    except Resolver404 as fault:
        raise BadInput(_("“{url}” leads to no page of the portal.").format(url=url[:60])) from fault
    return url
