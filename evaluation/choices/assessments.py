"""The words of a month's scores."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentState(models.TextChoices):
    """Where a bulletin or an assessment stands."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Superseded")


class Missing(models.TextChoices):
    """What a composite does with undefined components (缺项处理)."""

    RENORMALISE = "renormalise", _("Leave them out and share the weights")
    ZERO = "zero", _("Count them as 0")


class PartyKind(models.TextChoices):
    """Who gets a score (测评对象)."""

    REGION = "region", _("Region")
    ORGANISATION = "organisation", _("Organisation")
