"""Which photos somebody may look at."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from foundation.attachments.models import Attachment

from ..models import Check, CheckPhoto, Problem, ProblemPhoto, RectificationPhoto


def photos_seen_by(user: Any) -> QuerySet[Attachment]:
    """Photos of the checks and problems in sight, and those one handed in oneself.

    A photo of a check that has become one of a problem is seen with the problem: its organisation may answer for it
    without answering for the site.
    """
    if user.is_superuser:
        return Attachment.objects.filter(content_type__startswith="image/")
    checks, problems = Check.objects.visible_to(user), Problem.objects.visible_to(user)
    own = {"attachment": OuterRef("pk")}
    shown = Exists(CheckPhoto.objects.filter(**own, check_record__in=checks))
    shown |= Exists(CheckPhoto.objects.filter(**own, item__finding__problem__in=problems))
    shown |= Exists(RectificationPhoto.objects.filter(**own, rectification__problem__in=problems))
    shown |= Exists(ProblemPhoto.objects.filter(**own, problem__in=problems))
    return Attachment.objects.filter(Q(uploaded_by=user) | shown, content_type__startswith="image/")
