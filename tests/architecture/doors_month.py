"""Doors of a month's sheets, of bonuses and deductions."""

from .doors import ADMIN, LEADER, OFFICIAL, SIGNED_IN, Door, of

OFFICE = frozenset([ADMIN])
WATCHING = frozenset([ADMIN, LEADER])
CONCERNED = frozenset([ADMIN, LEADER, OFFICIAL])

DOORS = [
    Door("evaluation:result-sheet", read=WATCHING, fill=of("result")),
    Door("evaluation:result-document", read=WATCHING, fill=of("result")),
    Door("evaluation:result-export", write=WATCHING, fill=of("result")),
    Door("evaluation:scheme-draft", write=OFFICE),
    Door("evaluation:scheme-edit", read=OFFICE, write=OFFICE, fill=of("scheme_draft")),
    Door("evaluation:scheme-adopt", write=OFFICE, fill=of("scheme_draft")),
    Door("evaluation:adjustments", read=SIGNED_IN),
    Door("evaluation:adjustment-new", read=OFFICE, write=OFFICE),
    Door("evaluation:adjustment-withdraw", write=OFFICE, fill=of("adjustment")),
    Door("evaluation:adjustment-document", read=CONCERNED, fill=of("adjustment")),
    Door("adjustment-list", read=SIGNED_IN),
    Door("adjustment-detail", read=CONCERNED, fill=of("adjustment")),
]
