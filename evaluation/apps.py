"""Django's configuration of the evaluation app."""

from django.apps import AppConfig

from foundation.audit.integrity import register
from foundation.calendars import followers

from . import message_kinds
from .states import register_all


class EvaluationConfig(AppConfig):
    """The four ones."""

    name = "evaluation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Looks of states, readable imports, kinds of messages, and what check_integrity proves are made known."""
        from . import imports, metrics, notice_kinds, problem_kinds, quarter_kinds
        from .engine.proof import verify

        register_all()
        message_kinds.register_all()
        imports.register_all()
        problem_kinds.register_all()
        notice_kinds.register_all()
        quarter_kinds.register_all()
        metrics.register_all()
        register("evaluation", verify)
        followers.register("evaluation.tasks.recompute_deadlines")
