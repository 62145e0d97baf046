"""Addresses of the pages of the inspector's phone."""

from django.urls import path

from ..views import field

urlpatterns = [
    path("field/", field.field, name="field"),
    path("field/checks/<int:pk>/", field.field_check, name="field-check"),
    path("field/sites/", field.field_sites, name="field-sites"),
    path("field/sites/<str:code>/", field.field_site, name="field-site"),
    path("field/mine/", field.field_mine, name="field-mine"),
]
