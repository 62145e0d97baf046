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
        """Templates learn how the states look, imports what can be read, check_integrity what is frozen."""
        from . import imports, problem_kinds
        from .engine.proof import verify

        register_all()
        message_kinds.register_all()
        imports.register_all()
        problem_kinds.register_all()
        register("evaluation", verify)
        followers.register("evaluation.tasks.recompute_deadlines")
