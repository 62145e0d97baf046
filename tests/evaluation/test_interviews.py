"""Interviews: held by the office, once, on a day that makes sense, with what was said."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.actions import interviews
from evaluation.models import Interview
from foundation.attachments.models import Attachment
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput, NotAllowed
from tests.factories import GrantFactory, admin_of, inspector_of, official_of
from tests.factories.notices import InterviewFactory, clock, under_way

pytestmark = pytest.mark.django_db
HERE = "990102"
NOW = clock(10, 20, 9)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def interview():
    return InterviewFactory()


@pytest.fixture
def office():
    return admin_of(HERE, name="陈主任")


def hold(interview, actor, **changes):
    given = {"held_on": dt.date(2026, 10, 16), "present": "陈主任、永安街道主任", "text": "限期三日整改。", **changes}
    interviews.hold(interview, **given, actor=actor, at=NOW)


def test_the_office_writes_down_what_was_said(interview, office):
    hold(interview, office)

    row = Interview.objects.get()
    assert (row.held_on, row.by, row.record, row.face) == (dt.date(2026, 10, 16), office, "限期三日整改。", "held")
    entry = AuditEntry.objects.get(verb="interview.hold")
    assert (entry.actor, entry.after["held_on"]) == (office, "2026-10-16")


def test_what_was_written_down_stays(interview, office):
    hold(interview, office)

    with pytest.raises(interviews.AlreadyHeld):
        hold(interview, office, text="改口")


@pytest.mark.parametrize(
    "changes",
    [
        {"held_on": dt.date(2026, 10, 12)},
        {"held_on": dt.date(2026, 10, 21)},
        {"text": "  "},
        {"present": ""},
        {"text": "字" * 2001},
    ],
    ids=["before it was asked for", "tomorrow", "nothing said", "nobody there", "too long"],
)
def test_what_makes_no_sense_is_refused(interview, office, changes):
    with pytest.raises(BadInput):
        hold(interview, office, **changes)

    assert Interview.objects.get().held_on is None


def test_only_the_office_of_the_district_records_and_nobody_of_the_organisation(interview):
    insider = admin_of(HERE)
    GrantFactory(user=insider, role="official", organisation=interview.organisation)

    for stranger in (inspector_of(HERE), admin_of("990103"), official_of(interview.organisation), insider):
        with pytest.raises(NotAllowed):
            hold(interview, stranger)


@time_machine.travel(NOW, tick=False)
def test_the_office_fills_the_page_and_everybody_concerned_reads_it(client, interview, office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    told = {"held_on": "2026-10-16", "present": "陈主任", "text": "三日内完成整改。"}
    address = reverse("evaluation:interview-hold", args=[interview.pk])
    client.force_login(office)

    assert "待约谈 1 次" in client.get(reverse("evaluation:interviews")).content.decode()
    again = client.post(address, told | {"text": ""})
    assert (again.status_code, "陈主任" in again.content.decode()) == (200, True)
    file = SimpleUploadedFile("约谈记录.pdf", PDF, "application/pdf")
    done = client.post(address, told | {"file": file}, follow=True).content.decode()
    assert "约谈记录.pdf" in done
    assert "三日内完成整改。" in done

    client.force_login(official_of(interview.organisation))
    seen = client.get(interview.get_absolute_url()).content.decode()
    assert "三日内完成整改。" in seen
    assert address not in seen
    kept = client.get(reverse("evaluation:interview-document", args=[interview.pk]))
    assert b"".join(kept.streaming_content) == PDF


@time_machine.travel(NOW, tick=False)
def test_a_refused_record_keeps_no_file(client, interview, office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(office)
    told = {"held_on": "2026-10-21", "present": "陈主任", "text": "三日内完成整改。"}
    file = SimpleUploadedFile("约谈记录.pdf", PDF, "application/pdf")

    answer = client.post(reverse("evaluation:interview-hold", args=[interview.pk]), told | {"file": file}, follow=True)

    assert "约谈日期应在提请之日至今天之间。" in answer.content.decode()
    assert not Attachment.objects.exists()


@time_machine.travel(NOW, tick=False)
def test_one_talk_may_stand_for_all_that_is_to_be_held_with_an_organisation(client, interview, office):
    same = [InterviewFactory() for _number in range(2)]
    for one in same:
        Interview.objects.filter(pk=one.pk).update(organisation=interview.organisation)
    other = InterviewFactory()
    told = {"held_on": "2026-10-16", "present": "陈主任", "text": "三日内完成整改。", "all_of_organisation": "on"}
    client.force_login(office)

    assert "另外 2 次约谈" in client.get(interview.get_absolute_url()).content.decode()
    client.post(reverse("evaluation:interview-hold", args=[interview.pk]), told)

    held = Interview.objects.exclude(held_on=None).order_by("pk")
    assert list(held) == [interview, *same]
    assert Interview.objects.get(held_on=None) == other


def test_another_organisation_does_not_find_it(client, interview):
    client.force_login(official_of(under_way(clock(10, 8), item="I-9").organisation))

    assert client.get(interview.get_absolute_url()).status_code == 404
    assert list(client.get(reverse("evaluation:interviews")).context["interviews"]) == []


def test_the_list_asks_the_same_number_of_queries_however_long_it_is(client, office):
    counts = []
    client.force_login(office)
    client.get(reverse("evaluation:interviews"))
    for wanted in (1, 3):
        while Interview.objects.count() < wanted:
            InterviewFactory()
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("evaluation:interviews"))
        counts.append(len(found))

    assert counts[0] == counts[1]
