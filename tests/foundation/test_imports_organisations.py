"""Organisations and people come in by files."""

import datetime as dt

import pytest
from django.utils import translation

from foundation.accounts.choices import Role
from foundation.accounts.models import Grant, User
from foundation.audit.models import AuditEntry
from foundation.imports.kinds import ImportOutcome, RowErrors, kind
from foundation.imports.loading import load_file
from foundation.organisations.models import Organisation, OrganisationKind
from tests.factories import GrantFactory, OrganisationFactory, RegionFactory, UserFactory, admin_of

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
UNITS = "code,name,region,kind,parent\n"
PEOPLE = "username,name,role,region,organisation,phone,email\n"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def load(tmp_path):
    def load(code, text, actor=None):
        path = tmp_path / "file.csv"
        path.write_text(text, encoding="utf-8")
        return load_file(kind(code), path, actor=actor, at=NOON)

    return load


@pytest.fixture
def mistakes(load):
    def mistakes(code, text, actor=None):
        with pytest.raises(RowErrors) as refused:
            load(code, text, actor)
        return [(error.line, error.column.split()[-1], error.reason) for error in refused.value.errors]

    return mistakes


def test_organisations_are_set_up_with_their_parents_in_any_order(load):
    RegionFactory(code="990102")
    OrganisationKind.objects.create(
        code="urban_management", name="城市管理局", group="government", peer_group="government"
    )

    outcome = load("organisations", f"{UNITS}DW2,执法队,990102,,DW1\nDW1,城管局,990102000000,城市管理局,\n")

    assert outcome == ImportOutcome(created=2)
    assert list(Organisation.objects.order_by("code").values_list("code", "kind", "parent__code", "pinyin")) == [
        ("DW1", "urban_management", None, "chengguanju"),
        ("DW2", "", "DW1", "zhifadui"),
    ]


def test_importing_organisations_again_updates_by_code(load):
    RegionFactory(code="990102")
    load("organisations", f"{UNITS}DW1,城管局,990102,,\nDW2,教育局,990102,,\n")

    outcome = load("organisations", "code,name,region\nDW1,城市管理局,990102\nDW2,教育局,990102\n")

    assert outcome == ImportOutcome(updated=1, unchanged=1)
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["organisation.register", "organisation.register", "organisation.change"]


def test_a_column_that_the_file_does_not_have_is_left_as_it_is(load):
    top = OrganisationFactory(code="DW0")
    OrganisationFactory(code="DW1", kind="education", parent=top)

    load("organisations", "code,name,region\nDW1,教育局,990102\n")

    assert Organisation.objects.filter(code="DW1", kind="education", parent=top).exists()


def test_every_mistake_about_organisations_is_told(mistakes):
    RegionFactory(code="990102")
    OrganisationFactory(code="OLD", region=RegionFactory(code="990103"))

    found = mistakes(
        "organisations",
        f"{UNITS}A,甲,990102,,B\nB,乙,990102,,A\nC,丙,990199,,\nD,丁,990102,,NONE\nE,,990102,,\nF,己,990102,,E\nOLD,旧,990102,,\n",
        admin_of("990102"),
    )

    assert found == [
        (2, "parent", "“A” would stand above itself."),
        (3, "parent", "“B” would stand above itself."),
        (4, "region", "There is no region “990199”."),
        (5, "parent", "There is no organisation “NONE”, neither in the file nor in the portal."),
        (6, "name", "This cell is empty."),
        (8, "region", "Only an office administrator of this region can do this."),
    ]


def test_people_are_set_up_with_one_role_for_each_row(load):
    RegionFactory(code="990102")
    OrganisationFactory(code="DW1")

    outcome = load(
        "users",
        f"{PEOPLE}wanglan,王岚,督查员,990102,,13800005678,\nwanglan,王岚,official,,DW1,13800005678,\nliping,李平,领导,990102,,,l@example.com\n",
    )

    assert outcome == ImportOutcome(created=2)
    held = Grant.objects.order_by("pk").values_list(
        "user__username", "role", "region_id", "organisation__code", "starts_on"
    )
    assert list(held) == [
        ("wanglan", "inspector", "990102", None, dt.date(2026, 11, 23)),
        ("wanglan", "official", None, "DW1", dt.date(2026, 11, 23)),
        ("liping", "leader", "990102", None, dt.date(2026, 11, 23)),
    ]
    assert not User.objects.get(username="wanglan").has_usable_password()


def test_importing_people_again_gives_no_role_twice(load):
    RegionFactory(code="990102")
    text = f"{PEOPLE}wanglan,王岚,督查员,990102,,13800005678,\n"
    load("users", text)

    assert load("users", text) == ImportOutcome(unchanged=1)
    assert load("users", text.replace("王岚", "王兰")) == ImportOutcome(updated=1)
    assert (Grant.objects.count(), User.objects.get().name) == (1, "王兰")


def test_every_mistake_about_people_is_told(mistakes):
    RegionFactory(code="990102")
    elsewhere = UserFactory(username="chief")
    GrantFactory(user=elsewhere, role=Role.LEADER, region=RegionFactory(code="9901"))

    found = mistakes(
        "users",
        f"{PEOPLE}a b,甲,督查员,990102,,,\nb,乙,皇帝,990102,,,\nc,丙,督查员,,,,\nd,丁,督查员,9901,,,\n"
        "e,戊,督查员,,NONE,,x\nf,己,督查员,990102,,1,\nf,巳,领导,990102,,1,\nchief,长,督查员,990102,,,\n",
        admin_of("990102"),
    )

    assert [(line, column) for line, column, _reason in found] == [
        (2, "username"), (3, "role"), (4, "region"), (5, "region"), (6, "email"), (8, "name"), (9, "username"),
    ]  # fmt: skip
    assert [reason for line, _column, reason in found if line in (5, 8, 9)] == [
        "You can give roles only in the places that you administer.",
        "This differs from line 7, which has the same sign-in name.",
        "This person also holds roles outside the places that you administer.",
    ]
    assert not User.objects.filter(username="f").exists()
