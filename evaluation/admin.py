"""The four ones in the administration of Django."""

from django.contrib import admin

from foundation.web.looking import Looking

from .models import (
    Adjustment,
    Appeal,
    Assessment,
    Check,
    Evaluation,
    Indicator,
    IndicatorSystem,
    MaterialReview,
    NegativeEntry,
    NegativeItem,
    Plan,
    Problem,
    QuarterScheme,
    Scheme,
    Site,
    SiteType,
)


@admin.register(Assessment, Check, Indicator, IndicatorSystem, Plan, Problem, Scheme, Site, SiteType)
@admin.register(Adjustment, Appeal, Evaluation, MaterialReview, NegativeEntry, NegativeItem, QuarterScheme)
class RecordAdmin(Looking):
    """Records, by what they call themselves."""
