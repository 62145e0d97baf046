"""Addresses of the pages of problems."""

from django.urls import path

from ..views import problems

urlpatterns = [
    path("problems/", problems.problem_list, name="problems"),
    path("problems/export/", problems.problem_export, name="problem-export"),
    path("problems/<int:pk>/", problems.problem, name="problem"),
]
