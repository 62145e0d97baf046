"""Doors of the board, the inbox and the steps of a problem: who gets in where."""

from .doors import ADMIN, INSPECTOR, OFFICIAL, Door, of

OFFICE = frozenset([ADMIN])
FIELD = frozenset([ADMIN, INSPECTOR])
SERVING = frozenset([OFFICIAL])
GIVING_BACK = frozenset([ADMIN, OFFICIAL])


def one(name, roles, thing):
    return Door(f"evaluation:problem-{name}", read=roles, write=roles, fill=of(thing))


DOORS = [
    Door("evaluation:problem-inbox", read=SERVING),
    Door("evaluation:problem-new", read=FIELD, write=FIELD),
    Door("evaluation:problem-assign-many", read=OFFICE, write=OFFICE),
    Door("evaluation:problem-cancel-many", read=OFFICE, write=OFFICE),
    Door("evaluation:problem-consequence", read=OFFICE),
    Door("evaluation:problem-compare", read=OFFICE),
    Door("evaluation:problem-merge", write=OFFICE),
    Door("evaluation:field-rechecks", read=FIELD),
    Door("evaluation:second-look", read=FIELD, write=FIELD, fill=of("second_look")),
    one("assign", OFFICE, "problem"),
    one("cancel", OFFICE, "problem"),
    one("rectify", SERVING, "assigned_problem"),
    one("ask-extension", SERVING, "assigned_problem"),
    one("give-back", GIVING_BACK, "assigned_problem"),
    one("suspend", OFFICE, "assigned_problem"),
    one("grant-extension", OFFICE, "extended_problem"),
    one("refuse-extension", OFFICE, "extended_problem"),
    one("resume", OFFICE, "suspended_problem"),
    one("close", FIELD, "rectified_problem"),
    one("return", FIELD, "rectified_problem"),
]
