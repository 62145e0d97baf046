"""Files in the administration of Django: what is known of them, not what is in them."""

from django.contrib import admin

from foundation.web.looking import Looking

from .models import Attachment


@admin.register(Attachment)
class AttachmentAdmin(Looking):
    """Files."""

    list_display = ("name", "content_type", "size", "uploaded_by", "uploaded_at")
    list_select_related = ("uploaded_by",)
