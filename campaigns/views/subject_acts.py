"""What is done with subjects: enrol, correct, move, take out, forget; and who takes part."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from foundation.web.pages import page

from ..actions import consents, participations, subjects
from ..choices import CreationType
from ..forms.subjects import ChangeForm, EnrolForm, ParticipantForm, TransferForm
from ..kinds import KINDS, KindSpec, spec_of
from ..models import Participation
from ..permissions import can_change, can_choose_participants, can_enrol, can_manage_subject, enrolled_by
from ..queries.parties import usual_parties
from .subjects import about, found_subject


@login_required
@require_http_methods(["GET", "POST"])
def subject_enrol(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a place, an organisation or a household into the campaign."""
    if kind not in KINDS:
        raise Http404
    can_enrol(request.user).enforce()
    spec = spec_of(kind)
    form = EnrolForm(request.POST or None, spec=spec, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = subjects.enrol(creation_type=kind, **form.told(), actor=request.user, at=timezone.now())
        messages.success(request, _("{subject} is enrolled.").format(subject=made))
        return redirect(made)
    context = {
        "form": form,
        "spec": spec,
        "title": _("Enrol: {kind}").format(kind=CreationType(kind).label),
        "tabs": _kinds(kind, enrolled_by(request.user)),
        "submit": _("Enrol"),
        "back": reverse("campaigns:subjects"),
    }
    return page(request, "campaigns/subjects/form.html", context, status=422 if form.errors else None)


def _kinds(current: str, offered: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": reverse("campaigns:subject-enrol", args=[kind]),
            "current": kind == current,
            "count": None,
        }
        for kind, label in CreationType.choices
        if kind in offered or kind == current
    ]


@login_required
@require_http_methods(["GET", "POST"])
def subject_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct name and profile."""
    found = found_subject(request, pk)
    can_change(request.user, found).enforce()
    form = ChangeForm(request.POST or None, subject=found)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        subjects.change(found, **form.told(), on=timezone.localdate(now), actor=request.user, at=now)
        messages.success(request, _("The profile of {subject} is saved.").format(subject=found))
        return redirect(found)
    return _form(request, form, found, _("Profile of {subject}").format(subject=found), _("Save"))


@login_required
@require_http_methods(["GET", "POST"])
def subject_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a subject under another place or organisation."""
    found = found_subject(request, pk)
    can_manage_subject(request.user, found).enforce()
    spec: KindSpec = spec_of(found.creation_type)
    form = TransferForm(request.POST or None, spec=spec, user=request.user)
    if request.method == "POST" and form.is_valid():
        subjects.transfer(found, **form.told(), actor=request.user, at=timezone.now())
        messages.success(request, _("{subject} is moved.").format(subject=found))
        return redirect(found)
    return _form(request, form, found, _("Move {subject}").format(subject=found), _("Move"))


def _form(request: HttpRequest, form: Any, found: Any, title: str, submit: str) -> HttpResponse:
    context = {
        "form": form,
        "subject": found,
        "spec": spec_of(found.creation_type),
        "title": title,
        "submit": submit,
        "back": found.get_absolute_url(),
    }
    return page(request, "campaigns/subjects/form.html", context, status=422 if form.errors else None)


@login_required
@require_POST
def subject_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a subject out of the campaign."""
    found, now = found_subject(request, pk), timezone.now()
    reason = request.POST.get("reason", "")
    subjects.withdraw(found, reason=reason, on=timezone.localdate(now), actor=request.user, at=now)
    messages.success(request, _("{subject} has left the campaign; its records stay.").format(subject=found))
    return redirect(found)


@login_required
@require_POST
def subject_forget(request: HttpRequest, pk: int) -> HttpResponse:
    """A family takes its consent back."""
    found, now = found_subject(request, pk), timezone.now()
    consents.withdraw_consent(found, on=timezone.localdate(now), actor=request.user, at=now)
    messages.success(request, _("The family {code} is no longer named anywhere.").format(code=found.code))
    return redirect(found)


@login_required
@require_POST
def participant_join(request: HttpRequest, pk: int) -> HttpResponse:
    """A place or an organisation takes part."""
    found, now = found_subject(request, pk), timezone.now()
    can_choose_participants(request.user, found).enforce()
    form = ParticipantForm(request.POST, subject=found)
    if not form.is_valid():
        context = {**about(request, found), "participant_form": form}
        return page(request, "campaigns/subjects/detail.html", context, status=422)
    on = timezone.localdate(now)
    part = participations.join(found, **form.cleaned_data, on=on, actor=request.user, at=now)
    messages.success(request, _("{party} takes part.").format(party=part.organisation or part.region))
    return redirect(found.get_absolute_url() + "#participants")


@login_required
@require_POST
def participant_join_all(request: HttpRequest, pk: int) -> HttpResponse:
    """All who usually take part: a city's streets, towns and departments."""
    found, now = found_subject(request, pk), timezone.now()
    on = timezone.localdate(now)
    count = participations.join_many(found, usual_parties(found), on=on, actor=request.user, at=now)
    told = ngettext("{n} more takes part.", "{n} more take part.", count).format(n=count)
    messages.success(request, told if count else _("All of them take part already."))
    return redirect(found.get_absolute_url() + "#participants")


@login_required
@require_POST
def participant_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody takes part no longer."""
    rows = Participation.objects.select_related("subject__cycle", "region", "organisation")
    part, now = get_object_or_404(rows, pk=pk, ended_on=None), timezone.now()
    found = found_subject(request, part.subject_id)
    participations.leave(part, on=timezone.localdate(now), actor=request.user, at=now)
    messages.success(request, _("{party} takes part no longer.").format(party=part.organisation or part.region))
    return redirect(found.get_absolute_url() + "#participants")
