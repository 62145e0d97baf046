"""The names of the demonstration district, read from the catalogue."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

CATALOGUE = Path(__file__).resolve().parents[2] / "catalogue"


@dataclass(frozen=True, slots=True)
class Place:
    """A region (区划) of the demonstration city."""

    code: str
    name: str
    name_en: str
    kind: str = ""

    @property
    def short(self) -> str:
        """The name without 社区 or 村, as it is used inside other names."""
        return self.name.removesuffix("社区").removesuffix("村")

    @property
    def short_en(self) -> str:
        return self.name_en.removesuffix(" Community").removesuffix(" Village")


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation (单位) of the demonstration district."""

    code: str
    name: str
    name_en: str
    region: str
    kind: str
    parent: str


@dataclass(frozen=True, slots=True)
class Person:
    """A masked person."""

    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Word:
    """A road, lane, estate, brand or venue in the names of sites; a road knows the townships it runs through."""

    name: str
    name_en: str
    townships: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """A sign-in the demonstration offers."""

    username: str
    title: str
    title_en: str
    person: str
    region: str


@dataclass(frozen=True, slots=True)
class DemoNames:
    """Everything `demo_names.yaml` holds, as plain values."""

    province: Place
    prefecture: Place
    districts: tuple[Place, ...]
    townships: tuple[Place, ...]
    villages: tuple[Place, ...]
    organisations: tuple[Body, ...]
    people: tuple[Person, ...]
    accounts: tuple[Account, ...]
    words: dict[str, tuple[Word, ...]]
    site_patterns: tuple[dict, ...]

    def villages_of(self, township: str) -> list[Place]:
        return [village for village in self.villages if village.code.startswith(township)]


@cache
def demo_names() -> DemoNames:
    """The names, read once."""
    read = yaml.load((CATALOGUE / "demo_names.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return DemoNames(
        province=Place(**read["province"]),
        prefecture=Place(**read["prefecture"]),
        districts=tuple(_place(row) for row in read["districts"]),
        townships=tuple(_place(row) for row in read["townships"]),
        villages=tuple(_place(row) for row in read["villages"]),
        organisations=tuple(Body(**row) for row in read["organisations"]),
        people=tuple(Person(**row) for row in read["people"]),
        accounts=tuple(Account(**row) for row in read["accounts"]),
        words={kind: tuple(_word(row) for row in rows) for kind, rows in read["words"].items()},
        site_patterns=tuple(read["site_patterns"]),
    )


def _place(row: dict) -> Place:
    return Place(code=row["code"], name=row["name"], name_en=row["name_en"], kind=row.get("kind", ""))


def _word(row: dict) -> Word:
    return Word(name=row["name"], name_en=row["name_en"], townships=tuple(row.get("townships", ())))
