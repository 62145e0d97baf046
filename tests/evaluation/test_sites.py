"""Sites are registered, corrected, moved, retired and resumed by the office of their place."""

from decimal import Decimal

import pytest

from evaluation.actions import sites
from evaluation.actions.sites import AlreadyThere
from evaluation.choices import SiteState
from evaluation.models import Site
from evaluation.queries.places import position_mistake
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed, TransitionNotAllowed
from tests.factories import (
    OrganisationFactory,
    RegionFactory,
    SiteFactory,
    SiteTypeFactory,
    admin_of,
    inspector_of,
    official_of,
)
from tests.factories.evaluation import MOMENT

pytestmark = pytest.mark.django_db


def fields(**changes) -> dict:
    return {
        "code": "QH-1",
        "name": "永安 农贸市场",
        "type": SiteTypeFactory(),
        "region": RegionFactory(code="990102001001"),
        "organisation": OrganisationFactory(),
    } | changes


def test_registering_fills_in_district_and_pinyin_and_leaves_a_trace():
    actor = admin_of("990102")

    site = sites.register(**fields(), actor=actor, at=MOMENT)

    assert (site.district_id, site.pinyin, site.state) == ("990102", "yanmsc yongannongmaoshichang", "active")
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor, entry.region_code) == ("site.register", actor, "990102001001")


@pytest.mark.parametrize("who", [official_of, inspector_of], ids=["official", "inspector"])
def test_only_the_office_registers(who):
    with pytest.raises(NotAllowed):
        sites.register(**fields(), actor=who("990102"), at=MOMENT)


def test_the_office_of_another_district_changes_nothing():
    site, stranger = SiteFactory(), admin_of("990103")

    for act in (
        lambda: sites.edit(site, name="别的", actor=stranger, at=MOMENT),
        lambda: sites.retire(site, reason="拆除", actor=stranger, at=MOMENT),
        lambda: sites.move(site, region=site.region, organisation=site.organisation, actor=stranger, at=MOMENT),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not AuditEntry.objects.exists()


def test_a_site_is_not_moved_into_a_district_one_does_not_administer():
    site = SiteFactory()

    with pytest.raises(NotAllowed):
        sites.move(
            site,
            region=RegionFactory(code="990103001"),
            organisation=site.organisation,
            actor=admin_of("990102"),
            at=MOMENT,
        )


def test_moving_takes_the_district_along_and_moving_nowhere_is_refused():
    site, actor = SiteFactory(), admin_of("9901")
    region = RegionFactory(code="990103001")
    organisation = OrganisationFactory(region=RegionFactory(code="990103"))

    sites.move(site, region=region, organisation=organisation, actor=actor, at=MOMENT)

    assert Site.objects.values_list("region", "district", "organisation").get() == (
        "990103001",
        "990103",
        organisation.pk,
    )
    with pytest.raises(AlreadyThere):
        sites.move(site, region=region, organisation=organisation, actor=actor, at=MOMENT)


@pytest.mark.parametrize(
    "changes",
    [
        {"region": "990102"},
        {"organisation": "990103"},
        {"longitude": Decimal("29.6"), "latitude": Decimal("113.25")},
        {"longitude": Decimal("113.25")},
    ],
    ids=["whole district", "organisation of elsewhere", "exchanged", "half a position"],
)
def test_an_impossible_place_is_refused(changes):
    if "region" in changes:
        changes = {"region": RegionFactory(code=changes["region"])}
    if "organisation" in changes:
        changes = {"organisation": OrganisationFactory(region=RegionFactory(code=changes["organisation"]))}

    with pytest.raises(BadInput):
        sites.register(**fields(**changes), actor=admin_of("99"), at=MOMENT)


def test_retiring_says_why_and_a_retired_site_comes_back():
    site, actor = SiteFactory(), admin_of("990102")

    with pytest.raises(BadInput):
        sites.retire(site, reason=" ", actor=actor, at=MOMENT)
    sites.retire(site, reason="拆除", actor=actor, at=MOMENT)
    with pytest.raises(TransitionNotAllowed):
        sites.retire(site, reason="拆除", actor=actor, at=MOMENT)
    assert Site.objects.get().state == SiteState.RETIRED
    sites.resume(site, actor=actor, at=MOMENT)

    assert Site.objects.get().state == SiteState.ACTIVE
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", "after")) == [
        ("site.retire", {"state": "retired", "reason": "拆除"}),
        ("site.resume", {"state": "active"}),
    ]


@pytest.mark.parametrize(
    ("longitude", "latitude", "column"),
    [
        (None, None, None),
        ("113.25", "29.6", None),
        ("-0.1", "51.5", None),
        ("29.6", "113.25", "longitude"),
        ("30.1", "85.2", "longitude"),
        ("181", "29", "longitude"),
        ("113", "91", "latitude"),
        (None, "29", "longitude"),
        ("113", None, "latitude"),
    ],
)
def test_a_position_is_judged(longitude, latitude, column):
    values = [None if value is None else Decimal(value) for value in (longitude, latitude)]

    wrong = position_mistake(*values)

    assert (wrong and wrong[0]) == column
