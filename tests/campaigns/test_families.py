"""Families: enrolled with their consent only, masked and encrypted, forgotten when it is taken back."""

import datetime as dt

import pytest

from campaigns.actions import consents, subjects
from campaigns.actions.subject_facts import Consent, ProfileWrong
from campaigns.kinds import unseal
from campaigns.models import LedgerEntry, LedgerKind, Subject
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed
from tests.factories import (
    CycleFactory,
    RegionFactory,
    SubjectFactory,
    admin_of,
    inspector_of,
    leader_of,
    official_of,
)

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 10, 14, 4, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 10, 14)
SIGNED = Consent(dt.date(2026, 10, 1), "written")


@pytest.fixture
def village():
    CycleFactory()
    return RegionFactory(code="990102100201", name="柳林村")


def enrolled(creation_type="village_town", **given):
    return subjects.enrol(**{"creation_type": creation_type, "on": DAY, "actor": None, "at": NOON, **given})


def family(village, **given):
    return enrolled(
        "family", **{"region": village, "given": {"holder": "王建国", "members": 4}, "consent": SIGNED, **given}
    )


def test_a_family_is_enrolled_masked_and_its_name_lies_encrypted(village):
    made = family(village, actor=official_of(village))

    made.refresh_from_db()
    assert (made.code, made.name, made.profile, made.gaps) == ("990102100201-001", "王*家庭", {"members": 4}, 0)
    assert "王建国" not in made.sealed
    assert unseal(made.sealed) == {"holder": "王建国"}
    assert (made.consented_on, made.consent_kind, made.consent_by.pk) == (
        SIGNED.given_on,
        "written",
        AuditEntry.objects.get().actor_id,
    )
    assert "王" not in str(AuditEntry.objects.get().after)
    assert list(made.participations.values_list("region", "level")) == [("990102100201", "village")]


def test_families_are_numbered_by_their_village_and_no_number_is_given_twice(village):
    family(village)
    family(village, number=12)

    assert family(village).code == "990102100201-013"
    with pytest.raises(subjects.AlreadyEnrolled):
        family(village, number=12)


def test_no_family_without_consent_nor_with_one_of_tomorrow(village):
    with pytest.raises(BadInput, match="同意"):
        family(village, consent=None)
    with pytest.raises(BadInput, match="同意"):
        family(village, consent=Consent(dt.date(2026, 10, 15), "written"))
    with pytest.raises(ProfileWrong):
        family(village, given={"members": 4})

    assert not Subject.objects.exists()


def test_the_profile_is_changed_by_who_may_enrol_and_a_name_that_is_not_typed_again_stays(village):
    made = family(village)

    subjects.change(made, given={"members": 5}, on=DAY, actor=official_of(village), at=NOON)
    subjects.change(made, given={"members": 5, "holder": "赵秀英"}, on=DAY, actor=official_of(village), at=NOON)

    made.refresh_from_db()
    assert (made.name, made.profile, unseal(made.sealed)) == ("赵*家庭", {"members": 5}, {"holder": "赵秀英"})
    entries = AuditEntry.objects.filter(verb="subject.change").order_by("pk")
    assert [entry.after for entry in entries] == [{"personal_changed": True}]
    with pytest.raises(NotAllowed):
        subjects.change(made, given={}, on=DAY, actor=leader_of("990102"), at=NOON)


def test_each_look_at_a_name_is_written_down_and_only_those_who_look_after_the_family_may(village):
    made = family(village)

    assert consents.show_names(made, actor=official_of(village), at=NOON) == {"holder": "王建国"}
    assert consents.show_names(made, actor=admin_of("990102"), at=NOON) == {"holder": "王建国"}
    for actor in (leader_of("990102"), inspector_of("990102"), official_of(RegionFactory(code="990102100202"))):
        with pytest.raises(NotAllowed):
            consents.show_names(made, actor=actor, at=NOON)

    assert AuditEntry.objects.filter(verb="subject.show_name", subject_id=made.pk).count() == 2


def test_a_consent_that_is_taken_back_leaves_nothing_that_identifies(village):
    made = family(village)
    kind = LedgerKind.objects.create(
        code="stars", name="星级文明户", creation_types=["family"], entered_by=["village"], nature="register",
        dated_by="on", frequency="year",
    )  # fmt: skip
    LedgerEntry.objects.create(
        kind=kind, district_id="990102", region=village, subject=made, dated_on=DAY, sealed="x", entered_at=NOON
    )

    consents.withdraw_consent(made, on=DAY, actor=official_of(village), at=NOON)

    made.refresh_from_db()
    assert (made.sealed, made.name, made.profile, str(made), made.state) == (
        "",
        "",
        {},
        "990102100201-001",
        "withdrawn",
    )
    assert (made.consent_withdrawn_on, made.withdrawn_on) == (DAY, DAY)
    assert LedgerEntry.objects.get().sealed == ""
    assert consents.show_names(made, actor=official_of(village), at=NOON) == {"holder": ""}
    with pytest.raises(consents.NothingToForget):
        consents.withdraw_consent(made, on=DAY, actor=official_of(village), at=NOON)


def test_a_family_that_left_before_may_still_take_its_consent_back(village):
    made = family(village)
    subjects.withdraw(made, reason="迁出", on=DAY, actor=None, at=NOON)

    consents.withdraw_consent(made, on=DAY, actor=admin_of("990102"), at=NOON)

    made.refresh_from_db()
    assert (made.sealed, made.reason, made.consent_withdrawn_on) == ("", "迁出", DAY)


def test_consent_is_taken_back_by_nobody_else_and_only_where_there_is_one(village):
    made = family(village)

    with pytest.raises(NotAllowed):
        consents.withdraw_consent(made, on=DAY, actor=leader_of("990102"), at=NOON)
    with pytest.raises(consents.NothingToForget):
        consents.withdraw_consent(SubjectFactory(), on=DAY, actor=None, at=NOON)
