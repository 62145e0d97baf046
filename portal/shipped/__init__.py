"""What the portal ships with, a module for each part: each tells what it did, and whether that changed anything."""

from . import meeting_kinds, metrics

SHIPPED = (metrics.install, meeting_kinds.install)
