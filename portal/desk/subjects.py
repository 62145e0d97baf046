"""What waits of subjects of creation: gaps in the profiles that somebody keeps."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.models import Subject
from foundation.accounts.choices import Role
from foundation.web.numbers import number

from .rows import LATER, Todo

COUNT_CAP = 1000


def gaps_of_official(user: Any) -> Iterator[Todo]:
    """Profiles of one's own places and organisations in which something is asked that nobody has told."""
    own = user.scope("region__code", "organisation_id", roles=[Role.OFFICIAL])
    rows = Subject.objects.enrolled().filter(own, gaps__gt=0, cycle__state="open").order_by()
    count = rows.values("pk")[:COUNT_CAP].count()
    if count:
        what = ngettext("{n} profile has gaps", "{n} profiles have gaps", count).format(n=number(count))
        why = _("What is told once there is asked in no report.")
        yield Todo(LATER, what, why, "", f"{reverse('campaigns:subjects')}?gaps=on", _("Fill in"))
