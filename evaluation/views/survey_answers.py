"""Where residents answer: no sign-in, nothing about who they are."""

import io

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from foundation.web.pages import page

from ..actions import surveys
from ..forms.surveys import AnswerForm
from ..models import Survey
from .survey_devices import device_of, is_too_much, mark_of, remember

TYPES = {"svg": "image/svg+xml", "png": "image/png"}


def found(token: str) -> Survey:
    """The survey behind a link; drafts are nobody's yet."""
    rows = Survey.objects.exclude(state="draft").select_related("questionnaire", "region", "organisation")
    return get_object_or_404(rows, token=token)


@require_http_methods(["GET", "POST"])
def survey_answer(request: HttpRequest, token: str) -> HttpResponse:
    """The questionnaire; its answer is taken once a day from a device."""
    survey, now = found(token), timezone.now()
    today = timezone.localdate(now)
    if not Survey.objects.answerable(on=today).filter(pk=survey.pk).exists():
        context = {"survey": survey, "is_early": survey.state == "open" and today < survey.starts_on}
        return page(request, "evaluation/surveys/shut.html", context)
    form = AnswerForm(request.POST or None, survey=survey)
    if request.method == "POST" and form.is_valid():
        if is_too_much(survey, today):
            return page(request, "evaluation/surveys/too_many.html", {"survey": survey}, status=429)
        taken = surveys.answer(
            survey,
            answers=form.answers(),
            place=form.cleaned_data.get("place"),
            device_day=mark_of(survey, device_of(request), today),
            actor=None,
            at=now,
        )
        return redirect(reverse("evaluation:survey-thanks", args=[token]) + ("" if taken else "?again=1"))
    return remember(request, page(request, "evaluation/surveys/answer.html", {"survey": survey, "form": form}))


@require_GET
def survey_thanks(request: HttpRequest, token: str) -> HttpResponse:
    """What becomes of the answer."""
    context = {"survey": found(token), "is_again": "again" in request.GET}
    return page(request, "evaluation/surveys/thanks.html", context)


@require_GET
def survey_code(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    """The QR code of the link."""
    survey, picture = found(token), io.BytesIO()
    address = request.build_absolute_uri(reverse("evaluation:survey-answer", args=[survey.token]))
    segno.make(address, error="m", micro=False).save(picture, kind=kind, scale=8, border=3)
    return HttpResponse(picture.getvalue(), content_type=TYPES[kind])
