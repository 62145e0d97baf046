"""Statistical codes of regions: trimming, parents, levels, kinds."""

from .choices import CODE_LENGTHS, RegionKind, RegionLevel

LENGTHS = sorted(CODE_LENGTHS)
FULL_LENGTH = 12
FIRST_RURAL_TOWNSHIP = 100
FIRST_RURAL_VILLAGE = 200


def trimmed(code: str) -> str:
    """The part of a code that means something at its level; ValueError when it is no region code.

    Twelve digits lose their empty segments (``420102000000`` is the county ``420102``); shorter codes stay.
    """
    code = code.strip()
    if not (code.isascii() and code.isdigit()) or len(code) not in CODE_LENGTHS:
        raise ValueError(code)
    if len(code) == FULL_LENGTH:
        for shorter in LENGTHS[:-1]:
            if set(code[shorter:]) == {"0"}:
                return code[:shorter]
    return code


def level_of(code: str) -> RegionLevel:
    """The level that the length of a trimmed code tells."""
    return CODE_LENGTHS[len(code)]


def parent_of(code: str) -> str | None:
    """The code of the region above; None for a province."""
    position = LENGTHS.index(len(code))
    return code[: LENGTHS[position - 1]] if position else None


def ancestors_of(code: str) -> list[str]:
    """The codes above, from the province down, without the region itself."""
    return [code[:length] for length in LENGTHS if length < len(code)]


def kind_of(code: str) -> str:
    """Urban or rural by the last segment of the code; empty above the township."""
    level = level_of(code)
    if level == RegionLevel.TOWNSHIP:
        return RegionKind.URBAN if int(code[6:9]) < FIRST_RURAL_TOWNSHIP else RegionKind.RURAL
    if level == RegionLevel.VILLAGE:
        return RegionKind.URBAN if int(code[9:12]) < FIRST_RURAL_VILLAGE else RegionKind.RURAL
    return ""
