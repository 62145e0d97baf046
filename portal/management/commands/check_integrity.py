"""Proves what can be proved about the records: audit chain, stored files, frozen results, numbers."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from foundation.audit.integrity import prove_all


class Command(BaseCommand):
    """``manage.py check_integrity``"""

    help = "Prove the audit chain, the stored files, frozen results and numbers; exit with 1 when anything is broken."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = 0
        for fact in prove_all(at=timezone.now()):
            self.stdout.write(str(fact))
            broken += not fact.holds
        if broken:
            raise CommandError(f"{broken} of these facts are broken.")
