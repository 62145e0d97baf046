"""Addresses of the pages of the four ones."""

from django.urls import URLPattern

app_name = "evaluation"
urlpatterns: list[URLPattern] = []
