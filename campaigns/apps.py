"""Django's configuration of the campaigns app."""

from django.apps import AppConfig

from foundation.audit.integrity import register

from .states import register_all


class CampaignsConfig(AppConfig):
    """The five creations."""

    name = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Looks of states and the sources of figures are made known."""
        from . import (
            action_kinds,
            action_states,
            imports,
            ledger_messages,
            ledger_states,
            meeting_messages,
            metrics,
            report_kinds,
            subject_states,
        )
        from .engine import minutes_proof
        from .engine.action_serials import verify
        from .queries import linkables, meeting_links

        register_all()
        metrics.register_all()
        imports.register_all()
        report_kinds.register_all()
        action_kinds.register_all()
        action_states.register_all()
        ledger_messages.register_all()
        ledger_states.register_all()
        linkables.register_all()
        meeting_links.register_all()
        subject_states.register_all()
        meeting_messages.register_all()
        register("action_orders", verify)
        register("minutes", minutes_proof.verify)
