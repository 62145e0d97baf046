"""Doors of leading groups, meetings and decisions: who gets in where."""

from .doors import ADMIN, LEADER, OFFICIAL, SIGNED_IN, Door, of

OFFICE = frozenset([ADMIN])
WATCHING = frozenset([ADMIN, LEADER])
WORKING = frozenset([ADMIN, LEADER, OFFICIAL, "team_manager"])
CONCERNED = frozenset([ADMIN, LEADER, OFFICIAL])
OWNER = frozenset([OFFICIAL])


def replaced(world):
    """The first version of corrected minutes."""
    return {"pk": world["corrected_meeting"].pk, "version": 1}


GROUPS = [
    Door("campaigns:leadership", read=SIGNED_IN),
    Door("campaigns:group-new", read=OFFICE, write=OFFICE),
    Door("campaigns:group", read=CONCERNED, fill=of("group")),
    Door("campaigns:group-edit", read=OFFICE, write=OFFICE, fill=of("group")),
    Door("campaigns:group-force", write=OFFICE, fill=of("forming_group")),
    Door("campaigns:group-dissolve", write=OFFICE, fill=of("group")),
    Door("campaigns:member-new", read=OFFICE, write=OFFICE, fill=of("group")),
    Door("campaigns:member-succeed", read=OFFICE, write=OFFICE, fill=of("group_member")),
    Door("group-list", read=SIGNED_IN, write=OFFICE),
    Door("group-detail", read=CONCERNED, fill=of("group")),
    Door("group-change", write=OFFICE, fill=of("group")),
    Door("group-put-in-force", write=OFFICE, fill=of("forming_group")),
    Door("group-dissolve", write=OFFICE, fill=of("group")),
    Door("group-seat", write=OFFICE, fill=of("group")),
    Door("group-succeed", write=OFFICE, fill=of("group")),
    Door("group-leave", write=OFFICE, fill=of("group")),
    Door("campaigns:member-end", write=OFFICE, fill=of("group_member")),
]
MEETINGS = [
    Door("campaigns:meetings", read=SIGNED_IN),
    Door("campaigns:meeting-export", write=SIGNED_IN),
    Door("campaigns:meeting-new", read=OFFICE, write=OFFICE),
    Door("campaigns:meeting", read=CONCERNED, fill=of("held_meeting")),
    Door("campaigns:meeting-edit", read=OFFICE, write=OFFICE, fill=of("called_meeting")),
    Door("campaigns:meeting-call", write=OFFICE, fill=of("called_meeting")),
    Door("campaigns:meeting-cancel", write=OFFICE, fill=of("called_meeting")),
    Door("campaigns:meeting-hold", write=OFFICE, fill=of("begun_meeting")),
    Door("campaigns:meeting-mark", write=OFFICE, fill=of("held_meeting")),
    Door("campaigns:meeting-point", write=OFFICE, fill=of("held_meeting")),
    Door("campaigns:meeting-decide", read=OFFICE, write=OFFICE, fill=of("held_meeting")),
    Door("campaigns:minutes-write", write=OFFICE, fill=of("agenda_item")),
    Door("campaigns:minutes-sign", write=OFFICE, fill=of("ready_meeting")),
    Door("campaigns:minutes-document", read=CONCERNED, fill=of("signed_meeting")),
    Door("campaigns:minutes-correct", read=OFFICE, write=OFFICE, fill=of("signed_meeting")),
    Door("campaigns:minutes-replaced", read=CONCERNED, fill=replaced),
    Door("campaigns:minutes-replaced-document", read=CONCERNED, fill=replaced),
    Door("meeting-correct", write=CONCERNED, fill=of("signed_meeting")),
    Door("meeting-replaced", read=CONCERNED, fill=of("signed_meeting")),
    Door("meeting-list", read=SIGNED_IN, write=SIGNED_IN),
    Door("meeting-detail", read=CONCERNED, fill=of("signed_meeting")),
    Door("meeting-document", read=CONCERNED, fill=of("signed_meeting")),
    Door("meeting-call", write=OFFICE, fill=of("called_meeting")),
    Door("meeting-cancel", write=CONCERNED, fill=of("called_meeting")),
    Door("meeting-hold", write=OFFICE, fill=of("begun_meeting")),
    Door("meeting-attendance", write=CONCERNED, fill=of("held_meeting")),
    Door("meeting-minutes", write=CONCERNED, fill=of("held_meeting")),
    Door("meeting-sign", write=OFFICE, fill=of("ready_meeting")),
]
DECISIONS = [
    Door("campaigns:decisions", read=SIGNED_IN),
    Door("campaigns:decision-export", write=SIGNED_IN),
    Door("campaigns:decision", read=CONCERNED, fill=of("decision")),
    Door("campaigns:decision-edit", read=OFFICE, write=OFFICE, fill=of("draft_decision")),
    Door("campaigns:decision-drop", write=OFFICE, fill=of("draft_decision")),
    Door("campaigns:decision-start", write=OWNER, fill=of("decision")),
    Door("campaigns:decision-report", read=OWNER, write=OWNER, fill=of("decision")),
    Door("campaigns:decision-confirm", write=OFFICE, fill=of("done_decision")),
    Door("campaigns:decision-return", write=OFFICE, fill=of("done_decision")),
    Door("campaigns:decision-postpone", read=OFFICE, write=OFFICE, fill=of("decision")),
    Door("campaigns:decision-cancel", write=OFFICE, fill=of("decision")),
    Door("decision-list", read=SIGNED_IN, write=SIGNED_IN),
    Door("decision-detail", read=CONCERNED, fill=of("decision")),
    Door("decision-start", write=OWNER, fill=of("decision")),
    Door("decision-report", write=CONCERNED, fill=of("decision")),
    Door("decision-confirm", write=OFFICE, fill=of("done_decision")),
    Door("decision-return", write=CONCERNED, fill=of("done_decision")),
    Door("decision-postpone", write=CONCERNED, fill=of("decision")),
    Door("decision-cancel", write=CONCERNED, fill=of("decision")),
]

DOORS = [*GROUPS, *MEETINGS, *DECISIONS]
