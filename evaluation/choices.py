"""The words of the four ones: states, kinds, sources."""

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


class SiteState(models.TextChoices):
    """Whether a site is inspected (点位状态)."""

    ACTIVE = "active", _("In use")
    RETIRED = "retired", _("Retired")


class VersionState(models.TextChoices):
    """Where a version of an indicator system or a scheme stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class PlanState(models.TextChoices):
    """Whether checks are drawn by a plan (督查计划状态)."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("In force")
    ENDED = "ended", _("Ended")


class Frequency(models.TextChoices):
    """Per how long a site type is checked so many times (督查频次)."""

    WEEK = "week", _("a week")
    MONTH = "month", _("a month")
    QUARTER = "quarter", _("a quarter")


class CheckState(models.TextChoices):
    """Where a check stands. Being missed (漏查) is not a state: the calendar decides it."""

    DRAWN = "drawn", _("To check")
    SUBMITTED = "submitted", _("Submitted")
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", _("Cancelled")
    VOIDED = "voided", _("Voided")


COUNTED_CHECKS = (CheckState.SUBMITTED, CheckState.CONFIRMED)


class FlagKind(models.TextChoices):
    """Why a check is put to the office as a question (存疑类型)."""

    TOO_FAST = "too_fast", _("Filled implausibly fast")
    FAR_AWAY = "far_away", _("Submitted far from the site")
    OTHER_DAY = "other_day", _("Photo of another day")
    PHOTO_FAR = "photo_far", _("Photo taken far from the site")
    SEEN_BEFORE = "seen_before", _("Photo seen before")


class ProblemState(models.TextChoices):
    """Where a problem stands. Being overdue (逾期) is not a state: the calendar decides it."""

    FOUND = "found", _("Found")
    ASSIGNED = "assigned", _("Assigned")
    RECTIFIED = "rectified", _("Rectified")
    RETURNED = "returned", _("Returned")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")
    MERGED = "merged", _("Merged")


OPEN_PROBLEMS = (
    ProblemState.FOUND,
    ProblemState.ASSIGNED,
    ProblemState.RECTIFIED,
    ProblemState.RETURNED,
    ProblemState.SUSPENDED,
)


class Source(models.TextChoices):
    """Where a problem came from (问题来源)."""

    CHECK = "check", _("Check")
    SNAPSHOT = "snapshot", _("Resident's snapshot")
    MEETING = "meeting", _("Meeting")
    MANUAL = "manual", _("Entered by hand")


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
