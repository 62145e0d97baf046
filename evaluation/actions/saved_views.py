"""Views that somebody keeps for himself: keep, drop."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.audit.trail import record
from foundation.cleaning import checked
from foundation.errors import DomainError

from ..models import SavedView
from ..permissions import can_drop_view, can_keep_views

MOST_VIEWS = 12


class TooManyViews(DomainError):
    """Somebody keeps no more views than fit beside one another."""


@transaction.atomic
def keep(*, page: str, name: str, query: str, actor: Any, at: dt.datetime) -> SavedView:
    """Keep the filters of a list under a name (保存为我的视图); the same name again stands for the new filters."""
    can_keep_views(actor).enforce()
    own = SavedView.objects.filter(owner=actor, page=page)
    if not own.filter(name=name).exists() and own.count() >= MOST_VIEWS:
        raise TooManyViews(_("You keep {n} views already. Drop one first.").format(n=MOST_VIEWS))
    one = {"owner": actor, "page": page, "name": name}
    new = {"query": query, "kept_at": at}
    told = own.filter(name=name).first() or SavedView(**one)
    told.query, told.kept_at = query, at
    checked(told, exclude=["owner"])
    view, _is_new = SavedView.objects.update_or_create(**one, defaults=new)
    record("saved_view.keep", view, actor=actor, at=at, after={"page": page, "name": name, "query": query})
    return view


@transaction.atomic
def drop(view: SavedView, *, actor: Any, at: dt.datetime) -> None:
    """Drop a view (删除视图); nothing but the view goes."""
    can_drop_view(actor, view).enforce()
    record("saved_view.drop", view, actor=actor, at=at, before={"name": view.name, "query": view.query})
    view.delete()
