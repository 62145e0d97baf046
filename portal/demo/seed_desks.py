"""Work that lies on desks today: who re-checks what, and the material of the running quarter with its reviewer."""

import datetime as dt
from collections.abc import Mapping
from random import Random
from typing import Any

from evaluation.actions import materials, recheckers, reviewers
from evaluation.choices import ProblemState, Rule
from evaluation.models import MaterialReview, Problem
from evaluation.queries.forms import FormItem, material_form
from evaluation.queries.materials import records_for
from foundation.accounts.models import User
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind, at_local, local_day

LEAST_DAYS = 14
FILED, REVIEWED = 8, 4
OWN = ("990102003", "QH042")  # the places of the accounts that a visitor signs in with
SAID = (
    "本季度按计划推进，责任到人，台账齐全，具体情况见所附记录。",
    "已纳入年度重点工作，每月调度一次，存在的问题均已整改到位。",
    "组织专题学习和现场活动，干部职工参与率较上季度提高。",
    "制度健全、执行到位，群众反映的问题当月办结。",
)


def name_recheckers(district: str, *, at: dt.datetime) -> int:
    """Whoever has to look again is named, as the rule of today does it; how many."""
    waiting = Problem.objects.filter(district=district, state=ProblemState.RECTIFIED, needs_recheck=True)
    rows = list(waiting.select_related("site").order_by("rectified_at", "pk"))
    for problem in rows:
        recheckers.name_by_rule(problem, actor=None, at=at)
    return len(rows)


def seed_materials(district: str, *, people: Mapping[str, Any], today: dt.date, seed: int) -> tuple[int, int]:
    """Ask the parties for the material of the running quarter; some have filed, a reviewer has begun: asked, filed."""
    quarter = Period.containing(today, PeriodKind.QUARTER)
    if (today - quarter.start).days < LEAST_DAYS:
        return 0, 0
    region, office = Region.objects.get(pk=district), people["admin"]
    begun = at_local(quarter.start + dt.timedelta(days=8), dt.time(9, 30))
    asked = materials.ask(region, period=quarter, groups=["towns", "organisations"], actor=office, at=begun)
    rows = MaterialReview.objects.filter(district=district, quarter=quarter.start).select_related(
        "organisation__region", "region", "district", "system"
    )
    last = at_local(today - dt.timedelta(days=1), dt.time(16))
    filed = [review for review in sorted(rows, key=_own_first) if _file(review, last - dt.timedelta(days=3), seed)]
    for number, review in enumerate(filed[:FILED]):
        _review(review, number, people, last, seed)
    return asked, len(filed[:FILED])


def _own_first(review: MaterialReview) -> tuple[bool, int]:
    return (str(review.region_id or review.organisation.code) not in OWN, review.pk)


def _file(review: MaterialReview, at: dt.datetime, seed: int) -> bool:
    """An official writes to every indicator, names a record where there is one, and files."""
    if (
        MaterialReview.objects.filter(district=review.district_id, quarter=review.quarter, state="filed").count()
        >= FILED
    ):
        return False
    official = _official(review, at)
    if official is None:
        return False
    rng, records = Random(f"{seed} {review.pk} material"), records_for(review)
    for number, item in enumerate(material_form(review.system_id).items):
        text = f"{item.name}：{rng.choice(SAID)}"
        materials.write(review, indicator=item.pk, text=text, actor=official, at=at)
        kind, found = next(((kind, rows) for kind, rows in records.items() if rows), ("", []))
        if number < 2 and found:
            told = {"kind": kind, "label": "平台记录", "value": found[number % len(found)].pk}
            materials.attach(review, indicator=item.pk, **told, actor=official, at=at)
    materials.file(review, actor=official, at=at + dt.timedelta(minutes=40))
    return True


def _official(review: MaterialReview, at: dt.datetime) -> User | None:
    """Who files for the party."""
    if review.organisation is not None:
        return User.objects.officials_of(review.organisation, on=local_day(at)).first()
    return User.objects.filter(grants__role="official", grants__region=review.region_id).order_by("pk").first()


def _review(review: MaterialReview, number: int, people: Mapping[str, Any], at: dt.datetime, seed: int) -> None:
    """The first materials have a reviewer: one is scored, one half, the others wait on his desk."""
    if number >= REVIEWED:
        return
    reviewer = people["reviewer"]
    assignment = reviewers.assign(review, reviewer=reviewer, actor=people["admin"], at=at - dt.timedelta(days=2))
    items, rng = material_form(review.system_id).items, Random(f"{seed} {review.pk} score")
    answers = {item.code: _answer(item, rng) for item in items}
    if number == 0:
        reviewers.submit(assignment, answers=answers, actor=reviewer, at=at)
    elif number == 1:
        half = dict(list(answers.items())[: len(answers) // 2])
        reviewers.score(assignment, answers=half, actor=reviewer, at=at)


def _answer(item: FormItem, rng: Random) -> dict[str, Any]:
    if item.rule.rule == Rule.GRADED:
        return {"option": item.rule.options[rng.choice((0, 0, 0, 1)) % len(item.rule.options)].label}
    if item.rule.rule == Rule.COUNTED:
        return {"count": rng.choice((0, 0, 1))}
    return {"value": item.rule.target}
