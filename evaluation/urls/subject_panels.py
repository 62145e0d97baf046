"""Addresses of what the dossier of a subject loads from the four ones."""

from django.urls import path

from ..views import subject_panels

urlpatterns = [
    path("creations/subjects/<int:pk>/scores/", subject_panels.subject_scores, name="subject-scores"),
    path("creations/subjects/<int:pk>/problems/", subject_panels.subject_problems, name="subject-problems"),
]
