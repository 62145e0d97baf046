"""Messages: stored with the act, read by one person, mailed once and gathered, found again after a lost delivery."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.accounts.models import User
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed
from foundation.notifications import actions, delivering, kinds, reading
from foundation.notifications.delivering import deliver
from foundation.notifications.models import Channel, ChannelPost, Notification, Wishes
from foundation.notifications.outbox import OutsideTransaction, notify
from foundation.notifications.tasks import deliver_messages
from foundation.organisations.models import OrganisationKind
from foundation.secrets import lock, unlock
from tests.factories import (
    OrganisationFactory,
    RegionFactory,
    UserFactory,
    admin_of,
    inspector_of,
    official_of,
    user_with,
)

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 10, 14, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
LATER = NOON + dt.timedelta(minutes=31)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {})
    kinds.register("assigned", "Problem {number} is assigned to you")
    kinds.register("hazard", "Hazard at {site}", urgent=True)


def send(*users, kind="assigned", at=NOON, **values):
    return notify(users, kind, values=values or {"number": "12"}, url="/problems/1/", at=at)


def reader(**given) -> User:
    return UserFactory(email="reader@example.gov.cn", **given)


def test_a_message_is_stored_with_the_act_and_goes_with_it():
    person = reader()
    with transaction.atomic():
        send(person)
        transaction.set_rollback(True)
    assert not Notification.objects.exists()

    assert send(person, person, reader(username="other")) == 2
    assert [str(row) for row in Notification.objects.filter(user=person)] == ["Problem 12 is assigned to you"]


@pytest.mark.django_db(transaction=True)
def test_a_message_outside_a_transaction_is_refused():
    with pytest.raises(OutsideTransaction):
        send(reader())


def test_a_message_that_lacks_a_value_is_a_fault():
    with pytest.raises(ValueError, match="number"):
        send(reader(), site="x")


def test_days_and_moments_are_told_in_the_language_of_the_reader():
    person = reader()
    send(person, number=dt.date(2026, 12, 4))
    send(person, number=dt.datetime(2026, 12, 4, 17, 30, tzinfo=NOON.tzinfo))

    rows = list(Notification.objects.order_by("pk").values_list("values", flat=True))

    assert [(row["number"], row["number_en"]) for row in rows] == [
        ("2026 年 12 月 4 日", "4 Dec 2026"),
        ("2026 年 12 月 4 日 17:30", "4 Dec 2026 17:30"),
    ]


def test_messages_of_half_an_hour_come_as_one_mail():
    person = reader()
    for number in range(3):
        send(person, at=NOON + dt.timedelta(minutes=number), number=str(number))

    early, due, again = deliver(at=NOON + dt.timedelta(minutes=29)), deliver(at=LATER), deliver(at=LATER)

    assert (early, due, again) == ((0, 0), (1, 0), (0, 0))
    (letter,) = mail.outbox
    assert letter.to == ["reader@example.gov.cn"]
    assert letter.subject.endswith("3 条消息")
    assert [line for line in letter.body.splitlines() if line.startswith("·")] == [
        "· Problem 0 is assigned to you",
        "· Problem 1 is assigned to you",
        "· Problem 2 is assigned to you",
    ]


def test_fifty_messages_are_one_mail_and_say_how_many_are_left_out():
    send(*[reader()], number="0")
    person = User.objects.get()
    for number in range(1, 50):
        send(person, number=str(number))

    deliver(at=LATER)

    assert len(mail.outbox) == 1
    assert "另有 10 条" in mail.outbox[0].body


def test_an_urgent_message_does_not_wait_and_takes_the_others_along():
    person = reader()
    send(person)
    send(person, kind="hazard", site="永安市场")

    assert deliver(at=NOON) == (1, 0)
    assert "Hazard at 永安市场" in mail.outbox[0].body


def test_who_wants_no_mail_gets_none_and_who_wants_each_gets_each():
    quiet, eager = reader(username="quiet"), UserFactory(email="eager@example.gov.cn")
    actions.choose(by_email=False, digest=True, actor=quiet, at=NOON)
    actions.choose(by_email=True, digest=False, actor=eager, at=NOON)
    send(quiet, eager)

    deliver(at=NOON)
    deliver(at=LATER)

    assert [letter.to for letter in mail.outbox] == [["eager@example.gov.cn"]]
    assert not Notification.objects.filter(delivered_at=None).exists()
    assert Wishes.objects.get(user=quiet).by_email is False


def test_a_delivery_that_died_is_taken_up_again_with_the_same_mail(monkeypatch):
    person = reader()
    send(person)

    class Down:
        def send(self):
            raise OSError("no connection")

    real = delivering._mail
    monkeypatch.setattr(delivering, "_mail", lambda user, rows: Down())
    assert deliver(at=LATER) == (0, 0)
    monkeypatch.setattr(delivering, "_mail", real)
    assert deliver(at=LATER + dt.timedelta(minutes=5)) == (0, 0)
    assert deliver(at=LATER + dt.timedelta(minutes=16)) == (1, 0)
    row = Notification.objects.get()
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<messages-{row.pk}-{row.pk}-1@portal>"


def test_the_task_runs_twice_and_mails_once():
    send(reader(), at=NOON)

    deliver_messages()
    deliver_messages()

    assert len(mail.outbox) == 1


def test_a_channel_is_told_what_its_organisation_gets(monkeypatch):
    office = OrganisationFactory()
    said = []
    monkeypatch.setattr(delivering, "told", lambda channel, title, body: said.append((channel.name, body)) or "")
    for name, wanted in (("all", []), ("hazards", ["hazard"])):
        Channel.objects.create(
            organisation=office, name=name, locked_address=lock("wecombot://key", purpose="channel"), kinds=wanted
        )
    notify([], "assigned", values={"number": "12"}, url="/problems/1/", at=NOON, organisation=office)

    assert deliver(at=NOON) == (0, 1)
    assert deliver(at=LATER) == (0, 0)
    assert [(name, "Problem 12" in body) for name, body in said] == [("all", True)]


def test_a_channel_that_takes_nothing_is_given_up_after_five_tries(monkeypatch):
    office = OrganisationFactory()
    channel = Channel.objects.create(organisation=office, name="群", locked_address="broken")
    notify([], "assigned", values={"number": "12"}, url="", at=NOON, organisation=office)

    for number in range(6):
        deliver(at=NOON + number * dt.timedelta(minutes=20))

    post = ChannelPost.objects.get()
    channel.refresh_from_db()
    assert (post.tries, post.given_up_at is not None, post.delivered_at) == (5, True, None)
    assert channel.last_error == "地址已无法读取，需重新填写。"


def test_an_address_is_kept_locked_and_read_with_the_same_secret_only(settings):
    locked = lock("wecombot://key", purpose="channel")

    assert "key" not in locked
    assert unlock(locked, purpose="channel") == "wecombot://key"
    settings.SECRET_KEY = "another"
    assert unlock(locked, purpose="channel") == ""


def test_everybody_reads_his_own_messages_only(client):
    mine, other = reader(), UserFactory()
    send(mine, other)
    own, foreign = Notification.objects.get(user=mine), Notification.objects.get(user=other)
    client.force_login(mine)

    page = client.get(reverse("notifications:messages")).content.decode()
    opened = client.post(reverse("notifications:open", args=[own.pk]))
    refused = client.post(reverse("notifications:open", args=[foreign.pk]))

    assert page.count("Problem 12 is assigned to you") == 1
    assert (opened.status_code, opened.url, refused.status_code) == (302, "/problems/1/", 404)
    assert [row.read_at is None for row in (Notification.objects.get(pk=own.pk), foreign)] == [False, True]


def test_the_bell_counts_what_is_unread(client):
    person = reader()
    send(person)
    client.force_login(person)

    before = client.get(reverse("notifications:messages")).content.decode()
    client.post(reverse("notifications:read-all"))
    after = client.get(reverse("notifications:messages")).content.decode()

    assert ("1 条未读消息" in before, "消息都已读" in after) == (True, True)
    assert reading.unread_count(person) == 0


def test_an_address_of_another_house_is_never_opened(client):
    person = reader()
    Notification.objects.create(user=person, kind="x", url="https://example.com/", created_at=NOON)
    client.force_login(person)

    answer = client.post(reverse("notifications:open", args=[Notification.objects.get().pk]))

    assert answer.url == reverse("notifications:messages")


def test_the_list_asks_the_same_whatever_its_length(client):
    person = reader()
    client.force_login(person)

    def asked():
        client.get(reverse("notifications:messages"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("notifications:messages"))
        return len(queries)

    send(person)
    one = asked()
    send(person)
    send(person)
    assert asked() == one


def test_the_api_gives_ones_own_and_marks_as_read(client):
    person = reader()
    send(person)
    client.force_login(person)

    (row,) = client.get("/api/v1/notifications/?unread=true").json()["results"]
    read = client.post(f"/api/v1/notifications/{row['id']}/read/", content_type="application/json").json()

    assert (row["text"], row["read_at"], read["read_at"] is None) == ("Problem 12 is assigned to you", None, False)
    assert client.get("/api/v1/notifications/?unread=true").json()["results"] == []


def test_the_office_adds_a_channel_and_its_address_is_never_shown(client):
    office = OrganisationFactory(region=RegionFactory(code="990102"))
    client.force_login(admin_of("990102"))
    told = {
        "organisation": office.pk,
        "name": "城管局工作群",
        "is_active": "on",
        "address": "wecombot://verysecretbotkey12345",
    }

    wrong = client.post(reverse("notifications:channel-new"), told | {"address": "json://127.0.0.1/"})
    made = client.post(reverse("notifications:channel-new"), told)

    channel = Channel.objects.get()
    page = client.get(reverse("notifications:channel", args=[channel.pk])).content.decode()
    assert (wrong.status_code, made.status_code) == (200, 302)
    assert "不能用来发消息" in wrong.content.decode()
    assert unlock(channel.locked_address, purpose="channel") == "wecombot://verysecretbotkey12345"
    assert "verysecret" not in page
    assert "verysecret" not in str(AuditEntry.objects.get(verb="channel.add").after)


def test_a_channel_of_another_district_is_refused():
    office = OrganisationFactory(region=RegionFactory(code="990103"))

    with pytest.raises(NotAllowed):
        actions.keep_channel(
            Channel(organisation=office, name="群"), address="wecombot://k", actor=admin_of("990102"), at=NOON
        )


def test_who_is_told_follows_from_grants():
    street = RegionFactory(code="990102001")
    bureau = OrganisationFactory(region=RegionFactory(code="990102"))
    OrganisationKind.objects.create(code="street_office", name="街道办事处", group="local", peer_group="street_office")
    street_office = OrganisationFactory(region=street, kind="street_office")
    school = OrganisationFactory(region=street, kind="school")
    of_bureau, of_street = official_of(bureau), user_with("official", region="990102001")
    admin, leader = admin_of("990102"), user_with("leader", region="990102")
    inspector, elsewhere = inspector_of("990102001"), inspector_of("990103")
    day = NOON.date()

    def found(rows):
        return set(rows)

    assert found(User.objects.officials_of(bureau, on=day)) == {of_bureau}
    assert found(User.objects.officials_of(street_office, on=day)) == {of_street}
    assert found(User.objects.officials_of(school, on=day)) == set()
    assert found(User.objects.offices_of("990102001001", on=day)) == {admin}
    assert found(User.objects.leaders_of("990102", on=day)) == {leader}
    assert found(User.objects.inspectors_of("990102001001", on=day)) == {inspector}
    assert elsewhere not in found(User.objects.inspectors_of("990102", on=day))


def test_messages_stand_newest_first_by_their_moment_and_those_of_one_moment_keep_their_order(client):
    reader = UserFactory()
    sent = [
        Notification.objects.create(user=reader, kind="assigned", values={"number": n}, created_at=at)
        for n, at in enumerate((LATER, NOON, LATER, NOON, LATER))
    ]
    client.force_login(reader)

    expected = [sent[n].pk for n in (4, 2, 0, 3, 1)]
    pages = [client.get(reverse("notifications:messages")).context["rows"].rows for _ in range(2)]
    over_api = client.get("/api/v1/notifications/").json()["results"]
    parts, address = [], "/api/v1/notifications/?page_size=2"
    while address:
        part = client.get(address).json()
        parts, address = [*parts, *part["results"]], part["next"]

    assert [[row.pk for row in rows] for rows in pages] == [expected, expected]
    assert [row["id"] for row in over_api] == expected
    assert [row["id"] for row in parts] == expected
