"""The words of ledgers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LedgerNature(models.TextChoices):
    """What an entry tells (台账性质)."""

    EVENT = "event", _("Something that happened")
    REGISTER = "register", _("Something in force")


class Frequency(models.TextChoices):
    """How often entries are expected (填报频次)."""

    AS_IT_HAPPENS = "as_it_happens", _("As it happens")
    MONTH = "month", _("Every month")
    QUARTER = "quarter", _("Every quarter")
    YEAR = "year", _("Every year")


class LedgerState(models.TextChoices):
    """Whether a ledger takes entries."""

    ACTIVE = "active", pgettext_lazy("ledger", "In use")
    RETIRED = "retired", pgettext_lazy("ledger", "Retired")


class EntryState(models.TextChoices):
    """Where an entry stands; only a verified one counts (台账条目状态)."""

    ENTERED = "entered", pgettext_lazy("ledger entry", "To verify")
    RETURNED = "returned", pgettext_lazy("ledger entry", "Returned")
    VERIFIED = "verified", pgettext_lazy("ledger entry", "Verified")
    REVERSED = "reversed", pgettext_lazy("ledger entry", "Reversed")
    WITHDRAWN = "withdrawn", pgettext_lazy("ledger entry", "Withdrawn")


class LedgerMeasure(models.TextChoices):
    """What a figure of a ledger makes of the entries that it counts."""

    COUNT = "count", _("Count of entries")
    SUM = "sum", _("Sum of a number")
    MIN = "min", _("Least of a number")


class Occasion(models.TextChoices):
    """What a ceremony is held for (婚丧事由)."""

    WEDDING = "wedding", _("Wedding")
    FUNERAL = "funeral", _("Funeral")
    OTHER = "other", _("Other banquet")


STANDING_STATES = (EntryState.ENTERED, EntryState.VERIFIED)
