"""A row is checked as a whole before it is written."""

from django.core.exceptions import ValidationError
from django.db import models

from .errors import BadInput


def checked(row: models.Model, exclude: list[str] | None = None) -> None:
    """``full_clean`` whose refusal is a sentence like every other refusal."""
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        raise BadInput(" ".join(error.messages)) from None
