"""A quarterly scheme is drafted, tried on the last published quarter, adopted, retired."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from evaluation.actions import evaluations, quarter_schemes
from evaluation.actions.scheme_versions import NothingLeftInForce, RetiredTooEarly, SchemeIsFixed
from evaluation.engine.quarter_what_if import compare
from evaluation.models import EvaluationResult, QuarterScheme
from evaluation.queries.terms import scheme_for
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed, TransitionNotAllowed
from tests.factories import RegionFactory, admin_of, leader_of, official_of
from tests.factories.evaluation import SiteFactory
from tests.factories.quarters import AFTER_Q3, DISTRICT, Q3, QuarterSchemeFactory, quarter_of

pytestmark = pytest.mark.django_db
Q4, NEXT_YEAR = dt.date(2026, 10, 1), dt.date(2027, 1, 1)
OVER = dt.datetime(2026, 10, 19, 9, 0, tzinfo=AFTER_Q3.tzinfo)
FIRST, SECOND = "990102001", "990102002"


@pytest.fixture
def office():
    return admin_of(DISTRICT)


@pytest.fixture
def published(office):
    """The third quarter: 91 points and 84."""
    quarter_of({FIRST: ["91", "91", "91"], SECOND: ["84", "84", "84"]})
    made = evaluations.prepare(RegionFactory(code=DISTRICT), period=Q3, actor=None, at=AFTER_Q3)
    evaluations.open_for_appeal(made, actor=office, at=AFTER_Q3)
    evaluations.approve(made, actor=office, at=OVER)
    evaluations.publish(made, actor=office, at=OVER)
    return made


@pytest.fixture
def draft(office):
    QuarterSchemeFactory(publicity_days=7)
    return quarter_schemes.draft(actor=office, at=OVER)


def outcome(evaluation):
    rows = EvaluationResult.objects.filter(evaluation=evaluation).order_by("region")
    return list(rows.values_list("region", "final", "grade", "rank"))


def test_a_draft_begins_with_the_numbers_in_force_and_a_second_one_is_not_begun(draft, office):
    assert (draft.region_id, draft.state, draft.publicity_days, draft.starts_on) == (DISTRICT, "draft", 7, Q4)
    assert quarter_schemes.draft(actor=office, at=OVER) == draft
    assert scheme_for(DISTRICT, Q4) == QuarterScheme.objects.get(region=None)


def test_the_what_if_shows_other_grades_and_stores_nothing(published, draft, office):
    quarter_schemes.edit(draft, columns={"excellent_from": Decimal(92)}, actor=office, at=OVER)
    before = outcome(published)

    lines = compare(published, draft)

    told = [(line.result.region_id, line.final, line.grade, line.rank) for line in lines]
    assert told == [(FIRST, Decimal("91.00"), "good", 1), (SECOND, Decimal("84.00"), "good", 2)]
    assert outcome(published) == before
    assert before == [(FIRST, Decimal("91.00"), "excellent", 1), (SECOND, Decimal("84.00"), "good", 2)]


def test_the_page_of_a_draft_shows_what_it_would_have_changed(published, draft, office, client):
    quarter_schemes.edit(draft, columns={"excellent_from": Decimal(92)}, actor=office, at=OVER)
    client.force_login(office)

    page = client.get(reverse("evaluation:quarter-scheme-edit", args=[draft.pk])).content.decode()

    head = page.split('id="what-if-title"')[1].split("</section>")[0]
    assert ("2026 年第三季度" in head, head.count('<th scope="row"'), head.count('<th scope="col"')) == (True, 2, 6)
    assert ("优秀 → <b>良好</b>" in head, "1 个等次会变" in head) == (True, True)


def test_the_what_if_equals_the_published_quarter_under_its_own_scheme(published):
    lines = compare(published, published.scheme)

    assert [(line.result.region_id, line.final, line.grade, line.rank) for line in lines] == outcome(published)


def test_the_what_if_asks_the_same_for_few_and_for_many_parties(published, draft, django_assert_num_queries):
    with django_assert_num_queries(2):
        compare(published, draft)


def test_an_adopted_scheme_holds_from_its_quarter_and_never_changes(published, draft, office):
    quarter_schemes.adopt(draft, quarter=dt.date(2026, 11, 5), actor=office, at=OVER)

    assert (draft.state, draft.starts_on) == ("published", Q4)
    assert (scheme_for(DISTRICT, Q4), scheme_for(DISTRICT, Q3.start)) == (draft, published.scheme)
    with pytest.raises(SchemeIsFixed):
        quarter_schemes.edit(draft, columns={"bonus_cap": Decimal(1)}, actor=office, at=OVER)


def test_a_scheme_does_not_begin_in_a_quarter_that_was_in_publicity(published, draft, office):
    with pytest.raises(quarter_schemes.QuarterIsFixed):
        quarter_schemes.adopt(draft, quarter=Q3.start, actor=office, at=OVER)


def test_a_retired_scheme_holds_for_no_new_quarter(published, draft, office):
    quarter_schemes.adopt(draft, quarter=Q4, actor=office, at=OVER)

    quarter_schemes.retire(draft, quarter=NEXT_YEAR, actor=office, at=OVER)

    assert (draft.state, draft.retires_on) == ("retired", NEXT_YEAR)
    assert [scheme_for(DISTRICT, quarter) for quarter in (Q4, NEXT_YEAR)] == [draft, published.scheme]
    assert AuditEntry.objects.filter(verb="quarter_scheme.retire").count() == 1


def test_a_scheme_is_not_retired_from_a_quarter_it_evaluated_and_the_last_one_never(published):
    root = admin_of(DISTRICT, is_superuser=True)

    with pytest.raises(RetiredTooEarly):
        quarter_schemes.retire(published.scheme, quarter=Q3.start, actor=root, at=OVER)
    with pytest.raises(NothingLeftInForce):
        quarter_schemes.retire(published.scheme, quarter=NEXT_YEAR, actor=root, at=OVER)

    published.scheme.refresh_from_db()
    assert published.scheme.state == "published"


def test_a_draft_is_not_retired(draft, office):
    with pytest.raises(TransitionNotAllowed):
        quarter_schemes.retire(draft, quarter=NEXT_YEAR, actor=office, at=OVER)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"publicity_days": 4}, "publicity"),
        ({"good_from": Decimal(95)}, "grade"),
        (dict.fromkeys(("months_weight", "satisfaction_weight", "material_weight"), Decimal(0)), "component"),
    ],
)
def test_what_may_not_be_is_refused_whatever_the_door(draft, office, columns, said):
    with pytest.raises(ValidationError):
        quarter_schemes.edit(draft, columns=columns, actor=office, at=OVER)


@pytest.mark.parametrize("stranger", [lambda: admin_of("990103"), lambda: leader_of(DISTRICT)], ids=["other", "leader"])
def test_only_the_office_of_the_region_changes_its_scheme(draft, stranger):
    stranger = stranger()

    with pytest.raises(NotAllowed):
        quarter_schemes.edit(draft, columns={"bonus_cap": Decimal(1)}, actor=stranger, at=OVER)
    with pytest.raises(NotAllowed):
        quarter_schemes.adopt(draft, quarter=NEXT_YEAR, actor=stranger, at=OVER)


def given(scheme, **told):
    return {name: str(getattr(scheme, name)) for name in quarter_schemes.COLUMNS} | told


def test_the_office_drafts_compares_adopts_and_retires_on_the_pages(client, office, published):
    client.force_login(office)
    client.post(reverse("evaluation:quarter-scheme-draft"))
    draft = QuarterScheme.objects.get(state="draft")
    url = reverse("evaluation:quarter-scheme-edit", args=[draft.pk])

    client.post(url, given(draft, excellent_from="92", publicity_days="6"))

    text = client.get(url).content.decode()
    assert ("1 个等次会变" in text, "<b>良好</b>" in text) == (True, True)
    client.post(reverse("evaluation:quarter-scheme-adopt", args=[draft.pk]), {"quarter": "2026Q4"})
    client.post(reverse("evaluation:quarter-scheme-retire", args=[draft.pk]), {"quarter": "2027Q2"})
    draft.refresh_from_db()
    told = (draft.state, draft.starts_on, draft.retires_on, draft.publicity_days)
    assert told == ("retired", Q4, dt.date(2027, 4, 1), 6)
    assert "2027 年第二季度起不再使用" in client.get(reverse("evaluation:quarter-schemes")).content.decode()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"bonus_cap": "101"}, "应在 0 到 100 之间。"),
        ({"publicity_days": "4"}, "公示不少于 5 个工作日。"),
        ({"review_days": "61"}, "最多 60 个工作日。"),
        ({"good_from": "90"}, "各等次起点分应逐级降低。"),
    ],
)
def test_wrong_numbers_are_refused_with_words_and_kept_in_the_form(client, office, draft, told, said):
    client.force_login(office)

    response = client.post(reverse("evaluation:quarter-scheme-edit", args=[draft.pk]), given(draft, **told))

    assert (response.status_code, said in response.content.decode()) == (200, True)
    draft_again = QuarterScheme.objects.get(pk=draft.pk)
    assert [getattr(draft_again, name) for name in told] == [getattr(draft, name) for name in told]


@pytest.mark.parametrize("act", ["adopt", "retire"])
def test_a_quarter_that_is_none_is_refused_with_words(client, office, draft, act):
    client.force_login(office)
    address = reverse(f"evaluation:quarter-scheme-{act}", args=[draft.pk])

    response = client.post(address, {"quarter": "第四季度"}, follow=True)

    draft.refresh_from_db()
    assert ("季度写作 2026Q4 的形式。" in response.content.decode(), draft.state) == (True, "draft")


def test_the_list_asks_the_same_for_one_scheme_and_for_three(client, office, draft, django_assert_max_num_queries):
    client.force_login(office)
    address = reverse("evaluation:quarter-schemes")
    client.get(address)
    with django_assert_max_num_queries(12) as few:
        client.get(address)
    for version in (2, 3):
        QuarterSchemeFactory(version=version, starts_on=dt.date(2021, version, 1))

    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_an_official_sees_the_scheme_in_force_but_no_draft(client, draft):
    client.force_login(official_of(SiteFactory().organisation))

    text = client.get(reverse("evaluation:quarter-schemes")).content.decode()

    assert (text.count('<section class="fc-sheet fc-sec"'), "停用" in text) == (1, False)
    assert client.get(reverse("evaluation:quarter-scheme-edit", args=[draft.pk])).status_code == 404
