"""Pages of the timetable: what ran, what was missed, running it again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.web.pages import page, paginate

from . import actions
from .forms import RunAgainForm
from .models import JobRun
from .permissions import can_look
from .queries import missed, standings
from .timetable import Line, lines


@login_required
@require_GET
def timetable(request):
    """Every line with its last and next run."""
    can_look(request.user).enforce()
    now = timezone.now()
    rows = standings(request.user, at=now)
    context = {"standings": rows, "now": now, "failures": sum(len(row.failed) for row in rows)}
    return page(request, "foundation/jobs/timetable.html", context | {"missing": sum(bool(row.missed) for row in rows)})


@login_required
@require_GET
def line(request, name: str):
    """One line: its runs by district, and what was missed."""
    can_look(request.user).enforce()
    return _line_page(request, _line_or_404(name), None)


@login_required
@require_POST
def run_again(request, name: str):
    """Run a missed day or month again."""
    can_look(request.user).enforce()
    wanted, now = _line_or_404(name), timezone.now()
    if not wanted.is_repeatable:
        raise Http404
    form = RunAgainForm(request.POST, user=request.user, today=timezone.localdate(now))
    if not form.is_valid():
        return _line_page(request, wanted, form, status=422)
    day = form.cleaned_data["day"]
    actions.run_again(wanted, day=day, districts=form.districts(), actor=request.user, at=now)
    said = _("“{line}” runs again for {day}; the result appears below when it is done.")
    messages.success(request, said.format(line=wanted.label, day=day.isoformat()))
    return redirect("jobs:line", name=name)


def _line_page(request, wanted: Line, form, status: int = 200):
    now = timezone.now()
    runs = JobRun.objects.visible_to(request.user).filter(task=wanted.name).order_by("-pk")
    gaps = missed(wanted, request.user, at=now)
    context = {
        "line": wanted,
        "runs": paginate(request, runs, by="key"),
        "missed": [(period, wanted.day_for(period), codes) for period, codes in gaps.items()],
        "next_at": wanted.next_at(now),
        "form": form or RunAgainForm(user=request.user, today=timezone.localdate(now)),
        "now": now,
    }
    return page(request, "foundation/jobs/line.html", context, fragment="foundation/jobs/_runs.html", status=status)


def _line_or_404(name: str) -> Line:
    for wanted in lines():
        if wanted.name == name:
            return wanted
    raise Http404
