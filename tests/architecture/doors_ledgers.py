"""Doors of ledgers: offices define them, officials fill them, the office and the level above verify."""

from .doors import ADMIN, OFFICIAL, ROLES, SIGNED_IN, Door, of

OFFICE = frozenset([ADMIN])
FILERS = frozenset([ADMIN, OFFICIAL])


def field(code):
    return lambda world: {"pk": world["ledger"].pk, "code": code}


DOORS = [
    Door("campaigns:ledgers", read=SIGNED_IN),
    Door("campaigns:ledger-entries", read=SIGNED_IN),
    Door("campaigns:ledger-entries-export", write=SIGNED_IN),
    Door("campaigns:ledger-verify-many", write=SIGNED_IN),
    Door("campaigns:ledger", read=ROLES, fill=of("ledger")),
    Door("campaigns:ledger-export", write=ROLES, fill=of("ledger")),
    Door("campaigns:ledger-gaps", read=ROLES, fill=of("ledger")),
    Door("campaigns:ledger-gaps-export", write=ROLES, fill=of("ledger")),
    Door("campaigns:ledger-enter", read=FILERS, write=FILERS, fill=of("ledger")),
    Door("campaigns:ledger-entry", read=ROLES, fill=of("ledger_entry")),
    Door("campaigns:ledger-entry-edit", read=FILERS, write=FILERS, fill=of("ledger_entry")),
    Door("campaigns:ledger-entry-stage", read=OFFICE, write=OFFICE, fill=of("ceremony")),
    Door("campaigns:ledger-entry-correct", read=FILERS, write=FILERS, fill=of("verified_entry")),
    Door("campaigns:ledger-entry-verify", write=OFFICE, fill=of("ledger_entry")),
    Door("campaigns:ledger-entry-return", write=OFFICE, fill=of("ledger_entry")),
    Door("campaigns:ledger-entry-withdraw", write=FILERS, fill=of("ledger_entry")),
    Door("campaigns:ledger-entry-reverse", write=FILERS, fill=of("verified_entry")),
    Door("campaigns:ledger-entry-end", write=FILERS, fill=of("register_entry")),
    Door("campaigns:ledger-entry-reveal", write=OFFICE, fill=of("ceremony")),
    Door("campaigns:ledger-photo", read=ROLES, fill=of("ledger_photo")),
    Door("campaigns:ledger-photo-thumbnail", read=ROLES, fill=of("ledger_photo")),
    Door("campaigns:ledger-define", read=OFFICE, write=OFFICE),
    Door("campaigns:ledger-definition", read=ROLES, fill=of("ledger")),
    Door("campaigns:ledger-change", read=OFFICE, write=OFFICE, fill=of("ledger")),
    Door("campaigns:ledger-field-new", read=OFFICE, write=OFFICE, fill=of("ledger")),
    Door("campaigns:ledger-field", read=OFFICE, write=OFFICE, fill=field("theme")),
    Door("campaigns:ledger-field-retire", write=OFFICE, fill=field("activity")),
    Door("campaigns:ledger-figure-new", read=OFFICE, write=OFFICE, fill=of("ledger")),
    Door("campaigns:ledger-figure-drop", write=OFFICE, fill=of("ledger")),
    Door("campaigns:ledger-take-over", write=OFFICE, fill=of("shipped_ledger"), shared=True),
    Door("campaigns:ledger-retire", write=OFFICE, fill=of("ledger")),
    Door("campaigns:ledger-restore", write=OFFICE, fill=of("ledger")),
    Door("campaigns:ledger-limits", read=SIGNED_IN, write=OFFICE),
    Door("campaigns:ledger-limit-end", write=OFFICE, fill=of("limit")),
    Door("ledger-kind-list", read=SIGNED_IN),
    Door("ledger-kind-detail", read=ROLES, fill=of("ledger")),
    Door("ledger-entry-list", read=SIGNED_IN, write=SIGNED_IN),
    Door("ledger-entry-detail", read=ROLES, fill=of("ledger_entry")),
    Door("ledger-entry-edit", write=FILERS, fill=of("ledger_entry")),
    Door("ledger-entry-file-stage", write=OFFICE, fill=of("ceremony")),
    Door("ledger-entry-verify", write=OFFICE, fill=of("ledger_entry")),
    Door("ledger-entry-return", write=OFFICE, fill=of("ledger_entry")),
    Door("ledger-entry-withdraw", write=FILERS, fill=of("ledger_entry")),
    Door("ledger-entry-correct", write=FILERS, fill=of("verified_entry")),
    Door("ledger-entry-end", write=FILERS, fill=of("register_entry")),
    Door("ledger-entry-show-people", write=OFFICE, fill=of("ceremony")),
]
