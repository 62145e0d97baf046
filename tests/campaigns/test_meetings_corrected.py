"""Issued minutes are corrected under the same number; the ones they replace stay readable and say so."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from docx import Document
from rest_framework.test import APIClient

from campaigns.actions import decisions, minutes, minutes_corrections
from campaigns.actions.words import ReasonMissing
from campaigns.engine import minutes_proof
from campaigns.exports.minutes import issued_text, minutes_document
from campaigns.models import Decision, Meeting, ReplacedMinutes
from campaigns.queries.meetings import decided as decided_in
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed, StaleState, TransitionNotAllowed
from foundation.notifications.models import Notification
from tests.factories import OrganisationFactory, admin_of, leader_of, official_of
from tests.factories.meetings import DUE, MORNING, decided, held_meeting

pytestmark = pytest.mark.django_db
AFTER = MORNING + dt.timedelta(days=1)
LATER = MORNING + dt.timedelta(days=3)


@pytest.fixture
def office():
    return admin_of("990102")


@pytest.fixture
def owner():
    return OrganisationFactory(code="QH013", name="区城管局")


@pytest.fixture
def meeting(office, owner):
    made = held_meeting(office, owner, title="调度会", chair="王某")
    decided(made, office, owner)
    minutes.sign(made, actor=office, at=AFTER)
    return made


def correct(meeting, office, *, text="分条推进，月底验收。", seen=1, reason="时限漏写", **head):
    texts = {meeting.items.get().pk: text} if text else {}
    told = {"head": head, "texts": texts, "reason": reason, "seen": seen}
    return minutes_corrections.correct(meeting, **told, actor=office, at=LATER)


def proof():
    return {fact.what: (fact.found, fact.holds) for fact in minutes_proof.verify(at=LATER)}


def paper(document):
    opened = Document(io.BytesIO(document))
    return "\n".join(paragraph.text for paragraph in opened.paragraphs)


def test_a_correction_keeps_the_number_and_the_first_version(meeting, office, owner):
    official = official_of(owner)

    replaced = correct(meeting, office, place="三楼")

    row = Meeting.objects.select_related("region", "kind").get()
    assert (row.number, row.version, row.serial, row.place) == ("〔2026〕1号（更正）", 2, 1, "三楼")
    assert (row.items.get().minutes, row.items.get().revision) == ("分条推进，月底验收。", 2)
    assert (replaced.version, replaced.place, replaced.reason) == (1, "区政府二楼会议室", "时限漏写")
    assert replaced.points == [[1, "背街小巷整治", None, "逐条推进。"]]
    assert Decision.objects.get().state == "open"
    assert AuditEntry.objects.filter(verb="meeting.correct").count() == 1
    told = Notification.objects.filter(kind="meeting.corrected")
    assert [(one.user, one.values["number"], one.values["reason"]) for one in told] == [
        (official, "〔2026〕1号（更正）", "时限漏写")
    ]


def test_the_paper_says_what_it_replaces_and_why(meeting, office):
    correct(meeting, office)

    row = Meeting.objects.select_related("region", "kind").get()
    items, people = list(row.items.all()), list(row.attendees.for_list())
    text = issued_text(row, items, people, decided_in(row), list(row.replaced.all()))

    said = "本纪要系对2026年10月13日印发的〔2026〕1号纪要的更正，自印发之日起以本件为准。更正事由：时限漏写。"
    lines = paper(minutes_document(text).content())
    assert (text.note, said in lines, "〔2026〕1号（更正）" in lines) == (said, True, True)


def test_a_second_correction_counts(meeting, office):
    correct(meeting, office)
    correct(meeting, office, text="再改。", seen=2, reason="又漏")

    assert Meeting.objects.get().number == "〔2026〕1号（第2次更正）"
    assert sorted(ReplacedMinutes.objects.values_list("version", "reason")) == [(1, "时限漏写"), (2, "又漏")]


def test_every_version_is_proved(meeting, office):
    correct(meeting, office)
    correct(meeting, office, text="再改。", seen=2)

    assert proof()["issued minutes"] == ("3 looked at", True)
    assert proof()["minutes changed after they were issued"] == ("none", True)
    ReplacedMinutes.objects.filter(version=1).update(points=[[1, "背街小巷整治", None, "别的"]])
    assert proof()["minutes changed after they were issued"] == (str(meeting.pk), False)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"reason": " "}, ReasonMissing),
        ({"text": " "}, BadInput),
        ({"text": "x" * 2001}, BadInput),
        ({"text": "逐条推进。"}, minutes_corrections.NothingCorrected),
        ({"seen": 2}, StaleState),
    ],
    ids=["no reason", "an empty point", "too long", "nothing different", "another version"],
)
def test_a_correction_is_refused(meeting, office, given, refusal):
    before = Notification.objects.count()

    with pytest.raises(refusal):
        correct(meeting, office, **given)

    assert (ReplacedMinutes.objects.count(), Notification.objects.count()) == (0, before)


def test_only_the_office_corrects_and_only_what_is_issued(meeting, office, owner):
    for stranger in (official_of(owner), leader_of("990102"), admin_of("990103")):
        with pytest.raises(NotAllowed):
            correct(meeting, stranger)
    held = held_meeting(office, OrganisationFactory())
    with pytest.raises(TransitionNotAllowed):
        correct(held, office)


def test_a_point_of_another_meeting_is_refused(meeting, office):
    other = held_meeting(office, OrganisationFactory()).items.get()
    told = {"head": {}, "texts": {other.pk: "x"}, "reason": "x", "seen": 1}

    with pytest.raises(BadInput):
        minutes_corrections.correct(meeting, **told, actor=office, at=LATER)


def test_minutes_are_corrected_on_their_page_and_the_first_version_is_marked(client, meeting, office, owner):
    item = meeting.items.get()
    client.force_login(office)
    url = reverse("campaigns:minutes-correct", args=[meeting.pk])
    told = {"reason": "时限漏写", "title": "调度会", "place": "三楼", "chair": "王某", "seen": 1}

    form = client.get(url).content.decode()
    answer = client.post(url, told | {f"text-{item.pk}": "分条推进。"}, follow=True)
    stale = client.post(url, told | {f"text-{item.pk}": "别的。"}, follow=True)

    assert "逐条推进。" in form
    assert "〔2026〕1号（更正）" in answer.content.decode()
    assert "更正事由：时限漏写。" in answer.content.decode()
    assert "别的。" not in Meeting.objects.get().items.get().minutes
    assert "更正" in stale.content.decode()
    client.force_login(official_of(owner))
    old = client.get(reverse("campaigns:minutes-replaced", args=[meeting.pk, 1])).content.decode()
    assert ("【已更正】" in old, "逐条推进。" in old, "分条推进。" in old) == (True, True, False)
    file = client.get(reverse("campaigns:minutes-replaced-document", args=[meeting.pk, 1]))
    assert "被更正件替代，不再作为依据" in paper(b"".join(file.streaming_content))
    assert client.get(reverse("campaigns:minutes-replaced", args=[meeting.pk, 2])).status_code == 404
    assert client.get(reverse("campaigns:minutes-correct", args=[meeting.pk])).status_code == 403


def test_minutes_are_corrected_over_the_api(meeting, office, owner):
    def post(user, **told):
        client = APIClient()
        client.force_authenticate(user)
        return client.post(f"/api/v1/meetings/{meeting.pk}/correct/", told, format="json")

    item = meeting.items.get().pk
    body = {"reason": "时限漏写", "version": 1, "chair": "李某", "minutes": [{"item": item, "text": "分条推进。"}]}

    made = post(office, **body)
    answers = [post(office, **body), post(official_of(owner), **body), post(admin_of("990103"), **body)]
    empty = post(office, version=2)

    assert (made.status_code, made.json()["number"], made.json()["version"]) == (200, "〔2026〕1号（更正）", 2)
    assert made.json()["agenda"][0]["minutes"] == "分条推进。"
    assert [one.status_code for one in [*answers, empty]] == [409, 403, 404, 400]
    client = APIClient()
    client.force_authenticate(office)
    (old,) = client.get(f"/api/v1/meetings/{meeting.pk}/replaced/").json()
    assert (old["version"], old["chair"], old["reason"]) == (1, "王某", "时限漏写")
    assert old["points"] == [{"position": 1, "title": "背街小巷整治", "minutes": "逐条推进。"}]


def test_decisions_stay_as_they_are(meeting, office):
    row = Decision.objects.get()

    correct(meeting, office, title="调度会（补）")

    row.refresh_from_db()
    assert (row.due_on, row.state, row.text) == (DUE, "open", "整治三条背街小巷")
    decisions.cancel(row, reason="x", actor=office, at=LATER)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.number) == ("finished", "〔2026〕1号（更正）")
    correct(meeting, office, text="最后。", seen=2)
