"""Shapes coming in to the five creations."""
