"""The ranking as rows, in the order in which it is shown."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

HEADER = (
    _("Group"),
    _("Rank"),
    _("Party"),
    _("Code"),
    _("Final"),
    _("Final before"),
    _("Rank before"),
    _("Field"),
    _("Rectification"),
    _("Reporting"),
    _("Satisfaction"),
    _("Bonus"),
    _("Deduction"),
    _("Checks"),
    _("Sites"),
)


def ranking_rows(groups: list[Any]) -> Iterator[tuple[Any, ...]]:
    """One tuple per party, in the column order of HEADER."""
    for group in groups:
        for line in group.lines:
            row = line.result
            yield (
                group.label,
                row.rank,
                str(line.party),
                line.party.code,
                row.final,
                row.previous_final,
                row.previous_rank,
                *(None if value is None else round(value, 2) for value in (row.field, row.rectification)),
                *(None if value is None else round(value, 2) for value in (row.reporting, row.satisfaction)),
                row.bonus,
                row.deduction,
                row.checks,
                row.sites,
            )
