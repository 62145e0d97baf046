"""Reads across the records of the five creations."""
