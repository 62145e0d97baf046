"""Files in pieces over a connection that breaks: the tus 1.0 protocol at the door of attachments."""

import base64
import datetime as dt
import io
import os

import pytest
from django.http import UnreadablePostError
from django.utils import timezone
from django.utils.http import parse_http_date
from rest_framework.test import APIClient

from foundation.attachments import uploads
from foundation.attachments.models import Attachment, Upload
from foundation.audit.models import AuditEntry
from portal.tasks import clear_away
from tests.factories import UserFactory
from tests.factories.files import photo_bytes

pytestmark = pytest.mark.django_db
URL = "/api/v1/attachments/"
PIECE = "application/offset+octet-stream"
TUS = {"Tus-Resumable": "1.0.0"}
NAME = base64.b64encode("现场.jpg".encode()).decode()


class Sender:
    """A client that speaks the protocol."""

    def __init__(self, user=None):
        self.user = user or UserFactory()
        self.client = APIClient()
        self.client.force_authenticate(self.user)

    def begin(self, length=1000, **headers):
        said = TUS | {"Upload-Length": str(length), "Upload-Metadata": f"filename {NAME}"} | headers
        return self.client.generic("POST", URL, headers=said)

    def send(self, url, piece, offset, **headers):
        said = TUS | {"Upload-Offset": str(offset)} | headers
        return self.client.generic("PATCH", url, piece, content_type=PIECE, headers=said)

    def ask(self, url):
        return self.client.head(url, headers=TUS)


@pytest.fixture
def sender():
    return Sender()


def refused(answer):
    return answer.status_code, answer.json()["errors"][0]["detail"]


def test_a_photo_in_three_pieces_becomes_an_attachment_like_any_other(sender):
    photo = photo_bytes()
    begun = sender.begin(len(photo))
    url = begun.headers["Location"]

    answers = [sender.send(url, photo[at : at + 4000], at) for at in range(0, len(photo), 4000)]

    attachment = Attachment.objects.get()
    assert begun.status_code == 201
    assert url == f"/api/v1/attachments/uploads/{Upload.objects.get().key}/"
    assert {answer.status_code for answer in answers} == {204}
    assert [answer.headers["Upload-Offset"] for answer in answers][:2] == ["4000", "8000"]
    assert answers[0].headers.get("Attachment-Id") is None
    assert answers[-1].headers["Attachment-Id"] == str(attachment.pk)
    assert (attachment.name, attachment.size, attachment.width) == ("现场.jpg", len(photo), 640)
    assert attachment.uploaded_by == sender.user
    assert [entry.verb for entry in AuditEntry.objects.order_by("pk")] == ["attachment.store"]
    assert sender.client.get(url).json() | {"expires_at": ""} == {
        "id": str(Upload.objects.get().key),
        "url": url,
        "name": "现场.jpg",
        "length": len(photo),
        "offset": len(photo),
        "expires_at": "",
        "attachment": attachment.pk,
        "refusal": "",
    }
    assert list(uploads.folder().glob("*")) == [uploads.path_of(Upload.objects.get())]  # gone once committed


def test_what_the_server_can_do_is_told(sender):
    answer = sender.client.options(URL)

    assert answer.status_code == 204
    assert {name: answer.headers[name] for name in answer.headers if name.startswith("Tus-")} == {
        "Tus-Resumable": "1.0.0",
        "Tus-Version": "1.0.0",
        "Tus-Extension": "creation,expiration,termination",
        "Tus-Max-Size": "26214400",
    }


def test_after_a_break_the_server_says_where_to_go_on(sender):
    url = sender.begin().headers["Location"]
    sender.send(url, b"x" * 300, 0)

    answer = sender.ask(url)

    assert answer.status_code == 200
    assert {name: answer.headers.get(name) for name in ("Upload-Offset", "Upload-Length", "Cache-Control")} == {
        "Upload-Offset": "300",
        "Upload-Length": "1000",
        "Cache-Control": "no-store",
    }
    assert answer.headers["Upload-Metadata"] == f"filename {NAME}"
    assert parse_http_date(answer.headers["Upload-Expires"]) == int(Upload.objects.get().expires_at.timestamp())


def test_what_came_before_the_connection_broke_is_kept(sender, monkeypatch):
    url = sender.begin().headers["Location"]
    monkeypatch.setattr("django.core.handlers.wsgi.LimitedStream", lambda stream, length: Breaking(b"y" * 120))

    answer = sender.send(url, b"y" * 500, 0)

    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "120")
    assert uploads.path_of(Upload.objects.get()).read_bytes() == b"y" * 120


class Breaking(io.BytesIO):
    """A connection that gives what it has and then breaks."""

    def read(self, *args):
        return super().read(*args) or _broken()


def _broken():
    raise UnreadablePostError("the phone drove into a tunnel")


def test_a_piece_that_does_not_follow_is_refused_and_changes_nothing(sender):
    url = sender.begin().headers["Location"]
    sender.send(url, b"x" * 300, 0)

    again, beyond = sender.send(url, b"x" * 300, 0), sender.send(url, b"x", 500)

    assert refused(again) == (409, "这个文件已收到 300 字节，下一段应从那里开始，而不是从 0 开始。")
    assert beyond.status_code == 409
    assert sender.ask(url).headers["Upload-Offset"] == "300"


@pytest.mark.parametrize("version", [None, "0.2.2"])
def test_another_version_of_the_protocol_is_refused(sender, version):
    said = {"Upload-Length": "10"} | ({"Tus-Resumable": version} if version else {})
    url = sender.begin().headers["Location"]

    answers = [
        sender.client.generic("POST", URL, headers=said),
        sender.client.generic("PATCH", url, b"x", headers=said),
    ]

    assert [(answer.status_code, answer.headers["Tus-Version"]) for answer in answers] == [(412, "1.0.0")] * 2


@pytest.mark.parametrize(
    ("headers", "status", "sentence"),
    [
        ({"Upload-Length": str(25 * 1024 * 1024 + 1)}, 413, "这个文件超过 25 MB。"),
        ({"Upload-Length": "0"}, 400, "这个文件是空的。"),
        ({"Upload-Length": "ten"}, 400, "请求头 Upload-Length 应为字节数。"),
        ({"Upload-Defer-Length": "1"}, 400, "请用 Upload-Length 说明文件共多少字节。"),
        ({"Upload-Metadata": "filename ü"}, 400, "无法读取请求头 Upload-Metadata。"),
        ({"Upload-Metadata": "filename ??"}, 400, "无法读取请求头 Upload-Metadata。"),
    ],
    ids=["too large", "empty", "no number", "length later", "not plain", "not base64"],
)
def test_an_upload_that_cannot_be_taken_is_not_begun(sender, headers, status, sentence):
    assert refused(sender.begin(**headers)) == (status, sentence)
    assert not Upload.objects.exists()


def test_pieces_beyond_the_announced_size_are_refused(sender):
    url = sender.begin(100).headers["Location"]

    assert refused(sender.send(url, b"x" * 101, 0)) == (413, "这一段超出了文件先前说明的大小。")
    assert sender.ask(url).headers["Upload-Offset"] == "0"


def test_pieces_come_under_their_own_type_only(sender):
    url = sender.begin().headers["Location"]

    answer = sender.client.generic("PATCH", url, b"x", content_type="image/jpeg", headers=TUS | {"Upload-Offset": "0"})

    assert refused(answer) == (415, "请用 application/offset+octet-stream 发送文件段。")


def test_a_whole_file_goes_through_the_checks_of_every_file_and_stays_refused(sender):
    url = sender.begin(12).headers["Location"]

    first, again = sender.send(url, b"#!/bin/sh\nls", 0), sender.send(url, b"", 12)

    sentence = "只接收照片（JPEG、PNG、WebP）和 PDF、Word（.docx）、Excel（.xlsx）文件。"
    assert refused(first) == refused(again) == (400, sentence)
    assert sender.client.get(url).json()["refusal"] == sentence
    assert not Attachment.objects.exists()


def test_asking_again_for_the_answer_to_the_last_piece_stores_nothing_twice(sender):
    photo = photo_bytes()
    url = sender.begin(len(photo)).headers["Location"]
    first = sender.send(url, photo, 0)

    again = sender.send(url, b"", len(photo))

    assert (again.status_code, again.headers["Attachment-Id"]) == (204, first.headers["Attachment-Id"])
    assert Attachment.objects.count() == 1


def test_beginning_again_with_the_same_key_begins_nothing_new(sender):
    first, again = (sender.begin(**{"Idempotency-Key": "photo-1"}) for _time in range(2))

    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert sender.begin(999, **{"Idempotency-Key": "photo-1"}).status_code == 422
    assert Upload.objects.count() == 1


def test_nobody_else_finds_an_upload(sender):
    url, other = sender.begin().headers["Location"], Sender()

    assert [other.ask(url).status_code, other.send(url, b"x", 0).status_code] == [404, 404]
    assert other.client.get(url).status_code == other.client.delete(url, headers=TUS).status_code == 404
    assert APIClient().head(url).status_code == 401
    assert Upload.objects.get().offset == 0


def test_clients_that_cannot_patch_send_the_piece_by_post(sender):
    url = sender.begin().headers["Location"]
    said = TUS | {"Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}

    answer = sender.client.generic("POST", url, b"x" * 10, content_type=PIECE, headers=said)

    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "10")
    assert sender.client.post(url).status_code == 405


def test_an_upload_that_is_dropped_is_gone_with_its_pieces(sender, django_capture_on_commit_callbacks):
    url = sender.begin().headers["Location"]
    sender.send(url, b"x", 0)

    with django_capture_on_commit_callbacks(execute=True):
        answer = sender.client.delete(url, headers=TUS)

    assert (answer.status_code, sender.ask(url).status_code) == (204, 404)
    assert list(uploads.folder().glob("*")) == []


def test_after_three_days_an_upload_is_over_and_the_night_takes_it_away(sender, django_capture_on_commit_callbacks):
    photo = photo_bytes()
    stored, broken = sender.begin(len(photo)).headers["Location"], sender.begin().headers["Location"]
    sender.send(stored, photo, 0)
    sender.send(broken, b"x", 0)
    Upload.objects.update(expires_at=timezone.now())
    stray = uploads.folder() / "stray"
    stray.touch()
    old = (timezone.now() - dt.timedelta(days=4)).timestamp()
    os.utime(stray, (old, old))

    over = sender.ask(broken)
    with django_capture_on_commit_callbacks(execute=True):
        clear_away()
        clear_away()

    assert over.status_code == 410
    assert not Upload.objects.exists()
    assert list(uploads.folder().glob("*")) == []
    assert Attachment.objects.count() == 1


def test_nobody_fills_the_disk_with_uploads_that_never_end(sender, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_OPEN", 2)
    sender.begin(), sender.begin()

    assert refused(sender.begin()) == (409, "您有 2 个上传没有完成。请先完成或放弃一些。")
    assert Sender().begin().status_code == 201
