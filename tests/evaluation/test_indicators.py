"""Indicator systems: drafted, copied, edited, published, retired; a published version never changes."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from evaluation.actions import indicators
from evaluation.actions.indicators import NotReady, VersionIsFixed
from evaluation.choices import VersionState
from evaluation.models import Indicator, IndicatorSystem
from evaluation.queries.trees import Entry, entries_of
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed, TransitionNotAllowed
from tests.factories import (
    IndicatorFactory,
    IndicatorSystemFactory,
    SiteTypeFactory,
    UserFactory,
    admin_of,
    official_of,
)
from tests.factories.evaluation import MOMENT

pytestmark = pytest.mark.django_db
LEAF = Entry("A-01", "路面整洁", parent="A", points=Decimal(5), method="field", rule="graded", severity="normal")
TREE = [Entry("A", "环境"), LEAF, Entry("B-01", "乱停车", points=Decimal(4), method="field", rule="counted",
                                     deduct_each=Decimal("0.5"), severity="minor", site_types=("market",))]  # fmt: skip


def drafted(version: str = "2027", actor=None) -> IndicatorSystem:
    SiteTypeFactory()
    return indicators.draft("daily", version, TREE, actor=actor, at=MOMENT)


def test_a_draft_holds_exactly_what_it_was_given():
    system = drafted()

    assert (system.state, system.region_id) == ("draft", None)
    assert entries_of(system) == TREE
    assert AuditEntry.objects.values_list("verb", "after").get() == (
        "indicatorsystem.draft",
        {"code": "daily", "version": "2027", "indicators": 3, "leaves": 2},
    )


def test_drafting_a_version_again_replaces_what_it_held_and_keeps_what_stays():
    system = drafted()
    kept = system.indicators.get(code="A-01").pk

    again = indicators.draft("daily", "2027", TREE[:2], actor=None, at=MOMENT)

    assert again.pk == system.pk
    assert entries_of(system) == TREE[:2]
    assert system.indicators.get(code="A-01").pk == kept


def test_publishing_puts_a_version_in_force_and_retires_the_one_before_it_in_the_same_act():
    first, second = drafted("2026"), drafted("2027")
    indicators.publish(first, actor=None, at=MOMENT)

    indicators.publish(second, actor=None, at=MOMENT)

    states = dict(IndicatorSystem.objects.values_list("version", "state"))
    assert states == {"2026": VersionState.RETIRED, "2027": VersionState.PUBLISHED}
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["indicatorsystem.retire", "indicatorsystem.publish"]


def test_publishing_for_one_district_leaves_the_common_version_in_force():
    common, own = drafted("2026"), drafted("2026", actor=None)
    assert common == own
    indicators.publish(common, actor=None, at=MOMENT)
    admin_of("990103")

    local = drafted("2026-b", actor=admin_of("990102"))
    indicators.publish(local, actor=admin_of("990102"), at=MOMENT)

    common.refresh_from_db()
    assert (local.region_id, local.state, common.state) == ("990102", "published", "published")


def test_publishing_an_empty_version_is_refused():
    system = IndicatorSystemFactory(state=VersionState.DRAFT, published_at=None)

    with pytest.raises(NotReady, match=r"."):
        indicators.publish(system, actor=None, at=MOMENT)


def test_publishing_a_group_that_lost_its_items_is_refused():
    system = drafted()
    system.indicators.filter(code="A-01").delete()

    with pytest.raises(NotReady, match="A:"):
        indicators.publish(system, actor=None, at=MOMENT)


@pytest.mark.parametrize("state", [VersionState.PUBLISHED, VersionState.RETIRED])
def test_a_version_in_force_or_retired_is_not_drafted_edited_or_published_again(state):
    system = drafted()
    item = system.indicators.get(code="A-01")
    IndicatorSystem.objects.filter(pk=system.pk).update(state=state)
    system.refresh_from_db()

    with pytest.raises(VersionIsFixed):
        drafted()
    with pytest.raises(VersionIsFixed):
        indicators.edit(item, points=Decimal(6), actor=None, at=MOMENT)
    with pytest.raises(TransitionNotAllowed):
        indicators.publish(system, actor=None, at=MOMENT)


@pytest.mark.parametrize(
    "change",
    [
        lambda item: Indicator.objects.filter(pk=item.pk).update(points=9),
        lambda item: Indicator.objects.filter(pk=item.pk).delete(),
        lambda item: Indicator.objects.create(system=item.system, code="NEW", position=9, name="新"),
        lambda item: item.site_types.clear(),
        lambda item: item.site_types.add(SiteTypeFactory(code="other")),
    ],
    ids=["update", "delete", "insert", "fewer types", "more types"],
)
def test_the_database_itself_refuses_to_change_a_published_version(change):
    item = IndicatorFactory(site_types=[SiteTypeFactory()])

    with pytest.raises(IntegrityError, match="published and never change"), transaction.atomic():
        change(item)

    assert entries_of(item.system)[0].site_types == ("market",)


def test_a_copy_is_a_draft_with_the_same_items_and_names():
    system = drafted("2026")
    IndicatorSystem.objects.filter(pk=system.pk).update(name="日常", name_en="Daily", state=VersionState.PUBLISHED)
    system.refresh_from_db()

    made = indicators.copy(system, version="2027", actor=None, at=MOMENT)

    assert (made.state, made.name, made.name_en, entries_of(made)) == ("draft", "日常", "Daily", TREE)
    with pytest.raises(VersionIsFixed):
        indicators.copy(system, version="2027", actor=None, at=MOMENT)


def test_editing_an_item_of_a_draft_changes_it_and_says_what_it_was():
    system = drafted()
    item = system.indicators.get(code="A-01")

    indicators.edit(item, points=Decimal("6.5"), site_types=[SiteTypeFactory()], actor=None, at=MOMENT)

    entry = entries_of(system)[1]
    assert (entry.points, entry.site_types) == (Decimal("6.5"), ("market",))
    trace = AuditEntry.objects.get(verb="indicatorsystem.edit")
    assert (trace.before, trace.after) == ({"code": "A-01", "points": "5.000"}, {"code": "A-01", "points": "6.5"})


def test_only_the_office_drafts_publishes_and_retires():
    system = drafted()

    for user in (official_of("990102"), UserFactory()):
        with pytest.raises(NotAllowed):
            drafted("2028", actor=user)
        with pytest.raises(NotAllowed):
            indicators.publish(system, actor=user, at=MOMENT)


def test_where_several_districts_share_the_portal_none_of_them_changes_the_common_version():
    system = drafted()
    alone = admin_of("990102")
    indicators.edit(system.indicators.get(code="A-01"), name="一", actor=alone, at=MOMENT)
    admin_of("990103")

    with pytest.raises(NotAllowed, match=r"."):
        indicators.publish(system, actor=alone, at=MOMENT)
    indicators.publish(system, actor=admin_of("9901"), at=MOMENT)
