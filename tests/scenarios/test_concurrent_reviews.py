"""Two reviews of one check answered at the same moment, and one appeal answered twice."""

from decimal import Decimal

import msgspec
import pytest

from evaluation.actions import appeals, checks
from evaluation.engine.site_months import kept, recompute
from evaluation.engine.submission_shapes import SentCheck
from evaluation.models import Appeal, Check
from foundation.errors import DomainError
from tests.factories import SiteFactory, admin_of, inspector_of, official_of
from tests.factories.checks import NOW, filled, two_items

from .test_concurrent_checks import at_once

pytestmark = pytest.mark.django_db(transaction=True)
RUNS = 10


def test_two_items_overturned_at_once_leave_an_exact_score_and_sum():
    two_items()
    inspector, offices = inspector_of("990102"), [admin_of("990102"), admin_of("990102")]
    for _ in range(RUNS):
        site = SiteFactory()
        items = [{"item": "MKT-01", "option": "B"}, {"item": "MKT-02", "count": 1}]
        sent = [msgspec.convert(filled(site, items=items), SentCheck) for _number in range(2)]
        checks.submit(sent, actor=inspector, at=NOW)
        first = Check.objects.filter(site=site).order_by("pk").first()
        official = official_of(site.organisation)
        filed = [appeals.lodge(item, ground="不属实", actor=official, at=NOW) for item in first.items.order_by("pk")]

        outcomes = at_once(
            *[
                lambda appeal=appeal, office=office: appeals.accept(appeal, decision="属实", actor=office, at=NOW)
                for appeal, office in zip(filed, offices, strict=True)
            ]
        )

        first.refresh_from_db()
        assert (outcomes, first.score) == ([None, None], None)
        assert kept("990102", first.on)[site.pk] == recompute("990102", first.on)[site.pk]
        assert kept("990102", first.on)[site.pk][0] == 1


def test_an_appeal_answered_by_two_at_once_is_answered_once():
    two_items()
    inspector, offices = inspector_of("990102"), [admin_of("990102"), admin_of("990102")]
    for _ in range(RUNS):
        site = SiteFactory()
        items = [{"item": "MKT-01", "option": "D"}, {"item": "MKT-02", "count": 0}]
        checks.submit([msgspec.convert(filled(site, items=items), SentCheck)], actor=inspector, at=NOW)
        check = Check.objects.get(site=site)
        item = check.items.get(indicator__code="MKT-01")
        appeal = appeals.lodge(item, ground="不属实", actor=official_of(site.organisation), at=NOW)
        copies = [Appeal.objects.get(pk=appeal.pk) for _number in range(2)]

        outcomes = at_once(
            lambda copy=copies[0]: appeals.accept(copy, decision="属实", actor=offices[0], at=NOW),
            lambda copy=copies[1]: appeals.reject(copy, decision="不属实", actor=offices[1], at=NOW),
        )

        refused = [one for one in outcomes if isinstance(one, DomainError)]
        check.refresh_from_db()
        appeal.refresh_from_db()
        assert (len(refused), outcomes.count(None)) == (1, 1)
        assert check.score == (Decimal(100) if appeal.state == "accepted" else Decimal("33.333333333333333"))
