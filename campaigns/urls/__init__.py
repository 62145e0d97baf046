"""Addresses of the pages of the five creations."""

from . import boards, burden, leadership, reports

app_name = "campaigns"
urlpatterns = [
    *boards.urlpatterns,
    *reports.urlpatterns,
    *burden.urlpatterns,
    *leadership.urlpatterns,
]
