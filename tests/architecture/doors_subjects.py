"""Doors of cycles and subjects: everybody of a place sees them, families only those who look after them."""

from .doors import ADMIN, LEADER, OFFICIAL, ROLES, SIGNED_IN, Door, of

OFFICE = frozenset([ADMIN])
TAKERS = frozenset([ADMIN, OFFICIAL])
WATCHING = frozenset([ADMIN, LEADER])


def kind(name):
    return lambda world: {"kind": name}


DOORS = [
    Door("campaigns:cycles", read=SIGNED_IN),
    Door("campaigns:cycle-new", read=OFFICE, write=OFFICE),
    Door("campaigns:cycle", read=ROLES, fill=of("cycle")),
    Door("campaigns:cycle-close", write=OFFICE, fill=of("cycle")),
    Door("campaigns:subjects", read=SIGNED_IN),
    Door("campaigns:subject-export", write=SIGNED_IN),
    Door("campaigns:subject-enrol", read=TAKERS, write=TAKERS, fill=kind("unit"), shared=True),
    Door("campaigns:subject", read=ROLES, fill=of("unit")),
    Door("campaigns:subject-change", read=TAKERS, write=TAKERS, fill=of("unit")),
    Door("campaigns:subject-transfer", read=OFFICE, write=OFFICE, fill=of("unit")),
    Door("campaigns:subject-withdraw", write=OFFICE, fill=of("unit")),
    Door("campaigns:subject-name", write=OFFICE, fill=of("family")),
    Door("campaigns:subject-forget", write=OFFICE, fill=of("family")),
    Door("campaigns:participant-join", write=OFFICE, fill=of("unit")),
    Door("campaigns:participant-join-all", write=OFFICE, fill=of("unit")),
    Door("campaigns:participant-leave", write=OFFICE, fill=of("participation")),
    Door("evaluation:subject-scores", read=ROLES, fill=of("unit")),
    Door("evaluation:subject-problems", read=WATCHING, fill=of("family")),
    Door("cycle-list", read=SIGNED_IN, write=OFFICE),
    Door("cycle-detail", read=ROLES, fill=of("cycle")),
    Door("cycle-close", write=OFFICE, fill=of("cycle")),
    Door("subject-list", read=SIGNED_IN, write=TAKERS),
    Door("subject-detail", read=WATCHING, fill=of("family")),
    Door("subject-participants", read=ROLES, fill=of("unit")),
    Door("subject-join", write=OFFICE, fill=of("unit")),
    Door("subject-join-all", write=OFFICE, fill=of("unit")),
    Door("subject-leave", write=OFFICE, fill=of("unit")),
    Door("subject-change", write=TAKERS, fill=of("unit")),
    Door("subject-transfer", write=OFFICE, fill=of("unit")),
    Door("subject-withdraw", write=OFFICE, fill=of("unit")),
    Door("subject-show-name", write=OFFICE, fill=of("family")),
    Door("subject-withdraw-consent", write=OFFICE, fill=of("family")),
]
