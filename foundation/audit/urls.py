"""Addresses of the audit pages, under ``/manage/``."""

from django.urls import URLPattern

app_name = "audit"
urlpatterns: list[URLPattern] = []
