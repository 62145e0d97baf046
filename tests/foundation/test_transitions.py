"""States follow one another by a table, and of two people one succeeds."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from foundation.errors import StaleState, TransitionNotAllowed
from foundation.transitions import TransitionTable, move

DOOR = TransitionTable({"open": ["shut"], "shut": ["open", "locked"], "locked": []})


class Door:
    """A row whose table is kept in memory: what is stored may differ from what a reader holds."""

    stored: dict[int, dict] = {}

    def __init__(self, pk, state):
        self.pk, self.state = pk, state
        self.stored[pk] = {"state": state}

    def get_state_display(self):
        return self.state.title()

    class _default_manager:
        @staticmethod
        def filter(pk, state):
            def update(**values):
                if Door.stored[pk]["state"] != state:
                    return 0
                Door.stored[pk].update(values)
                return 1

            return SimpleNamespace(update=update)


@pytest.mark.parametrize("old", DOOR)
@pytest.mark.parametrize("new", DOOR)
def test_the_table_allows_exactly_its_rows(old, new):
    allowed = {("open", "shut"), ("shut", "open"), ("shut", "locked")}

    assert DOOR.allows(old, new) is ((old, new) in allowed)


def test_an_unknown_state_leads_nowhere():
    assert DOOR.allows("ajar", "open") is False


def test_a_target_without_a_row_of_its_own_is_refused_when_the_table_loads():
    with pytest.raises(ValueError, match="'broken' follows 'open'"):
        TransitionTable({"open": ["broken"]})


def test_moving_changes_the_row_and_the_copy_and_returns_the_state_it_left():
    door = Door(1, "open")

    left = move(door, DOOR, to="shut", shut_by="Li")

    assert left == "open"
    assert (door.state, door.shut_by) == ("shut", "Li")
    assert Door.stored[1] == {"state": "shut", "shut_by": "Li"}


def test_a_step_the_table_does_not_know_is_refused_and_names_the_state():
    door = Door(2, "locked")

    with pytest.raises(TransitionNotAllowed, match="“Locked”"):
        move(door, DOOR, to="open")

    assert Door.stored[2] == {"state": "locked"}


def test_of_two_people_who_press_the_same_button_the_second_is_told():
    door = Door(3, "shut")
    Door.stored[3]["state"] = "locked"

    with translation.override("en"), pytest.raises(StaleState, match="Reload and try again"):
        move(door, DOOR, to="open")

    assert door.state == "shut"
    assert Door.stored[3] == {"state": "locked"}
