"""Addresses of the pages that span packages."""

from django.urls import path

from .views import audit, desk, health, metrics, public, search

app_name = "portal"
urlpatterns = [
    path("", public.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path("manifest.webmanifest", public.manifest, name="manifest"),
    path("manage/audit/export/", audit.audit_export, name="audit-export"),
    path("search/", search.search, name="search"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("metrics", metrics.metrics, name="metrics"),
]
