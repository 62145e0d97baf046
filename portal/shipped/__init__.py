"""What the portal ships with, a module for each part: each tells what it did, and whether that changed anything."""

from . import ledgers, meeting_kinds, metrics, report_templates

SHIPPED = (metrics.install, ledgers.install, meeting_kinds.install, report_templates.install)
