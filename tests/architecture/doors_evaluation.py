"""Doors of the four ones: who gets in where."""

from .doors import ADMIN, INSPECTOR, LEADER, NONE, ROLES, SIGNED_IN, Door, of

OFFICE = frozenset([ADMIN])
WATCHING = frozenset([ADMIN, LEADER])
FIELD = frozenset([ADMIN, INSPECTOR])
STREETS = frozenset([ADMIN, INSPECTOR, LEADER])


def result_site(world):
    return {"pk": world["result"].pk, "site": world["site"].pk}


ASSESSMENTS = [
    Door("evaluation:assessments", read=ROLES),
    Door("evaluation:assessment-live", read=STREETS),
    Door("evaluation:assessment-export", write=WATCHING, needs_records=True),
    Door("evaluation:assessment-score", write=SIGNED_IN),  # asks for a month first, then whether one may
    Door("evaluation:assessment", read=WATCHING, fill=of("assessment")),
    Door("evaluation:assessment-approve", write=OFFICE, fill=of("assessment")),
    Door("evaluation:assessment-publish", write=OFFICE, fill=of("assessment")),
    Door("evaluation:assessment-correct", write=OFFICE, fill=of("assessment")),
    Door("evaluation:result", read=WATCHING, fill=of("result")),
    Door("evaluation:result-site", read=WATCHING, fill=result_site),
    Door("evaluation:schemes", read=SIGNED_IN),
    Door("assessment-list", read=SIGNED_IN),
    Door("assessment-detail", read=WATCHING, fill=of("result")),
    Door("assessment-explain", read=WATCHING, fill=of("result")),
]

CHECKS = [
    Door("evaluation:checks", read=SIGNED_IN),
    Door("evaluation:check", read=ROLES, fill=of("check")),
    Door("evaluation:check-confirm", write=OFFICE, fill=of("check")),
    Door("evaluation:check-cancel", write=OFFICE, fill=of("check")),
    Door("evaluation:check-void", write=OFFICE, fill=of("check")),
    Door("evaluation:check-flags", read=SIGNED_IN),
    Door("evaluation:check-flag-answer", write=OFFICE, fill=of("flag")),
    Door("evaluation:photo", read=ROLES, fill=of("attachment")),
    Door("evaluation:photo-thumbnail", read=ROLES, fill=of("attachment")),
    Door("evaluation:field", read=FIELD),
    Door("evaluation:field-mine", read=FIELD),
    Door("evaluation:field-sites", read=FIELD),
    Door("evaluation:field-check", read=FIELD, fill=of("check")),
    Door("evaluation:field-site", read=FIELD, fill=lambda world: {"code": world["site"].code}),
    Door("check-submission", write=SIGNED_IN),
    Door("check-submission-batch", write=SIGNED_IN),
    Door("check-list", read=SIGNED_IN),
    Door("check-detail", read=ROLES, fill=of("check")),
    Door("check-confirm", write=OFFICE, fill=of("check")),
    Door("check-cancel", write=ROLES, fill=of("check")),  # a reason is asked for before the role
    Door("check-void", write=ROLES, fill=of("check")),
]

PLANS = [
    Door("evaluation:plans", read=SIGNED_IN),
    Door("evaluation:plan-new", read=OFFICE, write=OFFICE),
    Door("evaluation:plan", read=WATCHING, fill=of("plan")),
    Door("evaluation:plan-edit", read=OFFICE, write=OFFICE, fill=of("plan")),
    Door("evaluation:plan-adopt", write=OFFICE, fill=of("plan")),
    Door("evaluation:plan-end", write=OFFICE, fill=of("plan")),
    Door("evaluation:draws", read=SIGNED_IN),
    Door("evaluation:draw", read=WATCHING, fill=of("draw")),
    Door("evaluation:draw-make", write=OFFICE, fill=lambda world: {"district": world["region"].pk}),
    Door("plan-list", read=SIGNED_IN),
    Door("plan-detail", read=WATCHING, fill=of("plan")),
]

FORMS = [
    Door("evaluation:indicator-systems", read=SIGNED_IN),
    Door("evaluation:indicator-system", read=OFFICE, fill=of("own_system")),
    Door("evaluation:indicator-system-copy", write=OFFICE, fill=of("own_system")),
    Door("evaluation:indicator-system-publish", read=OFFICE, write=OFFICE, fill=of("own_system")),
    Door("evaluation:indicator-system-retire", write=OFFICE, fill=of("own_system")),
    Door(
        "evaluation:indicator-system-export",
        write=OFFICE,
        fill=lambda world: {"pk": world["own_system"].pk, "kind": "csv"},
    ),
    Door("evaluation:indicator", read=OFFICE, write=OFFICE, fill=of("own_leaf")),
    Door("indicator-system-list", read=SIGNED_IN),
    Door("indicator-system-detail", read=OFFICE, fill=of("own_system")),
]

SITES = [
    Door("evaluation:site-types", read=SIGNED_IN),
    Door("evaluation:site-type", read=NONE, write=NONE, fill=of("site_type")),  # the portal's administrator alone
    Door("evaluation:site-type-retire", write=NONE, fill=of("site_type")),
    Door("evaluation:site-type-resume", write=NONE, fill=of("site_type")),
    Door("site-type-list", read=SIGNED_IN),
    Door("site-type-detail", read=SIGNED_IN, fill=lambda world: {"code": world["site_type"].code}, shared=True),
    Door("evaluation:sites", read=SIGNED_IN),
    Door("evaluation:site-export", write=SIGNED_IN),
    Door("evaluation:site-map", read=SIGNED_IN),
    Door("evaluation:site-areas", read=SIGNED_IN),
    Door("evaluation:site-points", read=SIGNED_IN),
    Door("evaluation:site-new", read=OFFICE, write=OFFICE),
    Door("evaluation:site", read=ROLES, fill=of("site")),
    Door("evaluation:site-edit", read=OFFICE, write=OFFICE, fill=of("site")),
    Door("evaluation:site-move", read=OFFICE, write=OFFICE, fill=of("site")),
    Door("evaluation:site-retire", write=OFFICE, fill=of("site")),
    Door("evaluation:site-resume", write=OFFICE, fill=of("site")),
    Door("evaluation:site-sheet", read=ROLES, fill=of("site")),
    Door("evaluation:site-code", read=ROLES, fill=lambda world: {"pk": world["site"].pk, "kind": "svg"}),
    Door("site-list", read=SIGNED_IN),
    Door("site-detail", read=ROLES, fill=of("site")),
]

PROBLEMS = [
    Door("evaluation:problems", read=SIGNED_IN),
    Door("evaluation:problem-export", write=SIGNED_IN),
    Door("evaluation:problem", read=ROLES, fill=of("problem")),
]

DOORS = [*ASSESSMENTS, *CHECKS, *PLANS, *FORMS, *SITES, *PROBLEMS]
