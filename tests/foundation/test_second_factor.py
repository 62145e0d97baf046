"""The second factor: demanded of administrators where the setting says so, free for everybody else."""

import datetime as dt
import io
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from foundation.accounts import second_factor
from foundation.audit.models import AuditEntry
from foundation.errors import NotAllowed
from foundation.notifications.models import Notification
from tests.factories import UserFactory, admin_of, inspector_of, official_of

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 20, 4, 0, tzinfo=dt.UTC)
PASSWORD = "Qinghe-2026"
DESK = "/desk/"


@pytest.fixture(autouse=True)
def _demanded(settings):
    settings.SECOND_FACTOR = True
    cache.clear()


def code_of(secret: str) -> str:
    return auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30))


def with_factor(user):
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def signed_in(user) -> Client:
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    browser = Client()
    browser.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    return browser


def test_an_administrator_sets_it_up_before_any_other_page_opens(django_capture_on_commit_callbacks):
    admin = admin_of("990102")
    browser = signed_in(admin)
    setting_up = reverse("mfa_activate_totp")

    led = browser.get(DESK)
    part = browser.get(DESK, headers={"HX-Request": "true"})
    page = browser.get(setting_up)
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        done = browser.post(setting_up, {"code": code_of(secret)})
    codes = browser.get(done.url)

    assert (led.status_code, led.url) == (302, setting_up)
    assert part.headers["HX-Redirect"] == setting_up
    assert secret in page.content.decode()
    assert done.url == reverse("mfa_view_recovery_codes")
    assert len([code for code in codes.context["unused_codes"] if code in codes.content.decode()]) == 10
    assert browser.get(DESK).status_code == 200
    assert AuditEntry.objects.filter(actor=admin, verb="user.set_up_second_factor").count() == 1


@pytest.mark.parametrize("ask", ["get", "post"])
def test_neither_does_the_api_open_by_session(ask):
    browser = signed_in(admin_of("990102"))

    answer = getattr(browser, ask)("/api/v1/")

    assert answer.status_code == 403
    assert answer.json()["errors"][0]["code"] == "second_factor_missing"


def test_signing_out_and_the_language_stay_open():
    browser = signed_in(admin_of("990102"))

    assert browser.post(reverse("set_language"), {"language": "en"}).url == "/"
    assert browser.get(reverse("account_logout")).status_code == 200
    assert browser.get("/health/live").status_code == 200


@pytest.mark.parametrize("who", [inspector_of, official_of], ids=["inspector", "official"])
def test_of_others_it_is_not_demanded(who):
    browser = signed_in(who("990102"))

    assert browser.get(DESK).status_code == 200
    assert browser.get(reverse("mfa_activate_totp")).status_code == 200


def test_where_the_setting_is_off_an_administrator_works_without(settings):
    settings.SECOND_FACTOR = False

    assert signed_in(admin_of("990102")).get(DESK).status_code == 200


def test_after_the_password_the_code_is_asked_and_five_wrong_ones_close_the_door():
    admin = admin_of("990102")
    secret = with_factor(admin)
    browser = signed_in(admin)
    door = reverse("mfa_authenticate")

    shown = browser.get(DESK)
    wrong = [browser.post(door, {"code": "000000"}).status_code for _number in range(5)]
    late = browser.post(door, {"code": code_of(secret)})

    assert shown.status_code == 302
    assert wrong == [200] * 5
    assert late.status_code == 200
    assert browser.get(DESK).status_code == 302


@pytest.mark.parametrize("by", ["telephone", "recovery code"])
def test_a_code_of_the_telephone_or_a_recovery_code_signs_in_once(by):
    admin = admin_of("990102")
    secret = with_factor(admin)
    spare = Authenticator.objects.get(user=admin, type="recovery_codes").wrap().get_unused_codes()[0]
    code = code_of(secret) if by == "telephone" else spare

    first, second = signed_in(admin), signed_in(admin)
    first.post(reverse("mfa_authenticate"), {"code": code})
    second.post(reverse("mfa_authenticate"), {"code": code})

    assert [browser.get(DESK).status_code for browser in (first, second)] == [200, 302]


def test_the_secret_and_the_recovery_codes_lie_encrypted():
    admin = admin_of("990102")
    secret = with_factor(admin)

    stored = str(list(Authenticator.objects.filter(user=admin).values_list("data", flat=True)))

    assert secret not in stored
    assert stored.count("gAAAA") == 2


def test_an_administrator_cannot_take_it_off_and_an_inspector_can():
    left = []
    for person in (admin_of("990102"), inspector_of("990102")):
        secret = with_factor(person)
        browser = signed_in(person)
        browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        browser.post(reverse("mfa_deactivate_totp"))
        left.append(second_factor.has_one(person))

    assert left == [True, False]


def test_another_administrator_resets_it_and_the_person_is_told(client):
    chief, person = admin_of("990102"), admin_of("990102")
    with_factor(person)
    with_factor(chief)
    client.force_login(chief)

    page = client.get(person.get_absolute_url()).content.decode()
    client.post(reverse("accounts:user-second-factor", args=[person.pk]))

    assert "重置第二因素验证" in page
    assert not Authenticator.objects.filter(user=person).exists()
    entry = AuditEntry.objects.get(verb="user.reset_second_factor")
    assert (entry.actor, entry.subject_id) == (chief, str(person.pk))
    told = Notification.objects.get()
    assert (told.user, str(told)) == (person, f"{chief}已重置您的第二因素验证，请在下次登录后重新设置")


def test_nobody_resets_his_own_or_that_of_another_district():
    chief = admin_of("990102")

    with pytest.raises(NotAllowed):
        second_factor.reset(chief, actor=chief, at=NOON)
    with pytest.raises(NotAllowed):
        second_factor.reset(admin_of("990103"), actor=chief, at=NOON)


def test_a_token_needs_the_code_and_who_has_none_though_it_is_demanded_gets_none(client):
    admin, secret = admin_of("990102"), None
    answers = []
    for otp in ("", "000000", "right"):
        admin.set_password(PASSWORD)
        admin.save(update_fields=["password"])
        if otp == "000000":
            secret = with_factor(admin)
        given = {"username": admin.username, "password": PASSWORD, "otp": code_of(secret) if otp == "right" else otp}
        answers.append(client.post("/api/v1/token/", given, content_type="application/json").status_code)

    assert answers == [400, 400, 200]


def test_the_administration_of_django_has_no_door_of_its_own(client):
    UserFactory(is_superuser=True, is_staff=True)

    answer = client.get("/admin/login/?next=/admin/")

    assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize(("on", "warned"), [(True, False), (False, True)])
def test_the_check_before_production_warns_when_it_is_off(settings, monkeypatch, on, warned):
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # set by tests in a browser
    settings.SECOND_FACTOR = on
    said = io.StringIO()

    call_command("check", "--deploy", stdout=said, stderr=said)

    assert ("accounts.W001" in said.getvalue()) is warned


def test_the_command_helps_where_no_administrator_can():
    admin = admin_of("990102")
    with_factor(admin)

    call_command("reset_second_factor", admin.username, stdout=io.StringIO())

    assert not second_factor.has_one(admin)
    assert AuditEntry.objects.get(verb="user.reset_second_factor").actor is None
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody")
