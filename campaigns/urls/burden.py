"""Addresses of the burden page."""

from django.urls import path

from ..views import burden

urlpatterns = [
    path("creations/burden/", burden.burden_page, name="burden"),
    path("creations/burden/export/", burden.burden_export, name="burden-export"),
]
