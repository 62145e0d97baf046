"""Taking assignments back within five minutes, from the board or from the problem."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..actions import recalls
from ..models import Notice
from .problem_batches import NothingSelected, chosen_keys, may_steer


@login_required
@require_POST
def problem_recall(request: HttpRequest) -> HttpResponse:
    """Take the named assignments back."""
    may_steer(request.user).enforce()
    rows = Notice.objects.visible_to(request.user).filter(pk__in=chosen_keys(request.POST, "notice"))
    found = list(rows.select_related("problem", "organisation").order_by("pk"))
    if not found:
        raise NothingSelected
    done = recalls.recall_many(found, actor=request.user, at=timezone.now())
    said = ngettext("{n} assignment is taken back.", "{n} assignments are taken back.", len(done))
    messages.success(request, said.format(n=len(done)))
    return redirect(done[0] if len(done) == 1 else "evaluation:problems")
