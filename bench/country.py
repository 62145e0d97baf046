"""All regions of the country as one file, from an open data set that is fetched for measuring and never committed."""

import csv
import subprocess
from pathlib import Path

from django.conf import settings

PACKAGE = "china-division@2.7.0"
LEVELS = ("provinces", "cities", "areas", "streets", "villages")


def regions_file() -> Path:
    """A CSV file with the columns ``code,name``: 31 provinces … 620,573 villages; fetched once."""
    folder = Path(settings.BASE_DIR) / "var" / "bench"
    target = folder / "regions.csv"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        source = folder / "node_modules" / "china-division" / "dist"
        if not source.exists():
            quiet = ["--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"]
            npm = Path(settings.BASE_DIR) / "tools" / "npm"
            subprocess.run([npm, "install", "--prefix", folder, *quiet, PACKAGE], check=True, stdout=subprocess.DEVNULL)
        _join([source / f"{level}.csv" for level in LEVELS], target)
    return target


def _join(sources: list[Path], target: Path) -> None:
    unfinished = target.with_suffix(".part")
    with unfinished.open("w", encoding="utf-8", newline="") as output:
        writer = csv.writer(output)
        writer.writerow(["code", "name"])
        for source in sources:
            with source.open(encoding="utf-8", newline="") as file:
                writer.writerows((row["code"], row["name"]) for row in csv.DictReader(file))
    unfinished.rename(target)
