"""Years of the working calendar, and their unusual days."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.periods import Hours

from .choices import DayKind
from .hours import check_hours, read_hours, usual_hours

_days_of_span = models.Func(
    models.F("first"), models.F("last"), models.Value("[]"), function="daterange", output_field=DateRangeField()
)


class CalendarYear(models.Model):
    """A year of the working calendar (工作日历): announced and loaded, or going by weekday for now.

    ``revision`` grows with every change, so that whoever worked something out from the year can tell that it is old;
    ``stamp`` is another with every change, so that no copy kept in memory is ever taken for the year as it stands.
    """

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    is_loaded = models.BooleanField(_("announced and loaded"), default=False)
    hours = models.CharField(_("office hours"), max_length=100, default=usual_hours, validators=[check_hours])
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)
    stamp = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("calendar year")
        verbose_name_plural = _("calendar years")
        constraints = [models.CheckConstraint(name="calendar_year_plausible", condition=Q(year__range=(1990, 2200)))]

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        return reverse("calendars:year", args=[self.pk])

    @property
    def standing(self) -> str:
        """``loaded`` as announced, or still ``open``."""
        return "loaded" if self.is_loaded else "open"

    @property
    def office_hours(self) -> Hours:
        """The hours as values."""
        return read_hours(self.hours)


class CalendarSpan(models.Model):
    """A part of a year with office hours of its own (夏季、冬季作息), both ends included."""

    year = models.ForeignKey(CalendarYear, verbose_name=_("year"), on_delete=models.PROTECT, related_name="spans")
    first = models.DateField(_("from"))
    last = models.DateField(_("until"))
    name = models.CharField(_("name"), max_length=40, blank=True)
    hours = models.CharField(_("office hours"), max_length=100, validators=[check_hours])

    class Meta:
        verbose_name = _("part of a year")
        verbose_name_plural = _("parts of years")
        constraints = [
            models.CheckConstraint(
                name="calendar_span_in_its_year",
                condition=Q(first__year=models.F("year"), last__year=models.F("year"), last__gte=models.F("first")),
                violation_error_message=_("Both days lie in the year, the last one not before the first."),
            ),
            ExclusionConstraint(
                name="calendar_spans_apart",
                expressions=[(_days_of_span, RangeOperators.OVERLAPS)],
                violation_error_message=_("Another part of the year lies on some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.first} – {self.last}"

    @property
    def office_hours(self) -> Hours:
        """The hours as values."""
        return read_hours(self.hours)


class CalendarDay(models.Model):
    """A day off, or a weekend day that is worked in exchange (节假日、调休上班日)."""

    day = models.DateField(_("day"), primary_key=True)
    year = models.ForeignKey(CalendarYear, verbose_name=_("year"), on_delete=models.PROTECT, related_name="days")
    kind = models.CharField(_("kind"), max_length=4, choices=DayKind.choices)
    name = models.CharField(_("name"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        constraints = [
            models.CheckConstraint(
                name="calendar_day_in_its_year",
                condition=Q(day__year=models.F("year")),
                violation_error_message=_("The day lies in another year."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"
