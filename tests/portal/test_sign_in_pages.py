"""The doors into the portal: signing in, locked out, out again."""

import pytest
from axes.utils import reset

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_is_locked_out():
    reset()
    yield
    reset()


@pytest.fixture
def person():
    user = UserFactory(username="zhou")
    user.set_password("a long enough password")
    user.save(update_fields=["password"])
    return user


def sign_in(client, password):
    return client.post("/accounts/login/", {"login": "zhou", "password": password}, headers={"Accept-Language": "zh"})


def test_right_password_leads_to_the_desk(client, person):
    answer = sign_in(client, "a long enough password")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/")


def test_sign_in_leads_back_to_the_page_that_was_asked_for(client, person):
    form = client.get("/accounts/login/?next=/search/%3Fq%3Da").content.decode()
    answer = client.post(
        "/accounts/login/", {"login": "zhou", "password": "a long enough password", "next": "/search/?q=a"}
    )

    assert 'value="/search/?q=a"' in form
    assert answer.headers["Location"] == "/search/?q=a"


def test_wrong_password_lists_the_error_and_keeps_the_name(client, person):
    answer = sign_in(client, "wrong")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'role="alert"' in page
    assert 'value="zhou"' in page


def test_too_many_wrong_passwords_close_the_sign_in_with_a_way_on(client, person, settings):
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        answer = sign_in(client, "wrong")

    page = answer.content.decode()
    assert answer.status_code == 429
    assert "密码错的次数太多" in page
    assert sign_in(client, "a long enough password").status_code == 429


def test_signing_out_asks_first_and_is_a_form(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    asked = client.get("/accounts/logout/")
    done = client.post("/accounts/logout/")

    assert asked.status_code == 200
    assert (done.status_code, done.headers["Location"]) == (302, "/")
    assert client.get("/search/").status_code == 302


def test_nobody_opens_an_account_alone(client):
    answer = client.get("/accounts/signup/")

    assert "账号由文明办开设" in answer.content.decode()
