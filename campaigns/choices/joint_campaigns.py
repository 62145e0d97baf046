"""The words of joint campaigns."""

from django.db import models
from django.utils.translation import pgettext_lazy


class JointCampaignState(models.TextChoices):
    """Whether records are still counted in a joint campaign (一体推进)."""

    OPEN = "open", pgettext_lazy("joint campaign", "Open")
    CLOSED = "closed", pgettext_lazy("joint campaign", "Closed")
