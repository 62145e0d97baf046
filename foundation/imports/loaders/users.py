"""People and their roles from a file (导入用户)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.actions import grants as grant_actions
from foundation.accounts.actions import users as user_actions
from foundation.accounts.models import Grant, User
from foundation.accounts.permissions import can_change_user, can_grant
from foundation.imports.kinds import ImportOutcome, RowError, RowErrors
from foundation.imports.rows import Rows
from foundation.organisations.models import Organisation, Region

SAME_IN_ALL_ROWS = ("name", "phone", "email")
Line = tuple[int, dict[str, Any]]


@transaction.atomic
def load(rows: Rows, *, actor: Any, at: dt.datetime, options: Mapping[str, Any]) -> ImportOutcome:
    """Set up or change people by sign-in name; each row gives one role from today on, roles they have stay."""
    lines = list(rows)
    regions = Region.objects.in_bulk({row["region"] for _line, row in lines if row["region"]})
    codes = {row["organisation"] for _line, row in lines if row["organisation"]}
    organisations = {row.code: row for row in Organisation.objects.filter(code__in=codes)}
    people = {
        person.username: person for person in User.objects.filter(username__in={r["username"] for _l, r in lines})
    }
    errors = [*_misplaced(rows, lines, regions, organisations, people, actor), *_contradictory(rows, lines)]
    errors += _unchangeable(rows, lines, people, actor)
    if errors:
        raise RowErrors(errors)
    touched = _write_people(lines, people, rows.names, actor, at)
    for _line, row in lines:
        place = {"region": regions.get(row["region"]), "organisation": organisations.get(row["organisation"])}
        if _give(people[row["username"]], row["role"], place, actor, at) and touched[row["username"]] == "unchanged":
            touched[row["username"]] = "updated"
    counts = list(touched.values())
    return ImportOutcome(*(counts.count(word) for word in ("created", "updated", "unchanged")))


def _misplaced(
    rows: Rows, lines: list[Line], regions: Mapping, organisations: Mapping, people: Mapping, actor: Any
) -> Iterable[RowError]:
    """A row names one place, known and administered by the person who imports."""
    for line, row in lines:
        if bool(row["region"]) == bool(row["organisation"]):
            yield rows.wrong(line, "region", _("Name a region or an organisation: one of the two."))
        elif row["region"] and row["region"] not in regions:
            yield rows.wrong(line, "region", _("There is no region “{code}”.").format(code=row["region"]))
        elif row["organisation"] and row["organisation"] not in organisations:
            yield rows.wrong(
                line, "organisation", _("There is no organisation “{code}”.").format(code=row["organisation"])
            )
        else:
            place = {"region": regions.get(row["region"]), "organisation": organisations.get(row["organisation"])}
            decision = can_grant(actor, **place, person=people.get(row["username"]))
            if not decision:
                yield rows.wrong(line, "region" if row["region"] else "organisation", decision.reason)


def _contradictory(rows: Rows, lines: list[Line]) -> Iterable[RowError]:
    """Several rows of one person must tell the same of him, and differ in the role or the place."""
    first: dict[str, Line] = {}
    for line, row in lines:
        seen_line, seen = first.setdefault(row["username"], (line, row))
        for name in SAME_IN_ALL_ROWS:
            if row[name] != seen[name]:
                reason = _("This differs from line {line}, which has the same sign-in name.")
                yield rows.wrong(line, name, reason.format(line=seen_line))


def _unchangeable(rows: Rows, lines: list[Line], people: Mapping, actor: Any) -> Iterable[RowError]:
    """People who are there already and whom this person may not change."""
    refused = {name: decision for name, person in people.items() if not (decision := can_change_user(actor, person))}
    for line, row in lines:
        if row["username"] in refused:
            yield rows.wrong(line, "username", refused[row["username"]].reason)


def _write_people(lines: list[Line], people: dict, names: list[str], actor: Any, at: dt.datetime) -> dict[str, str]:
    """What became of each person, by sign-in name; a column that the file does not have is left as it is."""
    touched: dict[str, str] = {}
    for _line, row in lines:
        username = row["username"]
        if username in touched:
            continue
        person = people.get(username)
        if person is None:
            facts = {name: row[name] or "" for name in SAME_IN_ALL_ROWS}
            people[username] = user_actions.create(username=username, **facts, actor=actor, at=at)
            touched[username] = "created"
            continue
        facts = {name: (row[name] or "") if name in names else getattr(person, name) for name in SAME_IN_ALL_ROWS}
        differs = any(getattr(person, name) != value for name, value in facts.items())
        if differs:
            user_actions.change(person, **facts, actor=actor, at=at)
        touched[username] = "updated" if differs else "unchanged"
    return touched


def _give(person: User, role: str, place: Mapping[str, Any], actor: Any, at: dt.datetime) -> bool:
    """Give the role unless the person has it today."""
    today = timezone.localdate(at)
    if Grant.objects.in_force(on=today).filter(user=person, role=role, **place).exists():
        return False
    grant_actions.give(person, role=role, **place, starts_on=today, actor=actor, at=at)
    return True


def parse_username(cell: str) -> str:
    """A sign-in name as Django allows it."""
    try:
        User.username_validator(cell)
    except ValidationError as error:
        raise ValueError(error.messages[0]) from None
    return cell


def parse_email(cell: str) -> str:
    """An e-mail address."""
    try:
        validate_email(cell)
    except ValidationError as error:
        raise ValueError(error.messages[0]) from None
    return cell
