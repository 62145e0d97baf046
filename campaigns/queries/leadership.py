"""Who leads a district, as its page shows it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from foundation.organisations.choices import DISTRICT_DIGITS
from foundation.organisations.models import Region

from ..choices import GroupKind, GroupState, Post
from ..models import Group, Membership
from ..querysets.leadership import own_districts

MOST_DISTRICTS = 60


@dataclass
class Bench:
    """A group with who sits in it today, the heads apart."""

    group: Group
    heads: list[Membership] = field(default_factory=list)
    others: list[Membership] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many sit in it."""
        return len(self.heads) + len(self.others)


@dataclass
class Board:
    """The groups of a district: who leads, who works, what is being formed, what was dissolved."""

    leading: list[Bench]
    working: list[Bench]
    forming: list[Bench]
    dissolved: list[Group]


def board_of(user: Any, district: str, *, on: dt.date) -> Board:
    """Everything that somebody may see of who leads a district."""
    groups = list(Group.objects.visible_to(user).filter(district=district).for_list())
    benches = _benches([group for group in groups if group.state != GroupState.DISSOLVED], on)
    standing = [bench for bench in benches if bench.group.state == GroupState.IN_FORCE]
    return Board(
        leading=[bench for bench in standing if bench.group.kind == GroupKind.LEADING],
        working=[bench for bench in standing if bench.group.kind == GroupKind.WORKING],
        forming=[bench for bench in benches if bench.group.state == GroupState.DRAFT],
        dissolved=[group for group in groups if group.state == GroupState.DISSOLVED],
    )


def bench_of(group: Group, *, on: dt.date) -> Bench:
    """One group with who sits in it."""
    return _benches([group], on)[0]


def past_of(group: Group, *, on: dt.date) -> list[Membership]:
    """Who sat in it before, or will sit in it later; the latest first."""
    rows = group.memberships.for_list()
    return sorted(
        (row for row in rows if not row.is_sitting(on)), key=lambda row: (row.starts_on, row.pk), reverse=True
    )


def districts_of(user: Any) -> list[Region]:
    """Districts whose groups somebody may look at, his own first."""
    reach = user.region_scope("code", roles=["admin", "leader"])
    mine = own_districts(user)
    rows = Region.objects.filter(reach).districts() | Region.objects.filter(code__in=mine)
    found = list(rows.defer("boundary").order_by("code")[:MOST_DISTRICTS])
    return sorted(found, key=lambda row: (row.code not in mine or len(row.code) != DISTRICT_DIGITS, row.code))


def _benches(groups: Iterable[Group], on: dt.date) -> list[Bench]:
    benches = {group.pk: Bench(group) for group in groups}
    rows = Membership.objects.filter(group__in=benches).on(on).for_list()
    order = list(Post)
    for row in sorted(rows, key=lambda row: (order.index(Post(row.post)), row.position, row.pk)):
        bench = benches[row.group_id]
        (bench.heads if row.post == Post.HEAD else bench.others).append(row)
    return list(benches.values())
