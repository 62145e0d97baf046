"""Panels for the dossier of a subject: it names their addresses and knows nothing else of them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from campaigns.models import Subject
from foundation.web.pages import page

from ..queries import subject_panels as reads

TOWNSHIP_DIGITS = 9


def _subject(request: HttpRequest, pk: int) -> Subject:
    return get_object_or_404(Subject.objects.visible_to(request.user).select_related("region", "organisation"), pk=pk)


@login_required
@require_GET
def subject_scores(request: HttpRequest, pk: int) -> HttpResponse:
    """The months of the subject's place or organisation, and its last quarter; nothing where there is no score."""
    subject = _subject(request, pk)
    scores = reads.scores_of(subject, request.user)
    return page(request, "evaluation/subjects/_scores.html", {"subject": subject, "scores": scores})


@login_required
@require_GET
def subject_problems(request: HttpRequest, pk: int) -> HttpResponse:
    """What is open in the subject's place or at its organisation."""
    subject, now = _subject(request, pk), timezone.now()
    problems = reads.problems_of(subject, request.user, at=now)
    context = {"subject": subject, "problems": problems, "now": now, "all_url": _all_url(subject)}
    return page(request, "evaluation/subjects/_problems.html", context)


def _all_url(subject: Subject) -> str:
    address = reverse("evaluation:problems")
    if subject.organisation_id:
        return f"{address}?organisation={subject.organisation_id}"
    town = subject.region_id[:TOWNSHIP_DIGITS]
    return f"{address}?region={town}" if len(town) == TOWNSHIP_DIGITS else address
