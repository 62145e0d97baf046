"""Addresses of the working calendar, under ``/manage/``."""

from django.urls import path, register_converter

from . import views
from .converters import DayConverter, YearConverter

register_converter(DayConverter, "calendar_day")
register_converter(YearConverter, "calendar_year")

app_name = "calendars"
urlpatterns = [
    path("calendar/", views.years, name="years"),
    path("calendar/<calendar_year:year>/", views.year, name="year"),
    path("calendar/<calendar_year:year>/day/", views.day_change, name="day-change"),
    path("calendar/<calendar_year:year>/hours/", views.hours, name="hours"),
    path("calendar/<calendar_year:year>/spans/", views.span_set, name="span-set"),
    path("calendar/spans/<int:pk>/drop/", views.span_drop, name="span-drop"),
    path("calendar/<calendar_year:year>/declare/", views.declare, name="declare"),
    path("calendar/days/<calendar_day:day>/drop/", views.day_drop, name="day-drop"),
]
