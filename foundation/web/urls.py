"""Addresses of the reader's own switches."""

from django.urls import path

from . import views

app_name = "web"

urlpatterns = [
    path("preferences/type/", views.large_type, name="type"),
]
