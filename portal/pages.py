"""Addresses of the pages that span packages."""

from django.urls import URLPattern

app_name = "portal"
urlpatterns: list[URLPattern] = []
