"""Tests of the catalogue the portal ships with."""
