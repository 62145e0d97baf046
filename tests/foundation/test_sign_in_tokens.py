"""Keys of clients: asked for with a password, cached for a minute, taken back at once."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import cache
from rest_framework.test import APIClient

from foundation.accounts import tokens
from foundation.accounts.choices import Role
from foundation.accounts.models import ApiToken, Grant, User
from tests.factories import UserFactory, admin_of

pytestmark = pytest.mark.django_db
URL = "/api/v1/token/"
MINE = "/api/v1/attachments/"
GOOD = "Weiming-2026-hu"
NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)


def person() -> User:
    user = UserFactory(username="wangli")
    user.set_password(GOOD)
    user.save(update_fields=["password"])
    return user


def ask(password: str = GOOD, **more):
    return APIClient().post(URL, {"username": "wangli", "password": password, **more}, format="json")


def call(token: str, path: str = MINE, method: str = "get"):
    return getattr(APIClient(), method)(path, headers={"Authorization": f"Token {token}"})


def test_a_token_is_given_for_name_and_password_and_opens_the_api_for_twelve_hours():
    person()
    with time_machine.travel(NOON, tick=False) as clock:
        given = ask().json()

        assert given["expires_at"] == "2026-11-24T00:00:00+08:00"
        assert call(given["token"]).status_code == 200
        clock.shift(dt.timedelta(hours=12))
        assert call(given["token"]).status_code == 401


def test_only_the_digest_of_a_token_is_kept():
    person()
    token = ask().json()["token"]

    assert token not in str(ApiToken.objects.values_list().get())


@pytest.mark.parametrize(
    "body", [{}, {"username": "wangli"}, {"username": "wangli", "password": "no"}, {"username": 1, "password": []}, []]
)
def test_a_wrong_request_is_answered_with_a_sentence(body):
    person()
    answer = APIClient().post(URL, body, format="json")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["detail"]


def test_wrong_passwords_count_towards_the_lockout():
    person()
    answers = [ask("wrong").status_code for _try in range(5)]

    assert answers[-1] == 429
    locked = ask()
    assert (locked.status_code, locked.json()["errors"][0]["code"]) == (429, "locked_out")


def test_a_revoked_token_is_void_at_once(django_capture_on_commit_callbacks):
    person()
    token = ask().json()["token"]
    assert call(token).status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        assert call(token, "/api/v1/token/revoke/", "post").status_code == 204

    assert call(token).status_code == 401


def test_somebody_who_left_is_out_at_once_when_the_keys_are_taken_back(django_capture_on_commit_callbacks):
    user = person()
    token = ask().json()["token"]
    call(token)

    with django_capture_on_commit_callbacks(execute=True):
        User.objects.filter(pk=user.pk).update(is_active=False)
        tokens.revoke_all(user, actor=None, at=NOON)

    assert call(token).status_code == 401


def test_an_inactive_person_is_out_within_a_minute():
    user = person()
    token = ask().json()["token"]
    call(token)
    User.objects.filter(pk=user.pk).update(is_active=False)

    cache.clear()  # what the cache does by itself after a minute

    assert call(token).status_code == 401


def test_what_is_remembered_of_a_token_lives_a_minute():
    user = admin_of("990102")
    now = dt.datetime.now(dt.UTC)
    secret, _row = tokens.issue(user, actor=user, at=now)
    with time_machine.travel(now, tick=False) as clock:
        path = "/api/v1/audit-entries/"
        assert call(secret, path).json()["results"] != []
        Grant.objects.filter(user=user, role=Role.ADMIN).delete()
        clock.shift(dt.timedelta(seconds=61))
        assert [row["verb"] for row in call(secret, path).json()["results"]] == ["token.issue"]


@pytest.mark.parametrize("header", ["Token", "Token a b", "Token nothing", "Token \xff"])
def test_a_header_that_is_no_token_is_refused(header):
    answer = APIClient().get(MINE, HTTP_AUTHORIZATION=header)

    assert answer.status_code == 401
    assert answer.json()["type"] == "client_error"
