"""Whatever comes in is understood or refused with a sentence; nothing of it is a fault of ours."""

import json
from base64 import urlsafe_b64encode

import pytest
from rest_framework.test import APIClient

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TOKEN = "/api/v1/token/"
AUDIT = "/manage/audit/"


def post(body: bytes, content_type: str = "application/json", path: str = TOKEN):
    client = APIClient(raise_request_exception=False)
    return client.generic("POST", path, body, content_type=content_type)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b'{"username": "a\\u0000b", "password": "x"}',
        b'{"username": "\\ud800", "password": "x"}',
        b'{"username": "\xff\xfe", "password": "x"}',
        b'{"username": 1e999, "password": "x"}',
        b'{"username": ' + b"9" * 5000 + b', "password": "x"}',
        b'{"username": NaN, "password": "x"}',
        b"[" * 100_000,
        b'{"a":' * 5000 + b"1" + b"}" * 5000,
        b'{"username": {"$ne": null}, "password": ["x"]}',
    ],
    ids=lambda body: body[:24].decode("latin-1"),
)
def test_a_body_that_cannot_be_used_is_400(body):
    answer = post(body)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["detail"]


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/xml", "multipart/form-data", "application/x-www-form-urlencoded", "image/png", "x"],
)
def test_a_body_of_another_type_is_415(content_type):
    assert post(b"{}", content_type).status_code == 415


@pytest.mark.parametrize("charset", ["utf-16", "zlib", "base64", "rot13", "no-such-thing", "utf-7"])
def test_another_encoding_is_400(charset):
    assert post(b"{}", f"application/json; charset={charset}").status_code == 400


@pytest.mark.parametrize("path", ["/?q=%00", "/api/v1/audit-entries/?verb=%00", "/manage/audit/%00", "/static/%00.css"])
def test_an_address_with_a_nul_is_400(client, path):
    client.force_login(UserFactory())

    assert client.get(path).status_code == 400


def test_a_form_field_with_a_nul_is_400(client):
    answer = client.post("/accounts/login/", {"login": "a\x00", "password": "b"})

    assert answer.status_code == 400


@pytest.mark.parametrize("body", [b"", b"--x", b"--x\r\nContent-Disposition: form-data\r\n\r\n", b"\xff" * 50])
def test_a_broken_upload_is_4xx(body):
    client = APIClient(raise_request_exception=False)
    client.force_authenticate(UserFactory())

    answer = client.generic("POST", "/api/v1/attachments/", body, content_type="multipart/form-data; boundary=x")

    assert answer.status_code == 400


@pytest.mark.parametrize("pk", ["0", "9" * 30, "9" * 5000, "-1", "x", "１"])
def test_a_number_that_is_none_is_not_found(pk):
    client = APIClient(raise_request_exception=False)
    client.force_authenticate(UserFactory(is_superuser=True))

    assert client.get(f"/api/v1/audit-entries/{pk}/").status_code == 404


@pytest.mark.parametrize("key", [["\x00"], [10**30], [[]], {}, "x", [None], ["1", "2"]], ids=str)
def test_a_made_up_key_of_a_page_shows_the_first_page(client, key):
    client.force_login(UserFactory(is_superuser=True))
    written = urlsafe_b64encode(json.dumps(key).encode()).decode()

    assert client.get(AUDIT, {"after": written}).status_code == 200
    assert client.get(AUDIT, {"after": urlsafe_b64encode(b"[" * 5000).decode()}).status_code == 200


@pytest.mark.parametrize("name", ["subject_id", "verb", "region", "person", "at_after", "page", "after", "page_size"])
@pytest.mark.parametrize("value", ["'", "%", "\\", "😀", "9" * 400, "\u202e"])
def test_odd_signs_in_a_search_are_searched_for_or_refused(client, name, value):
    client.force_login(UserFactory(is_superuser=True))

    assert client.get(AUDIT, {name: value}).status_code == 200
    assert client.get("/api/v1/audit-entries/", {name: value}).status_code in (200, 400)
