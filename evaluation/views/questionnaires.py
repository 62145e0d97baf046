"""Questionnaires: list, record, a version of one's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.organisations.models import Region
from foundation.web.pages import page

from ..actions import questionnaires
from ..forms.surveys import NameForm, QuestionForms
from ..models import Questionnaire
from ..permissions import administered_region, can_edit_questionnaire, can_survey


@login_required
@require_GET
def questionnaire_list(request: HttpRequest) -> HttpResponse:
    """Questionnaires in force and the drafts of one's own office."""
    rows = Questionnaire.objects.visible_to(request.user).for_list()
    return page(request, "evaluation/surveys/questionnaires.html", {"questionnaires": rows})


@login_required
@require_GET
def questionnaire(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions of one version."""
    row = get_object_or_404(Questionnaire.objects.visible_to(request.user), pk=pk)
    context = {
        "questionnaire": row,
        "questions": row.questions.order_by("position"),
        "may_edit": row.state == "draft" and can_edit_questionnaire(request.user, row),
        "may_copy": can_survey(request.user),
    }
    return page(request, "evaluation/surveys/questionnaire.html", context)


@login_required
@require_POST
def questionnaire_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of one's own region."""
    row = get_object_or_404(Questionnaire.objects.visible_to(request.user), pk=pk)
    can_survey(request.user).enforce()
    code = administered_region(request.user) or row.region_id or _first_region(request)
    region = get_object_or_404(Region, pk=code)
    made = questionnaires.copy(row, region=region, actor=request.user, at=timezone.now())
    messages.success(request, _("A draft of your own is there. Change its questions, then publish it."))
    return redirect(made)


def _first_region(request: HttpRequest) -> str:
    held = sorted(grant.region for grant in request.user.held if grant.region)
    return held[0] if held else "0"


@login_required
@require_http_methods(["GET", "POST"])
def questionnaire_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the questions of a draft."""
    row = get_object_or_404(Questionnaire.objects.visible_to(request.user), pk=pk)
    can_edit_questionnaire(request.user, row).enforce()
    kept = row.questions.order_by("position")
    name = NameForm(request.POST or None, instance=row)
    given = [{**vars_of(question)} for question in kept]
    forms = QuestionForms(request.POST or None, initial=None if request.method == "POST" else given, prefix="q")
    if request.method == "POST" and name.is_valid() and forms.is_valid():
        asked = [form.told() for form in forms if form.has_changed() and not form.cleaned_data.get("DELETE")]
        questionnaires.write(row, **name.cleaned_data, questions=asked, actor=request.user, at=timezone.now())
        messages.success(request, _("The draft is kept."))
        return redirect(row)
    return page(request, "evaluation/surveys/edit.html", {"questionnaire": row, "name": name, "forms": forms})


def vars_of(question) -> dict:
    """A kept question as the form shows it."""
    lines = [" | ".join(filter(None, [one["name"], one.get("name_en")])) for one in question.options]
    names = ("text", "text_en", "kind", "counts", "required")
    return {name: getattr(question, name) for name in names} | {"choices": "\n".join(lines)}


@login_required
@require_POST
def questionnaire_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a version in force."""
    row = get_object_or_404(Questionnaire.objects.visible_to(request.user), pk=pk)
    questionnaires.publish(row, actor=request.user, at=timezone.now())
    messages.success(request, _("Surveys can use this version from now on."))
    return redirect(row)
