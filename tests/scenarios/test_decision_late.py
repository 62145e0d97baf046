"""A meeting decides, its owner is late: reminded, pressed, done late, confirmed, and the meeting is finished."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from campaigns.models import Decision, Meeting
from campaigns.tasks import remind_of_decisions
from foundation.metrics import registry
from foundation.metrics.registry import Party
from foundation.notifications.models import Notification
from foundation.periods import Period, PeriodKind
from portal import desk
from tests.factories import OrganisationFactory, RegionFactory, admin_of, leader_of, official_of
from tests.factories.meetings import MORNING, SHANGHAI, MeetingKindFactory

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 10, 23)  # a Friday


def at(day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(2026, 10, day, hour, 0, tzinfo=SHANGHAI)


def test_a_decision_that_is_carried_out_late(client):
    MeetingKindFactory(code="promotion", name="推进会")
    owner = OrganisationFactory(name="区城管局", region=RegionFactory(code="990102"))
    office, official, leader = admin_of("990102"), official_of(owner), leader_of("990102")
    beside, elsewhere = official_of(OrganisationFactory()), admin_of("990103")

    def does(user, name, pk, moment, **told):
        client.force_login(user)
        with time_machine.travel(moment, tick=False):
            return client.post(reverse(f"campaigns:{name}", args=[pk]), told)

    def sees(user, url, moment):
        client.force_login(user)
        with time_machine.travel(moment, tick=False):
            return client.get(url)

    def runs(moment):
        Notification.objects.all().delete()
        with time_machine.travel(moment, tick=False):
            remind_of_decisions()
        return [(row.user, row.kind) for row in Notification.objects.order_by("pk")]

    # The office calls a promotion meeting, holds it, writes the minutes and issues them with one decision.
    client.force_login(office)
    with time_machine.travel(at(9), tick=False):
        told = {"kind": "promotion", "region": "990102", "title": "推进会", "starts_at": "2026-10-12T09:30"}
        told |= {"place": "一楼", "agenda": "背街小巷", "organisations": [owner.pk]}
        client.post(reverse("campaigns:meeting-new"), told)
    meeting = Meeting.objects.get()
    does(office, "meeting-call", meeting.pk, at(9))
    does(office, "meeting-hold", meeting.pk, at(12, 12))
    does(office, "meeting-mark", meeting.pk, at(12, 12), all="1")
    does(office, "minutes-write", meeting.items.get().pk, at(12, 12), text="逐条推进。", seen=0)
    does(
        office,
        "meeting-decide",
        meeting.pk,
        at(12, 12),
        text="整治三条街巷",
        organisation=owner.pk,
        due_on="2026-10-23",
    )
    does(office, "minutes-sign", meeting.pk, at(13))
    decision = Decision.objects.get()
    assert (decision.state, decision.due_on, decision.meeting.number) == ("open", DUE, "〔2026〕1号")

    # Its owner takes it up and is reminded three working days before; when the day is over he is pressed.
    does(official, "decision-start", decision.pk, at(14))
    assert runs(at(19, 7)) == []
    assert runs(at(20, 7)) == [(official, "decisions.near")]
    assert runs(at(23, 7)) == []
    assert runs(at(24, 7)) == [(official, "decisions.overdue"), (office, "decisions.overdue_here")]
    assert runs(at(25, 7)) == []
    (row,) = desk.todos(official, on=at(24).date(), at=at(24))
    assert (row.group, row.what, row.why, row.tone) == ("today", "承办 1 项议定事项", "1 项已逾期。", "alarm")
    assert "1 项议定事项逾期" in [row.what for row in desk.todos(office, on=at(24).date(), at=at(24))]

    # The leader sees that it is overdue; the neighbour department is refused, the other district does not find it.
    page = sees(leader, reverse("campaigns:decisions"), at(24)).content.decode()
    assert "1 项议定事项待办结，其中 1 项逾期" in page
    url = decision.get_absolute_url()
    assert [sees(who, url, at(24)).status_code for who in (leader, official, beside, elsewhere)] == [200, 200, 404, 404]
    assert does(leader, "decision-start", decision.pk, at(24)).status_code == 403
    assert does(elsewhere, "decision-cancel", decision.pk, at(24), reason="x").status_code == 404

    # He reports it three days late; the office confirms, and the meeting is finished.
    does(official, "decision-report", decision.pk, at(26), answer="三条街巷已整治。", links="/problems/")
    assert does(official, "decision-confirm", decision.pk, at(26)).status_code == 403
    does(office, "decision-confirm", decision.pk, at(27))
    decision.refresh_from_db()
    meeting.refresh_from_db()
    assert (decision.state, decision.done_on, decision.is_done_late) == ("confirmed", dt.date(2026, 10, 26), True)
    assert (meeting.state, meeting.finished_at) == ("finished", at(27))
    steps = decision.steps.order_by("at", "pk").values_list("kind", flat=True)
    assert list(steps) == ["issued", "started", "reminded", "overdue", "reported", "confirmed"]
    assert "逾期办结" in sees(leader, url, at(27)).content.decode()

    # The figures of October say so.
    october, names = Period.containing(MORNING.date(), PeriodKind.MONTH), ["decisions.made", "decisions.done"]
    names += ["decisions.overdue", "decisions.done_rate", "meetings.promotion"]
    found = registry.values(names, [Party("990102")], october, at=dt.datetime(2026, 11, 5, tzinfo=dt.UTC))
    assert [found[name, Party("990102")] for name in names] == [1, 1, 0, 0, 1]
