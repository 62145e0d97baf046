"""What becomes of a file that somebody hands in."""

import datetime as dt
import hashlib
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from foundation.attachments import actions, images, storage
from foundation.attachments.likeness import alike
from foundation.attachments.models import Attachment
from foundation.attachments.names import plain_name
from foundation.audit.models import AuditEntry
from foundation.errors import BadInput
from tests.factories import UserFactory
from tests.factories.files import camera_facts, office_file, photo_bytes, photo_file, picture

pytestmark = pytest.mark.django_db
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)


def stored(file) -> Attachment:
    return actions.store(file, actor=UserFactory(), at=NOON)


def test_a_photo_keeps_its_original_and_gains_a_clean_copy_and_a_small_one():
    file = photo_file(photo=picture(3000, 2000), exif=camera_facts(taken="2026:11:22 09:41:07"))
    original = file.read()

    photo = stored(file)

    assert photo.digest == hashlib.sha256(original).hexdigest()
    assert storage.path_of(photo.digest).read_bytes() == original
    with Image.open(storage.path_of(photo.served_digest)) as served:
        assert (served.format, served.size, dict(served.getexif())) == ("JPEG", (2048, 1365), {})
    with Image.open(storage.path_of(photo.thumbnail_digest)) as small:
        assert small.size == (320, 213)
    assert (photo.width, photo.height, photo.size, photo.content_type) == (3000, 2000, len(original), "image/jpeg")


def test_handing_in_a_file_is_written_down():
    photo = stored(photo_file())

    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_id, entry.actor) == ("attachment.store", str(photo.pk), photo.uploaded_by)
    assert entry.after == {"name": "现场.jpg", "digest": photo.digest}


def test_time_and_place_of_a_shot_become_fields():
    facts = camera_facts(taken="2026:11:22 09:41:07", place=((29.0, 36.0, 0.0, "N"), (113.0, 15.0, 36.0, "E")))

    photo = stored(photo_file(exif=facts))

    assert photo.taken_at == dt.datetime(2026, 11, 22, 9, 41, 7, tzinfo=SHANGHAI)
    assert (photo.longitude, photo.latitude) == (Decimal("113.260000"), Decimal("29.600000"))


def test_a_camera_that_names_its_zone_is_believed():
    photo = stored(photo_file(exif=camera_facts(taken="2026:11:22 01:41:07", offset="+00:00")))

    assert photo.taken_at == dt.datetime(2026, 11, 22, 9, 41, 7, tzinfo=SHANGHAI)


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "tomorrow", "1970:01:01 00:00:00"])
def test_a_camera_without_a_clock_gives_no_time(taken):
    assert stored(photo_file(exif=camera_facts(taken=taken))).taken_at is None


def test_a_photo_taken_upright_stands_upright():
    photo = stored(photo_file(photo=picture(640, 480), exif=camera_facts(orientation=6)))

    assert (photo.width, photo.height) == (480, 640)
    with Image.open(storage.path_of(photo.served_digest)) as served:
        assert served.size == (480, 640)


def test_a_transparent_picture_is_drawn_on_white():
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))

    photo = stored(photo_file("图.png", photo=clear, kind="PNG"))

    with Image.open(storage.path_of(photo.served_digest)) as served:
        assert served.getpixel((20, 20)) == (255, 255, 255)


def test_the_same_photo_scaled_and_saved_again_is_alike_and_another_is_not():
    first = stored(photo_file(photo=picture(1600, 1200, seed=1)))
    again = stored(photo_file(photo=picture(1600, 1200, seed=1).resize((800, 600)), quality=40))
    stored(photo_file(photo=picture(1600, 1200, seed=2)))

    found = alike(first.difference_hash, among=Attachment.objects.exclude(pk=first.pk))

    assert [row.pk for row in found] == [again.pk]


def test_distance_counts_the_bits_that_differ_also_for_negative_numbers():
    base = {"name": "x", "content_type": "image/jpeg", "size": 1, "digest": "0" * 64, "uploaded_at": NOON}
    Attachment.objects.create(difference_hash=-1, **base)
    Attachment.objects.create(difference_hash=-2, **base)
    Attachment.objects.create(difference_hash=0, **base)

    found = alike(-1, 64, among=Attachment.objects.all())

    assert [(row.difference_hash, row.distance) for row in found] == [(-1, 0), (-2, 1), (0, 64)]


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        (SimpleUploadedFile("通知.pdf", b"%PDF-1.7\n"), "application/pdf"),
        (office_file("word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (office_file("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
    ids=["PDF", "Word", "Excel"],
)
def test_documents_are_kept_as_they_are(file, kind):
    document = stored(file)

    assert (document.content_type, document.width, document.served_digest) == (kind, None, "")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"<html><script>alert(1)</script>", "Only photos"),
        (b"MZ\x90\x00", "Only photos"),
        (b"\x00\x00\x00\x20ftypheic" + b"\x00" * 20, "HEIC"),
        (photo_bytes()[:400], "cut off"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "cut off"),
        (b"PK\x03\x04rubbish", "damaged"),
        (office_file("word/document.xml", extra=("word/vbaProject.bin",)).read(), "macros"),
        (office_file("evil.sh").read(), "Only photos"),
    ],
    ids=["empty", "page", "program", "HEIC", "cut off", "broken PNG", "broken zip", "macros", "any zip"],
)
def test_what_is_neither_photo_nor_document_is_refused_by_its_content(content, reason, settings):
    settings.LANGUAGE_CODE = "en"

    with pytest.raises(BadInput, match=reason):
        stored(SimpleUploadedFile("照片.jpg", content, content_type="image/jpeg"))

    assert not Attachment.objects.exists()


def test_a_photo_of_too_many_pixels_is_refused_before_it_is_unpacked():
    bomb = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")

    with pytest.raises(BadInput):
        images.read(bomb)


def test_a_file_above_the_limit_is_refused(settings):
    settings.LANGUAGE_CODE = "en"

    with pytest.raises(BadInput, match="25 MB"):
        stored(SimpleUploadedFile("大.pdf", b"%PDF-" + b"0" * (25 * 1024 * 1024)))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\照片\\现场.jpg", "现场.jpg"),
        ("a\x00b\u202egpj.exe", "abgpj.exe"),
        ("x" * 300 + ".jpg", "x" * 189 + ".jpg"),
        ("..", "附件"),
    ],
)
def test_the_name_of_a_file_is_only_a_name(given, kept):
    assert plain_name(given) in (kept, "file")


def test_the_same_file_twice_is_stored_once_and_counted_twice():
    first, second = stored(photo_file()), stored(photo_file())

    assert first.digest == second.digest
    assert sorted(digest for digest, _at in storage.stored()) == sorted(
        {first.digest, first.served_digest, first.thumbnail_digest}
    )
