"""Tests of the servers that the portal brings along."""
