"""A reporting season: 150 villages of three towns file October, in time, late, returned, disputed, or not at all."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from campaigns.actions import report_timetable, reports
from campaigns.kinds.answers import Answers
from campaigns.models import Participation, ProgressReport, ReportVersion, Subject
from campaigns.queries.report_overview import tallies
from evaluation.actions import assessments
from evaluation.engine.explain import explain
from evaluation.models import Result
from foundation.metrics import registry
from foundation.metrics.models import Metric
from foundation.metrics.registry import Party
from foundation.notifications.models import Notification
from foundation.organisations.models import Region
from foundation.periods import ZONE, Period
from tests.campaigns.test_reports import Contests
from tests.factories import RegionFactory, SchemeFactory, admin_of, official_of
from tests.factories.campaigns import CycleFactory
from tests.factories.reports import HOUSEHOLDS, ReportTemplateFactory

pytestmark = pytest.mark.django_db
DISTRICT, TOWNS = "990102", ("990102100", "990102101", "990102102")
OCTOBER, NOVEMBER = Period.parse("2026-10"), Period.parse("2026-11")
HEADER = "编码,名称,所属镇街,评比次数（平台）,常住户数（户）,本月村民最关心的一件事"


def at(day: str, hour: int = 10) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=ZONE)


def villages(town: str) -> list[str]:
    return [f"{town}{number}" for number in range(201, 251)]


def report_of(code: str) -> ProgressReport:
    return ProgressReport.objects.select_related("template").get(region=code)


def file(code: str, official, *, on: str, disputes=None):
    answers = Answers({"households": "312"}, disputes or {}, {"matter": "路灯已修好。"})
    return reports.submit(report_of(code), answers, actor=official, at=at(on))


def upload(client, codes, *, broken: str = ""):
    template = report_of(codes[0]).template
    lines = [f"{code},,,,{'三百' if code == broken else 300},道路已硬化" for code in codes]
    text = "\n".join([HEADER, *lines])
    address = reverse("campaigns:report-batch") + f"?template={template.pk}&period=2026-10"
    return client.post(address, {"file": SimpleUploadedFile("十月.csv", text.encode("gb18030"))})


@pytest.fixture
def district(monkeypatch):
    """Three towns with fifty villages each, all of which take part; the portal counts contests."""
    monkeypatch.setattr(registry, "_SOURCES", [Contests(), *registry._SOURCES])
    Metric.objects.create(name="contests.held", title="评比次数", measure="count", counted="during")
    cycle, codes = CycleFactory(), [code for town in TOWNS for code in villages(town)]
    for town in TOWNS:
        RegionFactory(code=town)
    Region.objects.bulk_create(
        Region(code=code, name=f"村{code[6:]}", level=5, kind="rural", parent_id=code[:9]) for code in codes
    )
    common = {"cycle": cycle, "district_id": DISTRICT, "creation_type": "village_town", "level": "village"}
    made = Subject.objects.bulk_create(
        Subject(region_id=code, code=code, name=code, enrolled_on=dt.date(2026, 1, 1), **common) for code in codes
    )
    Participation.objects.bulk_create(
        Participation(subject=one, region_id=one.region_id, level="village") for one in made
    )
    ReportTemplateFactory(figures=[{"metric": "contests.held"}, {"typed": HOUSEHOLDS}])
    SchemeFactory()


def test_a_season_of_150_villages(client, monkeypatch, district):
    towns, office = [official_of(Region.objects.get(pk=code)) for code in TOWNS], admin_of(DISTRICT)

    # The portal opens them all, and tells each town how many of its villages have yet to file.
    opened = report_timetable.open_and_remind(DISTRICT, on=dt.date(2026, 10, 21), actor=None, at=at("2026-10-21", 7))
    near = report_timetable.open_and_remind(DISTRICT, on=dt.date(2026, 11, 2), actor=None, at=at("2026-11-02", 7))
    assert (opened.opened, near.opened, near.reminded) == (150, 0, 150)
    told = Notification.objects.filter(kind="report.near").values_list("user", "values__count")
    assert dict(told) == {one.pk: "50" for one in towns}

    # The first town files by spreadsheet: with one wrong row nothing, without it all fifty.
    monkeypatch.setattr(timezone, "now", lambda: at("2026-11-03"))
    client.force_login(towns[0])
    first = villages(TOWNS[0])
    refused = upload(client, first, broken=first[7])
    assert [(one.line, one.column) for one in refused.context["errors"]] == [(9, "常住户数（户）")]
    assert not ReportVersion.objects.exists()
    assert upload(client, first).status_code == 302

    # The second town files one by one, four with a dispute, the last ten two days late.
    second = villages(TOWNS[1])
    claim = {"contests.held": {"claimed": "4", "reason": "一次没有录入"}}
    for number, code in enumerate(second):
        on = "2026-11-04" if number < 40 else "2026-11-06"
        file(code, towns[1], on=on, disputes=claim if number < 4 else None)

    # Of the third forty-five are in time; five come back, three of them are filed again; five are never filed.
    third = villages(TOWNS[2])
    for code in third[:45]:
        file(code, towns[2], on="2026-11-04")
    for code in third[:5]:
        reports.return_(report_of(code), reason="请写明结果", actor=office, at=at("2026-11-05"))
    for code in third[:3]:
        file(code, towns[2], on="2026-11-09")
    for code in [*first, *second[:30]]:
        reports.accept(report_of(code), actor=office, at=at("2026-11-10"))
    late = report_timetable.open_and_remind(DISTRICT, on=dt.date(2026, 11, 11), actor=None, at=at("2026-11-11", 7))
    assert late.late == 5

    # Those above see who is late and what is disputed.
    everything = ProgressReport.objects.all()
    tally = tallies(everything, [OCTOBER], on=dt.date(2026, 11, 30))[0]
    assert (tally.due, tally.in_time, tally.late, tally.missing) == (150, 135, 10, 5)
    assert everything.filter(is_disputed=True).count() == 4
    version = ReportVersion.objects.get(report__region=second[0])
    assert [(row["code"], row["value"], row.get("claimed")) for row in version.figures] == [
        ("contests.held", "3", "4"),
        ("households", "312", None),
    ]

    # The month counts each exactly: 138 of 150 in the district.
    assessment = assessments.score(Region.objects.get(pk=DISTRICT), period=NOVEMBER, actor=None, at=at("2026-12-01", 2))
    found = dict(Result.objects.filter(region__in=[DISTRICT, *TOWNS]).values_list("region", "reporting"))
    assert found == {DISTRICT: Decimal(92), TOWNS[0]: Decimal(100), TOWNS[1]: Decimal(90), TOWNS[2]: Decimal(86)}
    tree = explain(Result.objects.get(assessment=assessment, region=TOWNS[2]))["reporting"]
    assert (tree["due"], tree["in_time"], tree["late"]) == (50, 43, 0)
    assert [row["state"] for row in tree["reports"] if row["credit"] == 0] == ["returned"] * 2 + ["due"] * 5

    # And the figures of the portal say the same.
    names = ["reports.due", "reports.on_time", "reports.late", "reports.missing", "reports.returned"]
    values = registry.values(names, [Party(DISTRICT)], NOVEMBER, at=at("2026-12-01"))
    assert [int(values[name, Party(DISTRICT)]) for name in names] == [150, 135, 10, 5, 5]
