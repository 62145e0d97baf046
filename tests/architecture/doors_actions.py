"""Doors of action orders, special actions, joint campaigns and pairings: who gets in where."""

from .doors import ADMIN, OFFICIAL, ROLES, SIGNED_IN, Door, of

OFFICE = frozenset([ADMIN])
SERVING = frozenset([OFFICIAL])


def place(world):
    return {"district": world["region"].pk}


def year(world):
    return {**place(world), "year": 2026}


def record(world):
    return {"kind": "support_record", "record": world["support"].pk}


ORDERS = [
    Door("campaigns:action-orders", read=SIGNED_IN),
    Door("campaigns:action-order-export", write=SIGNED_IN),
    Door("campaigns:action-order-new", read=OFFICE, write=OFFICE),
    Door("campaigns:action-order-rule", read=OFFICE, write=OFFICE, fill=place),
    Door("campaigns:action-order", read=ROLES, fill=of("action_order")),
    Door("campaigns:action-order-summary", write=ROLES, fill=of("closed_order")),
    Door("campaigns:action-order-document", read=ROLES, fill=of("action_order")),
    Door("campaigns:action-order-revise", read=OFFICE, write=OFFICE, fill=of("action_draft")),
    Door("campaigns:action-order-ask", read=OFFICE, write=OFFICE, fill=of("action_draft")),
    Door("campaigns:action-order-issue", write=OFFICE, fill=of("action_draft")),
    Door("campaigns:action-order-cancel", write=OFFICE, fill=of("action_draft")),
    Door("campaigns:action-order-close", write=OFFICE, fill=of("action_order")),
    Door("campaigns:action-tasks", read=SIGNED_IN),
    Door("campaigns:action-task-export", write=SIGNED_IN),
    Door("campaigns:action-task", read=ROLES, write=SERVING, fill=of("action_task")),
    Door("campaigns:action-task-confirm", write=OFFICE, fill=of("answered_task")),
    Door("campaigns:action-task-return", write=OFFICE, fill=of("answered_task")),
    Door("campaigns:action-task-take-out", write=OFFICE, fill=of("drafted_task")),
    Door("campaigns:action-task-photo", read=ROLES, fill=of("answered_task")),
    Door("action-order-list", read=SIGNED_IN, write=OFFICE),
    Door("action-order-detail", read=ROLES, fill=of("action_order")),
    Door("action-order-summary", write=ROLES, fill=of("closed_order")),
    Door("action-order-document", read=ROLES, fill=of("action_order")),
    *(
        Door(f"action-order-{step}", write=OFFICE, fill=of("action_draft"))
        for step in ("revise", "ask", "take-out", "issue", "cancel")
    ),
    Door("action-order-close", write=OFFICE, fill=of("action_order")),
    Door("action-task-list", read=SIGNED_IN),
    Door("action-task-detail", read=ROLES, fill=of("action_task")),
    Door("action-task-answer", write=SERVING, fill=of("action_task")),
    Door("action-task-confirm", write=OFFICE, fill=of("answered_task")),
    Door("action-task-return", write=OFFICE, fill=of("answered_task")),
]
SPECIAL = [
    Door("campaigns:special-actions", read=SIGNED_IN),
    Door("campaigns:special-action-export", write=SIGNED_IN),
    Door("campaigns:special-action-adopt", read=OFFICE, write=OFFICE, fill=year),
    Door("campaigns:special-action", read=ROLES, fill=of("special_action")),
    Door("campaigns:special-action-change", read=OFFICE, write=OFFICE, fill=of("special_action")),
    Door("campaigns:special-action-finish", write=OFFICE, fill=of("special_action")),
    Door("campaigns:special-action-stop", write=OFFICE, fill=of("special_action")),
    Door("campaigns:special-action-resume", write=OFFICE, fill=of("stopped_action")),
    Door("campaigns:special-action-figure", read=SERVING, write=SERVING, fill=of("special_action")),
    Door("campaigns:milestone-reach", read=SERVING, write=SERVING, fill=of("milestone")),
    Door("campaigns:milestone-reschedule", read=OFFICE, write=OFFICE, fill=of("milestone")),
    Door("campaigns:milestone-reopen", write=OFFICE, fill=of("milestone")),
    Door("special-action-list", read=SIGNED_IN),
    Door("special-action-detail", read=ROLES, fill=of("special_action")),
    Door("special-action-reach", write=SERVING, fill=of("special_action")),
    Door("special-action-enter", write=SERVING, fill=of("special_action")),
    *(
        Door(f"special-action-{step}", write=OFFICE, fill=of("special_action"))
        for step in ("reschedule", "reopen", "change", "finish", "stop")
    ),
    Door("special-action-resume", write=OFFICE, fill=of("stopped_action")),
]
JOINT = [
    Door("campaigns:joint-campaigns", read=SIGNED_IN),
    Door("campaigns:joint-campaign-new", read=OFFICE, write=OFFICE),
    Door("campaigns:joint-campaign", read=ROLES, fill=of("joint_campaign")),
    Door("campaigns:joint-campaign-export", write=ROLES, fill=of("joint_campaign")),
    Door("campaigns:joint-campaign-close", write=OFFICE, fill=of("joint_campaign")),
    Door("campaigns:joint-campaign-reopen", write=OFFICE, fill=of("joint_campaign")),
    Door("campaigns:campaign-tags", read=ROLES, write=OFFICE | SERVING, fill=record),
    Door("joint-campaign-list", read=SIGNED_IN, write=OFFICE),
    Door("joint-campaign-detail", read=ROLES, fill=of("joint_campaign")),
    Door("joint-campaign-close", write=OFFICE, fill=of("joint_campaign")),
    Door("joint-campaign-reopen", write=OFFICE, fill=of("joint_campaign")),
    Door("campaign-link-list", read=SIGNED_IN),
    Door("campaign-link-count", write=SIGNED_IN),  # the record is asked for before the role
    Door("campaign-link-detail", read=ROLES, fill=of("campaign_link")),
]
PAIRINGS = [
    Door("campaigns:pairings", read=SIGNED_IN),
    Door("campaigns:pairing-export", write=SIGNED_IN),
    Door("campaigns:pairing-new", read=OFFICE, write=OFFICE),
    Door("campaigns:pairing-rule", write=OFFICE, fill=place),
    Door("campaigns:pairing", read=ROLES, fill=of("pairing")),
    Door("campaigns:pairing-end", read=OFFICE, write=OFFICE, fill=of("pairing")),
    Door("campaigns:support-new", read=SERVING, write=SERVING, fill=of("pairing")),
    Door("campaigns:support-records", read=SIGNED_IN),
    Door("campaigns:support-export", write=SIGNED_IN),
    Door("campaigns:support-reverse", write=OFFICE | SERVING, fill=of("support")),
    Door("pairing-list", read=SIGNED_IN, write=OFFICE),
    Door("pairing-end", write=OFFICE, fill=of("pairing")),
    Door("pairing-detail", read=ROLES, fill=of("pairing")),
    Door("pairing-support", write=SERVING, fill=of("pairing")),
    Door("support-record-list", read=SIGNED_IN),
    Door("support-record-detail", read=ROLES, fill=of("support")),
    Door("support-record-reverse", write=OFFICE | SERVING, fill=of("support")),
]

DOORS = [*ORDERS, *SPECIAL, *JOINT, *PAIRINGS]
