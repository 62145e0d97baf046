"""Addresses of the audit pages, under ``/manage/``."""

from django.urls import path

from . import views

app_name = "audit"
urlpatterns = [
    path("audit/", views.entries, name="entries"),
]
