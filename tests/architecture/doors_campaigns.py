"""Doors of the five creations: who gets in where."""

from .doors import ADMIN, LEADER, ROLES, SIGNED_IN, Door, of

OFFICE = frozenset([ADMIN])
WATCHING = frozenset([ADMIN, LEADER])

BOARDS = [
    Door("campaigns:boards", read=SIGNED_IN),
    Door("campaigns:board-export", write=SIGNED_IN),
    Door("campaigns:board-propose", read=OFFICE, write=OFFICE),
    Door("campaigns:board-approve", write=OFFICE, fill=of("board_entry")),
    Door("campaigns:board-reject", write=OFFICE, fill=of("board_entry")),
    Door("campaigns:board-remove", write=OFFICE, fill=of("listed_entry")),
    Door("board-entry-list", read=SIGNED_IN, write=OFFICE),
    Door("board-entry-approve", write=OFFICE, fill=of("board_entry")),
    Door("board-entry-reject", write=OFFICE, fill=of("board_entry")),
    Door("board-entry-remove", write=OFFICE, fill=of("listed_entry")),
    Door("board-entry-detail", read=ROLES, fill=of("listed_entry")),
]

DOORS = [*BOARDS]
