"""The four ones in the administration of Django."""

from django.contrib import admin

from foundation.web.looking import Looking

from .models import Assessment, Check, Indicator, IndicatorSystem, Plan, Problem, Scheme, Site, SiteType


@admin.register(Assessment, Check, Indicator, IndicatorSystem, Plan, Problem, Scheme, Site, SiteType)
class RecordAdmin(Looking):
    """Records, by what they call themselves."""
