"""Addresses of the organisations pages, under ``/manage/``."""

from django.urls import path

from .views import organisations, regions

app_name = "organisations"
urlpatterns = [
    path("regions/", regions.regions, name="regions"),
    path("regions/boundaries/", regions.region_boundaries, name="boundaries"),
    path("regions/<str:code>/", regions.region, name="region"),
    path("regions/<str:code>/children/", regions.children, name="children"),
    path("regions/<str:code>/areas.geojson", regions.areas, name="areas"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.organisation_new, name="organisation-new"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisations/<int:pk>/edit/", organisations.organisation_edit, name="organisation-edit"),
    path("organisations/<int:pk>/close/", organisations.organisation_close, name="organisation-close"),
    path("organisations/<int:pk>/reopen/", organisations.organisation_reopen, name="organisation-reopen"),
]
