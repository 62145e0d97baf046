"""``compile_bulletins``: sums up a week for every district, or for one."""

import datetime as dt

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evaluation.actions import bulletins
from evaluation.models import Site
from foundation.errors import DomainError
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind, PeriodNotUnderstood


class Command(BaseCommand):
    """Drafts are compiled again, published bulletins stay as they are."""

    help = "Compile the weekly bulletins of all districts with sites (last week's unless another is named)."

    def add_arguments(self, parser):
        parser.add_argument("--week", help="2026-W47")
        parser.add_argument("--district", help="only this district's code")

    def handle(self, *args, **options):
        week = self._week(options["week"], timezone.localdate())
        codes = [options["district"]] if options["district"] else Site.objects.districts()
        for region in Region.objects.filter(pk__in=codes).order_by("code"):
            try:
                made = bulletins.compile_(region, week=week, actor=None, at=timezone.now())
            except DomainError as refusal:
                raise CommandError(str(refusal)) from None
            self.stdout.write(f"{region.code} {week.code}: {made.state}, version {made.version}")
        if not codes or not Region.objects.filter(pk__in=codes).exists():
            raise CommandError("There is no such district with sites.")

    def _week(self, text: str | None, today: dt.date) -> Period:
        if text is None:
            return Period.containing(today, PeriodKind.WEEK).previous()
        try:
            return Period.parse(text, PeriodKind.WEEK)
        except PeriodNotUnderstood as fault:
            raise CommandError(f"{fault} Write it like 2026-W47.") from None
