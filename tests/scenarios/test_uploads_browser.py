"""A large photo on a phone whose connection breaks in the middle: only the rest is sent again."""

import pytest
from PIL import Image

from evaluation.models import CheckPhoto
from foundation.attachments.models import Attachment, Upload
from tests.factories.files import photo_bytes
from tests.factories.rounds import market_town
from tests.scenarios.phone import Phone

pytestmark = pytest.mark.browser
PIECES = "**/api/v1/attachments/uploads/*/"
PIECE = 256 * 1024


@pytest.fixture
def round_(live_server):
    return market_town()


@pytest.fixture
def phone(browser, live_server, round_):
    held = Phone(browser, live_server.url, round_[0])
    yield held
    held.context.close()


def test_a_large_photo_goes_on_where_the_connection_broke(phone, round_, monkeypatch):
    photo = photo_bytes(Image.effect_noise((900, 800), 90).convert("RGB"), quality=95)
    monkeypatch.setattr("tests.scenarios.phone.photo_bytes", lambda: photo)
    sent = []

    def break_once(route):
        if route.request.method == "PATCH":
            sent.append(int(route.request.headers["upload-offset"]))
            if len(sent) == 2:
                route.fetch()  # the piece arrives, and the phone never hears of it
                route.abort()
                return
        route.continue_()

    phone.page.route(PIECES, break_once)
    phone.open(f"/field/checks/{round_[2][0].pk}/")
    phone.fill()
    phone.submit()
    phone.wait_for_result("59.66")

    attachment, upload = Attachment.objects.get(), Upload.objects.get()
    assert 2 * PIECE < len(photo) <= 3 * PIECE
    assert sent == [0, PIECE, 2 * PIECE]
    assert (attachment.size, attachment.pk) == (len(photo), upload.attachment_id)
    assert CheckPhoto.objects.get().attachment == attachment
