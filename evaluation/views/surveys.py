"""Surveys for the office: list, draft, results, opening and closing."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.web.numbers import number
from foundation.web.pages import page, paginate

from ..actions import surveys
from ..engine.months import scheme_for
from ..forms.surveys import SurveyForm
from ..models import Scheme, Survey
from ..permissions import can_survey
from ..queries import surveys as reads

LEAST = 10


@login_required
@require_GET
def survey_list(request: HttpRequest) -> HttpResponse:
    """Surveys in reach, the latest first."""
    visible, today = Survey.objects.visible_to(request.user), timezone.localdate()
    running = visible.answerable(on=today).count()
    context = {
        "surveys": paginate(request, visible.for_list()),
        "title": ngettext("{n} survey is running", "{n} surveys are running", running).format(n=running)
        if running
        else _("No survey is running"),
        "may_survey": can_survey(request.user),
        "today": today,
        "least": LEAST,
    }
    return page(request, "evaluation/surveys/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def survey_new(request: HttpRequest) -> HttpResponse:
    """Prepare a survey."""
    can_survey(request.user).enforce()
    today = timezone.localdate()
    row = Survey(starts_on=today, ends_on=today + dt.timedelta(days=13))
    form = SurveyForm(request.POST or None, instance=row, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = surveys.draft(form.instance, actor=request.user, at=timezone.now())
        messages.success(request, _("The survey is a draft. Open it, and the link takes answers from its first day."))
        return redirect(made)
    return page(request, "evaluation/surveys/new.html", {"form": form})


@login_required
@require_GET
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """One survey: link and code, what was answered."""
    row = get_object_or_404(Survey.objects.visible_to(request.user).for_list(), pk=pk)
    least = least_of(row)
    tallies = reads.tallies(row)
    context = {
        "survey": row,
        "least": least,
        "title": _title(row, least),
        "tallies": tallies,
        "main": next((one for one in tallies if one.question.counts), None),
        "places": reads.by_place(row, least=least) if row.asks_place else [],
        "days": reads.by_day(row),
        "address": request.build_absolute_uri(reverse("evaluation:survey-answer", args=[row.token])),
        "may_survey": can_survey(request.user, row.region_id),
    }
    return page(request, "evaluation/surveys/detail.html", context)


@login_required
@require_POST
def survey_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Let residents answer."""
    row = get_object_or_404(Survey.objects.visible_to(request.user), pk=pk)
    surveys.open_(row, actor=request.user, at=timezone.now())
    messages.success(request, _("“{survey}” is open. Hang up its code or send its link.").format(survey=row))
    return redirect(row)


@login_required
@require_POST
def survey_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take no more answers."""
    row = get_object_or_404(Survey.objects.visible_to(request.user), pk=pk)
    surveys.close(row, actor=request.user, at=timezone.now())
    messages.success(request, _("“{survey}” is closed. Its answers stay.").format(survey=row))
    return redirect(row)


def least_of(row: Survey) -> int:
    """The smallest sample that the scheme in force asks for."""
    scheme = scheme_for(row.district_id, row.starts_on.replace(day=1))
    return scheme.min_responses if isinstance(scheme, Scheme) else LEAST


def _title(row: Any, least: int) -> str:
    if row.answered < least:
        said = ngettext("{title}: {n} answer so far", "{title}: {n} answers so far", row.answered)
        return said.format(title=row.title, n=number(row.answered))
    return _("{title}: satisfaction {mean} from {n} answers").format(
        title=row.title, mean=f"{row.mean:.2f}", n=number(row.answered)
    )
