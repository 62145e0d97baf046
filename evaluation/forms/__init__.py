"""Shapes of what pages send."""
