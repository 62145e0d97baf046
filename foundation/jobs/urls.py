"""Addresses of the jobs pages, under ``/manage/``."""

from django.urls import path

from . import views

app_name = "jobs"
urlpatterns = [
    path("timetable/", views.timetable, name="timetable"),
    path("timetable/<slug:name>/", views.line, name="line"),
    path("timetable/<slug:name>/run/", views.run_again, name="run-again"),
]
