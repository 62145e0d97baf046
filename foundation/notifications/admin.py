"""Channels in the administration of Django."""

from django.contrib import admin

from foundation.web.looking import Looking

from .models import Channel


@admin.register(Channel)
class RecordAdmin(Looking):
    """Records, by what they call themselves."""
