"""What identifies people is kept encrypted, as one text beside the record."""

import json
from collections.abc import Mapping

from foundation.secrets import lock, unlock

PURPOSE = "campaigns"


def seal(values: Mapping[str, str]) -> str:
    """The values as they may lie in the database; nothing when there is nothing."""
    return lock(json.dumps(dict(values), ensure_ascii=False), purpose=PURPOSE) if values else ""


def unseal(text: str) -> dict[str, str]:
    """The values again; nothing when there is nothing, or when the portal's secret has changed since."""
    opened = unlock(text, purpose=PURPOSE) if text else ""
    return json.loads(opened) if opened else {}


def masked(name: str) -> str:
    """A person's name as it may stand anywhere: the family name and a star (王*)."""
    return f"{name[:1]}*" if name else ""
