"""The words of pairings and of the support in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PairingState(models.TextChoices):
    """Whether a pairing is in force (结对)."""

    ACTIVE = "active", pgettext_lazy("pairing", "In force")
    ENDED = "ended", pgettext_lazy("pairing", "Ended")


class SupportKind(models.TextChoices):
    """What a unit did for its village (帮扶内容)."""

    FACILITIES = "facilities", _("Facilities")
    CIVILITY = "civility", _("New civility")
    ENVIRONMENT = "environment", _("Surroundings")
    PARTY = "party", _("Party building")
    KNOWLEDGE = "knowledge", _("Information and training")
    OTHER = "other", pgettext_lazy("support", "Other")


class SupportState(models.TextChoices):
    """Whether a support record counts (帮扶记录)."""

    ENTERED = "entered", pgettext_lazy("support", "Counts")
    REVERSED = "reversed", pgettext_lazy("support", "Reversed")
