"""Doors of retiring a month's scheme, and of the schemes of quarters."""

from .doors import ADMIN, SIGNED_IN, Door, of

OFFICE = frozenset([ADMIN])

DOORS = [
    Door("evaluation:scheme-retire", write=OFFICE, fill=of("scheme_draft")),
    Door("evaluation:quarter-schemes", read=SIGNED_IN),
    Door("evaluation:quarter-scheme-draft", write=OFFICE),
    Door("evaluation:quarter-scheme-edit", read=OFFICE, write=OFFICE, fill=of("quarter_scheme_draft")),
    Door("evaluation:quarter-scheme-adopt", write=OFFICE, fill=of("quarter_scheme_draft")),
    Door("evaluation:quarter-scheme-retire", write=OFFICE, fill=of("quarter_scheme_draft")),
]
