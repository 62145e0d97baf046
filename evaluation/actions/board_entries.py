"""What leaves the black board by itself."""

import datetime as dt

from django.db import transaction

from campaigns.actions import boards
from campaigns.choices import BoardColour, BoardState
from campaigns.models import BoardEntry

from ..models import Problem


@transaction.atomic
def leave(problem: Problem, *, actor: None, at: dt.datetime) -> None:
    """Nothing at the site waits any more: its black entry goes (销号撤榜), and those made for this problem.

    The portal does it, whoever closed the problem. The entries are locked first, so that of two people who close the
    last two problems in the same moment the second one sees what the first did.
    """
    of_site, of_problem = f"evaluation.site:{problem.site_id}", f"evaluation.problem:{problem.pk}"
    black = BoardEntry.objects.filter(colour=BoardColour.BLACK, state=BoardState.APPROVED)
    standing = list(black.filter(source__in=[of_site, of_problem]).select_for_update().order_by("pk"))
    if not standing:
        return
    is_clear = not Problem.objects.open().filter(site=problem.site_id).exclude(pk=problem.pk).exists()
    for entry in standing:
        if is_clear or entry.source == of_problem:
            boards.remove(entry, reason=f"问题{problem.number}已销号。", actor=actor, at=at)
