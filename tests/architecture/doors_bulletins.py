"""Doors of weekly bulletins: drafts are the office's, what is published is the district's, what is public anybody's."""

from .doors import ADMIN, LEADER, PUBLIC, ROLES, SIGNED_IN, Door, of

OFFICE = frozenset([ADMIN])
WATCHING = frozenset([ADMIN, LEADER])


def photo(thing):
    return lambda world: {"pk": world[thing].pk, "side": "before"}


DOORS = [
    Door("evaluation:bulletins", read=SIGNED_IN),
    Door("evaluation:bulletin-compile", write=OFFICE, fill=lambda world: {"district": world["region"].pk}),
    Door("evaluation:bulletin", read=WATCHING, fill=of("bulletin")),
    Door("evaluation:bulletin-write", write=OFFICE, fill=of("bulletin")),
    Door("evaluation:bulletin-reuse", write=OFFICE, fill=of("bulletin")),
    Door(
        "evaluation:bulletin-figure", read=WATCHING, fill=lambda world: {"pk": world["bulletin"].pk, "figure": "found"}
    ),
    Door("evaluation:bulletin-approve", write=OFFICE, fill=of("bulletin")),
    Door("evaluation:bulletin-reopen", write=OFFICE, fill=of("bulletin")),
    Door("evaluation:bulletin-publish", write=OFFICE, fill=of("bulletin")),
    Door("evaluation:bulletin-correct", write=OFFICE, fill=of("bulletin")),
    Door("evaluation:bulletin-document", read=WATCHING, fill=of("bulletin")),
    Door("evaluation:bulletin-masks", read=OFFICE, fill=of("bulletin_case")),
    Door("evaluation:bulletin-mask", write=OFFICE, fill=of("bulletin_case")),
    Door("evaluation:bulletin-photo", read=WATCHING, fill=photo("bulletin_case")),
    Door("evaluation:public-bulletins", read=PUBLIC),
    Door("evaluation:public-bulletin", read=PUBLIC, fill=of("public_bulletin"), shared=True),
    Door("evaluation:public-bulletin-photo", read=PUBLIC, fill=photo("public_case"), shared=True),
    Door("bulletin-list", read=SIGNED_IN),
    Door("bulletin-detail", read=ROLES, fill=of("public_bulletin")),
]
