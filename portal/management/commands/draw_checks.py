"""Draw the day's checks of every district with a plan, or of one."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

import structlog
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evaluation.actions import plans
from evaluation.models import Plan
from foundation.errors import DomainError

log = structlog.get_logger(__name__)


class Command(BaseCommand):
    """``draw_checks [--date D] [--district CODE]``: without a date today, and the days missed before it."""

    help = "Draw the checks of a day. A day that was drawn before stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--date", type=dt.date.fromisoformat, help="the day, as 2026-11-23; today when left out")
        parser.add_argument("--district", help="code of the district; every district with a plan when left out")

    def handle(self, *args: Any, **given: Any) -> None:
        on = given["date"] or timezone.localdate()
        districts = [given["district"]] if given["district"] else Plan.objects.in_force(on=on).districts()
        if not districts:
            self.stdout.write("no plan in force, nothing drawn")
        failed = [code for code in districts if not self._draw(code, on, catch_up=given["date"] is None)]
        if failed:
            raise CommandError(f"not drawn: {', '.join(failed)}")

    def _draw(self, district: str, on: dt.date, *, catch_up: bool) -> bool:
        at = timezone.now()
        try:
            if catch_up:
                made = plans.catch_up(district, on=on, actor=None, at=at)
            else:
                made = [plans.draw(district, on=on, actor=None, at=at)]
        except DomainError as refusal:
            self.stderr.write(f"{district}: {refusal}")
            return False
        except Exception as fault:
            log.exception("a district failed", district=district)
            self.stderr.write(f"{district}: {type(fault).__name__}: {fault}")
            return False
        for draw in made:
            said = "day off" if draw.day_off else f"{draw.drawn_count} of {draw.due_count} due sites"
            late = ", late" if draw.late else ""
            self.stdout.write(f"{district} {draw.on}: {said}{late}{'' if draw.drawn_at == at else ' (drawn before)'}")
        return True
