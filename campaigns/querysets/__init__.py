"""Chainable reads of the five creations."""

from .boards import BoardEntryQuerySet

__all__ = ["BoardEntryQuerySet"]
