"""Command: fill an empty portal with the fictional district."""

import datetime as dt
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.demo.accounts import demo_users, sign_in_lines
from portal.demo.names import demo_names
from portal.demo.seed_demonstration import seed_all
from portal.demo.seed_guard import RealData, demo_found, refuse_real_data
from portal.demo.seed_sizes import SIZES

MOST_CHECKS = 10_000_000


class Command(BaseCommand):
    """``seed_demo [--size small|district|city] [--today D]``"""

    help = "Fill an empty portal with the fictional district 清河区 and three months of its work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=sorted(SIZES), default="district")
        parser.add_argument(
            "--checks", type=int, help="for the size city: checks of the districts around, up to 10 million"
        )
        parser.add_argument("--today", type=dt.date.fromisoformat, help="the day that counts as today, as 2026-11-23")

    def handle(self, *args: Any, size: str, checks: int | None, today: dt.date | None, **options: Any) -> None:
        chosen = SIZES[size]
        if checks is not None:
            if not chosen.checks or not 1 <= checks <= MOST_CHECKS:
                raise CommandError(f"--checks goes with --size city and takes 1 to {MOST_CHECKS}.")
            chosen = replace(chosen, checks=checks)
        try:
            refuse_real_data()
            found = demo_found()
            if found is not None:
                self.stdout.write(
                    f"the demonstration is here already: {found.sites} sites, {found.checks} checks; nothing changed"
                )
                return
            seed_all(chosen, today=today or timezone.localdate(), at=timezone.now(), say=self.stdout.write)
        except RealData as refusal:
            raise CommandError(str(refusal)) from None
        self._tell_accounts()

    def _tell_accounts(self) -> None:
        """Here, and in a file from which `make run` tells them."""
        lines = sign_in_lines(demo_users(demo_names()))
        path = Path(settings.DATA_DIR) / "demo_accounts.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        for line in ["accounts:", *(f"  {line}" for line in lines)]:
            self.stdout.write(line)
