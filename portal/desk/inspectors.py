"""What waits for an inspector."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.models import Check, SecondLook
from evaluation.permissions import recused
from evaluation.queries import board
from foundation.accounts.choices import Role
from foundation.web import moments

from .rows import TODAY, WEEK, Todo


def inspector(user: Any, on: dt.date) -> Iterator[Todo]:
    waiting = Check.objects.filter(inspector=user, on=on, state="drawn").count()
    if waiting:
        what = ngettext("{n} check to carry out", "{n} checks to carry out", waiting).format(n=waiting)
        why = _("Drawn this morning; the nearest first, the form is on your phone.")
        yield Todo(TODAY, what, why, _("before the day is over"), reverse("evaluation:field"), _("Start"), "amber")
    if user.has_role(Role.INSPECTOR):
        yield from _again(user)


def _again(user: Any) -> Iterator[Todo]:
    """Rectified problems to look at again, and second looks."""
    url, own = reverse("evaluation:field-rechecks"), recused(user)
    rechecks = board.capped_count(board.to_recheck(user, own))
    if rechecks:
        what = ngettext("{n} problem to re-check", "{n} problems to re-check", rechecks)
        why = _("Organisations report them as put right; close them or send them back.")
        yield Todo(TODAY, what.format(n=board.said(rechecks)), why, "", url, _("Re-check"))
    looks = SecondLook.objects.visible_to(user).to_do().exclude(problem__organisation__in=own)
    first = looks.order_by("look_by").values_list("look_by", flat=True).first()
    if first:
        number = board.capped_count(looks)
        what = ngettext("{n} second look", "{n} second looks", number).format(n=board.said(number))
        why = _("Closed problems that were drawn; the organisation is not told beforehand.")
        yield Todo(WEEK, what, why, _("by {day}").format(day=moments.date(first)), url, _("Look"))
