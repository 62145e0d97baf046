"""Names in the reader's language: places, organisations and sites may have an English one beside their own."""

from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language


def shown(row: Any) -> str:
    """The name as the reader sees it: the English one on English pages, where there is one."""
    return row.name_en if row.name_en and get_language() == "en" else row.name


def shown_name(path: str = "") -> Any:
    """The same as a column of a query; ``path`` leads to the row (``site__``)."""
    name = F(f"{path}name")
    if get_language() != "en":
        return name
    return Coalesce(NullIf(F(f"{path}name_en"), Value("")), name)
