"""Doors of the burden page: each sees what was asked inside his own grants."""

from .doors import SIGNED_IN, Door

DOORS = [
    Door("campaigns:burden", read=SIGNED_IN),
    Door("campaigns:burden-export", write=SIGNED_IN),
]
