"""Command: fill an empty portal with the fictional district."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.demo.seed_demonstration import listed_accounts, seed_all, write_accounts
from portal.demo.seed_guard import RealData, demo_found, refuse_real_data
from portal.demo.seed_sizes import SIZES


class Command(BaseCommand):
    """``seed_demo [--size small|district|city] [--today D]``"""

    help = "Fill an empty portal with the fictional district 清河区 and three months of its work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=sorted(SIZES), default="district")
        parser.add_argument("--today", type=dt.date.fromisoformat, help="the day that counts as today, as 2026-11-23")

    def handle(self, *args: Any, size: str, today: dt.date | None, **options: Any) -> None:
        try:
            refuse_real_data()
            found = demo_found()
            if found is not None:
                self.stdout.write(
                    f"the demonstration is here already: {found.sites} sites, {found.checks} checks; nothing changed"
                )
                return
            seed_all(SIZES[size], today=today or timezone.localdate(), at=timezone.now(), say=self.stdout.write)
        except RealData as refusal:
            raise CommandError(str(refusal)) from None
        lines = listed_accounts()
        write_accounts(lines)
        self.stdout.write("accounts:")
        for line in lines:
            self.stdout.write(f"  {line}")
