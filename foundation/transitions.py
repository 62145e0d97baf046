"""Which state may follow which, and the one way to get there."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from .errors import StaleState, TransitionNotAllowed


class TransitionTable(dict[str, tuple[str, ...]]):
    """For every state of a record the states that may follow; a target without a row of its own is a slip."""

    def __init__(self, rows: Mapping[str, Iterable[str]]) -> None:
        super().__init__((state, tuple(following)) for state, following in rows.items())
        for state, following in self.items():
            for target in following:
                if target not in self:
                    raise ValueError(f"{target!r} follows {state!r} but has no row of its own.")

    def allows(self, old: str, new: str) -> bool:
        """Whether ``new`` may follow ``old``."""
        return new in self.get(old, ())


def move(row: Any, table: TransitionTable, *, to: str, **changes: Any) -> str:
    """Put ``row`` into state ``to`` and return the state it left.

    The UPDATE names the state we read, so of two people pressing the same
    button one succeeds and the other is told.
    """
    old: str = row.state
    if not table.allows(old, to):
        refusal = _("This is not possible while the record is “{state}”.")
        raise TransitionNotAllowed(refusal.format(state=row.get_state_display()))
    values = {"state": to, **changes}
    if type(row)._default_manager.filter(pk=row.pk, state=old).update(**values) != 1:
        raise StaleState(_("Somebody else has just changed this record. Reload and try again."))
    for name, value in values.items():
        setattr(row, name, value)
    return old
