"""Words and values that an act has to come with."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.errors import BadInput

LONGEST = 500


def said(text: str, *, most: int = LONGEST) -> str:
    """The reason without blanks around it; nothing, or too much, is refused."""
    text = text.strip()
    if not 1 <= len(text) <= most or "\0" in text:
        raise BadInput(_("Give a reason of 1 to {most} characters.").format(most=most))
    return text


def fits(row: models.Model, *names: str) -> None:
    """Whether the named fields of a row hold what they may hold; refused in a sentence, each field by its name."""
    others = [field.name for field in row._meta.fields if field.name not in names]
    try:
        row.clean_fields(exclude=others)
    except ValidationError as error:
        told = [
            f"{row._meta.get_field(name).verbose_name}: {' '.join(words)}" for name, words in error.message_dict.items()
        ]
        raise BadInput(" ".join(told)) from None
