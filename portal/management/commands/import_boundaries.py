"""Command: draw the outlines of regions."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from foundation.organisations import geometry
from foundation.organisations.actions import boundaries
from foundation.organisations.models import Region


class Command(BaseCommand):
    """Draw the outlines of regions from a GeoJSON file."""

    help = "Draw the outlines of regions from a GeoJSON FeatureCollection whose features carry properties.code."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **given: Any) -> None:
        path = given["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        found = self._read(path)
        unknown = sorted(set(found) - set(Region.objects.filter(pk__in=found).values_list("pk", flat=True)))
        if unknown:
            for code in unknown:
                self.stderr.write(f"unknown region {code}")
            raise CommandError("Nothing was drawn.")
        changed = boundaries.draw(found, actor=None, at=timezone.now())
        self.stdout.write(f"drawn {changed}")
        self.stdout.write(f"unchanged {len(found) - changed}")

    def _read(self, path: Path) -> dict[str, Any]:
        try:
            return geometry.read(path.read_bytes())
        except geometry.BoundariesRefused as refused:
            for reason in refused.reasons:
                self.stderr.write(reason)
            raise CommandError("Nothing was drawn.") from None
