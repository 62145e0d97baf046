"""What waits for an inspector."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.models import Check

from .rows import TODAY, Todo


def inspector(user: Any, on: dt.date) -> Iterator[Todo]:
    waiting = Check.objects.filter(inspector=user, on=on, state="drawn").count()
    if waiting:
        what = ngettext("{n} check to carry out", "{n} checks to carry out", waiting).format(n=waiting)
        why = _("Drawn this morning; the nearest first, the form is on your phone.")
        yield Todo(TODAY, what, why, _("before the day is over"), reverse("evaluation:field"), _("Start"), "amber")
