"""Addresses of the pages that span packages."""

from django.urls import path

from .views import health, public

app_name = "portal"
urlpatterns = [
    path("", public.home, name="home"),
    path("manifest.webmanifest", public.manifest, name="manifest"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
]
