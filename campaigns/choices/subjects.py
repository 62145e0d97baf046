"""The words of cycles and subjects."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CycleState(models.TextChoices):
    """Where a cycle stands (届)."""

    OPEN = "open", pgettext_lazy("cycle", "Open")
    CLOSED = "closed", pgettext_lazy("cycle", "Closed")


class SubjectState(models.TextChoices):
    """Whether a subject is in the campaign (创建主体状态)."""

    ENROLLED = "enrolled", pgettext_lazy("subject", "Enrolled")
    WITHDRAWN = "withdrawn", pgettext_lazy("subject", "Withdrawn")


class ConsentKind(models.TextChoices):
    """How a family agreed that its name is kept (同意方式)."""

    WRITTEN = "written", _("Signed form")
    WITNESSED = "witnessed", _("Spoken, before two witnesses")
    ONLINE = "online", _("Confirmed online")
