"""Regions and organisations in the administration of Django."""

from django.contrib import admin

from foundation.web.looking import Looking

from .models import Organisation, Region


@admin.register(Region)
class RegionAdmin(Looking):
    """Regions."""

    list_display = ("code", "name", "level", "kind")
    search_fields = ("code", "name")
    ordering = ("code",)


@admin.register(Organisation)
class OrganisationAdmin(Looking):
    """Organisations."""

    list_display = ("code", "name", "kind", "region")
    list_select_related = ("region",)
    search_fields = ("code", "name")
