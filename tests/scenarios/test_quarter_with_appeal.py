"""A quarter from its months to its publication, by API and page, with an appeal that is upheld; the clock is moved."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from evaluation.engine.proof import verify
from evaluation.models import Adjustment, Evaluation, MaterialReview
from foundation.notifications.models import Notification
from tests.factories import OrganisationFactory, SiteFactory, admin_of, official_of, user_with
from tests.factories.quarters import AFTER_Q3, DISTRICT, answers, quarter_of, unit_system

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def post(client, address, body):
    answer = client.post(f"/api/v1/{address}", body, content_type="application/json")
    assert answer.status_code in (200, 201), answer.content.decode()
    return answer.json()


def row_of(client, code):
    rows = client.get("/api/v1/evaluations/?quarter=2026Q3").json()["results"]
    return next(row for row in rows if row["party"]["code"] == code)


def test_a_quarter_with_an_upheld_appeal():
    unit_system()
    parks, transport = (
        OrganisationFactory(code="YLJ", name="区园林局"),
        OrganisationFactory(code="JTJ", name="区交通局"),
    )
    for organisation in (parks, transport):
        SiteFactory(organisation=organisation)
    quarter_of({parks: ["88", "90", "92"], transport: ["91", "91", "91"]})
    answers("80", 12, region="990102001001", organisation=parks)
    boss, expert, person = admin_of(DISTRICT), user_with("reviewer", region=DISTRICT), official_of(parks)

    with time_machine.travel(AFTER_Q3, tick=False):
        office, party = signed_in(boss), signed_in(person)
        # The office asks for material; the party writes and files; a reviewer scores.
        office.post("/materials/ask/", {"region": DISTRICT, "quarter": "2026Q3", "groups": ["organisations"]})
        review = MaterialReview.objects.get(organisation=parks)
        first = review.system.indicators.get(code="U-01")
        party.post(reverse("evaluation:material-write", args=[review.pk, first.pk]), {"text": "每月集中学习"})
        party.post(reverse("evaluation:material-filing", args=[review.pk]))
        office.post(reverse("evaluation:review-assign", args=[review.pk]), {"reviewer": expert.pk})
        scores = {"U-01-mark": "option:A", "U-02-number": "8", "submit": "1"}
        signed_in(expert).post(review.assignments.get().get_absolute_url(), scores)

        # The quarter is prepared and put to publicity: (70×90 + 15×80 + 15×80) / 100 = 87.00.
        call_command("prepare_evaluation", "2026Q3", district=DISTRICT)
        quarter = Evaluation.objects.get()
        office.post(reverse("evaluation:evaluation-open", args=[quarter.pk]))
    with time_machine.travel(AFTER_Q3 + HOUR, tick=False):
        office, party = signed_in(boss), signed_in(person)
        own = row_of(party, "YLJ")
        assert (own["final"], own["rank"], own["grade"]) == ("87.00", 2, "good")
        assert own["components"] == {"months": "90.00", "satisfaction": "80.00", "material": "80.00"}

        # The party appeals; the office upholds it by a recorded adjustment; the group is ranked again.
        body = {"subject": "result", "of": own["id"], "ground": "省级表彰未计入"}
        appeal = post(party, "appeals/", body)
        post(office, f"appeals/{appeal['id']}/accept/", {"decision": "补记省级表彰", "points": "4.5"})
        changed = row_of(party, "YLJ")
        assert (changed["final"], changed["bonus"], changed["rank"], changed["grade"]) == (
            "91.50",
            "4.50",
            1,
            "excellent",
        )
        assert row_of(office, "JTJ")["rank"] == 2
        assert Adjustment.objects.get().ground == f"appeal:{appeal['id']}"

        # Too early to approve.
        office.post(reverse("evaluation:evaluation-approve", args=[quarter.pk]))
        quarter.refresh_from_db()
        assert quarter.state == "in_appeal"
    with time_machine.travel(quarter.appeal_until + HOUR, tick=False):
        office, party = signed_in(boss), signed_in(person)
        for step in ("approve", "publish"):
            office.post(reverse(f"evaluation:evaluation-{step}", args=[quarter.pk]))

        assert row_of(party, "YLJ")["status"] == "published"
        frozen = {fact.what: fact.holds for fact in verify(at=quarter.appeal_until)}
        assert frozen["published quarters changed after publication"] is True
        told = Notification.objects.filter(user=person).order_by("pk").values_list("kind", flat=True)
        assert list(told) == ["material_asked", "quarter_in_publicity", "appeal_accepted", "quarter_published"]
