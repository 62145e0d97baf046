"""Remind, supervise and ask for receipts in every district, or in one."""

from argparse import ArgumentParser
from typing import Any

import structlog
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evaluation.actions import escalation
from evaluation.queries.escalation import districts_under_way
from foundation.organisations.models import Region

log = structlog.get_logger(__name__)


class Command(BaseCommand):
    """``escalate [--district CODE]``"""

    help = "Issue the reminder and supervision notices that are due now. Running it again issues nothing twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--district", help="code of the district; every district with open problems when left out")

    def handle(self, *args: Any, **given: Any) -> None:
        districts = [given["district"]] if given["district"] else districts_under_way()
        if not districts:
            self.stdout.write("no problem is under way, nothing issued")
        failed = [code for code in districts if not self._escalate(code)]
        if failed:
            raise CommandError(f"not escalated: {', '.join(failed)}")

    def _escalate(self, district: str) -> bool:
        if not Region.objects.filter(pk=district).exists():
            self.stderr.write(f"{district}: there is no such region.")
            return False
        try:
            done = escalation.escalate(district, actor=None, at=timezone.now())
        except Exception as fault:
            log.exception("a district failed", district=district)
            self.stderr.write(f"{district}: {type(fault).__name__}: {fault}")
            return False
        self.stdout.write(f"{district}: {done}")
        return True
