"""Site types from a spreadsheet."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from foundation.imports.kinds import Column, ImportKind, ImportOutcome, RowErrors
from foundation.imports.parsers import text
from foundation.imports.rows import Rows

from ..actions import site_types
from ..permissions import can_manage_shared
from .cells import code

NAMES = ("code", "name", "name_en", "group")


@transaction.atomic
def load(rows: Rows, *, actor: Any, at: dt.datetime, options: Mapping[str, Any]) -> ImportOutcome:
    """Read all rows, then let the action write them."""
    values = [{name: row[name] or "" for name in NAMES} for _line, row in rows]
    if rows.errors:
        raise RowErrors([])
    created, updated = site_types.load(values, actor=actor, at=at)
    return ImportOutcome(created, updated, len(values) - created - updated)


SITE_TYPES = ImportKind(
    code="site_types",
    listed_at=reverse_lazy("evaluation:site-types"),
    label=_("Site types"),
    columns=(
        Column("code", "代码", required=True, example="market", parse=code, hint=_("Never changes once it is used.")),
        Column("name", "名称", required=True, example="农贸市场", parse=text(60)),
        Column("name_en", "英文名称", example="Farmers' market", parse=text(80)),
        Column("group", "分组", example="market", parse=text(40)),
    ),
    load=load,
    may_import=can_manage_shared,
)
