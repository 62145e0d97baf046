"""The weekly bulletin: figures from records, the office's words, numbers without gaps, frozen once published."""

import datetime as dt
import io
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from PIL import Image, ImageChops, ImageStat

from campaigns.models import BoardEntry
from evaluation.actions import bulletins
from evaluation.engine.bulletin_figures import figures_of
from evaluation.engine.bulletin_serials import verify
from evaluation.models import Bulletin, BulletinCase
from evaluation.tasks import compile_bulletins
from foundation.attachments.masking import masked
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed, TransitionNotAllowed
from foundation.notifications.models import Notification
from tests.factories import (
    BulletinFactory,
    ProblemFactory,
    SiteFactory,
    admin_of,
    leader_of,
    official_of,
)

from .bulletin_weeks import MONDAY, WEEK, at, compiled, published_one, written

pytestmark = pytest.mark.django_db


def test_the_figures_are_those_of_the_records(week):
    figures = figures_of("990102", WEEK)

    assert {name: figures[name] for name in ("drawn", "done", "checks", "sites_checked", "sites")} == {
        "drawn": 4,
        "done": 3,
        "checks": 3,
        "sites_checked": 2,
        "sites": 2,
    }
    assert (figures["done_rate"], figures["coverage"], figures["mean"]) == ("75.0", "100.0", "76.33")
    assert (figures["found"], figures["closed"], figures["overdue"], figures["overdue_organisations"]) == (2, 1, 1, 1)
    assert (figures["due"], figures["in_time"], figures["in_time_rate"]) == (2, 1, "50.0")
    assert [(line["name"], line["score"]) for line in figures["best"]] == [("滨江广场", "99.00"), ("永安市场", "65.00")]
    assert [(line["name"], line["score"]) for line in figures["worst"]] == [
        ("永安市场", "65.00"),
        ("滨江广场", "99.00"),
    ]
    assert (figures["change"]["mean"], figures["change"]["found"]) == ("-3.67", "2")


def test_an_empty_week_has_no_rates_rather_than_zeroes():
    figures = figures_of("990102", WEEK)

    assert (figures["checks"], figures["mean"], figures["done_rate"], figures["in_time_rate"]) == (0, None, None, None)


def test_compiling_twice_keeps_the_text_and_makes_no_second_bulletin(week):
    office = admin_of("990102")
    written(week, office)
    ProblemFactory(site=SiteFactory(), item="D", found_at=at(17))

    again = compiled(week)

    assert Bulletin.objects.count() == 1
    assert (again.figures["found"], again.next_steps) == (3, "限期整改。")


def test_a_week_that_is_not_over_is_refused(week):
    with pytest.raises(bulletins.NotOver):
        compiled(week, at=at(18, 23))


def test_sites_below_the_threshold_are_proposed_for_the_black_board_once(week):
    compiled(week)
    compiled(week)

    assert list(BoardEntry.objects.order_by("colour").values_list("colour", "title", "state", "score")) == [
        ("black", "永安市场", "proposed", Decimal("65.00")),
        ("red", "滨江广场", "proposed", Decimal("99.00")),
    ]


def test_nothing_goes_out_without_next_steps_and_approval(week):
    made, office = compiled(week), admin_of("990102")

    with pytest.raises(bulletins.TextMissing):
        bulletins.approve(made, actor=office, at=MONDAY)
    with pytest.raises(TransitionNotAllowed):
        bulletins.publish(made, actor=office, at=MONDAY)


def test_texts_are_capped_and_only_drafts_are_written_on(week):
    office = admin_of("990102")
    made = written(week, office)

    with pytest.raises(bulletins.TooLong):
        bulletins.write(made, comment="x" * 501, next_steps="", is_public=False, actor=office, at=MONDAY)
    bulletins.approve(made, actor=office, at=MONDAY)
    with pytest.raises(bulletins.NotADraft):
        bulletins.write(made, comment="", next_steps="改", is_public=False, actor=office, at=MONDAY)
    bulletins.reopen(made, actor=office, at=MONDAY)
    bulletins.write(made, comment="", next_steps="改", is_public=False, actor=office, at=MONDAY)
    assert Bulletin.objects.get().next_steps == "改"


def test_publishing_freezes_numbers_and_tells_everybody_concerned(week):
    office, site = admin_of("990102"), SiteFactory()
    official, leader, elsewhere = official_of(site.organisation), leader_of("990102"), leader_of("990103")

    made = published_one(week, office)

    made.refresh_from_db()
    assert (made.state, made.number, len(made.digest)) == ("published", "〔2026〕1号", 64)
    assert {row.user for row in Notification.objects.all()} == {official, leader}
    assert elsewhere not in {row.user for row in Notification.objects.all()}
    before = made.figures
    ProblemFactory(site=site, item="E", found_at=at(17))
    assert compiled(week).figures == before
    assert [str(fact) for fact in verify() if not fact.holds] == []
    Bulletin.objects.filter(pk=made.pk).update(comment="改过")
    assert [fact.holds for fact in verify()] == [True, False, True]


def test_a_correction_is_a_version_beside_the_first_with_a_number_of_its_own(week):
    office = admin_of("990102")
    first = published_one(week, office)
    ProblemFactory(site=SiteFactory(), item="F", found_at=at(17))
    with pytest.raises(bulletins.ReasonMissing):
        bulletins.correct(first, reason=" ", actor=office, at=MONDAY)

    second = bulletins.correct(first, reason="漏计一个问题", actor=office, at=MONDAY)
    with pytest.raises(bulletins.NothingToCorrect):
        bulletins.correct(first, reason="再改", actor=office, at=MONDAY)
    bulletins.approve(second, actor=office, at=MONDAY)
    bulletins.publish(second, actor=office, at=MONDAY)

    rows = Bulletin.objects.order_by("version").values_list("version", "state", "serial", "figures__found")
    assert list(rows) == [(1, "superseded", 1, 2), (2, "published", 2, 3)]


def test_nobody_but_the_office_of_the_district_works_on_it(week):
    made = compiled(week)

    for stranger in (admin_of("990103"), leader_of("990102")):
        with pytest.raises(NotAllowed):
            bulletins.write(made, comment="", next_steps="x", is_public=False, actor=stranger, at=MONDAY)
        with pytest.raises(NotAllowed):
            bulletins.publish(made, actor=stranger, at=MONDAY)


@pytest.mark.django_db(transaction=True)
def test_five_who_publish_at_once_get_five_numbers_in_a_row():
    office = admin_of("990102")
    made = [
        BulletinFactory(week=dt.date(2026, 6, 1) + dt.timedelta(weeks=n), state="approved", next_steps="x")
        for n in range(5)
    ]

    def publish(row):
        try:
            bulletins.publish(row, actor=office, at=MONDAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(publish, made))

    assert sorted(Bulletin.objects.values_list("serial", flat=True)) == [1, 2, 3, 4, 5]


def test_masks_stay_with_the_photo_when_the_figures_are_compiled_again(week, case):
    bulletins.mask(case, before=[[10, 10, 20, 20]], after=[], actor=admin_of("990102"), at=MONDAY)

    compiled(week)

    assert BulletinCase.objects.get(problem=case.problem).before_masks == [[10.0, 10.0, 20.0, 20.0]]


@pytest.mark.parametrize("boxes", [[[1, 2, 3]], [[-1, 0, 5, 5]], [[90, 0, 20, 5]], [[0, 0, 0, 5]], [[0, 0, 5, 5]] * 21])
def test_a_mask_that_is_no_box_inside_the_picture_is_refused(case, boxes):
    with pytest.raises(bulletins.MaskNotUnderstood):
        bulletins.mask(case, before=boxes, after=[], actor=admin_of("990102"), at=MONDAY)


def test_what_is_masked_cannot_be_made_out_and_the_rest_stays(case):
    plain = Image.open(io.BytesIO(masked(case.before, []))).convert("RGB")
    hidden = Image.open(io.BytesIO(masked(case.before, [[0, 0, 50, 100]]))).convert("RGB")

    changed = ImageChops.difference(plain, hidden)
    left, right = (0, 0, plain.width // 2, plain.height), (plain.width // 2 + 16, 0, plain.width, plain.height)
    assert max(ImageStat.Stat(changed.crop(left)).mean) > 3
    assert max(ImageStat.Stat(changed.crop(right)).mean) < 1


def test_the_word_document_tells_what_the_page_tells(client, week, case):
    office = admin_of("990102")
    made = published_one(week, office)
    client.force_login(office)

    answer = client.get(reverse("evaluation:bulletin-document", args=[made.pk]))
    opened = Document(io.BytesIO(b"".join(answer.streaming_content)))

    texts = [paragraph.text for paragraph in opened.paragraphs]
    assert "本周应查4次，完成3次，完成率75.0%；覆盖点位2个，平均得分76.33分，比上周低3.67分。" in texts
    assert "发现问题2个，比上周多2个；办结1个；周末仍逾期1个，涉及1家单位。按期整改率50.0%。" in texts
    assert "限期整改。" in texts
    assert [cell.text for cell in opened.tables[0].rows[1].cells][1::2] == ["99.00", "65.00"]
    assert len(opened.inline_shapes) == 1


def test_the_office_writes_approves_and_publishes_on_its_page(client, week):
    made, office = compiled(week), admin_of("990102")
    client.force_login(office)
    address = reverse("evaluation:bulletin", args=[made.pk])

    empty = client.get(address).content.decode()
    saved = client.post(
        reverse("evaluation:bulletin-write", args=[made.pk]),
        {"comment": "好", "next_steps": "限期整改"},
        headers={"HX-Request": "true"},
    )
    client.post(reverse("evaluation:bulletin-approve", args=[made.pk]))
    client.post(reverse("evaluation:bulletin-publish", args=[made.pk]))
    done = client.get(address).content.decode()

    assert "还差“下步要求”一段" in empty
    assert "已保存" in saved.content.decode()
    assert "〔2026〕1号" in done
    assert reverse("evaluation:bulletin-figure", args=[made.pk, "found"]) in done


def test_a_text_over_the_cap_stays_in_the_form(client, week):
    made = compiled(week)
    client.force_login(admin_of("990102"))

    answer = client.post(reverse("evaluation:bulletin-write", args=[made.pk]), {"next_steps": "长" * 501})

    assert answer.status_code == 422
    assert "长" * 501 in answer.content.decode()


def test_officials_see_published_ones_only_and_the_public_those_marked(client, week):
    office, official = admin_of("990102"), official_of(SiteFactory().organisation)
    made = written(week, office)
    client.force_login(official)
    draft = client.get(reverse("evaluation:bulletin", args=[made.pk])).status_code
    bulletins.approve(made, actor=office, at=MONDAY)
    bulletins.publish(made, actor=office, at=MONDAY)
    seen = client.get(reverse("evaluation:bulletin", args=[made.pk])).status_code
    client.logout()
    public = client.get(reverse("evaluation:public-bulletin", args=[made.pk]))
    Bulletin.objects.filter(pk=made.pk).update(is_public=False)

    assert (draft, seen, public.status_code) == (404, 200, 200)
    assert reverse("evaluation:problems") not in public.content.decode()
    assert client.get(reverse("evaluation:public-bulletin", args=[made.pk])).status_code == 404


def test_the_list_and_the_api_ask_the_same_whatever_their_length(client, week):
    client.force_login(admin_of("990102"))
    addresses = [reverse("evaluation:bulletins"), "/api/v1/bulletins/"]

    def asked():
        counts = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
        return counts

    compiled(week)
    one = asked()
    for number in range(1, 3):
        BulletinFactory(district=week, week=dt.date(2026, 9, 7) + dt.timedelta(weeks=number))

    assert asked() == one
    row = client.get("/api/v1/bulletins/").json()["results"][0]
    assert (row["week"], row["state"], row["figures"]["found"]) == ("2026-W42", "draft", 2)


def test_the_task_and_the_command_compile_each_district_once(week):
    compile_bulletins(day="2026-10-19")
    compile_bulletins(day="2026-10-19")
    said = io.StringIO()
    call_command("compile_bulletins", week="2026-W42", stdout=said)

    assert said.getvalue().splitlines() == ["990102 2026-W42: draft, version 1"]
    assert Bulletin.objects.count() == 1
    assert AuditEntry.objects.filter(verb="bulletin.compile").count() == 3
