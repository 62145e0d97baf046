"""Addresses of the jobs pages, under ``/manage/``."""

from django.urls import URLPattern

app_name = "jobs"
urlpatterns: list[URLPattern] = []
