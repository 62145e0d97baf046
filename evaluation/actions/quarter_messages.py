"""Telling the people concerned about quarters, materials and appeals; part of the act they tell of."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from foundation.accounts.choices import Role
from foundation.accounts.models import User
from foundation.notifications.outbox import notify
from foundation.periods import Period, local_day

from ..models import Appeal, Evaluation, MaterialReview, ReviewerAssignment
from ..queries import appeals as reads


def tell_of_quarter(evaluation: Evaluation, kind: str, *, at: dt.datetime) -> None:
    """Everybody concerned in the district reads that a quarter is in publicity or published."""
    values = {"quarter": evaluation.period, "place": evaluation.district}
    if evaluation.appeal_until is not None:
        values["until"] = evaluation.appeal_until
    url = f"{reverse('evaluation:evaluations')}?region={evaluation.district_id}&quarter={evaluation.period.code}"
    people = User.objects.concerned_with(evaluation.district_id, on=local_day(at))
    notify(people, kind, values=values, url=url, at=at, region=evaluation.district_id)


def tell_party(review: MaterialReview, kind: str, *, at: dt.datetime, **values: Any) -> None:
    """The officials of a party read that material is asked for or returned."""
    told = {"party": review.party, "quarter": _quarter(review), **values}
    notify(
        officials_of(review, at=at),
        kind,
        values=told,
        url=review.get_absolute_url(),
        at=at,
        region=review.district_id,
        organisation=review.organisation_id,
    )


def tell_reviewer(assignment: ReviewerAssignment, *, at: dt.datetime) -> None:
    """A reviewer reads that he was chosen."""
    review = assignment.review
    values = {"party": review.party, "quarter": _quarter(review)}
    url = assignment.get_absolute_url()
    notify([assignment.reviewer], "review_assigned", values=values, url=url, at=at, region=review.district_id)


def tell_office(appeal: Appeal, *, at: dt.datetime) -> None:
    """The office reads that something is disputed, and until when it answers."""
    values = {"party": appeal.party, **_what(appeal), "until": appeal.due_at}
    office = User.objects.offices_of(appeal.district_id, on=local_day(at))
    url = appeal.get_absolute_url()
    notify(office, "appeal_lodged", values=values, url=url, at=at, region=appeal.district_id)


def tell_who_lodged(appeal: Appeal, kind: str, *, at: dt.datetime) -> None:
    """Who disputed something reads what was decided."""
    values = _what(appeal)
    url = appeal.get_absolute_url()
    notify([appeal.filed_by], kind, values=values, url=url, at=at, region=appeal.district_id)


def officials_of(row: Any, *, at: dt.datetime) -> Iterable[User]:
    """The officials who answer for a party: of the organisation, or of the place itself."""
    on = local_day(at)
    if row.organisation_id is not None:
        return User.objects.officials_of(row.organisation, on=on)
    held = User.objects.holding(Role.OFFICIAL, on=on)
    return held.filter(grants__role=Role.OFFICIAL, grants__region=row.region_id).distinct()


def _what(appeal: Appeal) -> dict[str, str]:
    """What is disputed, in both languages, because each reader has his own."""
    subject, told = reads.subject_of(appeal), {}
    for language, name in (("zh-hans", "what"), ("en", "what_en")):
        with override(language):
            told[name] = str(reads.about(subject)["text"])
    return told


def _quarter(review: MaterialReview) -> Period:
    return Evaluation(quarter=review.quarter).period
