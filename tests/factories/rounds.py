"""An inspector's day in a market town: sites to go to, a form of every kind of item, and what was found before."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from evaluation.models import Check, CheckItem

from .checks import DrawFactory
from .evaluation import CheckFactory, IndicatorFactory, IndicatorSystemFactory, SiteFactory, SiteTypeFactory
from .foundation import RegionFactory, inspector_of

SCALES = "查检定标签。"
FLOOR = "地面干爽、沟渠畅通为A；局部积水为B，多处为C，污水横流为D。"
ITEMS = [
    {"code": "PRO-10", "name": "公益广告完好规范", "points": 4, "rule": "counted", "deduct_each": 1},
    {"code": "ORD-01", "name": "公平秤设在入口", "points": 6, "options": "yes=1;no=0", "guidance": SCALES},
    {"code": "ORD-02", "name": "证照、健康证公示", "points": 10, "guidance": "看3个摊位。"},
    {"code": "ORD-03", "name": "商户入室经营，无占道", "points": 20, "rule": "counted", "deduct_each": 3},
    {"code": "ENV-09", "name": "市场地面与排水", "points": 8, "severity": "serious", "guidance": FLOOR},
    {"code": "PRO-01", "name": "公益广告数量", "points": 5, "rule": "measured", "target": 5},
]
BUNDLE = [
    {"code": "VOL-01", "name": "志愿服务站标识", "points": 2, "options": "yes=1;no=0"},
    {"code": "VOL-02", "name": "志愿服务站有人在岗", "points": 3, "options": "yes=1;no=0"},
]


def market_form(version="2026", **changes):
    """Eight items: counted, yes or no, graded, measured, and two that earn all or nothing; ``changes`` by code."""
    system = IndicatorSystemFactory(version=version)
    for position, item in enumerate(ITEMS):
        IndicatorFactory(system=system, position=position, **(item | changes.get(item["code"], {})))
    group = IndicatorFactory(
        system=system,
        code="VOL",
        name="志愿服务站",
        position=20,
        points=None,
        method="",
        rule="all_or_none",
        options="",
    )
    for position, item in enumerate(BUNDLE, start=21):
        IndicatorFactory(system=system, position=position, parent=group, **item)
    return system


def market_town():
    """An inspector of 清河区 with three checks drawn for today; the market did badly last time."""
    system = market_form()
    RegionFactory(code="990102", name="清河区")
    street = RegionFactory(code="990102001", name="永安街道")
    region = RegionFactory(code="990102001001", name="永安社区", parent=street)
    inspector = inspector_of("990102", username="zhou", name="周敏")
    types = {
        code: SiteTypeFactory(code=code, name=name) for code, name in [("market", "农贸市场"), ("estate", "居民小区")]
    }
    places = [
        ("YA-01", "永安农贸市场", "market", "113.250000", "29.600000"),
        ("YA-02", "金穗家园", "estate", "113.256000", "29.602000"),
        ("YA-03", "东风农贸市场", "market", "113.260000", "29.606000"),
    ]
    sites = [
        SiteFactory(code=code, name=name, type=types[kind], region=region, longitude=Decimal(x), latitude=Decimal(y))
        for code, name, kind, x, y in places
    ]
    today = timezone.localdate()
    draw = DrawFactory(on=today)
    checks = [CheckFactory(site=site, inspector=inspector, on=today, draw=draw) for site in sites]
    last = CheckFactory(
        site=sites[0], inspector=inspector, on=today - dt.timedelta(days=9), done=True, system=system, score=Decimal(70)
    )
    for indicator in system.indicators.filter(code__in=["ORD-03", "ENV-09"]):
        CheckItem.objects.create(
            check_record=last, indicator=indicator, count=6, earned=0, possible=indicator.points, failed=True
        )
    return inspector, sites, checks


def filed(inspector, site, **fields) -> Check:
    """A check of today that has arrived."""
    today = timezone.localdate()
    now = timezone.now()
    made = {"on": today, "started_at": now - dt.timedelta(minutes=9), "finished_at": now, "received_at": now}
    return CheckFactory(site=site, inspector=inspector, done=True, **(made | fields))
