"""Addresses of the organisations pages, under ``/manage/``."""

from django.urls import URLPattern

app_name = "organisations"
urlpatterns: list[URLPattern] = []
