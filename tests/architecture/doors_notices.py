"""Doors of notices and interviews: the office and the organisation read, the organisation signs, the office records."""

from .doors import ADMIN, OFFICIAL, ROLES, SIGNED_IN, Door, of

OFFICE = frozenset([ADMIN])
ADDRESSEE = frozenset([OFFICIAL])

DOORS = [
    Door("evaluation:notices", read=SIGNED_IN),
    Door("evaluation:notice-sign-all", write=ADDRESSEE),
    Door("evaluation:notice", read=ROLES, fill=of("notice")),
    Door("evaluation:notice-sign", write=ADDRESSEE, fill=of("notice")),
    Door("evaluation:notice-document", read=ROLES, fill=of("notice")),
    Door("evaluation:interviews", read=SIGNED_IN),
    Door("evaluation:interview", read=ROLES, fill=of("interview")),
    Door("evaluation:interview-hold", write=OFFICE, fill=of("interview")),
    Door("evaluation:interview-document", read=ROLES, fill=of("held_interview")),
    Door("notice-list", read=SIGNED_IN),
    Door("notice-detail", read=ROLES, fill=of("notice")),
    Door("notice-sign", write=ADDRESSEE, fill=of("notice")),
    Door("notice-document", read=ROLES, fill=of("notice")),
]
