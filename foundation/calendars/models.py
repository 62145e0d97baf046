"""Years of the working calendar, and their unusual days."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.periods import Hours

from .choices import DayKind
from .hours import check_hours, read_hours, usual_hours


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
