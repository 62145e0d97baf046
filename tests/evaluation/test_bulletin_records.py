"""A figure of a bulletin opens what was counted when it was compiled, whatever has happened since."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from evaluation.actions import bulletins
from evaluation.choices import BEHIND, CountedAs
from evaluation.engine.bulletin_serials import verify
from evaluation.models import Bulletin, BulletinRecords, Check, Problem
from evaluation.queries.bulletin_records import behind
from foundation.audit.models import AuditEntry
from tests.factories import BulletinFactory, CheckFactory, ProblemFactory, SiteFactory, admin_of, official_of

from .bulletin_weeks import MONDAY, WEEK, at, compiled, published_one, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return admin_of("990102")


def items(made, figure, user):
    return sorted(problem.item for problem in behind(made, figure, user).problems)


def test_the_records_are_as_many_as_the_figure_says(week):
    made = compiled(week)

    counted = {row.counted: len(row.ids) for row in made.records.all()}

    told = made.figures
    assert counted == {name: told[name] for name in CountedAs.values}
    assert set(BEHIND) >= {"drawn", "done", "found", "closed", "overdue", "overdue_organisations", "in_time_rate"}


def test_what_was_overdue_then_is_shown_though_it_is_closed_now(week, office):
    made = compiled(week)
    late = Problem.objects.get(item="B")
    Problem.objects.filter(pk=late.pk).update(state="closed", closed_at=MONDAY)
    ProblemFactory(site=late.site, item="E", found_at=at(17), state="assigned", due_at=at(18), first_due_at=at(18))

    shown = behind(made, "overdue", office)

    assert [(row.item, row.state) for row in shown.problems] == [("B", "closed")]
    assert items(made, "in_time_rate", office) == ["A", "B"]


def test_compiled_again_the_records_are_those_of_now(week, office):
    made = compiled(week)
    ProblemFactory(site=SiteFactory(), item="D", found_at=at(17))

    again = compiled(week)

    assert items(again, "found", office) == ["A", "B", "D"]
    assert BulletinRecords.objects.filter(bulletin=made).count() == len(CountedAs)


def test_records_are_frozen_with_the_published_bulletin(week, office):
    made = published_one(week, office)
    assert all(fact.holds for fact in verify())

    row = made.records.get(counted="found")
    BulletinRecords.objects.filter(pk=row.pk).update(ids=row.ids[:1])

    assert [fact.holds for fact in verify()] == [True, False, True]


def test_figures_open_beside_the_paper_and_as_a_page_without_script(client, week, office):
    made = compiled(week)
    client.force_login(office)
    address = reverse("evaluation:bulletin-figure", args=[made.pk, "overdue"])

    page, part = client.get(address), client.get(address, headers={"HX-Request": "true"})

    late = Problem.objects.get(item="B")
    for answer in (page, part):
        assert (late.get_absolute_url() in answer.content.decode(), answer.status_code) == (True, 200)
    assert ("<html" in page.content.decode(), "<html" in part.content.decode()) == (True, False)
    assert f'hx-get="{address}"' in client.get(made.get_absolute_url()).content.decode()


def test_checks_are_listed_page_by_page_at_the_same_cost(client, week, office, django_assert_max_num_queries):
    site = SiteFactory()
    for _number in range(22):
        CheckFactory(site=site, on=WEEK.start)
    made = compiled(week)
    client.force_login(office)
    address = reverse("evaluation:bulletin-figure", args=[made.pk, "drawn"])
    client.get(address)

    with django_assert_max_num_queries(20) as first:
        whole = client.get(address).context["found"]
    with django_assert_max_num_queries(len(first)):
        rest = client.get(address, {"from": "20"}).context["found"]

    assert (whole.total, len(whole.checks), whole.following, whole.before) == (26, 20, 20, None)
    assert (len(rest.checks), rest.following, rest.before) == (6, None, 0)


@pytest.mark.parametrize("start", ["x", "-1", "999", "99999999999"])
def test_a_position_that_is_none_begins_at_the_beginning(client, week, office, start):
    made = compiled(week)
    client.force_login(office)

    answer = client.get(reverse("evaluation:bulletin-figure", args=[made.pk, "found"]), {"from": start})

    assert len(answer.context["found"].problems) == 2


def test_somebody_sees_of_the_records_what_lies_in_his_area(client, week, office):
    made = published_one(week, office)
    client.force_login(official_of(Problem.objects.get(item="A").organisation))

    found = client.get(reverse("evaluation:bulletin-figure", args=[made.pk, "done"])).context["found"]

    own = Check.objects.filter(state="submitted", on__gte=WEEK.start, site__name="永安市场").count()
    assert (found.total, len(found.checks), found.hidden) == (3, own, 3 - own)


def test_an_unknown_figure_and_a_bulletin_out_of_sight_are_not_found(client, week, office):
    made = compiled(week)
    client.force_login(office)
    assert client.get(reverse("evaluation:bulletin-figure", args=[made.pk, "best"])).status_code == 404
    client.force_login(admin_of("990103"))

    assert client.get(reverse("evaluation:bulletin-figure", args=[made.pk, "found"])).status_code == 404


def test_a_bulletin_of_before_says_that_no_records_were_kept(client, week, office):
    made = BulletinFactory(district=week)
    client.force_login(office)

    text = client.get(reverse("evaluation:bulletin-figure", args=[made.pk, "found"])).content.decode()

    assert "编制时还没有留存来源记录" in text


def test_the_text_of_the_bulletin_before_is_taken_over_below_what_is_written(client, week, office):
    earlier = BulletinFactory(district=week, week=WEEK.previous().start, comment="上期点评", next_steps="上期要求")
    Bulletin.objects.filter(pk=earlier.pk).update(
        state="published", published_at=MONDAY, year=2026, serial=1, digest="x"
    )
    made = compiled(week)
    client.force_login(office)
    assert "上期怎么写的" in client.get(made.get_absolute_url()).content.decode()
    address = reverse("evaluation:bulletin-reuse", args=[made.pk])

    client.post(address, {"comment": "", "next_steps": "先写一句", "section": "comment"})
    client.post(address, {"comment": "上期点评", "next_steps": "先写一句", "section": "next_steps"})

    made.refresh_from_db()
    assert (made.comment, made.next_steps) == ("上期点评", "先写一句\n上期要求")
    assert AuditEntry.objects.filter(verb="bulletin.reuse").count() == 2


def test_what_does_not_fit_or_does_not_exist_is_not_taken_over(week, office):
    made = written(week, office)
    with pytest.raises(bulletins.NothingToReuse):
        bulletins.reuse(made, section="next_steps", actor=office, at=MONDAY)
    earlier = BulletinFactory(district=week, week=WEEK.previous().start, comment="长" * 500, next_steps="x")
    Bulletin.objects.filter(pk=earlier.pk).update(
        state="published", published_at=MONDAY, year=2026, serial=1, digest="x"
    )

    with pytest.raises(bulletins.TooLong):
        bulletins.reuse(made, section="comment", actor=office, at=MONDAY)
    with pytest.raises(bulletins.NothingToReuse):
        bulletins.reuse(made, section="figures", actor=office, at=MONDAY)

    made.refresh_from_db()
    assert made.comment == "稳中有进。"


def test_the_command_keeps_records_too(week, office):
    call_command("compile_bulletins", week="2026-W42")

    assert Bulletin.objects.get().records.count() == len(CountedAs)
