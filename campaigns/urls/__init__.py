"""Addresses of the pages of the five creations."""

from . import boards, burden, leadership, reports, subjects

app_name = "campaigns"
urlpatterns = [
    *boards.urlpatterns,
    *subjects.urlpatterns,
    *reports.urlpatterns,
    *burden.urlpatterns,
    *leadership.urlpatterns,
]
