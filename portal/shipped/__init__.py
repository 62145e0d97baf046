"""What the portal ships with, a module for each part: each tells what it did, and whether that changed anything."""

from . import joint_campaigns, ledgers, meeting_kinds, metrics, report_templates, special_actions

SHIPPED = (
    metrics.install,
    ledgers.install,
    meeting_kinds.install,
    report_templates.install,
    special_actions.install,
    joint_campaigns.install,
)
