"""Lots that anybody can draw again: a text decides, by its digest."""

import hashlib
from fractions import Fraction

WHOLE = 1 << 64


def lot(text: str) -> int:
    """A number from 0 to 2⁶⁴ − 1 that nobody can choose."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def is_drawn(text: str, share: Fraction) -> bool:
    """Whether a text is among so large a part of all texts."""
    return lot(text) < share * WHOLE
