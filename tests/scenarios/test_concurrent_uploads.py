"""Two pieces of one file at once: one is added, the other is told where to go on; fifty times."""

import pytest
from django.test import Client

from foundation.attachments import uploads
from foundation.attachments.models import Attachment, Upload
from tests.factories import UserFactory
from tests.factories.files import photo_bytes

from .test_concurrent_checks import at_once

pytestmark = pytest.mark.django_db(transaction=True)
RUNS = 50
TUS = {"Tus-Resumable": "1.0.0"}


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def piece(client, url, body, offset):
    said = TUS | {"Upload-Offset": str(offset)}
    return client.generic("PATCH", url, body, content_type="application/offset+octet-stream", headers=said).status_code


def test_of_two_pieces_at_once_one_is_added():
    user = UserFactory()
    clients = client_of(user), client_of(user)

    for _run in range(RUNS):
        begun = clients[0].generic("POST", "/api/v1/attachments/", headers=TUS | {"Upload-Length": "1000"})
        url = begun.headers["Location"]
        answers = at_once(
            lambda url=url: piece(clients[0], url, b"a" * 200, 0), lambda url=url: piece(clients[1], url, b"b" * 300, 0)
        )
        upload = Upload.objects.order_by("pk").last()
        kept = uploads.path_of(upload).read_bytes()
        assert sorted(answers) == [204, 409]
        assert kept == (b"a" * 200 if answers[0] == 204 else b"b" * 300)
        assert upload.offset == len(kept)
        uploads.drop(upload)


def test_two_last_pieces_at_once_store_the_file_once():
    user, photo = UserFactory(), photo_bytes()
    clients = client_of(user), client_of(user)
    headers = TUS | {"Upload-Length": str(len(photo))}

    for run in range(5):
        url = clients[0].generic("POST", "/api/v1/attachments/", headers=headers).headers["Location"]
        answers = at_once(*(lambda url=url, one=one: piece(one, url, photo, 0) for one in clients))
        assert sorted(answers) == [204, 409]
        assert Attachment.objects.count() == run + 1
