"""The shapes of submissions and their answers, for the schema of the API."""

from typing import Any

NUMBER_OR_NULL = {"type": ["string", "null"], "example": "87.50"}
POSITION = {
    "type": ["object", "null"],
    "required": ["longitude", "latitude"],
    "properties": {
        "longitude": {"type": "number", "minimum": -180, "maximum": 180},
        "latitude": {"type": "number", "minimum": -90, "maximum": 90},
        "accuracy": {"type": ["number", "null"], "minimum": 0, "description": "In metres."},
    },
}
ITEM = {
    "type": "object",
    "required": ["item"],
    "description": "Exactly one of option, count, value and na, as the item's rule asks.",
    "properties": {
        "item": {"type": "string", "description": "Code of the item."},
        "option": {"type": "string"},
        "count": {"type": "integer", "minimum": 0},
        "value": {"type": "number", "minimum": 0},
        "na": {"type": "boolean", "const": True},
        "failed": {"type": ["boolean", "null"], "description": "The inspector says that the item fails."},
        "note": {"type": ["string", "null"], "maxLength": 500},
        "photos": {
            "type": ["array", "null"],
            "maxItems": 20,
            "items": {"type": "integer", "minimum": 1, "maximum": 2**63 - 1},
        },
    },
}
SUBMISSION: dict[str, Any] = {
    "type": "object",
    "required": ["client_id", "site", "started_at", "finished_at", "items"],
    "properties": {
        "client_id": {"type": "string", "format": "uuid"},
        "check": {
            "type": ["integer", "null"],
            "minimum": 1,
            "maximum": 2**63 - 1,
            "description": "Null for an unplanned check.",
        },
        "site": {"type": "string", "minLength": 1, "maxLength": 40, "description": "Code of the site."},
        "started_at": {"type": "string", "format": "date-time"},
        "finished_at": {"type": "string", "format": "date-time"},
        "position": POSITION,
        "items": {"type": "array", "maxItems": 500, "items": ITEM},
        "remark": {"type": ["string", "null"], "maxLength": 500},
    },
}
TAKEN = {
    "type": "object",
    "required": ["check", "score", "problems"],
    "properties": {
        "check": {"type": "integer"},
        "score": NUMBER_OR_NULL,
        "problems": {"type": "array", "items": {"type": "integer"}},
    },
}
REFUSED = {
    "type": "object",
    "required": ["type", "errors"],
    "properties": {
        "type": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                    "attr": {"type": ["string", "null"]},
                },
            },
        },
    },
}
OVERTAKEN = {
    "type": "object",
    "required": ["type", "errors"],
    "properties": {
        **REFUSED["properties"],  # type: ignore[dict-item]
        "winner": {
            "type": "object",
            "properties": {
                "check": {"type": "integer"},
                "inspector": {"type": "string"},
                "finished_at": {"type": "string", "format": "date-time"},
                "score": NUMBER_OR_NULL,
            },
        },
        "kept_photos": {"type": "array", "items": {"type": "integer"}},
    },
}
SINGLE = {"application/json": SUBMISSION}
SINGLE_ANSWERS = {
    201: TAKEN, 200: TAKEN, 400: REFUSED, 403: REFUSED, 404: REFUSED, 409: OVERTAKEN, 415: REFUSED,
}  # fmt: skip
BATCH = {
    "application/json": {
        "type": "object",
        "required": ["submissions"],
        "properties": {"submissions": {"type": "array", "maxItems": 200, "items": SUBMISSION}},
    }
}
BATCH_ANSWERS = {
    200: {
        "type": "object",
        "properties": {
            "results": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "client_id": {"type": ["string", "null"]},
                        "status": {"type": "integer"},
                        "body": {"type": "object"},
                    },
                },
            }
        },
    },
    400: REFUSED,
    415: REFUSED,
}
