"""A cycle from its opening to the next: villages and families enrolled, one moves, one takes its consent back."""

import datetime as dt
from pathlib import Path

import pytest
from django.urls import reverse

from campaigns.actions import cycles
from campaigns.models import Cycle, Participation, Subject
from foundation.audit.models import AuditEntry
from foundation.imports.kinds import kind
from foundation.imports.loading import load_file
from foundation.metrics import registry
from foundation.metrics.registry import Party
from foundation.organisations.models import OrganisationKind
from foundation.periods import Period, PeriodKind
from tests.factories import OrganisationFactory, RegionFactory, admin_of, leader_of, official_of

pytestmark = pytest.mark.django_db
VILLAGES = ("990102100201", "990102100202", "990102100203")


def post(client, route, *args, **told):
    return client.post(reverse(f"campaigns:{route}", args=args), told)


def imported(folder: Path, code: str, header: str, rows: list[str], *, actor, at) -> None:
    path = folder / f"{code}.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    load_file(kind(code), path, actor=actor, at=at)


def test_a_district_goes_through_a_cycle(client, time_machine, tmp_path):
    district, street = RegionFactory(code="990102", name="清河区"), RegionFactory(code="990102001")
    for n, code in enumerate(VILLAGES, start=1):
        RegionFactory(code=code, name=f"第{n}村")
    OrganisationKind.objects.create(code="education", name="教育局", group="government", peer_group="g")
    bureau = OrganisationFactory(code="QH005", name="教育局", kind="education")
    office, village, leader = admin_of(district), official_of(RegionFactory(code=VILLAGES[0])), leader_of(district)

    # The office opens the cycle and enrols the city, its villages from a spreadsheet, a bureau.
    time_machine.move_to("2026-01-05T02:00:00Z", tick=False)
    client.force_login(office)
    opened = {"region": "990102", "name": "第七届", "starts_on": "2026-01-01", "ends_on": "2028-12-31"}
    post(client, "cycle-new", **opened)
    cycle = Cycle.objects.get()
    now = dt.datetime(2026, 1, 5, 2, 0, tzinfo=dt.UTC)
    imported(tmp_path, "subjects_city", "区划,本届创建重点", ["990102,背街小巷"], actor=office, at=now)
    imported(
        tmp_path, "subjects_village_town", "区划,户数,常住人口",
        [f"{code},300,900" for code in VILLAGES], actor=office, at=now,
    )  # fmt: skip
    imported(tmp_path, "subjects_unit", "单位,单位性质", ["QH005,党政机关"], actor=office, at=now)

    # Everybody files for himself; for the city its streets, towns and departments do.
    filed = Participation.objects.in_force().values_list("subject__creation_type", "region", "organisation")
    assert sorted(filed, key=str) == sorted(
        [
            ("city", street.pk, None),
            ("city", "990102100", None),
            ("city", "990102", bureau.pk),
            *(("village_town", code, None) for code in VILLAGES),
            ("unit", "990102", bureau.pk),
        ],
        key=str,
    )

    # A village enters its families, with their consent; the leader sees them masked.
    client.force_login(village)
    for holder in ("王建国", "李秀英"):
        answer = post(
            client, "subject-enrol", "family",
            region=VILLAGES[0], on="2026-01-05", holder=holder, members="4",
            consented_on="2026-01-04", consent_kind="written",
        )  # fmt: skip
        assert answer.status_code == 302
    wang, li = Subject.objects.filter(creation_type="family").order_by("code")
    client.force_login(leader)
    seen = client.get(reverse("campaigns:subjects"), {"creation_type": "family"}).content.decode()
    assert ("王*家庭" in seen, "王建国" in seen) == (True, False)

    # In May one family moves to the next village; in June the other takes its consent back.
    time_machine.move_to("2026-05-06T02:00:00Z", tick=False)
    client.force_login(office)
    post(client, "subject-transfer", wang.pk, region=VILLAGES[1], on="2026-05-06", reason="迁居")
    time_machine.move_to("2026-06-08T02:00:00Z", tick=False)
    client.force_login(village)
    assert post(client, "subject-name", li.pk).status_code == 200
    post(client, "subject-forget", li.pk)
    li.refresh_from_db()
    assert (li.sealed, li.name, li.profile, li.state) == ("", "", {}, "withdrawn")
    assert "李" not in str(list(AuditEntry.objects.values_list("before", "after")))

    # The figures stay what they were in each month.
    def families(code, month):
        period, at = (
            Period.containing(dt.date(2026, month, 1), PeriodKind.MONTH),
            dt.datetime(2026, 12, 1, tzinfo=dt.UTC),
        )
        return registry.values(["subjects.family"], [Party(code)], period, at=at)["subjects.family", Party(code)]

    assert [[int(families(code, month)) for month in (4, 5, 6)] for code in VILLAGES[:2]] == [[2, 1, 0], [0, 1, 1]]

    # The third village is merged away; the cycle ends, and the next takes over who is left, without families.
    client.force_login(office)
    gone = Subject.objects.get(code=VILLAGES[2])
    post(client, "subject-withdraw", gone.pk, reason="撤村并入第二村")
    time_machine.move_to("2029-01-02T02:00:00Z", tick=False)
    client.force_login(office)
    post(client, "cycle-close", cycle.pk)
    assert post(client, "subject-change", wang.pk, members="5").status_code == 303
    assert Subject.objects.get(pk=wang.pk).profile == {"members": 4}
    following = cycles.open_(
        region=district, name="第八届", starts_on=dt.date(2029, 1, 1), ends_on=dt.date(2031, 12, 31),
        take_over=["city", "village_town", "unit"], actor=office, at=dt.datetime(2029, 1, 2, 2, tzinfo=dt.UTC),
    )  # fmt: skip
    taken = Subject.objects.filter(cycle=following).values_list("creation_type", "code")
    assert sorted(taken) == [
        ("city", "990102"),
        ("unit", "QH005"),
        ("village_town", VILLAGES[0]),
        ("village_town", VILLAGES[1]),
    ]
    assert Participation.objects.in_force().filter(subject__cycle=following).count() == 6
