"""Whole stories, across packages."""
