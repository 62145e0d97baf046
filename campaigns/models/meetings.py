"""Meetings of the four kinds: notice, agenda, who came, minutes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Organisation, Region

from ..choices import ISSUED_MINUTES, MeetingState, Presence
from ..querysets import AttendeeQuerySet, MeetingKindQuerySet, MeetingQuerySet
from .leadership import Group

TITLE_LENGTH, TEXT_LENGTH = 120, 2000


class MeetingKind(models.Model):
    """One of the four kinds of meetings (推进会、调度会、主任办公会、联席会议) and what it is for."""

    code = models.CharField(_("code"), max_length=20, primary_key=True)
    name = models.CharField(_("name"), max_length=40)
    name_en = models.CharField(_("English name"), max_length=60, blank=True)
    convenor = models.CharField(_("convenor"), max_length=60, blank=True)
    convenor_en = models.CharField(_("convenor in English"), max_length=100, blank=True)
    usual_frequency = models.CharField(_("how often"), max_length=40, blank=True)
    usual_frequency_en = models.CharField(_("how often, in English"), max_length=60, blank=True)
    purpose = models.CharField(pgettext_lazy("meeting", "purpose"), max_length=120, blank=True)
    purpose_en = models.CharField(pgettext_lazy("meeting", "purpose in English"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=1)

    objects = MeetingKindQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of meeting")
        verbose_name_plural = _("kinds of meetings")

    def __str__(self) -> str:
        return self._said("name")

    @property
    def says_convenor(self) -> str:
        """Who calls it, in the reader's language."""
        return self._said("convenor")

    @property
    def says_frequency(self) -> str:
        """How often it is usual, in the reader's language."""
        return self._said("usual_frequency")

    @property
    def says_purpose(self) -> str:
        """What it is for, in the reader's language."""
        return self._said("purpose")

    def _said(self, name: str) -> str:
        english = getattr(self, f"{name}_en") if get_language() == "en" else ""
        return english or getattr(self, name)


class Meeting(models.Model):
    """One meeting, from its notice to its last decision (会议); its minutes are numbered by place, kind and year."""

    district = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(
        Region, verbose_name=_("place that meets"), on_delete=models.PROTECT, related_name="meetings", db_index=False
    )
    kind = models.ForeignKey(
        MeetingKind, verbose_name=_("kind of meeting"), on_delete=models.PROTECT, related_name="meetings"
    )
    group = models.ForeignKey(
        Group,
        verbose_name=_("group that meets"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meetings",
    )
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    starts_at = models.DateTimeField(_("begins"))
    place = models.CharField(_("meeting place"), max_length=100)
    chair = models.CharField(_("chair"), max_length=100, blank=True)
    notice = models.CharField(pgettext_lazy("meeting", "notice"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=MeetingState.choices, default=MeetingState.PLANNED)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    called_at = models.DateTimeField(_("called at"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    serial = models.PositiveIntegerField(_("serial number"), null=True, blank=True)
    signed_at = models.DateTimeField(_("minutes issued at"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(_("digest"), max_length=64, blank=True, editable=False)
    version = models.PositiveSmallIntegerField(_("version of the minutes"), default=1)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [
            models.Index(fields=["region", "-starts_at", "-id"], name="meeting_region"),
            models.Index(fields=["district", "state"], name="meeting_district_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["region", "kind", "year", "serial"], name="minutes_number_once"),
            models.CheckConstraint(
                name="minutes_have_number",
                condition=Q(state__in=ISSUED_MINUTES, serial__isnull=False, year__isnull=False, signed_at__isnull=False)
                | ~Q(state__in=ISSUED_MINUTES) & Q(serial=None, year=None, signed_at=None),
            ),
            models.CheckConstraint(
                name="meeting_finished_at",
                condition=Q(state=MeetingState.FINISHED, finished_at__isnull=False)
                | ~Q(state=MeetingState.FINISHED) & Q(finished_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("campaigns:meeting", args=[self.pk])

    @property
    def number(self) -> str:
        """〔2026〕3号, with （更正） once they are corrected, or nothing before the minutes are issued."""
        return f"{self.first_number}{correction_mark(self.version)}" if self.serial else ""

    @property
    def first_number(self) -> str:
        """The number as it was given; a correction keeps it."""
        return f"〔{self.year}〕{self.serial}号" if self.serial else ""


def correction_mark(version: int) -> str:
    """What stands behind the number of corrected minutes: （更正）, （第2次更正）."""
    if version == 1:
        return ""
    return "（更正）" if version == 2 else f"（第{version - 1}次更正）"


class ReplacedMinutes(models.Model):
    """Issued minutes that a correction replaced (被更正的纪要): as they were, when and why they were replaced."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="replaced")
    version = models.PositiveSmallIntegerField(_("version of the minutes"))
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    place = models.CharField(_("meeting place"), max_length=100)
    chair = models.CharField(_("chair"), max_length=100, blank=True)
    points = models.JSONField(_("points"))
    digest = models.CharField(_("digest"), max_length=64, editable=False)
    issued_at = models.DateTimeField(_("minutes issued at"))
    replaced_at = models.DateTimeField(_("replaced at"))
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason of the correction"), max_length=500)

    class Meta:
        verbose_name = _("replaced minutes")
        verbose_name_plural = _("replaced minutes")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "version"], name="replaced_minutes_version_once"),
            models.CheckConstraint(name="replaced_minutes_have_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.version}"

    @property
    def mark(self) -> str:
        """What stood behind its number."""
        return correction_mark(self.version)


class MinutesSerial(models.Model):
    """The last number given to minutes of a place, kind and year."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey(MeetingKind, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("number of minutes")
        verbose_name_plural = _("numbers of minutes")
        constraints = [models.UniqueConstraint(fields=["region", "kind", "year"], name="minutes_serial_once")]

    def __str__(self) -> str:
        return f"{self.region_id} {self.kind_id} {self.year}: {self.last}"


class AgendaItem(models.Model):
    """One point of the agenda (议题), and what the minutes say about it; ``revision`` counts what was saved."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField(_("place in the list"))
    title = models.CharField(_("agenda item"), max_length=TITLE_LENGTH)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("reported by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    minutes = models.CharField(pgettext_lazy("meeting", "minutes"), max_length=TEXT_LENGTH, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="agenda_position_once"),
            models.CheckConstraint(name="agenda_item_has_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title


class Attendee(models.Model):
    """An organisation, or a person, invited to a meeting, and whether it came (参会单位和人员)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendees")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations",
    )
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60, blank=True)
    office = models.CharField(pgettext_lazy("of an official", "office held"), max_length=100, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=1)
    presence = models.CharField(_("attendance"), max_length=7, choices=Presence.choices, blank=True)
    stand_in = models.CharField(_("deputy who came"), max_length=60, blank=True)

    objects = AttendeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.CheckConstraint(
                name="attendee_is_somebody",
                condition=Q(organisation__isnull=False) | Q(user__isnull=False) | ~Q(name="") | ~Q(office=""),
            ),
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                condition=Q(organisation__isnull=False, user=None, name="", office=""),
                name="organisation_invited_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "user"], condition=Q(user__isnull=False), name="user_invited_once"
            ),
            models.CheckConstraint(
                name="attendee_deputy_named", condition=~Q(presence=Presence.DEPUTY) | ~Q(stand_in="")
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.office or str(self.organisation)

    @property
    def full_name(self) -> str:
        """The person's name; nothing where an organisation is invited as such."""
        return self.name or (self.user.name if self.user else "")
