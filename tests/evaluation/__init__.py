"""Tests of the four ones."""
