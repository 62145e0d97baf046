"""Filters among more rows than a list may hold: a box takes the place of the list."""

import pytest

from evaluation.filters import SiteFilter
from evaluation.models import Site
from foundation.web import reach
from tests.factories import OrganisationFactory, RegionFactory, SiteFactory, admin_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(rf):
    admin = admin_of(RegionFactory(code="990102"))
    for number in range(3):
        office = OrganisationFactory(code=f"DW{number}", name=f"单位{number}", region__code="990102001")
        SiteFactory(name=f"点位{number}", region__code="990102001", organisation=office)
    return admin


def found(rf, admin, **asked):
    request = rf.get("/sites/", asked)
    request.user = admin
    return SiteFilter(request.GET, queryset=Site.objects.visible_to(admin), request=request)


def test_a_few_rows_are_a_list(rf, admin):
    html = str(found(rf, admin).form["organisation"])

    assert html.startswith("<select")
    assert html.count("<option") == 4


def test_more_rows_than_a_list_may_hold_are_a_box_with_the_first_as_suggestions(rf, admin, monkeypatch):
    monkeypatch.setattr(reach, "LONGEST_LIST", 2)

    html = str(found(rf, admin).form["organisation"])

    assert html.startswith('<input type="text" name="organisation"')
    assert '<option value="单位0">' in html
    assert "DW2" not in html


@pytest.mark.parametrize("asked", ["DW1", "单位1"])
def test_a_code_or_a_name_may_be_typed_and_links_name_the_key(rf, admin, asked):
    key = Site.objects.get(name="点位1").organisation_id

    assert [site.name for site in found(rf, admin, organisation=asked).qs] == ["点位1"]
    assert [site.name for site in found(rf, admin, organisation=str(key)).qs] == ["点位1"]


def test_the_box_shows_the_name_of_what_a_link_named_by_its_key(rf, admin, monkeypatch):
    monkeypatch.setattr(reach, "LONGEST_LIST", 2)
    filtered = found(rf, admin, organisation=str(Site.objects.get(name="点位1").organisation_id))

    assert filtered.form.is_valid()
    assert 'value="单位1"' in str(filtered.form["organisation"])


@pytest.mark.parametrize("asked", ["nobody", "同名", "9" * 30])
def test_what_nobody_or_several_are_called_is_told(rf, admin, asked):
    (
        OrganisationFactory(name="同名", region__code="990102001"),
        OrganisationFactory(name="同名", region__code="990102001"),
    )

    assert list(found(rf, admin, organisation=asked).form.errors) == ["organisation"]
