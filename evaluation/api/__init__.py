"""Endpoints of the four ones."""
