"""Addresses of the imports pages, under ``/manage/``."""

from django.urls import path

from . import views

app_name = "imports"
urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/jobs/<int:pk>/", views.job, name="job"),
    path("imports/jobs/<int:pk>/mistakes.csv", views.errors, name="errors"),
    path("imports/<slug:code>/", views.import_kind, name="kind"),
    path("imports/<slug:code>/template.xlsx", views.template, name="template"),
]
