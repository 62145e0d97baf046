"""Cells that the spreadsheets of the four ones share."""

import re

from django.utils.translation import gettext as _

CODE = re.compile(r"[\w.\-]{1,40}")


def code(cell: str) -> str:
    """A code: letters, digits, points, hyphens, at most forty."""
    if not CODE.fullmatch(cell):
        raise ValueError(_("“{cell}” is no code: up to 40 letters, digits, points and hyphens.").format(cell=cell[:40]))
    return cell


def codes(cell: str) -> tuple[str, ...]:
    """Several codes between semicolons, each once, in order."""
    parts = [part.strip() for part in cell.replace("；", ";").split(";")]
    return tuple(sorted({part for part in parts if part}))
