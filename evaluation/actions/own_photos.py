"""Photos that somebody hands in with what he does."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from foundation.errors import BadInput

from ..engine.submission import own_photos

MOST_PHOTOS = 9


def taken(photos: Iterable[int], *, actor: Any) -> list[int]:
    """The photos in their order, each once; only one's own uploads are taken."""
    asked = list(dict.fromkeys(photos))
    if len(asked) > MOST_PHOTOS:
        raise BadInput(_("At most {count} photos.").format(count=MOST_PHOTOS))
    if not asked:
        return asked
    if actor is None or not own_photos(asked, owner=actor.pk).issuperset(asked):
        raise BadInput(_("A photo is not one that you uploaded. Upload it again."))
    return asked
