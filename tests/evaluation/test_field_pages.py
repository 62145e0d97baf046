"""The inspector's pages: whose round is shown, what a form asks, who gets in nowhere."""

import re
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from evaluation.choices import SiteState
from evaluation.models import CheckItem, Indicator
from tests.factories import CheckFactory, OrganisationFactory, SiteFactory, inspector_of, official_of
from tests.factories.checks import NOW, DrawFactory
from tests.factories.evaluation import DAY
from tests.factories.rounds import market_form

pytestmark = pytest.mark.django_db
BEFORE = DAY.replace(day=2)
LIST = reverse("evaluation:field")


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def inspector(client):
    user = inspector_of("990102", name="周敏")
    client.force_login(user)
    return user


@pytest.fixture
def site():
    market_form()
    return SiteFactory(code="YA-01", name="永安农贸市场")


def text_of(response) -> str:
    """What a reader sees, in one line."""
    body = re.sub(r"<(script|template).*?</\1>", "", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def names(response, attribute: str = "data-name") -> list[str]:
    return re.findall(rf'{attribute}="([^"]*)"', response.content.decode())


def test_the_round_holds_ones_own_checks_of_today_and_no_others(client, site, inspector):
    draw = DrawFactory()
    CheckFactory(site=site, inspector=inspector, draw=draw)
    CheckFactory(site=SiteFactory(name="粮库巷"), inspector=inspector, draw=draw)
    CheckFactory(site=SiteFactory(name="取消的"), inspector=inspector, draw=draw, state="cancelled")
    CheckFactory(site=SiteFactory(name="昨天漏查的"), inspector=inspector, on=DAY.replace(day=13))
    CheckFactory(site=SiteFactory(name="别人的"), draw=draw)

    response = client.get(LIST)

    assert names(response) == ["永安农贸市场", "粮库巷"]
    assert "今日督查 0 / 2" in text_of(response)


def test_a_row_says_what_went_wrong_last_time(client, site, inspector):
    last = CheckFactory(site=site, on=BEFORE, done=True, score=Decimal(70))
    CheckFactory(site=site, on=BEFORE.replace(day=1), done=True, score=Decimal(95))
    for indicator in Indicator.objects.filter(code__in=["ORD-03", "ENV-09"]):
        CheckItem.objects.create(check_record=last, indicator=indicator, earned=0, possible=8, failed=True)
    CheckFactory(site=site, inspector=inspector, draw=DrawFactory())

    shown = text_of(client.get(LIST))

    assert "上次 70.00 分，2 项不合格" in shown
    assert "8 项" in shown


def test_done_checks_stand_below_with_score_and_state(client, site, inspector):
    CheckFactory(site=site, inspector=inspector, done=True, score=Decimal("81.5"))

    shown = text_of(client.get(LIST))

    assert "今日督查 1 / 1" in shown
    assert "已检查 1" in shown
    assert "永安农贸市场 81.50 已提交" in shown
    assert "今天的都办完了" in shown


def test_an_empty_round_says_what_comes_next(client, inspector):
    shown = text_of(client.get(LIST))

    assert "今天没有抽到你的点位" in shown
    assert "工作日 05:30 自动抽取" in shown


def test_the_round_asks_the_database_no_more_for_three_sites_than_for_one(
    client, site, inspector, django_assert_max_num_queries
):
    draw = DrawFactory()
    CheckFactory(site=site, inspector=inspector, draw=draw)
    client.get(LIST)
    with django_assert_max_num_queries(100) as one:
        client.get(LIST)
    for _n in range(2):
        CheckFactory(site=SiteFactory(), inspector=inspector, draw=draw)

    with django_assert_max_num_queries(len(one.captured_queries)):
        response = client.get(LIST)

    assert len(names(response)) == 3


def test_a_form_asks_for_every_item_with_points_and_how_to_judge(client, site, inspector):
    check = CheckFactory(site=site, inspector=inspector, draw=DrawFactory())

    response = client.get(reverse("evaluation:field-check", args=[check.pk]))

    assert names(response, "data-item") == [
        "PRO-10", "ORD-01", "ORD-02", "ORD-03", "ENV-09", "PRO-01", "VOL-01", "VOL-02",
    ]  # fmt: skip
    assert names(response, "data-kind") == [
        "counted", "graded", "graded", "counted", "graded", "measured", "graded", "graded",
    ]  # fmt: skip
    shown = text_of(response)
    assert "商户入室经营，无占道 20 分 每处扣 3 分。" in shown
    assert "公平秤设在入口 6 分 查检定标签。" in shown
    assert "A 没有问题 B 有 1 例 C 有 2 例 D 3 例以上" in shown
    assert "A 地面干爽、沟渠畅通 B 局部积水 C 多处 D 污水横流" in shown


def test_without_script_the_items_can_be_read_and_not_filled(client, site, inspector):
    check = CheckFactory(site=site, inspector=inspector, draw=DrawFactory())

    body = client.get(reverse("evaluation:field-check", args=[check.pk])).content.decode()

    assert "没有脚本时只能查看检查项" in re.search(r"<noscript>(.*?)</noscript>", body, re.S)[1]
    assert len(re.findall(r"<fieldset[^>]* disabled>", body)) == len(re.findall("<fieldset", body)) == 8


def test_the_form_is_in_the_readers_language(client, site, inspector):
    client.cookies["django_language"] = "en"
    check = CheckFactory(site=site, inspector=inspector, draw=DrawFactory())

    shown = text_of(client.get(reverse("evaluation:field-check", args=[check.pk])))

    assert "3 points off for each." in shown
    assert "A No fault B 1 case C 2 cases D 3 or more" in shown


def test_a_filed_check_shows_what_came_of_it(client, site, inspector):
    check = CheckFactory(site=site, inspector=inspector, done=True, score=Decimal("87.5"))
    indicator = Indicator.objects.get(code="ORD-03")
    CheckItem.objects.create(
        check_record=check, indicator=indicator, count=6, earned=2, possible=20, failed=True, note="通道摆摊"
    )

    shown = text_of(client.get(reverse("evaluation:field-check", args=[check.pk])))

    assert "已提交 87.50 分" in shown
    assert "1 商户入室经营，无占道 不合格 6 处 通道摆摊" in shown


@pytest.mark.parametrize("name", ["field", "field-sites", "field-mine"])
def test_an_official_has_no_inspectors_pages(client, name):
    client.force_login(official_of("990102"))

    assert client.get(reverse(f"evaluation:{name}")).status_code == 403


def test_a_visitor_is_asked_to_sign_in(client):
    response = client.get(LIST)

    assert (response.status_code, response.url) == (302, f"{reverse('account_login')}?next={LIST}")


def test_an_official_of_the_place_may_not_open_a_form(client, site):
    check = CheckFactory(site=site, draw=DrawFactory())
    client.force_login(official_of("990102"))

    assert client.get(reverse("evaluation:field-check", args=[check.pk])).status_code == 403
    assert client.get(reverse("evaluation:field-site", args=["YA-01"])).status_code == 403


def test_an_inspector_of_another_district_finds_neither_check_nor_site(client, site):
    check = CheckFactory(site=site, draw=DrawFactory())
    client.force_login(inspector_of("990103"))

    assert client.get(reverse("evaluation:field-check", args=[check.pk])).status_code == 404
    assert client.get(reverse("evaluation:field-site", args=["YA-01"])).status_code == 404
    assert names(client.get(reverse("evaluation:field-sites"), {"q": "永安"})) == []


def test_nobody_checks_a_site_of_his_own_organisation(client, site):
    office = OrganisationFactory()
    own = SiteFactory(code="OWN", organisation=office)
    client.force_login(inspector_of("990102", organisation=office))

    assert client.get(reverse("evaluation:field-site", args=[own.code])).status_code == 403


def test_the_code_on_the_wall_opens_todays_check_of_the_site(client, site, inspector):
    check = CheckFactory(site=site, inspector=inspector, draw=DrawFactory())

    response = client.get(reverse("evaluation:field-site", args=["YA-01"]))

    assert (response.status_code, response.url) == (302, reverse("evaluation:field-check", args=[check.pk]))


def test_the_code_on_the_wall_opens_an_unplanned_check_where_none_was_drawn(client, site, inspector):
    CheckFactory(site=site, draw=DrawFactory())

    response = client.get(reverse("evaluation:field-site", args=["YA-01"]))

    assert "计划外检查" in text_of(response)
    assert response.context["setup"]["check"] is None
    assert response.context["setup"]["site"] == {"code": "YA-01", "name": "永安农贸市场"}


def test_a_retired_site_is_not_checked_any_more(client, site, inspector):
    SiteFactory(code="GONE", state=SiteState.RETIRED)

    assert client.get(reverse("evaluation:field-site", args=["GONE"])).status_code == 404


def test_a_site_without_a_form_says_who_mends_that(client, inspector):
    SiteFactory(code="BARE")

    assert "文明办发布检查表后就可以检查" in text_of(client.get(reverse("evaluation:field-site", args=["BARE"])))


def test_sites_are_looked_up_by_name_pinyin_or_code(client, site, inspector):
    SiteFactory(code="LK-7", name="粮库巷", pinyin="liangkuxiang lkx")
    url = reverse("evaluation:field-sites")

    found = [names(client.get(url, {"q": words})) for words in ("粮库", "lkx", "lk-7", "没有这个")]

    assert found == [["粮库巷"], ["粮库巷"], ["粮库巷"], []]


def test_sites_nearby_come_the_nearest_first(client, inspector):
    SiteFactory(name="一里外", longitude=Decimal("113.256"), latitude=Decimal("29.6"))
    SiteFactory(name="就在这里", longitude=Decimal("113.2501"), latitude=Decimal("29.6001"))
    SiteFactory(name="城另一头", longitude=Decimal("113.4"), latitude=Decimal("29.7"))

    response = client.get(reverse("evaluation:field-sites"), {"longitude": "113.25", "latitude": "29.6"})

    assert names(response) == ["就在这里", "一里外"]


def test_a_senseless_position_is_as_good_as_none(client, inspector):
    response = client.get(reverse("evaluation:field-sites"), {"longitude": "nan", "latitude": "x"})

    assert (response.status_code, response.context["found"]) == (200, None)


def test_ones_own_page_lists_what_one_filed_in_the_last_days(client, site, inspector):
    CheckFactory(site=site, inspector=inspector, done=True, score=Decimal("87.5"))
    CheckFactory(site=SiteFactory(name="上月的"), inspector=inspector, done=True, on=DAY.replace(month=9))
    CheckFactory(site=SiteFactory(name="别人的"), done=True)

    response = client.get(reverse("evaluation:field-mine"))

    assert [check.site.name for check in response.context["filed"]] == ["永安农贸市场"]
    assert "87.50 分" in text_of(response)
