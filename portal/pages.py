"""Addresses of the pages that span packages."""

from django.urls import path

from .views import health

app_name = "portal"
urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
]
