"""What is odd about an after-photo: the problem's own photo again, an earlier one, elsewhere, too early."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from foundation.attachments.likeness import alike
from foundation.attachments.models import Attachment
from foundation.periods import local

from ..choices import PhotoDoubt
from ..models import CheckPhoto, Problem, ProblemPhoto, Rectification, RectificationPhoto
from .distances import metres
from .photos import FAR, NEARLY_SAME


def doubts_of(photo: RectificationPhoto, rectification: Rectification, problem: Problem) -> list[dict[str, Any]]:
    """Every doubt about one after-photo, with what it rests on."""
    return list(_doubts(photo, rectification, problem))


def before_photos(problem: Problem) -> QuerySet[Attachment]:
    """The photos that show the problem."""
    found = CheckPhoto.objects.filter(item__finding__problem=problem).values("attachment")
    by_hand = ProblemPhoto.objects.filter(problem=problem, second_look=None).values("attachment")
    return Attachment.objects.filter(Q(pk__in=found) | Q(pk__in=by_hand))


def _doubts(photo: RectificationPhoto, rectification: Rectification, problem: Problem) -> Iterator[dict[str, Any]]:
    file, site = photo.attachment, problem.site
    if (same := _like(file, before_photos(problem))) is not None:
        yield {"kind": PhotoDoubt.SAME_AS_BEFORE.value, "photo": same.pk}
    earlier = RectificationPhoto.objects.filter(
        rectification__problem__district=problem.district_id, pk__lt=photo.pk
    ).exclude(rectification=rectification)
    if (seen := _like(file, Attachment.objects.filter(pk__in=earlier.values("attachment")))) is not None:
        where = earlier.filter(attachment=seen).order_by("pk").first()
        yield {
            "kind": PhotoDoubt.SEEN_BEFORE.value,
            "photo": seen.pk,
            "problem": where and where.rectification.problem_id,
        }
    if None not in (file.longitude, file.latitude, site.longitude, site.latitude):
        taken, place = (float(file.longitude), float(file.latitude)), (float(site.longitude), float(site.latitude))
        if (distance := metres(taken, place)) > FAR:
            yield {"kind": PhotoDoubt.FAR.value, "metres": round(distance)}
    if file.taken_at is not None and problem.assigned_at is not None and file.taken_at < problem.assigned_at:
        yield {"kind": PhotoDoubt.TOO_EARLY.value, "taken_at": local(file.taken_at).isoformat()}


def _like(file: Attachment, among: QuerySet[Attachment]) -> Attachment | None:
    """The same file, or the picture that can least be told from it."""
    same = among.filter(digest=file.digest).order_by("pk").first()
    if same is not None or file.difference_hash is None:
        return same
    return alike(file.difference_hash, NEARLY_SAME, among=among).first()
