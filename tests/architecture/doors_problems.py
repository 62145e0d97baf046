"""Doors of problems on their way, of policies and of the working calendar: who steers, answers, re-checks, keeps."""

from .doors import ADMIN, INSPECTOR, LEADER, NONE, ROLES, SIGNED_IN, Door, of

OFFICE = frozenset([ADMIN])
LOOKING = frozenset([ADMIN, INSPECTOR])
BY_DEADLINES = frozenset([ADMIN, INSPECTOR, LEADER, "official"])


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


def own_policy(world):
    return {"scope": world["region"].pk, "severity": "minor"}


POLICIES = [
    Door("evaluation:policies", read=SIGNED_IN),
    Door("evaluation:policy", read=OFFICE, write=OFFICE, fill=own_policy),
    Door("evaluation:policy-drop", write=OFFICE, fill=of("policy")),
]


def year(world):
    return {"year": 2026}


CALENDAR = [
    Door("calendars:years", read=BY_DEADLINES),
    Door("calendars:year", read=BY_DEADLINES, fill=year, shared=True),
    Door("calendars:day-change", write=NONE, fill=year, shared=True),  # two districts: the office above both alone
    Door("calendars:hours", write=NONE, fill=year, shared=True),
    Door("calendars:span-set", write=NONE, fill=year, shared=True),
    Door("calendars:span-drop", write=NONE, fill=of("span"), shared=True),
    Door("calendars:declare", write=NONE, fill=year, shared=True),
    Door("calendars:day-drop", write=NONE, fill=lambda world: {"day": world["day"].pk}, shared=True),
]

DOORS = [*ENDPOINTS, *POLICIES, *CALENDAR]
