"""A pairing with gaps: paired, supported, silent for a quarter, reminded, made good, corrected, ended."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.metrics.pairings import Pairings
from campaigns.models import Pairing, SupportRecord
from campaigns.tasks import prepare_actions
from foundation.jobs.models import JobRun
from foundation.metrics.registry import Party
from foundation.notifications.models import Notification
from foundation.periods import Period
from tests.factories import OrganisationFactory, RegionFactory, admin_of, official_of

pytestmark = pytest.mark.django_db
DISTRICT, SHANGHAI = "990102", dt.timezone(dt.timedelta(hours=8))


def test_a_pairing_with_gaps(client, time_machine):
    village = RegionFactory(code="990102100201", name="柳林村")
    unit = OrganisationFactory(name="区水利局")
    office, bureau, committee = admin_of(DISTRICT), official_of(unit), official_of(village)

    def on(*day: int) -> None:
        time_machine.move_to(dt.datetime(*day, 9, tzinfo=SHANGHAI))

    def send(user, name, *args, **told):
        client.force_login(user)
        return client.post(reverse(f"campaigns:{name}", args=args), told)

    def see(user, name, *args, **query):
        client.force_login(user)
        return client.get(reverse(name, args=args), query).content.decode()

    def figure(name: str, period: str) -> Decimal:
        party = Party("990102100201")
        moment = dt.datetime(2027, 1, 2, 9, tzinfo=SHANGHAI)
        return Pairings().compute([name], [party], Period.parse(period), at=moment)[name, party]

    on(2026, 4, 1)  # the office pairs them, and the bureau begins
    send(office, "pairing-new", organisation="区水利局", region="柳林村", starts_on="2026-04-01", aim="修饮水管道")
    pairing = Pairing.objects.get()
    told = {"kind": "facilities", "on": "2026-05-12", "text": "修饮水管道800米", "hours": "16", "funds": "36000"}
    on(2026, 5, 13)
    send(bureau, "support-new", pairing.pk, **told)

    assert "修饮水管道800米" in see(committee, "campaigns:pairing", pairing.pk)
    assert send(committee, "support-new", pairing.pk, **told).status_code == 403

    on(2026, 9, 1)  # nothing in the third quarter: one reminder, however often the timetable runs
    for _run in range(2):
        prepare_actions(day="2026-09-01", district=DISTRICT)
    reminders = Notification.objects.filter(user=bureau, kind="pairing.reminder")
    assert [row.values for row in reminders] == [{"village": "柳林村", "day": "2026-09-30"}]
    assert JobRun.objects.get(task="prepare_actions").state == "done"
    assert "登记对柳林村的帮扶" in see(bureau, "portal:desk")

    on(2026, 10, 8)  # the quarter is over: a gap that the office sees and that stays one
    assert "第三季度" in see(office, "campaigns:pairings", state="gaps")
    assert "柳林村" in see(office, "campaigns:pairings", state="gaps")
    assert "1 对结对没有帮扶" in see(office, "portal:desk")

    on(2026, 10, 20)  # made good in the fourth, first with a slip of the pen
    wrong = {"kind": "knowledge", "on": "2026-10-19", "text": "节水宣讲", "funds": "50000"}
    send(bureau, "support-new", pairing.pk, **wrong)
    record = SupportRecord.objects.get(text="节水宣讲")
    send(bureau, "support-reverse", record.pk, reason="资金应为5000元")
    send(bureau, "support-new", pairing.pk, **(wrong | {"funds": "5000"}))

    page = see(committee, "campaigns:pairing", pairing.pk)
    assert "区水利局—柳林村：1 个季度没有帮扶" in page
    assert "冲销：资金应为5000元" in page

    on(2026, 12, 30)
    send(office, "pairing-end", pairing.pk, ends_on="2026-12-30", reason="三年任务提前完成")
    assert see(office, "campaigns:pairings", state="ended").count("柳林村") >= 1

    assert (figure("pairings.records", "2026Q2"), figure("pairings.funds", "2026Q2")) == (1, Decimal("3.6"))
    assert (figure("pairings.records", "2026Q3"), figure("pairings.gaps", "2026Q3")) == (0, 1)
    assert (figure("pairings.records", "2026Q4"), figure("pairings.funds", "2026Q4")) == (1, Decimal("0.5"))
    assert (figure("pairings.active", "2026-11"), figure("pairings.active", "2026-12")) == (1, 0)
