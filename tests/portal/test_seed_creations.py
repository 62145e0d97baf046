"""The five creations of the demonstration: a cycle, its subjects, who files for them, and nobody's name in the open."""

import datetime as dt

import pytest

from campaigns.kinds import unseal
from campaigns.models import Cycle, Participation, Subject
from foundation.audit.models import AuditEntry
from foundation.organisations.models import OrganisationKind
from portal.demo.names import demo_names
from portal.demo.seed_creations import seed_creations
from portal.demo.seed_places import seed_organisations, seed_regions
from portal.demo.seed_sizes import SIZES, organisations_of, townships_of, villages_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def said():
    names, size = demo_names(), SIZES["small"]
    OrganisationKind.objects.create(code="education", name="教育局", group="government", peer_group="government")
    seed_regions([names.province, names.prefecture, *names.districts])
    seed_regions([*townships_of(size, names), *villages_of(size, names)])
    seed_organisations(organisations_of(size, names))
    return seed_creations("990102", since=dt.date(2026, 8, 1), today=TODAY, office=None)


def test_everybody_of_the_district_is_in_the_current_cycle(said):
    cycle = Cycle.objects.get()

    assert (str(cycle.region), cycle.starts_on, cycle.ends_on, cycle.state) == (
        "清河区",
        dt.date(2026, 1, 1),
        dt.date(2028, 12, 31),
        "open",
    )
    assert said == "第七届（2026—2028年）: 1 city, 8 village_town, 32 unit, 2 campus, 10 family"
    assert Subject.objects.enrolled().filter(enrolled_on__gt=dt.date(2026, 3, 17)).count() == 0


def test_everybody_enrolled_has_somebody_who_files_for_him(said):
    assert Subject.objects.enrolled().exclude(participations__ended_on=None).count() == 0
    city = Participation.objects.in_force().filter(subject__creation_type="city")
    assert sorted(city.values_list("level", "region", "organisation__code")) == [
        ("organisation", "990102", "QH005"),
        ("township", "990102001", None),
        ("township", "990102003", None),
        ("township", "990102102", None),
    ]


def test_names_of_families_lie_encrypted_and_a_withdrawn_consent_leaves_nothing(said):
    families = Subject.objects.filter(creation_type="family")
    kept = families.filter(consent_withdrawn_on=None)

    assert {name[1:] for name in kept.values_list("name", flat=True)} == {"*家庭"}
    assert [one.code for one in kept if unseal(one.sealed)["holder"][:1] != one.name[:1]] == []
    assert list(families.exclude(consent_withdrawn_on=None).values_list("name", "sealed", "profile")) == [("", "", {})]
    holders = [unseal(one.sealed)["holder"] for one in kept]
    assert [entry.pk for entry in AuditEntry.objects.all() if any(name in str(entry.after) for name in holders)] == []
