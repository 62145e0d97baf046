"""A scheme is drafted, tried on the last published month, adopted, retired; nothing published changes."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from evaluation.actions import assessments, schemes
from evaluation.engine import months
from evaluation.engine.what_if import compare
from evaluation.models import Result, Scheme, SchemeTypeWeight
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed
from foundation.periods import ZONE, Period
from tests.factories import (
    CheckFactory,
    ProblemFactory,
    RegionFactory,
    SchemeFactory,
    SiteFactory,
    SiteTypeFactory,
    admin_of,
    leader_of,
    official_of,
)

pytestmark = pytest.mark.django_db

OCTOBER = Period.parse("2026-10")
NOON = dt.datetime(2026, 11, 1, 12, tzinfo=ZONE)
NOVEMBER = dt.date(2026, 11, 1)


@pytest.fixture
def office():
    return admin_of("990102")


@pytest.fixture
def published(office):
    """October with two streets, of which the first leads by its field checks and has an open problem."""
    base = SchemeFactory()
    market, street = SiteTypeFactory(code="market"), SiteTypeFactory(code="back_street")
    SchemeTypeWeight.objects.create(scheme=base, site_type=market, weight=2)
    due = dt.datetime(2026, 10, 20, 12, tzinfo=ZONE)
    for code, scores, closed in [("990102001001", ("95", "85"), None), ("990102002001", ("80", "90"), due)]:
        for kind, score in zip((market, street), scores, strict=True):
            site = SiteFactory(region=RegionFactory(code=code), type=kind)
            CheckFactory(done=True, site=site, score=Decimal(score), earned=Decimal(score), on=dt.date(2026, 10, 14))
        state = "closed" if closed else "assigned"
        ProblemFactory(site=site, state=state, due_at=due, first_due_at=due, closed_at=closed)
    assessment = assessments.score(RegionFactory(code="990102"), period=OCTOBER, actor=None, at=NOON)
    assessments.approve(assessment, actor=office, at=NOON)
    assessments.publish(assessment, actor=office, at=NOON)
    return assessment


def changed(scheme, office, **columns):
    kinds = {SiteTypeFactory(code="market").pk: Decimal("0.5")}
    schemes.edit(
        scheme,
        columns=columns,
        type_weights=kinds,
        coefficients={RegionFactory(code="990102001"): Decimal("1.1")},
        actor=office,
        at=NOON,
    )


def rows(*given):
    """What the lines of parties and coefficients send: a party, a number, a party, a number …"""
    lines = list(zip(given[::2], given[1::2], strict=True))
    told = {"c-TOTAL_FORMS": str(len(lines) + 3), "c-INITIAL_FORMS": "0"}
    for number, (party, value) in enumerate(lines):
        told |= {f"c-{number}-party": party, f"c-{number}-coefficient": value}
    return told


def outcome(assessment):
    return {
        (row.region_id, row.organisation_id): (row.final, row.rank)
        for row in Result.objects.filter(assessment=assessment)
    }


def test_a_draft_begins_with_the_numbers_in_force_and_a_second_one_is_not_begun(office):
    SchemeTypeWeight.objects.create(
        scheme=SchemeFactory(field_weight=55), site_type=SiteTypeFactory(code="market"), weight=2
    )

    draft = schemes.draft(actor=office, at=NOON)

    assert (draft.region_id, draft.state, draft.field_weight) == ("990102", "draft", Decimal(55))
    assert list(draft.type_weights.values_list("site_type__code", "weight")) == [("market", Decimal(2))]
    assert schemes.draft(actor=office, at=NOON) == draft


def test_a_draft_does_not_score_a_month(office):
    base = SchemeFactory()
    schemes.draft(actor=office, at=NOON)

    assert months.scheme_for("990102", NOVEMBER) == base


def test_the_what_if_equals_a_real_rerun_and_stores_nothing(office, published):
    draft = schemes.draft(actor=office, at=NOON)
    changed(draft, office, rectification_weight=Decimal(60), min_sample=2)
    before = outcome(published)

    lines = compare(published, draft)

    tried = {(line.result.region_id, line.result.organisation_id): (line.final, line.rank) for line in lines}
    assert outcome(published) == before
    assert Result.objects.exclude(assessment=published).count() == 0
    Scheme.objects.filter(pk=draft.pk).update(state="published", starts_on=OCTOBER.start)
    again = assessments.correct(published, reason="试算核对", actor=office, at=NOON)
    assert again.scheme == draft
    assert tried == outcome(again)
    assert tried["990102001", None] != before["990102001", None]


def test_the_page_of_a_draft_shows_what_it_would_have_changed(office, published, client):
    draft = schemes.draft(actor=office, at=NOON)
    client.force_login(office)

    page = client.get(reverse("evaluation:scheme-edit", args=[draft.pk])).content.decode()

    head = page.split('id="what-if-title"')[1].split("</section>")[0]
    rows = head.count('<th scope="row"')
    assert ("2026 年 10 月" in head, rows >= 2, head.count('<th scope="col"')) == (True, True, head.count("<table") * 5)


def test_the_what_if_asks_the_same_for_few_and_for_many_parties(office, published, django_assert_num_queries):
    draft = schemes.draft(actor=office, at=NOON)

    with django_assert_num_queries(2):
        compare(published, draft)


def test_an_adopted_scheme_holds_from_its_month_and_october_stays(office, published):
    draft = schemes.draft(actor=office, at=NOON)
    changed(draft, office, field_weight=Decimal(40))
    before = outcome(published)

    schemes.adopt(draft, month=NOVEMBER, actor=office, at=NOON)

    assert months.scheme_for("990102", NOVEMBER) == draft
    assert months.scheme_for("990102", OCTOBER.start) == published.scheme
    assert (outcome(published), months.digest_of(published)) == (before, published.digest)


def test_a_scheme_does_not_begin_in_a_published_month(office, published):
    draft = schemes.draft(actor=office, at=NOON)

    with pytest.raises(schemes.MonthIsPublished):
        schemes.adopt(draft, month=OCTOBER.start, actor=office, at=NOON)


def test_an_adopted_scheme_never_changes(office):
    SchemeFactory()
    draft = schemes.draft(actor=office, at=NOON)
    schemes.adopt(draft, month=NOVEMBER, actor=office, at=NOON)

    with pytest.raises(schemes.SchemeIsFixed):
        changed(draft, office, field_weight=Decimal(1))


@pytest.mark.parametrize(
    "stranger", [lambda: admin_of("990103"), lambda: leader_of("990102")], ids=["neighbour", "leader"]
)
def test_only_the_office_of_the_region_edits_and_adopts(office, stranger):
    SchemeFactory()
    draft, stranger = schemes.draft(actor=office, at=NOON), stranger()
    entries = AuditEntry.objects.count()

    with pytest.raises(NotAllowed):
        changed(draft, stranger, field_weight=Decimal(1))
    with pytest.raises(NotAllowed):
        schemes.adopt(draft, month=NOVEMBER, actor=stranger, at=NOON)

    assert AuditEntry.objects.count() == entries


def test_the_office_drafts_compares_and_adopts_on_the_pages(client, office, published):
    client.force_login(office)
    client.post(reverse("evaluation:scheme-draft"))
    draft = Scheme.objects.get(state="draft")
    url = reverse("evaluation:scheme-edit", args=[draft.pk])
    given = {name: str(getattr(draft, name)) for name in schemes.COLUMNS} | {
        "rectification_weight": "80",
        **rows("990102001", "0.9"),
    }

    client.post(url, given)

    draft.refresh_from_db()
    assert draft.rectification_weight == Decimal(80)
    assert list(draft.coefficients.values_list("region", "coefficient")) == [("990102001", Decimal("0.9"))]
    text = client.get(url).content.decode()
    assert ("试算" in text, "→" in text) == (True, True)
    client.post(reverse("evaluation:scheme-adopt", args=[draft.pk]), {"month": "2026-11"})
    draft.refresh_from_db()
    assert (draft.state, draft.starts_on) == ("published", NOVEMBER)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [("bonus_cap", "101", "应在 0 到 100 之间。"), ("field_weight", "-1", "应在 0 到 100 之间。")],
)
def test_numbers_out_of_range_are_refused_with_words(client, office, column, value, said):
    SchemeFactory()
    draft = schemes.draft(actor=office, at=NOON)
    client.force_login(office)
    given = {name: str(getattr(draft, name)) for name in schemes.COLUMNS} | {column: value} | rows()

    response = client.post(reverse("evaluation:scheme-edit", args=[draft.pk]), given)

    assert said in response.content.decode()
    assert getattr(Scheme.objects.get(pk=draft.pk), column) == getattr(draft, column)


def test_an_official_sees_no_draft(client, office):
    SchemeFactory()
    draft = schemes.draft(actor=office, at=NOON)
    client.force_login(official_of(SiteFactory().organisation))

    assert client.get(reverse("evaluation:scheme-edit", args=[draft.pk])).status_code == 404
