"""Ledgers as an office defines them: fields are added and retired, types stay, figures count at once."""

import datetime as dt

import pytest

from campaigns.actions import ledger_kinds, ledgers
from campaigns.forms.ledger_kinds import FieldForm
from campaigns.forms.ledgers import EntryForm
from campaigns.metrics.ledgers import LedgerFigures
from campaigns.models import LedgerAmount, LedgerEntry, LedgerKind
from campaigns.queries.ledgers import gaps, kinds_for, summary
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed
from foundation.metrics.models import Metric
from foundation.metrics.registry import Party
from foundation.periods import Period
from portal.shipped import ledgers as shipped
from tests.factories import (
    OrganisationFactory,
    ParticipationFactory,
    RegionFactory,
    SubjectFactory,
    admin_of,
    official_of,
)
from tests.factories.ledgers import LedgerEntryFactory, ledger, shipped_ledgers

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
TODAY = NOON.date()
HEAD = {
    "name": "茶馆议事", "name_en": "Tea-house talks", "description": "", "description_en": "",
    "creation_types": ["village_town"], "entered_by": ["village"], "frequency": "month", "at_least": 1,
}  # fmt: skip
NUMBER = {"code": "f1", "name": "到场人数", "type": "people", "required": True}


@pytest.fixture
def district():
    return RegionFactory(code="990102")


@pytest.fixture
def own(district):
    office = admin_of(district)
    kind = ledger_kinds.define(district, head=HEAD, nature="event", dated_by="议事日期", actor=office, at=NOON)
    ledger_kinds.put_field(kind, field=NUMBER, actor=office, at=NOON)
    return LedgerKind.objects.get()


def test_an_office_sets_up_a_ledger_and_officials_fill_it(own, district):
    village = RegionFactory(code="990102100201")
    official = official_of(village)

    entry = ledgers.enter(own, region=village, given={"dated_on": "2026-11-20", "f1": "12"}, actor=official, at=NOON)

    assert (own.code, entry.values) == ("own-990102-1", {"dated_on": "2026-11-20", "f1": 12})
    assert [kind.code for kind in LedgerKind.objects.visible_to(official)] == ["own-990102-1"]
    assert list(LedgerKind.objects.visible_to(admin_of("990103"))) == []
    with pytest.raises(NotAllowed):
        ledger_kinds.change(own, head=HEAD, actor=official, at=NOON)
    assert AuditEntry.objects.filter(verb__startswith="ledger_kind").count() == 2


def test_a_field_with_entries_keeps_its_type_and_an_answer_that_was_given_is_retired(own):
    office = admin_of("990102")
    kinds = [{"code": "a", "name": "邻里", "name_en": ""}, {"code": "b", "name": "环境", "name_en": ""}]
    choice = {"code": "f2", "name": "议题", "type": "choice", "options": kinds, "multiple": False}
    ledger_kinds.put_field(own, field=choice, actor=office, at=NOON)
    LedgerEntryFactory(kind=own, values={"dated_on": "2026-10-14", "f1": 3, "f2": "a"})

    with pytest.raises(BadInput, match="类型不能改"):
        ledger_kinds.put_field(own, field={**NUMBER, "type": "text"}, actor=office, at=NOON)
    ledger_kinds.put_field(own, field={**NUMBER, "name": "到会人数"}, actor=office, at=NOON)
    ledger_kinds.put_field(own, field={**choice, "options": [{"code": "c", "name": "其他"}]}, actor=office, at=NOON)

    fields = {row["code"]: row for row in LedgerKind.objects.get().fields}
    assert fields["f1"]["name"] == "到会人数"
    assert fields["f2"]["options"] == [{"code": "c", "name": "其他"}, {**kinds[0], "retired": True}]
    spec = next(spec for spec in LedgerKind.objects.get().specs if spec.code == "f2")
    assert ([one.code for one in spec.offered], spec.shown("a")) == (["c"], "邻里")


def test_a_retired_answer_is_offered_where_it_was_given_and_comes_back_by_its_name(own):
    kinds = [
        {"code": "a", "name": "邻里", "name_en": "", "retired": True},
        {"code": "c", "name": "其他", "name_en": ""},
    ]
    row = {"code": "f2", "name": "议题", "type": "choice", "options": kinds, "multiple": False}
    ledger_kinds.put_field(own, field=row, actor=admin_of("990102"), at=NOON)

    where = {"kind": LedgerKind.objects.get(), "region": "990102100201", "today": TODAY}
    new, old = EntryForm(**where), EntryForm(**where, initial={"f2": "a"})
    filled = {"name": "议题", "type": "choice", "options": "其他\n邻里"}
    back = FieldForm(filled, kind=own, row=row)

    assert [code for code, _name in new.fields["f2"].choices] == ["c"]
    assert [code for code, _name in old.fields["f2"].choices] == ["a", "c"]
    assert FieldForm(kind=own, row=row).initial["options"] == "其他"
    assert back.is_valid()
    assert [(one["code"], one["name"]) for one in back.told()["options"]] == [("c", "其他"), ("a", "邻里")]


def test_a_field_that_was_answered_is_retired_and_one_that_was_not_goes(own):
    office = admin_of("990102")
    ledger_kinds.put_field(own, field={"code": "f2", "name": "备注", "type": "text"}, actor=office, at=NOON)
    LedgerEntryFactory(kind=own, values={"dated_on": "2026-10-14", "f1": 3})

    ledger_kinds.retire_field(own, code="f1", actor=office, at=NOON)
    ledger_kinds.retire_field(own, code="f2", actor=office, at=NOON)
    with pytest.raises(BadInput):
        ledger_kinds.retire_field(own, code="dated_on", actor=office, at=NOON)

    rows = LedgerKind.objects.get().fields
    assert [(row["code"], row.get("retired", False)) for row in rows] == [("dated_on", False), ("f1", True)]


def test_a_figure_counts_the_entries_there_are_and_is_defined(own):
    office, entry = admin_of("990102"), LedgerEntryFactory(kind=own, values={"dated_on": "2026-10-14", "f1": 3})
    figure = {"name": "到场人次", "unit": "人次", "of": "sum", "field": "f1"}

    ledger_kinds.put_figure(own, figure=figure, actor=office, at=NOON)

    name = "own-990102-1.990102-1"
    party = Party(entry.region_id)
    assert LedgerFigures().compute([name], [party], Period.parse("2026-10"), at=NOON) == {(name, party): 3}
    assert Metric.objects.get(pk=name).definition == "台账“茶馆议事”中“议事日期”在期内、已核实的“到场人数”之和"
    with pytest.raises(BadInput):
        ledger_kinds.retire_field(own, code="f1", actor=office, at=NOON)
    ledger_kinds.drop_figure(own, code=name, actor=office, at=NOON)
    assert (LedgerAmount.objects.count(), Metric.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "figure",
    [
        {"of": "sum"},
        {"of": "count", "field": "f1"},
        {"of": "sum", "field": "dated_on"},
        {"of": "count", "where": {"x": "1"}},
    ],
)
def test_a_figure_that_makes_no_sense_is_refused(own, figure):
    with pytest.raises(BadInput):
        ledger_kinds.put_figure(own, figure={"name": "数", **figure}, actor=admin_of("990102"), at=NOON)


def test_a_shipped_ledger_is_taken_over_with_its_entries_and_figures(district):
    kind, office = ledger("moral_lectures"), admin_of(district)
    entry, elsewhere = LedgerEntryFactory(), LedgerEntryFactory(region__code="990103100201")
    with pytest.raises(NotAllowed, match="改用本级"):
        ledger_kinds.put_field(kind, field=NUMBER, actor=office, at=NOON)

    own = ledger_kinds.take_over(kind, region=district, actor=office, at=NOON)
    again = ledger_kinds.take_over(kind, region=district, actor=office, at=NOON)
    steps = next(row for row in own.fields if row["code"] == "steps")
    lines = [*steps["options"], {"code": "o1", "name": "发善心", "name_en": ""}]
    ledger_kinds.put_field(own, field={**steps, "options": lines}, actor=office, at=NOON)

    assert (own.pk, kinds_for("990102100201")["moral_lectures"].pk) == (again.pk, own.pk)
    assert kinds_for("990103")["moral_lectures"].pk == kind.pk
    assert [LedgerEntry.objects.get(pk=one.pk).kind_id for one in (entry, elsewhere)] == [own.pk, kind.pk]
    assert LedgerFigures().compute(["lectures.sessions"], [Party("9901")], Period.parse("2026-10"), at=NOON) == {
        ("lectures.sessions", Party("9901")): 2
    }


def test_a_retired_ledger_is_taken_up_again(own):
    office = admin_of("990102")
    ledger_kinds.retire(own, actor=office, at=NOON)
    assert LedgerKind.objects.active().count() == 0
    ledger_kinds.restore(LedgerKind.objects.get(), actor=office, at=NOON)

    assert LedgerKind.objects.active().count() == 1


def test_the_shipped_ledgers_are_installed_once_and_cover_the_practices(settings):
    folder = settings.BASE_DIR / "catalogue"

    assert shipped.install(folder, NOON) == ("ledgers: 34 created, 0 changed, 0 unchanged", True)
    assert shipped.install(folder, NOON) == ("ledgers: 0 created, 0 changed, 34 unchanged", False)
    LedgerKind.objects.filter(code="councils").update(name="旧名")
    assert shipped.install(folder, NOON) == ("ledgers: 0 created, 1 changed, 33 unchanged", True)
    lacking = [row["code"] for row in shipped_ledgers().values() if not (row["name_en"] and row["description_en"])]
    assert lacking == []


def takes_part(region, **given):
    return ParticipationFactory(subject=SubjectFactory(region=region, **given), region=region)


def test_gaps_are_those_who_take_part_and_lack_entries_in_the_running_period(district):
    villages = [RegionFactory(code=f"99010210020{n}") for n in (1, 2, 3)]
    for village in villages:
        takes_part(village)
    takes_part(RegionFactory(code="990102001001"), state="withdrawn", withdrawn_on=TODAY, reason="撤并")
    kind = ledger("council_meetings")
    LedgerEntryFactory(kind=kind, region=villages[0], dated_on=dt.date(2026, 10, 1), waiting=True)
    LedgerEntryFactory(kind=kind, region=villages[1], dated_on=dt.date(2026, 9, 30))
    LedgerEntryFactory(kind=kind, region=villages[2], dated_on=dt.date(2026, 10, 1), state="reversed")

    assert summary(admin_of(district), "990102", [kind], on=TODAY) == {"council_meetings": (3, 2)}
    assert [(gap.region, gap.there) for gap in gaps(admin_of(district), "990102", [kind], on=TODAY)] == [
        (villages[1].code, 0), (villages[2].code, 0),
    ]  # fmt: skip
    assert summary(official_of(villages[0]), "990102", [kind], on=TODAY) == {"council_meetings": (1, 0)}
    assert summary(admin_of("990103"), "990102", [kind], on=TODAY) == {}


def test_a_register_has_no_gap_while_a_line_is_in_force_and_an_organisation_answers_for_itself(district):
    school = OrganisationFactory(region=district, kind="school")
    subject = SubjectFactory(region=district, organisation=school, creation_type="campus", level="organisation")
    ParticipationFactory(subject=subject, region=district, organisation=school)
    kind = ledger("escort_duty")
    line = LedgerEntryFactory(kind=kind, region=district, organisation=school, dated_on=dt.date(2020, 9, 1))

    assert summary(official_of(school), "990102", [kind], on=TODAY) == {"escort_duty": (1, 0)}
    LedgerEntry.objects.filter(pk=line.pk).update(ended_on=TODAY)
    assert [gap.organisation for gap in gaps(official_of(school), "990102", [kind], on=TODAY)] == [school.pk]
