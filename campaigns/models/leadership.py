"""The leading group with its two heads, working groups, and who sits in them."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.organisations.models import Organisation, Region

from ..choices import GroupKind, GroupState, Post
from ..querysets import GroupQuerySet, MembershipQuerySet


class Group(models.Model):
    """The leading group of a district or one of its special working groups (领导小组、专项工作组); of no cycle."""

    district = models.ForeignKey(
        Region, verbose_name=_("district"), on_delete=models.PROTECT, related_name="groups", db_index=False
    )
    kind = models.CharField(_("kind of group"), max_length=8, choices=GroupKind.choices)
    name = models.CharField(_("name"), max_length=100)
    duties = models.CharField(_("duties"), max_length=500, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("lead department"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="led_groups",
    )
    position = models.PositiveSmallIntegerField(_("place in the list"), default=1)
    state = models.CharField(_("state"), max_length=9, choices=GroupState.choices, default=GroupState.DRAFT)
    formed_on = models.DateField(_("in force since"), null=True, blank=True)
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("leadership", "group")
        verbose_name_plural = pgettext_lazy("leadership", "groups")
        indexes = [models.Index(fields=["district", "state", "kind"], name="group_district")]
        constraints = [
            models.UniqueConstraint(
                fields=["district"],
                condition=Q(kind=GroupKind.LEADING, state=GroupState.IN_FORCE),
                name="one_leading_group",
                violation_error_message=_("This district has a leading group in force; dissolve it first."),
            ),
            models.CheckConstraint(
                name="group_in_force_since",
                condition=Q(state=GroupState.IN_FORCE, formed_on__isnull=False) | ~Q(state=GroupState.IN_FORCE),
            ),
            models.CheckConstraint(
                name="group_dissolved_on",
                condition=Q(state=GroupState.DISSOLVED, dissolved_on__isnull=False)
                | ~Q(state=GroupState.DISSOLVED) & Q(dissolved_on=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("campaigns:group", args=[self.pk])


class Membership(models.Model):
    """Somebody in a group for a time: a user of the portal, or whoever holds an office (成员)."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    post = models.CharField(_("post in the group"), max_length=7, choices=Post.choices, default=Post.MEMBER)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="group_memberships",
    )
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60, blank=True)
    office = models.CharField(pgettext_lazy("of an official", "office held"), max_length=100, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    duties = models.CharField(_("duties"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=1)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "user"],
                condition=Q(ends_on=None),
                name="member_once",
                violation_error_message=_("This person sits in the group already."),
            ),
            models.CheckConstraint(
                name="member_has_name_or_office",
                condition=Q(user__isnull=False) | ~Q(name="") | ~Q(office=""),
                violation_error_message=_("Name a user of the portal, or the office that is held."),
            ),
            models.CheckConstraint(
                name="member_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Nobody leaves before he came."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.office

    @property
    def full_name(self) -> str:
        """The name as the office wrote it, else that of the user; pages mask it."""
        return self.name or (self.user.name if self.user else "")

    def is_sitting(self, on: dt.date) -> bool:
        """Whether he sits in the group on this day."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
