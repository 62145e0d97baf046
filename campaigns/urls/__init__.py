"""Addresses of the pages of the five creations."""

from . import boards, burden, leadership, ledgers, reports, subjects

app_name = "campaigns"
urlpatterns = [
    *boards.urlpatterns,
    *burden.urlpatterns,
    *leadership.urlpatterns,
    *ledgers.urlpatterns,
    *reports.urlpatterns,
    *subjects.urlpatterns,
]
