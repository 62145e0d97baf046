"""What waits around quarters: appeals to answer, material to file, material to score, quarters to move on."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.choices import EvaluationState, MaterialState
from evaluation.models import Appeal, Evaluation, MaterialReview, ReviewerAssignment
from evaluation.queries.evaluations import quarter_name
from evaluation.querysets.appeals import party_scope
from foundation.accounts.choices import Role

from .rows import LATER, TODAY, WEEK, Todo


def quarters_of_office(user: Any, at: dt.datetime) -> Iterator[Todo]:
    """Appeals to answer, and quarters to be opened, approved, published."""
    mine = Appeal.objects.open().filter(user.region_scope("district__code", roles=[Role.ADMIN]))
    waiting = mine.count()
    if waiting:
        what = ngettext("{n} appeal to answer", "{n} appeals to answer", waiting).format(n=waiting)
        late = mine.filter(due_at__lt=at).exists()
        why = _("By somebody who had no part in what is disputed.")
        url = f"{reverse('evaluation:appeals')}?state=filed"
        yield Todo(TODAY if late else WEEK, what, why, "", url, _("Answer"), "alarm" if late else "")
    rows = Evaluation.objects.open().filter(user.region_scope("district__code", roles=[Role.ADMIN]))
    for row in rows.select_related("district").order_by("quarter", "pk"):
        if row.state == EvaluationState.IN_APPEAL and row.appeal_until is not None and row.appeal_until >= at:
            continue
        verb = {
            EvaluationState.DRAFT: _("Open for appeal"),
            EvaluationState.IN_APPEAL: _("Approve"),
            EvaluationState.APPROVED: _("Publish and freeze"),
        }[EvaluationState(row.state)]
        what = _("{verb}: {place}, {quarter}").format(verb=verb, place=row.district, quarter=quarter_name(row.quarter))
        why = _("Worked out from the published months; look at it first.")
        url = f"{reverse('evaluation:evaluations')}?region={row.district_id}&quarter={row.period.code}"
        yield Todo(WEEK, what, why, "", url, verb)


def quarters_of_official(user: Any, at: dt.datetime) -> Iterator[Todo]:
    """Material to file, and quarters in publicity."""
    for review in (
        MaterialReview.objects.filter(party_scope(user), state=MaterialState.DRAFT)
        .select_related("region", "organisation")
        .order_by("quarter", "pk")[:5]
    ):
        what = _("File the material of {party}, {quarter}").format(
            party=review.party, quarter=quarter_name(review.quarter)
        )
        why = _("A few words and links to records are enough.")
        yield Todo(WEEK, what, why, "", review.get_absolute_url(), _("Write"))
    open_ones = Evaluation.objects.visible_to(user).in_publicity().filter(appeal_until__gte=at)
    for row in open_ones.select_related("district").order_by("quarter", "pk"):
        what = _("{quarter} of {place} is in publicity").format(quarter=quarter_name(row.quarter), place=row.district)
        why = _("If your result is wrong, appeal against it before the end.")
        url = f"{reverse('evaluation:evaluations')}?region={row.district_id}&quarter={row.period.code}"
        yield Todo(LATER, what, why, "", url, _("Look"))


def reviewer(user: Any) -> Iterator[Todo]:
    """Materials that a reviewer has still to score."""
    mine = ReviewerAssignment.objects.filter(reviewer=user, submitted_at=None, review__state=MaterialState.FILED)
    waiting = mine.count()
    if waiting:
        what = ngettext("{n} material to score", "{n} materials to score", waiting).format(n=waiting)
        why = _("Filed by the party; your scores stay unseen by others until they count.")
        yield Todo(WEEK, what, why, "", reverse("evaluation:reviews"), _("Score"))
