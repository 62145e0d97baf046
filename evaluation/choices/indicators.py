"""The words of indicators: how grave, how judged, how scored."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Severity(models.TextChoices):
    """How grave a finding is (严重程度)."""

    MINOR = "minor", _("Minor")
    NORMAL = "normal", _("Normal")
    SERIOUS = "serious", _("Serious")
    EMERGENCY = "emergency", _("Emergency")


class Method(models.TextChoices):
    """How an indicator is judged (测评方法)."""

    FIELD = "field", _("Field check")
    MATERIAL = "material", _("Material review")
    SURVEY = "survey", _("Survey")


class Rule(models.TextChoices):
    """How an answer becomes points (计分规则)."""

    GRADED = "graded", _("Graded")
    COUNTED = "counted", _("Deducted for each occurrence")
    MEASURED = "measured", _("Measured against a target")
    ALL_OR_NONE = "all_or_none", _("All or none")


class Direction(models.TextChoices):
    """Which way a measured value is better (指标方向)."""

    HIGHER = "higher", _("Higher is better")
    LOWER = "lower", _("Lower is better")


class VersionState(models.TextChoices):
    """Where a version of an indicator system or a scheme stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")
