"""Which photos somebody may look at."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from foundation.attachments.models import Attachment

from ..models import Check, CheckPhoto


def photos_seen_by(user: Any) -> QuerySet[Attachment]:
    """Photos of the checks in sight, and those one handed in oneself."""
    if user.is_superuser:
        return Attachment.objects.filter(content_type__startswith="image/")
    shown = CheckPhoto.objects.filter(attachment=OuterRef("pk"), check_record__in=Check.objects.visible_to(user))
    return Attachment.objects.filter(Q(uploaded_by=user) | Exists(shown), content_type__startswith="image/")
