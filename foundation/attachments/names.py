"""Names of files as they may be kept and shown."""

import unicodedata
from pathlib import PurePosixPath

from django.utils.translation import gettext as _


def plain_name(given: str) -> str:
    """The bare name of a file, without folders and without signs that steer a terminal or the direction of writing."""
    bare = PurePosixPath(given.replace("\\", "/")).name
    shown = "".join(sign for sign in bare if unicodedata.category(sign)[0] != "C").strip(" .")
    stem, dot, ending = shown.rpartition(".")
    if dot and len(ending) <= 10:
        return f"{stem[:189]}.{ending}" if stem else ending
    return shown[:200] or _("file")
