"""Addresses of the accounts pages, under ``/manage/``."""

from django.urls import path

from . import sign_in_views, user_urls

app_name = "accounts"
urlpatterns = [
    path("users/<int:pk>/first-password/", sign_in_views.invite, name="first-password"),
    *user_urls.urlpatterns,
]
