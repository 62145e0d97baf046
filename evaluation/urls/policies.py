"""Addresses of the pages of severity policies."""

from django.urls import path

from ..views import policies

urlpatterns = [
    path("manage/policies/", policies.policy_list, name="policies"),
    path("manage/policies/<int:pk>/drop/", policies.policy_drop, name="policy-drop"),
    path("manage/policies/<slug:scope>/<slug:severity>/", policies.policy_edit, name="policy"),
]
