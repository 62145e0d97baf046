"""Addresses of the pages of the five creations."""

from . import boards, burden, leadership

app_name = "campaigns"
urlpatterns = [
    *boards.urlpatterns,
    *burden.urlpatterns,
    *leadership.urlpatterns,
]
