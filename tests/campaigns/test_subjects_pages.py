"""Pages of subjects: who sees what, what titles say, forms that lose nothing, exports that name nobody."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.choices import CreationType
from campaigns.models import Participation, ProgressReport, ReportTemplate, Subject
from foundation.audit.models import AuditEntry
from tests.factories import (
    BoardEntryFactory,
    CycleFactory,
    FamilyFactory,
    OrganisationFactory,
    ParticipationFactory,
    RegionFactory,
    SubjectFactory,
    UserFactory,
    admin_of,
    leader_of,
    official_of,
)
from tests.factories.evaluation import MOMENT
from tests.factories.ledgers import LedgerEntryFactory
from tests.foundation.test_workbooks import read_back, sent

pytestmark = pytest.mark.django_db
LIST = "campaigns:subjects"


@pytest.fixture(autouse=True)
def _the_middle_of_october(time_machine):
    time_machine.move_to("2026-10-15T02:00:00Z", tick=False)


def get(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(name, args=args), query)


def names(response):
    return [str(row) for row in response.context["subjects"]]


def test_the_list_shows_who_is_in_the_campaign_and_counts_gaps_and_types(client):
    village, home = SubjectFactory(gaps=2, name="柳林村"), FamilyFactory()
    SubjectFactory(state="withdrawn", withdrawn_on="2026-10-01", reason="撤村", name="旧村")

    page = get(client, admin_of("990102"), LIST)

    assert page.context["title"] == "2 个主体在创建，其中 1 个档案有缺项"
    assert names(page) == [str(village), str(home)]
    tabs = {str(tab["label"]): tab["count"] for tab in page.context["tabs"]}
    assert list(tabs.values()) == [2, 0, 1, 0, 0, 1]
    assert "王建国" not in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "柳林"}, ["柳林村"]),
        ({"q": "qh0"}, ["教育局"]),
        ({"creation_type": "unit"}, ["教育局"]),
        ({"region": "990102100"}, ["柳林村"]),
        ({"under": "990102001"}, ["和平社区"]),
        ({"under": "x"}, []),
        ({"gaps": "on"}, ["和平社区"]),
        ({"state": "withdrawn"}, ["旧村"]),
        ({"state": ""}, ["教育局", "和平社区", "柳林村", "旧村"]),
        ({"q": "没有"}, []),
    ],
    ids=["name", "code", "type", "town", "below", "no code", "gaps", "withdrawn", "all", "nothing"],
)
def test_filters_in_the_address_narrow_the_list(client, query, found):
    SubjectFactory(name="柳林村")
    SubjectFactory(name="和平社区", region=RegionFactory(code="990102001001"), gaps=1)
    body = OrganisationFactory(code="QH005", name="教育局")
    SubjectFactory(
        creation_type="unit", level="organisation", region=body.region, organisation=body, code="QH005", name="教育局"
    )
    SubjectFactory(name="旧村", state="withdrawn", withdrawn_on="2026-10-01", reason="撤村")

    assert names(get(client, admin_of("990102"), LIST, **query)) == found


def asked(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_the_list_asks_the_same_whatever_its_length(client):
    client.force_login(admin_of("990102"))
    SubjectFactory()
    one = asked(client, reverse(LIST))
    for number in range(3):
        SubjectFactory(region=RegionFactory(code=f"99010200{number + 1}001"), organisation=None)
        FamilyFactory()

    assert asked(client, reverse(LIST)) == one <= 16


def test_the_dossier_asks_the_same_whatever_happened(client):
    client.force_login(admin_of("990102"))
    city = SubjectFactory(creation_type="city", level="county", region=RegionFactory(code="990102"), code="990102")
    ParticipationFactory(subject=city, region=RegionFactory(code="990102001"), level="township")
    one = asked(client, city.get_absolute_url())
    for number in range(2, 5):
        ParticipationFactory(subject=city, region=RegionFactory(code=f"99010200{number}"), level="township")
        ParticipationFactory(subject=city, organisation=OrganisationFactory(), level="organisation")

    assert asked(client, city.get_absolute_url()) == one <= 24


def test_pages_of_another_district_are_not_found_and_strangers_see_an_empty_list(client):
    made = SubjectFactory()

    assert names(get(client, UserFactory(), LIST)) == names(get(client, admin_of("990103"), LIST)) == []
    for name in ("subject", "subject-change", "subject-transfer"):
        assert get(client, admin_of("990103"), f"campaigns:{name}", made.pk).status_code == 404


def test_the_dossier_gathers_profile_reports_boards_parties_and_history(client):
    village = SubjectFactory(name="柳林村", profile={"households": "1312", "features": "积分超市"}, gaps=1)
    ParticipationFactory(subject=village)
    BoardEntryFactory(region=village.region, title="柳林村", state="approved", decided_at=MOMENT)
    SubjectFactory(
        code=village.code, cycle=CycleFactory(starts_on="2023-01-01", state="closed", closed_on="2025-12-31")
    )

    page = get(client, official_of(village.region), "campaigns:subject", village.pk)

    assert page.context["title"] == "柳林村：档案缺 1 项"
    facts = [(one.label, one.value, one.is_missing) for one in page.context["profile"]]
    assert facts == [("户数", "1,312 户", False), ("常住人口", "", True), ("创建特色", "积分超市", False)]
    assert [entry.title for entry in page.context["entries"]] == ["柳林村"]
    assert len(page.context["participants"]) == len(page.context["earlier"]) == 1
    assert [page.context[name] for name in ("may_change", "may_manage", "may_choose")] == [True, False, False]
    body = page.content.decode()
    assert reverse("evaluation:subject-scores", args=[village.pk]) in body
    assert reverse("evaluation:subject-problems", args=[village.pk]) in body


def test_a_report_that_is_due_is_what_the_title_says(client):
    village = SubjectFactory(name="柳林村", gaps=2)
    template = ReportTemplate.objects.create(
        code="v", version="1", creation_type="village_town", period="month", name="月报", filed_by=["village"],
        due_working_days=3, state="published",
    )  # fmt: skip
    ProgressReport.objects.create(
        template=template, district=village.district, region=village.region, subject=village, level="village",
        period="2026-09", starts_on="2026-09-01", first_due_on="2026-10-10", due_on="2026-10-10", opened_at=MOMENT,
    )  # fmt: skip

    page = get(client, admin_of("990102"), "campaigns:subject", village.pk)

    assert page.context["title"] == "柳林村：1 份报告待报"
    assert page.context["open_reports"] == 1


def test_ledgers_about_the_subject_are_counted_with_what_is_verified(client):
    village = SubjectFactory()
    LedgerEntryFactory(subject=village, dated_on=dt.date(2026, 10, 14))
    LedgerEntryFactory(subject=village, dated_on=dt.date(2026, 10, 10), waiting=True)
    LedgerEntryFactory(dated_on=dt.date(2026, 10, 11))

    [line] = get(client, admin_of("990102"), "campaigns:subject", village.pk).context["ledgers"]

    assert (line.name, line.entries, line.verified, line.last) == ("道德讲堂", 2, 1, dt.date(2026, 10, 14))


def test_an_english_page_names_places_in_english(client):
    village = SubjectFactory(region=RegionFactory(code="990102100201", name="柳林村", name_en="Liulin Village"))
    client.cookies["django_language"] = "en"

    page = get(client, admin_of("990102"), LIST)

    assert "Liulin Village</a>" in page.content.decode()
    assert str(village) == "柳林村"
    assert page.context["title"] == "1 subject is enrolled"


def test_a_familys_dossier_names_nobody_and_loads_nothing_from_above(client):
    home = FamilyFactory()

    body = get(client, leader_of("990102"), "campaigns:subject", home.pk).content.decode()

    assert "王建国" not in body
    assert "王*家庭" in body
    assert "/scores/" not in body


def test_the_name_is_shown_once_when_asked_for_and_never_kept_by_a_browser(client):
    home, office = FamilyFactory(), official_of(RegionFactory(code="990102100201"))
    client.force_login(office)
    address = reverse("campaigns:subject-name", args=[home.pk])

    shown = client.post(address, headers={"HX-Request": "true"})
    again = client.get(home.get_absolute_url()).content.decode()

    assert "王建国" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert "王建国" not in again
    assert [entry.actor for entry in AuditEntry.objects.filter(verb="subject.show_name")] == [office]
    client.force_login(leader_of("990102"))
    assert client.post(address).status_code == 403


def test_a_family_is_enrolled_by_its_village_and_its_form_leaves_nothing_in_the_browser(client):
    CycleFactory()
    village = RegionFactory(code="990102100201", name="柳林村")
    client.force_login(official_of(village))
    address = reverse("campaigns:subject-enrol", args=["family"])
    told = {"region": "柳林村", "holder": "王建国", "members": "4", "on": "2026-10-15", "consented_on": "2026-10-01"}

    form = client.get(address).content.decode()
    refused = client.post(address, told)
    taken = client.post(address, told | {"consent_kind": "written"})

    home = Subject.objects.get()
    assert "data-draft" not in form
    assert 'value="990102100201"' in form
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["consent_kind"])
    assert (taken.url, home.name, home.code) == (home.get_absolute_url(), "王*家庭", "990102100201-001")


def test_a_village_official_names_only_his_own_places(client):
    CycleFactory()
    RegionFactory(code="990102100202", name="杏花村")
    client.force_login(official_of(RegionFactory(code="990102100201", name="柳林村")))
    told = {"region": "杏花村", "on": "2026-10-15", "households": "1", "population": "3"}

    answer = client.post(reverse("campaigns:subject-enrol", args=["village_town"]), told)

    assert answer.status_code == 422
    assert "杏花村" in str(answer.context["form"].errors["region"])
    assert client.get(reverse("campaigns:subject-enrol", args=["nothing"])).status_code == 404


def test_everybody_is_offered_the_types_he_may_enrol(client):
    CycleFactory()
    offered = {}
    for who, user in {
        "office": admin_of("990102"),
        "village": official_of(RegionFactory(code="990102100201")),
        "bureau": official_of(OrganisationFactory()),
        "leader": leader_of("990102"),
    }.items():
        page = get(client, user, LIST)
        kinds = [one["url"].split("subjects_")[1].strip("/") for one in page.context["imports"]]
        offered[who] = (kinds, page.context["enrol_kind"], bool(page.context["may_enrol"]))

    assert offered == {
        "office": (["city", "village_town", "unit", "campus", "family"], "village_town", True),
        "village": (["village_town", "family"], "village_town", True),
        "bureau": (["unit", "campus"], "unit", True),
        "leader": ([], "village_town", False),
    }


def test_a_school_is_enrolled_corrected_moved_and_taken_out_on_its_pages(client):
    CycleFactory()
    school, other = OrganisationFactory(code="S1", name="一小"), OrganisationFactory(code="S2", name="二小")
    client.force_login(admin_of("990102"))
    told = {"organisation": "S1", "on": "2026-10-15", "stage": "primary", "ownership": "public"}
    told |= {"students": "900", "teachers": "60"}

    client.post(reverse("campaigns:subject-enrol", args=["campus"]), told)
    campus = Subject.objects.get(organisation=school)
    address = lambda name: reverse(f"campaigns:subject-{name}", args=[campus.pk])  # noqa: E731
    client.post(address("change"), told | {"name": "第一小学", "students": "910"})
    client.post(address("transfer"), {"organisation": "二小", "on": "2026-10-15", "reason": "并校"})
    client.post(address("withdraw"), {"reason": "停办"})

    campus.refresh_from_db()
    assert (campus.name, campus.profile["students"], campus.organisation, campus.state) == (
        "第一小学",
        910,
        other,
        "withdrawn",
    )
    told = [deed.what for deed in client.get(campus.get_absolute_url()).context["timeline"]]
    assert told == ["退出创建", "转移", "修改档案", "登记创建"]


def test_a_taken_back_consent_is_said_on_the_page(client):
    home = FamilyFactory()
    client.force_login(admin_of("990102"))

    client.post(reverse("campaigns:subject-forget", args=[home.pk]))
    body = client.get(home.get_absolute_url()).content.decode()

    assert "家庭已撤回同意" in body
    assert "王*" not in body


def test_who_takes_part_in_a_city_is_added_and_taken_out_on_its_page(client):
    city = SubjectFactory(creation_type="city", level="county", region=RegionFactory(code="990102"), code="990102")
    RegionFactory(code="990102001", name="城中街道"), RegionFactory(code="990102002")
    client.force_login(admin_of("990102"))
    join = reverse("campaigns:participant-join", args=[city.pk])

    wrong = client.post(join, {})
    client.post(join, {"region": "城中街道"})
    client.post(reverse("campaigns:participant-join-all", args=[city.pk]))
    client.post(reverse("campaigns:participant-leave", args=[Participation.objects.order_by("pk").first().pk]))

    assert (wrong.status_code, list(wrong.context["participant_form"].errors)) == (422, ["region"])
    assert list(city.participations.filter(ended_on=None).values_list("region", flat=True)) == ["990102002"]
    assert city.participations.count() == 2


def test_the_export_holds_the_rows_of_the_filter_with_the_profile_of_the_type_and_no_name(client):
    FamilyFactory(profile={"members": 5})
    SubjectFactory(name="柳林村", profile={"population": 960})
    office = admin_of("990102")
    client.force_login(office)
    address = reverse("campaigns:subject-export")

    families = read_back(sent(client.post(address, query_params={"creation_type": "family"})))
    villages = read_back(sent(client.post(address, query_params={"creation_type": "village_town"})))

    assert (families[0][-1], families[1][1], families[1][-1]) == ("家庭人口（人）", "王*家庭", 5.0)
    assert "王建国" not in str(families)
    assert [row[1] for row in villages[1:]] == ["柳林村"]
    assert villages[1][villages[0].index("常住人口（人）")] == 960.0
    assert AuditEntry.objects.filter(verb="documents.export").first().after["list"] == "subjects"


@pytest.mark.parametrize("kind", CreationType.values)
def test_each_type_has_a_form_and_an_import_in_both_languages(client, kind):
    CycleFactory()
    client.force_login(admin_of("990102"))
    client.cookies["django_language"] = "en"

    form = client.get(reverse("campaigns:subject-enrol", args=[kind]))
    upload = client.get(reverse("imports:kind", args=[f"subjects_{kind}"]))
    template = client.get(reverse("imports:template", args=[f"subjects_{kind}"]))

    assert (form.status_code, upload.status_code, template.status_code) == (200, 200, 200)
    assert form.context["title"].startswith("Enrol: Civilised")
