"""What inspectors look at again: rectified problems, and closed ones that were drawn for a second look."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from foundation.errors import DomainError, NotAllowed
from foundation.web.pages import page

from ..actions import second_looks
from ..choices import SecondLookState
from ..forms.problems import LookForm
from ..models import Problem, SecondLook
from ..permissions import can_inspect, can_look_again, recused
from ..queries import board
from .field import setup_of
from .photo_forms import photo_setup, photos_of

MOST, OTHERS = 50, 2


@login_required
@never_cache
@require_GET
def field_rechecks(request: HttpRequest) -> HttpResponse:
    """What this inspector may re-check (待复查), and the second looks of his area (回头看)."""
    can_inspect(request.user).enforce()
    now = timezone.now()
    found = board.to_recheck(request.user, recused(request.user))
    rows = list(board.mine_first(board.shown(found), request.user)[: MOST + 1])
    board.timed(rows, at=now)
    looks = SecondLook.objects.visible_to(request.user).to_do().for_list()
    looks = looks.exclude(problem__organisation__in=recused(request.user))[:MOST]
    shown = len(rows[:MOST])
    title = ngettext("{n} to re-check", "{n} to re-check", shown).format(n=shown) if shown else _("Re-checks")
    context = {
        "problems": [row for row in rows[:MOST] if row.turn < OTHERS],
        "others": [row for row in rows[:MOST] if row.turn == OTHERS],
        "more": len(rows) > MOST,
        "looks": list(looks),
        "title": title,
        "setup": setup_of(request),
        "here": "rechecks",
    }
    return page(request, "evaluation/field/rechecks.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def second_look(request: HttpRequest, pk: int) -> HttpResponse:
    """A second look at a closed problem: still in order, or wrong again."""
    visible = SecondLook.objects.visible_to(request.user).select_related("problem")
    look = get_object_or_404(visible, pk=pk)
    can_look_again(request.user, look).enforce()
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = LookForm(*given)
    if request.method == "POST" and form.is_valid() and (said := _looked(request, look, form)):
        messages.success(request, said)
        return redirect("evaluation:field-rechecks")
    row = board.shown(Problem.objects.filter(pk=look.problem_id)).get()
    context = {"look": look, "problem": row, "form": form, "draft": f"look-{pk}", **photo_setup(form, request)}
    return page(request, "evaluation/field/look.html", context, status=422 if form.errors else None)


def _looked(request: HttpRequest, look: SecondLook, form: LookForm) -> str:
    photos, who = photos_of(form, request.user), {"actor": request.user, "at": timezone.now()}
    if form.errors:
        return ""
    note = form.cleaned_data["note"]
    try:
        if form.cleaned_data["result"] == SecondLookState.PASSED:
            second_looks.pass_(look, note=note, photos=photos, **who)
            return _("Problem {number} is still in order.").format(number=look.problem.number)
        again = second_looks.fail(look, note=note, photos=photos, **who)
        return _("Problem {number} is open as {again} now.").format(number=look.problem.number, again=again.number)
    except NotAllowed:
        raise
    except DomainError as refusal:
        form.add_error(None, str(refusal))
    return ""
