"""The draw as plain values: order, zones, recusal, load, replay."""

import datetime as dt
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.engine.days_off import is_day_off
from evaluation.engine.draw import Candidate, Crew, Drawable, Inputs, assign, lot, ranked, replay, seed_of

ON = dt.date(2026, 10, 14)
SEED = "5" * 64
STREET, OTHER = "990102001", "990102002"


def candidate(site, *, region=f"{STREET}001", organisation=1, times=1, per="month", days=None):
    return Candidate(site, region, organisation, times, per, None if days is None else ON - dt.timedelta(days=days))


def drawn(candidates, inspectors, *, load=6):
    return [(one.site, one.inspector) for one in assign(candidates, Crew(inspectors, seed=SEED, daily_load=load))]


def test_the_due_ratio_is_days_since_the_last_check_in_intervals():
    ratios = [
        candidate(1, days=15).due_ratio(ON),
        candidate(1, times=2, days=15).due_ratio(ON),
        candidate(1, times=3, per="week", days=7).due_ratio(ON),
        candidate(1, per="quarter", days=182).due_ratio(ON),
        candidate(1).due_ratio(ON),
    ]

    assert ratios == [Fraction(1, 2), 1, 3, 2, None]


def test_never_checked_sites_come_first_then_the_most_overdue():
    sites = [candidate(1, days=31), candidate(2), candidate(3, days=90), candidate(4, times=4, days=31)]

    assert [one.site for one in ranked(sites, on=ON, seed=SEED)] == [2, 4, 3, 1]


def test_among_equals_the_lot_decides_and_another_seed_decides_otherwise():
    sites = [candidate(pk) for pk in range(20)]

    orders = [[one.site for one in ranked(sites, on=ON, seed=seed)] for seed in (SEED, SEED, "6" * 64)]

    assert orders[0] == orders[1] == sorted(range(20), key=lambda pk: lot(SEED, pk))
    assert orders[0] != orders[2]


def test_a_zone_reaches_everything_under_it_and_nothing_else():
    crew = [Drawable(1, (STREET,), ()), Drawable(2, (OTHER,), ())]
    sites = [candidate(1), candidate(2, region=f"{OTHER}001"), candidate(3, region="990102003001")]

    assert drawn(sites, crew) == [(1, 1), (2, 2)]


def test_nobody_is_drawn_for_an_organisation_he_keeps_away_from():
    crew = [Drawable(1, ("990102",), (7,)), Drawable(2, (OTHER,), ())]

    assert drawn([candidate(1, organisation=7), candidate(2, organisation=8)], crew) == [(2, 1)]


def test_the_load_is_balanced_and_never_above_the_daily_load():
    crew = [Drawable(pk, ("990102",), ()) for pk in (1, 2, 3)]
    sites = [candidate(pk) for pk in range(100)]

    assert Counter(inspector for _site, inspector in drawn(sites, crew, load=6)) == {1: 6, 2: 6, 3: 6}
    assert sorted(Counter(inspector for _site, inspector in drawn(sites[:8], crew)).values()) == [2, 3, 3]


def test_without_inspectors_nothing_is_drawn():
    assert drawn([candidate(1)], []) == []


def test_the_seed_comes_from_district_day_plan_and_a_number_nobody_knew():
    seeds = {
        seed_of("990102", ON, 1, "a"),
        seed_of("990103", ON, 1, "a"),
        seed_of("990102", ON + dt.timedelta(days=1), 1, "a"),
        seed_of("990102", ON, 2, "a"),
        seed_of("990102", ON, 1, "b"),
    }

    assert len(seeds) == 5


regions = st.sampled_from(["990102001001", "990102001002", "990102002001"])
sites = st.lists(
    st.builds(
        Candidate,
        st.integers(1, 10_000),
        regions,
        st.integers(1, 5),
        st.integers(1, 4),
        st.sampled_from(["week", "month", "quarter"]),
        st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 10, 11)),
    ),
    max_size=60,
    unique_by=lambda one: one.site,
)
zones = st.lists(st.sampled_from(["990102", STREET, OTHER]), min_size=1, max_size=3, unique=True).map(tuple)
crews = st.lists(
    st.builds(Drawable, st.integers(1, 50), zones, st.lists(st.integers(1, 5), max_size=2).map(tuple)),
    max_size=6,
    unique_by=lambda one: one.inspector,
)


@given(sites, crews, st.integers(1, 5))
def test_every_draw_keeps_zone_recusal_and_load_and_leaves_nobody_idle(candidates, crew, load):
    inputs = Inputs("990102", 1, ON, "n", load, len(candidates), tuple(candidates), tuple(crew))
    result = replay(inputs)
    loads = Counter(one.inspector for one in result)
    places = {one.site: one for one in candidates}
    people = {one.inspector: one for one in crew}

    assert result == replay(inputs)
    assert len({one.site for one in result}) == len(result)
    for one in result:
        site, person = places[one.site], people[one.inspector]
        assert any(site.region.startswith(zone) for zone in person.zones)
        assert site.organisation not in person.recused
    assert all(count <= load for count in loads.values())
    for site in set(places) - {one.site for one in result}:
        for person in crew:
            free = loads[person.inspector] < load and places[site].organisation not in person.recused
            assert not (free and any(places[site].region.startswith(zone) for zone in person.zones))


@pytest.mark.django_db
def test_holidays_and_exchanged_weekends_follow_the_chinese_calendar():
    days = {
        dt.date(2026, 10, 1): True,
        dt.date(2026, 10, 10): False,
        dt.date(2026, 10, 11): True,
        dt.date(2026, 10, 14): False,
        dt.date(2099, 10, 1): False,
        dt.date(2099, 10, 3): True,
    }

    assert {day: is_day_off(day) for day in days} == days
