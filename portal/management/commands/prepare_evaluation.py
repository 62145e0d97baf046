"""prepare_evaluation: work out a quarter's evaluation."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evaluation.actions import evaluations
from evaluation.models import Site
from foundation.errors import DomainError
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind, PeriodNotUnderstood


class Command(BaseCommand):
    """Prepare a quarter of one district or of all."""

    help = (
        "Prepare a quarter: prepare_evaluation 2026Q4 [--district CODE]. Quarters opened for appeal stay as they are."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("quarter", help="the quarter, as 2026Q4")
        parser.add_argument("--district", help="code of one district; without it all districts that have sites")

    def handle(self, *args, quarter: str, district: str | None, **options) -> None:
        try:
            period = Period.parse(quarter, PeriodKind.QUARTER)
        except PeriodNotUnderstood as unread:
            raise CommandError(f"{quarter} is no quarter; write it like 2026Q4.") from unread
        codes = [district] if district else Site.objects.districts()
        failed = [code for code in codes if not self._prepare(code, period)]
        if failed:
            raise CommandError(f"Not prepared: {', '.join(failed)}.")

    def _prepare(self, code: str, period: Period) -> bool:
        region = Region.objects.filter(pk=code).first()
        if region is None:
            self.stderr.write(f"{code}: there is no such region.")
            return False
        try:
            found = evaluations.prepare(region, period=period, actor=None, at=timezone.now())
        except DomainError as refusal:
            self.stderr.write(f"{code}: {refusal}")
            return False
        scored = found.results.filter(final__isnull=False).count()
        self.stdout.write(
            f"{code} {region.name} {period.code}: {found.state}, version {found.version}, {scored} evaluated."
        )
        return True
