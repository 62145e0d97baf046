"""Calls with a token pass by what only browsers need, and lose nothing of what protects everybody."""

import logging

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from foundation.accounts.authentication import digest_of
from foundation.accounts.models import ApiToken, User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MINE = "/api/v1/attachments/"
TOKEN = "a-token-of-a-device"
GUARDS = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Content-Language",
)


@pytest.fixture
def owner() -> User:
    user = UserFactory()
    moments = {"created_at": "2026-01-01T00:00:00Z", "expires_at": "2999-01-01T00:00:00Z"}
    ApiToken.objects.create(user=user, digest=digest_of(TOKEN), **moments)
    return user


def call(path: str = MINE, client: Client | None = None, method: str = "get", token: str = TOKEN):
    return getattr(client or APIClient(), method)(path, headers={"Authorization": f"Token {token}"})


def test_a_token_call_neither_reads_nor_makes_a_session(owner):
    client = APIClient()
    client.force_login(UserFactory())
    call(client=client)

    with CaptureQueriesContext(connection) as asked:
        answer = call(client=client)

    assert answer.status_code == 200
    assert not hasattr(answer.wsgi_request, "session")
    assert [
        query["sql"] for query in asked if "django_session" in query["sql"] or "accounts_user" in query["sql"]
    ] == []
    assert not answer.cookies


def test_the_token_decides_who_is_calling_though_somebody_else_is_signed_in(owner):
    client = APIClient()
    client.force_login(UserFactory())

    assert call(client=client).wsgi_request.user == owner
    assert call(client=client, token="unknown").status_code == 401


@pytest.mark.parametrize("header", ["Token", "Token ", "Token a b", "token unknown"])
def test_a_token_that_is_none_is_401_and_never_falls_back_to_the_session(owner, header):
    client = APIClient()
    client.force_login(owner)

    assert client.get(MINE, headers={"Authorization": header}).status_code == 401


def test_a_session_call_of_the_api_still_needs_the_secret_of_its_form(owner):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(owner)

    refused = client.post("/api/v1/check-submissions/", {}, format="json")

    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (403, "permission_denied")
    assert "CSRF" in refused.json()["errors"][0]["detail"]


def test_a_page_opened_with_a_token_still_asks_for_a_sign_in(owner):
    answer = call("/desk/", client=Client())

    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_answers_to_tokens_carry_what_answers_to_sessions_carry(owner):
    client = APIClient()
    client.force_login(owner)
    with_session, with_token = client.get(MINE), call()

    assert {name: sorted(with_token.headers[name].split("; ")) for name in GUARDS} == {
        name: sorted(with_session.headers[name].split("; ")) for name in GUARDS
    }


def test_an_unknown_address_is_answered_in_the_shape_of_the_api(owner):
    answer = call("/api/v1/nowhere/")

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (404, "not_found")


def test_a_refused_token_call_is_logged_with_its_number_and_address(owner, caplog):
    with caplog.at_level(logging.WARNING, logger="django_structlog"):
        call(token="unknown")

    lines = [record.msg for record in caplog.records if record.name.startswith("django_structlog")]
    assert [(line["event"], line["code"], line["ip"], len(line["request_id"])) for line in lines] == [
        ("request_finished", 401, "127.0.0.1", 36)
    ]


def test_the_description_of_the_api_is_drawn_as_a_page_with_a_token_too(owner):
    assert call("/api/v1/docs/").status_code == 200
