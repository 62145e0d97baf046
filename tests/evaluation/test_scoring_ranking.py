"""Ranks inside a peer group."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.ranking import Standing, Unranked, rank, rank_change

STANDINGS = st.lists(
    st.builds(
        Standing,
        party=st.text("0123456789", min_size=1, max_size=4),
        group=st.sampled_from(["rural", "urban"]),
        final=st.none() | st.decimals(90, 91, places=2),
        checks=st.integers(0, 3),
        vetoed=st.booleans(),
    ),
    max_size=20,
)


def standing(party, final, checks=5, group="urban", *, vetoed=False):
    return Standing(party, group, None if final is None else Decimal(final), checks, vetoed)


def lines(ranked):
    return [(line.standing.party, line.rank, line.unranked) for line in ranked]


def test_equal_finals_share_a_rank_and_the_next_one_is_skipped():
    ranked = rank([standing("d", "80"), standing("b", "90"), standing("a", "95.5"), standing("c", "90.00")])

    assert lines(ranked) == [("a", 1, None), ("b", 2, None), ("c", 2, None), ("d", 4, None)]
    assert {line.group_size for line in ranked} == {4}


def test_finals_that_are_published_alike_rank_alike():
    ranked = rank([standing("a", "90.001"), standing("b", "90.004")])

    assert lines(ranked) == [("a", 1, None), ("b", 1, None)]


def test_each_group_is_ranked_for_itself():
    ranked = rank([standing("a", "90"), standing("b", "95", group="rural"), standing("c", "85")])

    assert [(line.standing.group, line.standing.party, line.rank) for line in ranked] == [
        ("rural", "b", 1),
        ("urban", "a", 1),
        ("urban", "c", 2),
    ]


def test_parties_without_a_rank_are_listed_last_with_the_reason():
    ranked = rank(
        [
            standing("a", None, checks=0),
            standing("b", "99", checks=2),
            standing("c", "70"),
            standing("d", "98", vetoed=True),
            standing("e", "97", checks=1),
        ],
        min_sample=3,
    )

    assert lines(ranked) == [
        ("c", 1, None),
        ("d", None, Unranked.VETOED),
        ("b", None, Unranked.TOO_FEW_CHECKS),
        ("e", None, Unranked.TOO_FEW_CHECKS),
        ("a", None, Unranked.NO_DATA),
    ]
    assert ranked[1].standing.final == Decimal(98)
    assert ranked[0].group_size == 1


def test_nobody_to_rank_is_an_empty_ranking():
    assert rank([]) == ()


@pytest.mark.parametrize(
    ("previous", "current", "change"),
    [(5, 2, 3), (2, 5, -3), (2, 2, 0), (None, 2, None), (2, None, None)],
    ids=["climbed", "fell", "stayed", "new", "no rank now"],
)
def test_a_change_of_rank_is_counted_in_places_climbed(previous, current, change):
    assert rank_change(previous, current) == change


@given(STANDINGS)
def test_a_rank_is_one_more_than_the_number_of_better_parties_in_the_group(standings):
    ranked = rank(standings)

    assert len(ranked) == len(standings)
    for line in ranked:
        peers = [other for other in ranked if other.standing.group == line.standing.group and other.rank]
        if line.rank:
            assert line.rank == 1 + sum(other.standing.final > line.standing.final for other in peers)
        assert line.group_size == len(peers)
