"""What a bulletin tells beside its figures: boards, changes, delivery, the front page; and pages opened too early."""

import io

import pytest
from django.urls import reverse
from docx import Document

from campaigns.actions import boards
from campaigns.models import BoardEntry
from evaluation.actions import bulletins
from evaluation.engine.bulletin_figures import figures_of
from evaluation.engine.bulletin_serials import verify
from evaluation.models import Bulletin, BulletinCase, Lapse, Problem
from foundation.errors import StaleState
from tests.factories import ProblemFactory, SiteFactory, admin_of, official_of

from .bulletin_weeks import MONDAY, WEEK, at, compiled, published_one, written

pytestmark = pytest.mark.django_db


def test_the_boards_stand_in_the_bulletin_and_stay_as_publication_found_them(client, week):
    office = admin_of("990102")
    made = written(week, office)
    for entry in BoardEntry.objects.all():
        boards.approve(entry, actor=office, at=MONDAY)
    bulletins.approve(made, actor=office, at=MONDAY)
    bulletins.publish(made, actor=office, at=MONDAY)
    boards.remove(BoardEntry.objects.get(colour="black"), reason="已整改。", actor=office, at=MONDAY)
    client.force_login(office)
    lines = ["列入红榜：滨江广场（99.00分）。", "列入黑榜：永安市场（65.00分）。"]

    page = client.get(made.get_absolute_url()).content.decode()
    public = client.get(reverse("evaluation:public-bulletin", args=[made.pk])).content.decode()
    answer = client.get(reverse("evaluation:bulletin-document", args=[made.pk]))
    opened = Document(io.BytesIO(b"".join(answer.streaming_content)))

    assert [line in page for line in lines] == [True, True]
    assert [line in public for line in lines] == [True, True]
    assert [paragraph.text for paragraph in opened.paragraphs if "列入" in paragraph.text] == lines
    assert [fact.holds for fact in verify()] == [True, True, True]


def test_the_page_tells_the_change_against_last_week_and_who_gets_it(client, week):
    office = admin_of("990102")
    official_of(SiteFactory().organisation)
    made = compiled(week)
    client.force_login(office)

    page = client.get(made.get_absolute_url()).content.decode()

    assert "，比上周低3.67分。" in page
    assert "，比上周多2个；" in page
    assert "发布时，本区1名填报员和领导将收到消息。" in page


def test_a_page_opened_before_the_bulletin_was_compiled_again_publishes_what_stands(week):
    office = admin_of("990102")
    opened = written(week, office)
    bulletins.approve(opened, actor=office, at=MONDAY)
    other = Bulletin.objects.get(pk=opened.pk)
    bulletins.reopen(other, actor=office, at=MONDAY)
    ProblemFactory(site=SiteFactory(), item="F", found_at=at(15))
    compiled(week)
    other.refresh_from_db()
    bulletins.approve(other, actor=office, at=MONDAY)

    bulletins.publish(opened, actor=office, at=MONDAY)

    assert Bulletin.objects.get().figures["found"] == 3
    assert [fact.holds for fact in verify()] == [True, True, True]


def test_masks_on_a_photo_that_left_the_bulletin_are_refused_with_words(week, case):
    stale = BulletinCase.objects.get(pk=case.pk)
    BulletinCase.objects.filter(pk=case.pk).delete()

    with pytest.raises(StaleState, match="重新编制"):
        bulletins.mask(stale, before=[[1, 1, 5, 5]], after=[], actor=admin_of("990102"), at=MONDAY)


def test_the_front_page_names_public_bulletins_and_no_others(client, week):
    made = published_one(week, admin_of("990102"))
    address = reverse("evaluation:public-bulletin", args=[made.pk])

    shown = client.get("/").content.decode()
    Bulletin.objects.filter(pk=made.pk).update(is_public=False)
    hidden = client.get("/").content.decode()

    assert (address in shown, "公开的周通报" in shown) == (True, True)
    assert (address in hidden, "公开的周通报" in hidden) == (False, False)


def test_who_got_a_problem_from_another_is_not_listed_for_the_others_lapse(week):
    problem = Problem.objects.get(item="B")
    told = {"problem": problem, "district": problem.district, "region": problem.region, "recorded_at": at(16)}
    told |= {"organisation": problem.organisation, "due_at": at(16)}
    Lapse.objects.create(number=2, in_a_row=1, **told)
    before = figures_of(week.pk, WEEK)
    Lapse.objects.create(number=3, in_a_row=2, **told)
    after = figures_of(week.pk, WEEK)

    assert (before["second_lapses"], before["twice_late"]) == (0, [])
    assert (after["second_lapses"], [line["lapses"] for line in after["twice_late"]]) == (1, [1])
