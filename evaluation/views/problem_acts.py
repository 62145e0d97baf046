"""The pages on which something is done with one problem: what follows, what is asked for, one button."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.errors import DomainError, NotAllowed
from foundation.web.pages import page

from ..models import Problem
from ..queries import board
from ..queries.problem_pages import asked_extension
from .photo_forms import photo_setup, photos_of
from .problem_steps import STEPS, Step


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def problem_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One step of a problem: its page, and the step itself."""
    step, now = STEPS[act], timezone.now()
    row = get_object_or_404(board.shown(Problem.objects.visible_to(request.user)), pk=pk)
    row.asked = asked_extension(row) if step.needs_extension else None
    step.enforce(request.user, row)
    board.timed([row], at=now)
    form = _form(request, step, row)
    if request.method == "POST" and form.is_valid() and (done := _done(request, step, row, form)):
        messages.success(request, done)
        return redirect(row)
    context = {
        "problem": row,
        "form": form,
        "step": step,
        "heading": step.heading,
        "consequence": step.consequence_of(row, at=now),
        "layout": "base_phone.html" if step.on_phone else "base.html",
        "draft": f"{act}-{row.pk}",
        **photo_setup(form, request),
    }
    return page(request, "evaluation/problems/act.html", context, status=422 if form.errors else None)


def _form(request: HttpRequest, step: Step, row: Problem) -> forms.Form:
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    about = {"user": request.user, "problem": row} if step.knows_problem else {}
    return step.form(*given, **about)


def _done(request: HttpRequest, step: Step, row: Problem, form: forms.Form) -> str:
    """What was done, in words; nothing when the rules refuse it, which the form then says."""
    photos = photos_of(form, request.user)
    if form.errors:
        return ""
    try:
        return step.take(row, form.cleaned_data, photos, actor=request.user, at=timezone.now())
    except NotAllowed:
        raise
    except DomainError as refusal:
        form.add_error(None, str(refusal))
    return ""


def acts_of(user: Any, row: Problem, asked: Any) -> dict[str, Any]:
    """The steps this person may take now: the next one, those beside it, and more."""
    row.asked = asked
    open_steps: list[Step] = [step for step in STEPS.values() if step.is_open(user, row)]
    following: Any = next((step for step in open_steps if step.is_next), None)
    beside = [step for step in open_steps if step is not following and step.is_beside]
    return {
        "next": following and following.link(row),
        "beside": [step.link(row) for step in beside],
        "more": [step.link(row) for step in open_steps if step is not following and not step.is_beside],
    }
