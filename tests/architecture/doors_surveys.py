"""Doors of surveys: the office asks, residents answer, everybody concerned reads what came of it."""

from .doors import ADMIN, PUBLIC, ROLES, SIGNED_IN, Door, of

OFFICE = frozenset([ADMIN])


def token(world):
    return {"token": world["open_survey"].token}


DOORS = [
    Door("evaluation:surveys", read=SIGNED_IN),
    Door("evaluation:survey-new", read=OFFICE, write=OFFICE),
    Door("evaluation:survey", read=ROLES, fill=of("open_survey")),
    Door("evaluation:survey-sheet", read=ROLES, fill=of("open_survey")),
    Door("evaluation:survey-export", write=OFFICE, fill=of("open_survey")),
    Door("evaluation:survey-open", write=OFFICE, fill=of("survey")),
    Door("evaluation:survey-close", write=OFFICE, fill=of("open_survey")),
    Door("evaluation:questionnaires", read=SIGNED_IN),
    Door("evaluation:questionnaire", read=OFFICE, fill=of("questionnaire")),
    Door("evaluation:questionnaire-copy", write=OFFICE, fill=of("questionnaire")),
    Door("evaluation:questionnaire-edit", read=OFFICE, write=OFFICE, fill=of("questionnaire")),
    Door("evaluation:questionnaire-publish", write=OFFICE, fill=of("questionnaire")),
    Door("evaluation:survey-answer", read=PUBLIC, write=PUBLIC, fill=token, shared=True),
    Door("evaluation:survey-thanks", read=PUBLIC, fill=token, shared=True),
    Door("evaluation:survey-code", read=PUBLIC, fill=lambda world: {**token(world), "kind": "svg"}, shared=True),
    Door("survey-list", read=SIGNED_IN),
    Door("survey-detail", read=ROLES, fill=of("open_survey")),
]
