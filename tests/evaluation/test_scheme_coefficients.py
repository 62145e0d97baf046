"""Streets and organisations are named with their coefficient; the lines say what is wrong with them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from evaluation.actions import assessments, schemes
from evaluation.engine.what_if import compare
from evaluation.models import Result
from foundation.audit.models import AuditEntry
from tests.factories import CheckFactory, OrganisationFactory, RegionFactory, SchemeFactory, SiteFactory, admin_of

from .test_schemes import NOON, OCTOBER, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return admin_of("990102")


@pytest.fixture
def draft(office):
    SchemeFactory()
    RegionFactory(code="990102001", name="东风街道")
    OrganisationFactory(code="JT", name="交通局", region=RegionFactory(code="990102"))
    OrganisationFactory(code="WQ", name="外区城管局", region=RegionFactory(code="990103"))
    return schemes.draft(actor=office, at=NOON)


@pytest.fixture
def page(client, office, draft):
    client.force_login(office)
    url = reverse("evaluation:scheme-edit", args=[draft.pk])
    given = {name: str(getattr(draft, name)) for name in schemes.COLUMNS}

    def send(*told, **others):
        return client.post(url, given | rows(*told) | others)

    return send


def coefficients(scheme):
    return list(scheme.coefficients.order_by("pk").values_list("region", "organisation__code", "coefficient"))


def test_parties_are_named_as_offered_by_code_and_by_name(page, draft):
    response = page("东风街道 990102001", "1.05", "JT", "0.95")

    assert response.status_code == 302
    assert coefficients(draft) == [("990102001", None, Decimal("1.050")), (None, "JT", Decimal("0.950"))]
    assert AuditEntry.objects.filter(verb="scheme.edit").get().after["coefficients"] == {
        "东风街道": "1.05",
        "交通局": "0.95",
    }


def test_a_line_that_is_cleared_takes_the_coefficient_away(page, draft):
    page("东风街道", "1.05")

    page("", "")

    assert coefficients(draft) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("交警大队", "1.1"), "这里没有代码或名称为“交警大队”的单位或区划。"),
        (("外区城管局", "1.1"), "这里没有代码或名称为“外区城管局”的单位或区划。"),
        (("JT", ""), "应填写该对象的系数。"),
        (("", "1.1"), "应写明这是谁的系数。"),
        (("JT", "1.1", "交通局", "1.2"), "“交通局”在两行里重复。"),
    ],
    ids=["unknown", "elsewhere", "no number", "nobody", "twice"],
)
def test_a_wrong_line_is_refused_with_words_and_nothing_is_saved(page, draft, given, said):
    response = page(*given)

    assert (response.status_code, said in response.content.decode()) == (200, True)
    assert coefficients(draft) == []


def test_more_lines_are_asked_for_without_script_and_what_was_typed_stays(page, draft):
    response = page("东风街道", "1.05", more="1")

    text = response.content.decode()
    assert (text.count('name="c-'), 'value="东风街道"' in text) == (4 + 7 * 2, True)
    assert coefficients(draft) == []


def test_a_party_of_another_district_is_refused_by_the_action_too(draft, office):
    elsewhere = RegionFactory(code="990103001")

    with pytest.raises(schemes.PartyElsewhere):
        schemes.edit(draft, columns={}, type_weights={}, coefficients={elsewhere: Decimal(2)}, actor=office, at=NOON)

    assert coefficients(draft) == []


def test_the_coefficient_of_an_organisation_multiplies_its_month(office):
    base = SchemeFactory()
    site = SiteFactory()
    CheckFactory(done=True, site=site, score=Decimal(80), earned=Decimal(80), on=dt.date(2026, 10, 14))
    assessment = assessments.score(RegionFactory(code="990102"), period=OCTOBER, actor=None, at=NOON)
    draft = schemes.draft(actor=office, at=NOON)
    told = {site.organisation: Decimal("1.1")}
    schemes.edit(draft, columns={}, type_weights={}, coefficients=told, actor=office, at=NOON)

    lines = {line.result.organisation_id: line.final for line in compare(assessment, draft)}

    before = Result.objects.get(assessment=assessment, organisation=site.organisation).final
    assert (base.coefficients.count(), before, lines[site.organisation_id]) == (0, Decimal("80.00"), Decimal("88.00"))
