"""The words of quarters, material reviews, the negative list and appeals."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EvaluationState(models.TextChoices):
    """Where a quarter's evaluation stands (季度考评状态)."""

    DRAFT = "draft", _("Draft")
    IN_APPEAL = "in_appeal", _("In publicity")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Superseded")


class GradeName(models.TextChoices):
    """The grades of a quarter (考评等次), best first."""

    EXCELLENT = "excellent", pgettext_lazy("grade", "Excellent")
    GOOD = "good", pgettext_lazy("grade", "Good")
    QUALIFIED = "qualified", pgettext_lazy("grade", "Qualified")
    UNQUALIFIED = "unqualified", pgettext_lazy("grade", "Unqualified")


class MaterialState(models.TextChoices):
    """Whether a party is still writing its material (材料状态)."""

    DRAFT = "draft", _("Draft")
    FILED = "filed", pgettext_lazy("material", "Filed")


class EvidenceKind(models.TextChoices):
    """What stands as evidence (佐证): a record of the portal, a link, a file."""

    PROBLEM = "problem", _("Problem")
    CHECK = "check", _("Check")
    RESULT = "result", _("Monthly score")
    LINK = "link", _("Link")
    FILE = "file", _("File")


class NegativeEffect(models.TextChoices):
    """What an entry of the negative list does (负面清单处理)."""

    DEDUCT = "deduct", pgettext_lazy("negative list", "Deduction")
    VETO = "veto", pgettext_lazy("negative list", "Veto")


class AppealState(models.TextChoices):
    """Where an appeal or a review stands (申诉、复核状态)."""

    FILED = "filed", pgettext_lazy("appeal", "Under review")
    ACCEPTED = "accepted", pgettext_lazy("appeal", "Upheld")
    REJECTED = "rejected", pgettext_lazy("appeal", "Not upheld")


class AppealSubject(models.TextChoices):
    """What is disputed (申诉、复核对象)."""

    RESULT = "result", _("Quarterly result")
    CHECK = "check", _("Check")
    ITEM = "item", _("Item of a check")
    PROBLEM = "problem", _("Problem")
