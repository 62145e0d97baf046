"""The door through which files come in and go out to whoever handed them in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from foundation.attachments.models import Attachment
from foundation.rest.models import IdempotentCall
from tests.factories import UserFactory
from tests.factories.files import photo_file

pytestmark = pytest.mark.django_db
URL = "/api/v1/attachments/"


def client_of(user) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def test_a_photo_is_handed_in_and_looked_at_by_who_handed_it_in():
    client = client_of(UserFactory())

    answer = client.post(URL, {"file": photo_file()})

    photo = Attachment.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "id": photo.pk,
        "name": "现场.jpg",
        "content_type": "image/jpeg",
        "size": photo.size,
        "digest": photo.digest,
        "width": 640,
        "height": 480,
        "taken_at": None,
        "longitude": None,
        "latitude": None,
        "uploaded_at": answer.json()["uploaded_at"],
        "url": f"{URL}{photo.pk}/file/",
        "thumbnail_url": f"{URL}{photo.pk}/thumbnail/",
    }
    assert client.get(f"{URL}{photo.pk}/").json() == answer.json()


@pytest.mark.parametrize("part", ["", "file/", "thumbnail/"])
def test_nobody_else_finds_it(part):
    client_of(UserFactory()).post(URL, {"file": photo_file()})
    photo = Attachment.objects.get()

    assert client_of(UserFactory()).get(f"{URL}{photo.pk}/{part}").status_code == 404
    assert APIClient().get(f"{URL}{photo.pk}/{part}").status_code == 401


def test_what_is_served_cannot_run_and_is_not_kept_by_others():
    client = client_of(UserFactory())
    photo = client.post(URL, {"file": photo_file()}).json()

    answer = client.get(photo["url"], headers={"Accept": "image/avif"})

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, max-age=86400, immutable"
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8\xff")


def test_a_document_is_only_ever_downloaded():
    client = client_of(UserFactory())
    made = client.post(URL, {"file": SimpleUploadedFile("通知.pdf", b"%PDF-1.7\n")}).json()

    answer = client.get(made["url"])

    assert b"".join(answer.streaming_content) == b"%PDF-1.7\n"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''%E9%80%9A%E7%9F%A5.pdf"
    assert made["thumbnail_url"] is None
    assert client.get(f"{URL}{made['id']}/thumbnail/").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"file": "text"},
        {"file": SimpleUploadedFile("a.jpg", b"")},
        {"file": SimpleUploadedFile("a.svg", b"<svg/>")},
    ],
)
def test_what_cannot_be_used_is_answered_with_a_sentence(body):
    answer = client_of(UserFactory()).post(URL, body)

    assert answer.status_code == 400
    assert answer.json()["type"] == "validation_error"
    assert answer.json()["errors"][0]["detail"]


def test_a_photo_sent_again_with_its_key_is_taken_once():
    client = client_of(UserFactory())

    first = client.post(URL, {"file": photo_file()}, headers={"Idempotency-Key": "one"})
    again = client.post(URL, {"file": photo_file()}, headers={"Idempotency-Key": "one"})

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert Attachment.objects.count() == 1


def test_a_key_of_another_call_is_refused():
    client = client_of(UserFactory())
    client.post(URL, {"file": photo_file()}, headers={"Idempotency-Key": "one"})

    answer = client.post(URL, {"file": SimpleUploadedFile("b.pdf", b"%PDF-")}, headers={"Idempotency-Key": "one"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "idempotency_key_reused"
    assert Attachment.objects.count() == 1


def test_two_people_may_use_the_same_key():
    for user in (UserFactory(), UserFactory()):
        answer = client_of(user).post(URL, {"file": photo_file()}, headers={"Idempotency-Key": "one"})
        assert answer.status_code == 201

    assert Attachment.objects.count() == 2


def test_a_refused_call_may_be_tried_again_with_its_key():
    client = client_of(UserFactory())

    refused = client.post(URL, {"file": SimpleUploadedFile("b.jpg", b"no")}, headers={"Idempotency-Key": "one"})
    taken = client.post(URL, {"file": photo_file()}, headers={"Idempotency-Key": "one"})

    assert (refused.status_code, taken.status_code) == (400, 201)
    assert IdempotentCall.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x" * 101, "钥匙"])
def test_a_key_has_to_be_plain(key):
    answer = client_of(UserFactory()).post(URL, {"file": photo_file()}, HTTP_IDEMPOTENCY_KEY=key)

    assert answer.status_code == 400
