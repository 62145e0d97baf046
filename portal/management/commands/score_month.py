"""score_month: work out a month's scores."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evaluation.actions import assessments
from evaluation.models import Result, Site
from foundation.errors import DomainError
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind, PeriodNotUnderstood

CITY_DIGITS = 4


class Command(BaseCommand):
    """Score a month of one district or of all, then rank the districts of each city."""

    help = "Work out the scores of a month: score_month 2026-10 [--district CODE]. Published months stay as they are."

    def add_arguments(self, parser) -> None:
        parser.add_argument("month", help="the month, as 2026-10")
        parser.add_argument("--district", help="code of one district; without it all districts that have sites")

    def handle(self, *args, month: str, district: str | None, **options) -> None:
        try:
            period = Period.parse(month, PeriodKind.MONTH)
        except PeriodNotUnderstood as unread:
            raise CommandError(f"{month} is no month; write it like 2026-10.") from unread
        codes = [district] if district else Site.objects.districts()
        failed = [code for code in codes if not self._score(code, period)]
        for city in sorted({code[:CITY_DIGITS] for code in codes if code not in failed}):
            self._score(city, period)
        if failed:
            raise CommandError(f"Not scored: {', '.join(failed)}.")

    def _score(self, code: str, period: Period) -> bool:
        region = Region.objects.filter(pk=code).first()
        if region is None:
            self.stderr.write(f"{code}: there is no such region.")
            return False
        try:
            found = assessments.score(region, period=period, actor=None, at=timezone.now())
        except DomainError as refusal:
            self.stderr.write(f"{code}: {refusal}")
            return False
        scored = Result.objects.filter(assessment=found, final__isnull=False).count()
        self.stdout.write(
            f"{code} {region.name} {period.code}: {found.state}, version {found.version}, {scored} scored."
        )
        return True
