"""Signing in: the lockout, the first password, the idle timeout, the way back."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.management import CommandError, call_command

from foundation.accounts import first_password, tokens
from foundation.accounts.models import ApiToken, User
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed
from tests.factories import GrantFactory, RegionFactory, UserFactory, admin_of, inspector_of

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
GOOD = "Weiming-2026-hu"


def person(**fields) -> User:
    user = UserFactory(**fields)
    user.set_password(GOOD)
    user.save(update_fields=["password"])
    return user


def sign_in(client, user, password=GOOD, **more):
    return client.post(LOGIN, {"login": user.username, "password": password}, **more)


def test_somebody_signs_in_and_arrives_at_the_desk(client):
    answer = sign_in(client, person())

    assert (answer.status_code, answer.url) == (302, "/desk/")


def test_after_five_wrong_passwords_even_the_right_one_waits(client):
    user = person()
    for _try in range(5):
        answer = sign_in(client, user, "wrong")

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "1800"
    assert sign_in(client, user).status_code == 429
    assert "_auth_user_id" not in client.session


def test_the_lockout_is_for_that_name_from_that_place_only(client):
    locked, other = person(), person()
    for _try in range(5):
        sign_in(client, locked, "wrong")

    assert sign_in(client, locked, REMOTE_ADDR="10.0.0.9").status_code == 302
    client.logout()
    assert sign_in(client, other).status_code == 302


def test_the_lockout_ends_after_half_an_hour(client):
    user = person()
    with time_machine.travel(NOON, tick=False) as clock:
        for _try in range(5):
            sign_in(client, user, "wrong")
        clock.shift(dt.timedelta(minutes=31))
        assert sign_in(client, user).status_code == 302


def test_nobody_signs_up_alone(client):
    client.post("/accounts/signup/", {"username": "guest", "password1": GOOD, "password2": GOOD})

    assert not User.objects.filter(username="guest").exists()


@pytest.mark.parametrize("path", ["email/", "password/reset/", "password/set/", "confirm-email/x/"])
def test_what_the_portal_does_not_use_of_the_library_is_not_there(client, path):
    assert client.get(f"/accounts/{path}").status_code == 404


def follow(client, link: str, password: str):
    """Open the link and set a password on the page it leads to."""
    opened = client.get(link)
    return (
        client.post(opened.url, {"password1": password, "password2": password}) if opened.status_code == 302 else opened
    )


def test_a_first_password_is_set_by_a_link_that_works_once(client):
    user = UserFactory()
    link = first_password.link_for(user).removeprefix("http://127.0.0.1:8000")

    answer = follow(client, link, GOOD)

    user.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, "/desk/")
    assert user.check_password(GOOD)
    client.logout()
    assert follow(client, link, "Another-2026-pw").status_code == 200
    user.refresh_from_db()
    assert user.check_password(GOOD)


def test_a_link_dies_after_three_days(client):
    user = UserFactory()
    with time_machine.travel(NOON, tick=False) as clock:
        link = first_password.link_for(user).removeprefix("http://127.0.0.1:8000")
        clock.shift(dt.timedelta(days=3, minutes=1))
        assert client.get(link).status_code == 200


@pytest.mark.parametrize("weak", ["short1", "1234567890123", "password123", "zhangsan88"])
def test_a_weak_password_is_not_taken(client, weak):
    user = UserFactory(username="zhangsan88")

    follow(client, first_password.link_for(user).removeprefix("http://127.0.0.1:8000"), weak)

    user.refresh_from_db()
    assert not user.check_password(weak)


def test_a_new_password_ends_the_lockout_and_takes_back_old_keys(client):
    user = person()
    tokens.issue(user, actor=user, at=dt.datetime.now(dt.UTC))
    for _try in range(5):
        sign_in(client, user, "wrong")

    follow(client, first_password.link_for(user).removeprefix("http://127.0.0.1:8000"), "Another-2026-pw")

    assert not ApiToken.objects.filter(revoked_at=None).exists()
    client.logout()
    assert sign_in(client, user, "Another-2026-pw").status_code == 302


def test_an_administrator_is_shown_the_link_for_a_person_of_his_district(client):
    admin, newcomer = admin_of("990102"), inspector_of("990102001")
    client.force_login(admin)

    html = client.post(f"/manage/users/{newcomer.pk}/first-password/").content.decode()

    assert re.search(r"http://testserver/accounts/password/reset/key/\w+-[\w-]+/", html)
    assert AuditEntry.objects.get(verb="user.invite").actor == admin


def test_the_link_of_a_person_who_is_more_elsewhere_is_refused():
    admin, both = admin_of("990102"), inspector_of("990102001")
    GrantFactory(user=both, region=RegionFactory(code="9901"))

    with pytest.raises(NotAllowed):
        first_password.invite(both, actor=admin, at=NOON)


def test_a_person_of_another_district_is_not_found(client):
    client.force_login(admin_of("990102"))

    assert client.post(f"/manage/users/{inspector_of('990103').pk}/first-password/").status_code == 404


def test_the_command_prints_the_link(capsys):
    UserFactory(username="wangli")

    call_command("first_password", "wangli")

    assert capsys.readouterr().out.startswith("http://127.0.0.1:8000/accounts/password/reset/key/")
    with pytest.raises(CommandError):
        call_command("first_password", "nobody")


def test_a_session_ends_so_long_after_the_last_request(client, settings):
    settings.SESSION_COOKIE_AGE = 120 * 60
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(client, person())
        for _turn in range(3):
            clock.shift(dt.timedelta(minutes=100))
            assert client.get("/accounts/password/change/").status_code == 200
        clock.shift(dt.timedelta(minutes=121))
        assert client.get("/accounts/password/change/").status_code == 302


def test_a_session_is_noted_once_a_minute_at_most(client):
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(client, person())
        client.get("/accounts/password/change/")
        before = client.session["seen_at"]
        clock.shift(dt.timedelta(seconds=50))
        client.get("/accounts/password/change/")
        assert client.session["seen_at"] == before
        clock.shift(dt.timedelta(seconds=20))
        client.get("/accounts/password/change/")
        assert client.session["seen_at"] == before + 70


def test_after_an_expired_session_sign_in_leads_back_to_the_page(client):
    asked = client.get("/manage/timetable/")

    assert asked.url == "/accounts/login/?next=/manage/timetable/"
    answer = client.post(asked.url, {"login": person(username="wangli").username, "password": GOOD})
    assert answer.url == "/manage/timetable/"


def test_a_form_sent_after_the_session_expired_leads_back_to_its_page(client):
    referer = "http://testserver/manage/timetable/score_month/?page=2"

    sent = client.post("/manage/timetable/score_month/run/", headers={"Referer": referer})

    assert sent.url == "/accounts/login/?next=/manage/timetable/score_month/%3Fpage%3D2"


def test_the_way_back_never_leads_to_another_site(client):
    sent = client.post("/manage/timetable/score_month/run/", headers={"Referer": "https://evil.example/x"})

    assert sent.url == "/accounts/login/?next=/"
