"""The words of sites."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SiteState(models.TextChoices):
    """Whether a site is inspected (点位状态)."""

    ACTIVE = "active", _("In use")
    RETIRED = "retired", _("Retired")
