"""What the office does with several problems at once: assign, cancel, compare, merge; and registering one by hand."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.accounts.choices import Role
from foundation.decisions import YES, Decision, no
from foundation.errors import DomainError, NotAllowed
from foundation.web.pages import page

from ..actions import problem_batches, problems
from ..choices import ProblemState
from ..forms.problems import OpenForm, ReasonForm
from ..models import Problem
from ..queries import board, consequences, duplicates
from ..queries.problem_photos import photos_before
from .photo_forms import photo_setup, photos_of

MOST = 100


@login_required
@require_GET
def problem_consequence(request: HttpRequest) -> HttpResponse:
    """What follows when the selected problems are assigned: shown in the bulk bar."""
    may_steer(request.user).enforce()
    rows = _chosen(request, request.GET, ProblemState.FOUND)
    return page(
        request,
        "evaluation/problems/_consequence.html",
        {"consequence": consequences.of_many(rows, year=timezone.localdate().year)},
    )


@login_required
@require_http_methods(["GET", "POST"])
def problem_assign_many(request: HttpRequest) -> HttpResponse:
    """Assign the selected problems to the organisations that answer for their sites."""
    may_steer(request.user).enforce()
    if request.method == "POST":
        rows = _chosen(request, request.POST, ProblemState.FOUND)
        problems.assign_many(rows, actor=request.user, at=timezone.now())
        said = ngettext("{n} problem is assigned.", "{n} problems are assigned.", len(rows))
        messages.success(request, said.format(n=len(rows)))
        return redirect(f"{reverse('evaluation:problems')}?state=found")
    rows = _chosen(request, request.GET, ProblemState.FOUND)
    context = {
        "heading": _("Assign these problems?"),
        "consequence": consequences.of_many(rows, year=timezone.localdate().year),
        "problems": rows,
        "button": _("Assign the problems"),
    }
    return page(request, "evaluation/problems/batch.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def problem_cancel_many(request: HttpRequest) -> HttpResponse:
    """Cancel the selected problems for one reason."""
    may_steer(request.user).enforce()
    form = ReasonForm(request.POST or None)
    rows = _chosen(request, request.POST or request.GET, ProblemState.FOUND, ProblemState.ASSIGNED)
    if request.method == "POST" and form.is_valid():
        problem_batches.cancel_many(rows, reason=form.cleaned_data["reason"], actor=request.user, at=timezone.now())
        said = ngettext("{n} problem is cancelled.", "{n} problems are cancelled.", len(rows))
        messages.success(request, said.format(n=len(rows)))
        return redirect("evaluation:problems")
    context = {
        "heading": _("Cancel these problems?"),
        "consequence": _("They stop counting; the records and their numbers stay, with the reason."),
        "problems": rows,
        "form": form,
        "button": _("Cancel the problems"),
    }
    return page(request, "evaluation/problems/batch.html", context, status=422 if form.errors else None)


@login_required
@require_GET
def problem_compare(request: HttpRequest) -> HttpResponse:
    """Problems that may be the same one side by side, with their photos, to be merged."""
    may_steer(request.user).enforce()
    visible = Problem.objects.visible_to(request.user)
    rows = duplicates.in_the_order_asked(visible, chosen_keys(request.GET))
    if not rows:
        raise NothingSelected(_("None of the selected problems is open any more."))
    first, others = rows[0], rows[1:] or duplicates.candidates(rows[0], visible)
    photos = photos_before(row.pk for row in (first, *others))
    context = {"pairs": [(row, photos[row.pk]) for row in (first, *others)], "first": first, "others": others}
    return page(request, "evaluation/problems/compare.html", context)


@login_required
@require_POST
def problem_merge(request: HttpRequest) -> HttpResponse:
    """Merge one problem into another."""
    may_steer(request.user).enforce()
    named = [_number(request.POST.get(name)) for name in ("problem", "into")]
    rows = Problem.objects.visible_to(request.user).select_related("organisation").in_bulk(named)
    if len(rows) != len(named):
        raise NothingSelected(_("Choose two problems that lie in your area."))
    row, into = (rows[pk] for pk in named)
    problems.merge(row, into=into, actor=request.user, at=timezone.now())
    said = _("Problem {number} is merged into {into}; its photos and findings stand there now.")
    messages.success(request, said.format(number=row.number, into=into.number))
    return redirect(into)


@login_required
@require_http_methods(["GET", "POST"])
def problem_new(request: HttpRequest) -> HttpResponse:
    """Register a problem by hand (登记问题)."""
    if not request.user.has_role(Role.ADMIN, Role.INSPECTOR):
        raise NotAllowed(_("Inspectors and the office register problems."))
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = OpenForm(*given, user=request.user)
    if request.method == "POST" and form.is_valid() and (made := _opened(request, form)):
        messages.success(request, _("Problem {number} is registered.").format(number=made.number))
        return redirect(made)
    context = {"form": form, "draft": "problem-new", **photo_setup(form, request)}
    return page(request, "evaluation/problems/new.html", context, status=422 if form.errors else None)


class NothingSelected(DomainError):
    """Something is done with several problems, and none is named."""

    def __init__(self, words: str = "") -> None:
        ticked = _("Select problems that still wait; those selected have moved on or none was ticked.")
        super().__init__(words or ticked)


def _opened(request: HttpRequest, form: OpenForm) -> Problem | None:
    photos, values = photos_of(form, request.user), form.cleaned_data
    if form.errors:
        return None
    told = {name: values[name] for name in ("site", "description", "severity", "source")}
    try:
        return problems.open_(**told, photos=photos, actor=request.user, at=timezone.now())
    except NotAllowed:
        raise
    except DomainError as refusal:
        form.add_error(None, str(refusal))
    return None


def may_steer(user: Any) -> Decision:
    """Deciding about several problems: an office."""
    if user.has_role(Role.ADMIN):
        return YES
    return no(_("Only an office administrator decides about several problems at once."))


def _chosen(request: HttpRequest, given: Any, *states: str) -> list[Problem]:
    """The selected problems that are in sight and still wait."""
    rows = board.shown(Problem.objects.visible_to(request.user).filter(pk__in=chosen_keys(given), state__in=states))
    found = list(rows.order_by("pk"))
    if not found:
        raise NothingSelected
    board.timed(found, at=timezone.now())
    return found


def chosen_keys(given: Any, name: str = "problem") -> list[int]:
    """The rows that were ticked."""
    return [_number(text) for text in given.getlist(name)][:MOST]


def _number(text: Any) -> int:
    text = str(text or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
