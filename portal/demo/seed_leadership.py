"""Who leads the demonstration district: the leading group with two heads, working groups, their history."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from campaigns.choices import GroupKind, GroupState, Post
from campaigns.models import Group, Membership
from foundation.accounts.models import User
from foundation.audit.trail import record_all
from foundation.organisations.models import Organisation, Region
from foundation.periods import at_local

NINE = dt.time(9)
LEADING = "{place}创建全国文明城市工作领导小组"
DUTIES = "统一领导全区文明创建，研究决定重大事项，部署阶段任务，督促各成员单位落实。"
# Post, name, office, organisation, username of the demonstration.
SEATS = (
    (Post.HEAD, "黄*", "区委书记", "", "leader"),
    (Post.HEAD, "李*", "区委副书记、区长", "", "leader_2"),
    (Post.DEPUTY, "孙*", "区委常委、宣传部部长", "QH002", ""),
    (Post.DEPUTY, "何*", "副区长", "", ""),
    (Post.OFFICE, "王*", "区文明办主任", "QH001", "admin"),
    (Post.MEMBER, "马*", "局长", "QH013", ""),
    (Post.MEMBER, "胡*", "局长", "QH005", ""),
    (Post.MEMBER, "林*", "局长", "QH021", ""),
    (Post.MEMBER, "郭*", "大队长", "QH007", ""),
    (Post.MEMBER, "高*", "局长", "QH012", ""),
    (Post.MEMBER, "罗*", "局长", "QH017", ""),
    (Post.LIAISON, "梁*", "综合科科长", "QH001", ""),
)
WORKING = (
    ("市容环境整治组", "QH013", "背街小巷、主次干道、建筑工地的环境秩序。", ("马*", "谢*", "宋*")),
    ("市场秩序整治组", "QH021", "集贸市场、商超、餐饮门店的经营秩序和食品安全。", ("林*", "唐*")),
    ("文明交通组", "QH007", "路口秩序、停车秩序、文明劝导。", ("郭*", "许*", "邓*")),
    ("校园及周边组", "QH005", "校园环境、护学岗、校园周边整治。", ("胡*", "曾*")),
    ("宣传教育组", "QH002", "公益广告、新闻宣传、移风易俗宣传。", ("孙*", "彭*")),
    ("志愿服务组", "QH028", "志愿队伍、志愿项目、实践中心所站。", ("吕*", "苏*")),
)


def seed_leadership(
    district: str, *, today: dt.date, people: Mapping[str, User], bodies: Mapping[str, str] | None = None
) -> list[Group]:
    """The leading group first, six working groups after it; one head changed lately.

    ``bodies`` names, by the code of a department of Qinghe, the one that does its work in another district.
    """
    since = today.replace(year=today.year - 2, month=3, day=1)
    organisations = {row.code: row for row in Organisation.objects.filter(region__code__startswith=district)}
    organisations |= {code: organisations[other] for code, other in (bodies or {}).items()}
    place = Region.objects.get(pk=district).name
    names = [(LEADING.format(place=place), "QH001", DUTIES)] + [row[:3] for row in WORKING]
    groups = Group.objects.bulk_create(
        Group(
            district_id=district,
            kind=GroupKind.WORKING if number else GroupKind.LEADING,
            name=name,
            duties=duties,
            organisation=organisations.get(code),
            position=number or 1,
            state=GroupState.IN_FORCE,
            formed_on=since,
        )
        for number, (name, code, duties) in enumerate(names)
    )
    rows = [*_leading(groups[0], organisations, people, since, today), *_working(groups[1:], organisations, since)]
    Membership.objects.bulk_create(rows)
    at, office = at_local(since, NINE), people["admin"]
    told = ((row, None, {"name": row.name, "formed_on": since}) for row in groups)
    record_all("group.put_in_force", told, actor=office, at=at)
    return groups


def _leading(group: Group, organisations: Any, people: Any, since: dt.date, today: dt.date) -> list[Membership]:
    changed = today - dt.timedelta(days=150)
    rows = [
        Membership(
            group=group,
            post=post,
            name=name,
            office=office,
            organisation=organisations.get(code),
            user=people.get(username),
            position=number,
            starts_on=changed if name == "李*" else since,
        )
        for number, (post, name, office, code, username) in enumerate(SEATS, 1)
    ]
    before = Membership(
        group=group,
        post=Post.HEAD,
        name="陆*",
        office="区委副书记、区长",
        position=2,
        starts_on=since,
        ends_on=changed - dt.timedelta(days=1),
    )
    return [*rows, before]


def _working(groups: list[Group], organisations: Any, since: dt.date) -> list[Membership]:
    return [
        Membership(
            group=group,
            post=Post.MEMBER if number else Post.HEAD,
            name=name,
            office="股长" if number else "主要负责人",
            organisation=organisations.get(code),
            position=number + 1,
            starts_on=since,
        )
        for group, (_name, code, _duties, names) in zip(groups, WORKING, strict=True)
        for number, name in enumerate(names)
    ]
