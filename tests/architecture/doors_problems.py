"""Doors of problems on their way, of policies and of the working calendar: who steers, answers, re-checks, keeps."""

from .doors import ADMIN, INSPECTOR, ROLES, SIGNED_IN, Door, of

OFFICE = frozenset([ADMIN])
LOOKING = frozenset([ADMIN, INSPECTOR])


def step(name, write):
    return Door(f"problem-{name}", write=write, fill=of("problem"))


ENDPOINTS = [
    Door("problem-list", read=SIGNED_IN, write=SIGNED_IN),  # what is wrong is asked for before the role
    Door("problem-detail", read=ROLES, fill=of("problem")),
    step("assign", OFFICE),
    step("close", LOOKING),
    step("grant-extension", OFFICE),
    step("resume", OFFICE),
    *(
        step(name, ROLES)  # reasons and photos are asked for before the role
        for name in ("give-back", "rectify", "return", "extend", "refuse-extension", "suspend", "cancel", "merge")
    ),
    Door("rectification-list", read=SIGNED_IN),
    Door("rectification-detail", read=ROLES, fill=of("rectification")),
]

DOORS = [*ENDPOINTS]
