"""Addresses of the pages of the five creations."""

from . import boards

app_name = "campaigns"
urlpatterns = [
    *boards.urlpatterns,
]
