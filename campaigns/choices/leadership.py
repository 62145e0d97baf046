"""The words of leading and working groups."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GroupKind(models.TextChoices):
    """What a group leads: the whole campaign, or one part of it."""

    LEADING = "leading", _("Leading group")
    WORKING = "working", _("Special working group")


class GroupState(models.TextChoices):
    """Where a group stands; only one in force leads (在任)."""

    DRAFT = "draft", pgettext_lazy("group", "Being formed")
    IN_FORCE = "in_force", pgettext_lazy("group", "In force")
    DISSOLVED = "dissolved", pgettext_lazy("group", "Dissolved")


class Post(models.TextChoices):
    """What somebody is in a group; the leading group has two heads (双组长)."""

    HEAD = "head", _("Head")
    DEPUTY = "deputy", _("Deputy head")
    OFFICE = "office", _("Director of the group’s office")
    MEMBER = "member", _("Member")
    LIAISON = "liaison", _("Liaison")


# How many heads a group in force has, at least and at most.
HEADS = {GroupKind.LEADING: (2, 2), GroupKind.WORKING: (1, 2)}
