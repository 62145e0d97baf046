"""Addresses of the pages of the five creations."""

from . import (
    action_orders,
    boards,
    burden,
    joint_campaigns,
    leadership,
    ledgers,
    pairings,
    reports,
    special_actions,
    subjects,
)

app_name = "campaigns"
urlpatterns = [
    *action_orders.urlpatterns,
    *joint_campaigns.urlpatterns,
    *pairings.urlpatterns,
    *special_actions.urlpatterns,
    *boards.urlpatterns,
    *burden.urlpatterns,
    *leadership.urlpatterns,
    *ledgers.urlpatterns,
    *reports.urlpatterns,
    *subjects.urlpatterns,
]
