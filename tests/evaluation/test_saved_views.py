"""Filters of the board are kept under a name of one's own; a filter that finds nothing says what would."""

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.actions import saved_views
from evaluation.choices import Source
from evaluation.models import SavedView
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed
from tests.factories import RegionFactory, admin_of
from tests.factories.problems import Place

pytestmark = pytest.mark.django_db
BOARD = "/problems/"


@pytest.fixture
def place():
    return Place()


def kept(owner, name="严重", query="severity=serious"):
    return saved_views.keep(page="problems", name=name, query=query, actor=owner, at=timezone.now())


def test_a_view_is_kept_once_under_its_name(place):
    kept(place.office)

    kept(place.office, query="severity=minor")

    assert list(SavedView.objects.values_list("owner", "name", "query")) == [
        (place.office.pk, "严重", "severity=minor")
    ]
    assert AuditEntry.objects.filter(verb="saved_view.keep").count() == 2


def test_nobody_keeps_more_views_than_fit(place):
    for number in range(12):
        kept(place.office, name=f"视图{number}")

    with pytest.raises(saved_views.TooManyViews, match="12"):
        kept(place.office, name="又一个")
    kept(place.office, name="视图3", query="severity=minor")

    assert SavedView.objects.count() == 12


def test_nobody_drops_the_view_of_another(place):
    view = kept(place.office)

    with pytest.raises(NotAllowed):
        saved_views.drop(view, actor=admin_of("990102"), at=timezone.now())

    assert SavedView.objects.count() == 1


def test_the_board_keeps_filters_without_the_page_and_shows_them_to_their_owner(client, place):
    client.force_login(place.office)
    asked = "severity=serious&after=xyz&state=assigned&nonsense=1&source="

    response = client.post(reverse("evaluation:saved-view-keep"), {"name": "严重在办", "query": asked})

    assert response.url.endswith("?severity=serious&state=assigned")
    page = client.get(response.url)
    assert [view["row"].name for view in page.context["saved_views"] if view["current"]] == ["严重在办"]
    assert "删除“严重在办”" in page.content.decode()
    client.force_login(admin_of("990102"))
    assert client.get(response.url).context["saved_views"] == []


def test_a_view_without_a_filter_or_a_name_is_refused_with_words(client, place):
    client.force_login(place.office)
    told = [{"name": "空", "query": "page=3"}, {"name": "", "query": "severity=minor"}]

    said = [
        [str(text) for text in client.post(reverse("evaluation:saved-view-keep"), one, follow=True).context["messages"]]
        for one in told
    ]

    assert said[0] == ["先设筛选条件，视图保存的是筛选条件。"]
    assert (len(said[1]), SavedView.objects.count()) == (1, 0)


def test_the_owner_drops_a_view_and_a_stranger_does_not_find_it(client, place):
    url = reverse("evaluation:saved-view-drop", args=[kept(place.office).pk])
    client.force_login(admin_of("990102"))
    assert client.post(url).status_code == 404
    client.force_login(place.office)

    client.post(url)

    assert SavedView.objects.count() == 0


def test_many_views_cost_the_board_no_more_statements(client, place, django_assert_max_num_queries):
    client.force_login(place.office)
    kept(place.office)
    client.get(BOARD)
    with django_assert_max_num_queries(60) as few:
        client.get(BOARD)
    for number in range(3):
        kept(place.office, name=f"视图{number}")

    with django_assert_max_num_queries(len(few)):
        client.get(BOARD)


def test_a_filter_that_finds_nothing_says_what_dropping_one_part_finds(client, place):
    other = RegionFactory(code="990102002", name="石桥镇")
    for number in range(2):
        place.found(item=f"I-{number}", severity="minor")
    client.force_login(place.office)

    page = client.get(BOARD, {"state": "found", "region": other.pk, "severity": "minor", "source": "check"})

    told = [(one.words, one.count, one.url) for one in page.context["narrowings"]]
    assert told == [("石桥镇", "2", "?state=found&severity=minor&source=check")]
    text = page.content.decode()
    assert f"“轻微＋{Source.CHECK.label}＋石桥镇”没有问题" in text
    assert "去掉“石桥镇”有 2 个" in text


def test_when_no_part_alone_helps_it_says_so(client, place):
    place.found(severity="minor")
    client.force_login(place.office)

    page = client.get(BOARD, {"state": "found", "severity": "emergency", "source": "meeting"})

    assert page.context["narrowings"] == []
    assert "去掉其中任何一项也没有" in page.content.decode()
