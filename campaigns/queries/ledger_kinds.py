"""What is known of a ledger's definition from the entries that rest on it."""

from typing import Any

from django.db.models import Q

from ..kinds.fields import FieldSpec
from ..models import LedgerEntry, LedgerKind


def entries_of(kind: LedgerKind) -> Any:
    """Entries that were filed by this very definition."""
    return LedgerEntry.objects.filter(district__code__startswith=kind.region_id or "", ledger=kind.code, kind=kind)


def is_in_use(kind: LedgerKind, spec: FieldSpec) -> bool:
    """Whether an entry has an answer in this field; of what identifies people, whether there is any entry."""
    answered = Q() if spec.personal else Q(values__has_key=spec.code) | Q(pending__has_key=spec.code)
    return bool(entries_of(kind).filter(answered).exists())


def options_in_use(kind: LedgerKind, spec: FieldSpec) -> set[str]:
    """The answers of a choice that entries gave."""
    found: set[str] = set()
    for option in spec.options:
        given = Q()
        for name in (f"values__{spec.code}", f"pending__{spec.code}"):
            given |= Q(**{name: option.code}) | Q(**{f"{name}__contains": [option.code]})
        if entries_of(kind).filter(given).exists():
            found.add(option.code)
    return found
