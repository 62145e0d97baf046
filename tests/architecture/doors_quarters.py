"""Doors of quarters, materials, the negative list and appeals: the office, the parties, their reviewers, the public."""

from .doors import ADMIN, INSPECTOR, LEADER, OFFICIAL, PUBLIC, REVIEWER, ROLES, SIGNED_IN, Door, of

OFFICE = frozenset([ADMIN])
CONCERNED = frozenset([ADMIN, LEADER, OFFICIAL])
PARTY = frozenset([OFFICIAL])
READERS = frozenset([ADMIN, LEADER, OFFICIAL, REVIEWER])
SCORING = frozenset([REVIEWER])
PLACE = frozenset([ADMIN, INSPECTOR, LEADER, REVIEWER])


def indicator(world):
    return {"pk": world["material"].pk, "indicator": world["material_leaf"].pk}


def disputed(kind, thing):
    return lambda world: {"kind": kind, "pk": world[thing].pk}


DOORS = [
    Door("evaluation:evaluations", read=ROLES),
    Door("evaluation:evaluation-years", read=ROLES),
    Door("evaluation:evaluation-export", write=ROLES, needs_records=True),
    Door("evaluation:evaluation-prepare", write=SIGNED_IN),  # asks for a quarter first, then whether one may
    Door("evaluation:evaluation", read=ROLES, fill=of("quarter")),
    Door("evaluation:evaluation-document", read=ROLES, fill=of("quarter")),
    Door("evaluation:evaluation-open", write=OFFICE, fill=of("quarter")),
    Door("evaluation:evaluation-approve", write=OFFICE, fill=of("quarter")),
    Door("evaluation:evaluation-publish", write=OFFICE, fill=of("quarter")),
    Door("evaluation:evaluation-correct", write=OFFICE, fill=of("quarter")),
    Door("evaluation:evaluation-publicity", read=PUBLIC, fill=of("quarter"), shared=True),
    Door("evaluation:evaluation-result", read=PLACE, fill=of("quarter_result")),
    Door("evaluation:materials", read=SIGNED_IN),
    Door("evaluation:material-ask", write=SIGNED_IN),  # asks whose first, then whether one may
    Door("evaluation:material", read=READERS, fill=of("material")),
    Door("evaluation:material-filing", write=PARTY, fill=of("material")),
    Door("evaluation:material-return", write=OFFICE, fill=of("material")),
    Door("evaluation:review-assign", write=OFFICE, fill=of("material")),
    Door("evaluation:material-write", write=PARTY, fill=indicator),
    Door("evaluation:material-attach", write=PARTY, fill=indicator),
    Door("evaluation:material-file", read=READERS, fill=of("material_evidence")),
    Door("evaluation:material-detach", write=PARTY, fill=of("material_evidence")),
    Door("evaluation:reviews", read=SIGNED_IN),
    Door("evaluation:review-work", read=SCORING, write=SCORING, fill=of("assignment")),
    Door("evaluation:review-release", write=OFFICE, fill=of("assignment")),
    Door("evaluation:appeals", read=SIGNED_IN),
    Door("evaluation:appeal-new", read=PARTY, write=PARTY, fill=disputed("check", "done")),
    Door("evaluation:appeal", read=CONCERNED, fill=of("appeal")),
    Door("evaluation:appeal-answer", write=OFFICE, fill=of("appeal")),
    Door("evaluation:appeal-file", read=CONCERNED, fill=of("appeal_file")),
    Door("evaluation:negatives", read=SIGNED_IN),
    Door("evaluation:negative-new", read=OFFICE, write=OFFICE),
    Door("evaluation:negative-withdraw", write=OFFICE, fill=of("negative")),
    Door("evaluation:negative-document", read=CONCERNED, fill=of("negative")),
    Door("evaluation-list", read=SIGNED_IN),
    Door("evaluation-detail", read=ROLES, fill=of("quarter_result")),
    Door("evaluation-explain", read=PLACE, fill=of("quarter_result")),
    Door("appeal-list", read=SIGNED_IN, write=SIGNED_IN),
    Door("appeal-detail", read=CONCERNED, fill=of("appeal")),
    Door("appeal-accept", write=CONCERNED, fill=of("appeal")),  # a decision is asked for before the role
    Door("appeal-reject", write=CONCERNED, fill=of("appeal")),
]
