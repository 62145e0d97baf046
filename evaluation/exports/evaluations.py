"""A quarter's ranking as rows, in the order in which it is shown."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

HEADER = (
    _("Group"),
    _("Rank"),
    _("Party"),
    _("Code"),
    _("Final"),
    _("Grade"),
    _("Veto"),
    _("Final before"),
    _("Rank before"),
    _("Months"),
    _("Satisfaction"),
    _("Material"),
    _("Bonus"),
    _("Deduction"),
    _("Checks"),
    _("Survey answers"),
)


def quarter_rows(groups: list[Any]) -> Iterator[tuple[Any, ...]]:
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
                row.get_grade_display() if row.grade else None,
                str(_("Yes")) if row.veto else None,
                row.previous_final,
                row.previous_rank,
                *(None if value is None else round(value, 2) for value in (row.months, row.satisfaction, row.material)),
                row.bonus,
                row.deduction,
                row.checks,
                row.responses,
            )
