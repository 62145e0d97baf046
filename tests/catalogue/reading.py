"""Reads the catalogue's tables and documents for its tests."""

import csv
from collections import Counter
from pathlib import Path

import yaml

CATALOGUE = Path(__file__).resolve().parents[2] / "catalogue"


def rows(name):
    with open(CATALOGUE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def document(name):
    return yaml.safe_load((CATALOGUE / name).read_text(encoding="utf-8"))


def many(cell):
    return [part for part in cell.split(";") if part]


def repeated(values):
    return [value for value, times in Counter(values).items() if times > 1]
