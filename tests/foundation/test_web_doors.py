"""What happens around a page: language, large type, refusals, an expired sign-in, errors."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponseRedirect
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from foundation.errors import DomainError, NotAllowed
from foundation.web import errors
from foundation.web.middleware import Refusals, RequestFacts
from foundation.web.requests import request_address

pytestmark = pytest.mark.django_db


def request_of(method="get", path="/x/", **headers):
    request = getattr(RequestFactory(), method)(path, headers=headers)
    request.user, request.session = AnonymousUser(), {}
    request.htmx = HtmxDetails(request)
    request._messages = FallbackStorage(request)
    return request


def refuse(request, error):
    return Refusals(lambda given: None).process_exception(request, error)


def test_pages_are_chinese_whatever_the_browser_prefers(client):
    answer = client.get("/", headers={"Accept-Language": "en-GB"})

    assert answer.headers["Content-Language"] == "zh-hans"
    assert '<html lang="zh-Hans"' in answer.content.decode()


def test_pages_are_english_after_the_switch(client):
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})

    assert '<html lang="en"' in client.get("/").content.decode()


def test_large_type_is_switched_on_and_off_without_script(client):
    on = client.post("/preferences/type/", {"size": "large", "next": "/?a=1"})
    large = client.get("/").content.decode()
    client.post("/preferences/type/", {"size": "normal", "next": "/"})

    assert (on.status_code, on.headers["Location"]) == (302, "/?a=1")
    assert 'data-type="large"' in large
    assert 'data-type="large"' not in client.get("/").content.decode()


def test_switch_never_leads_to_another_site(client):
    answer = client.post("/preferences/type/", {"size": "large", "next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/"


def test_refusal_of_a_form_is_a_message_on_the_page_it_came_from():
    request = request_of("post", "/x/close/", Referer="http://testserver/x/")

    answer = refuse(request, DomainError("It is closed already."))

    assert (answer.status_code, answer.headers["Location"]) == (303, "http://testserver/x/")
    assert [(m.level_tag, m.message) for m in request._messages] == [("error", "It is closed already.")]


def test_refusal_of_a_part_of_a_page_is_409_in_the_place_of_messages():
    answer = refuse(request_of("post", "/x/close/", **{"HX-Request": "true"}), DomainError("It is <closed>."))

    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "#fc-messages"
    assert "It is &lt;closed&gt;." in answer.content.decode()


def test_forbidden_action_is_403_with_its_reason(client):
    answer = refuse(request_of("post", "/x/close/"), NotAllowed("Only an inspector can do this."))

    assert answer.status_code == 403
    assert "Only an inspector can do this." in answer.content.decode()


def test_refused_address_is_409_with_its_reason():
    answer = refuse(request_of("get"), DomainError("The month is not over."))

    assert answer.status_code == 409
    assert "The month is not over." in answer.content.decode()


def test_faults_of_ours_are_not_refusals():
    assert refuse(request_of(), ValueError("x")) is None


def test_part_of_a_page_asked_for_after_the_sign_in_expired_sends_the_whole_page_to_sign_in():
    request = request_of(
        "get", "/list/", **{"HX-Request": "true", "HX-Current-URL": "http://testserver/list/?state=open"}
    )

    answer = Refusals(lambda given: HttpResponseRedirect("/accounts/login/?next=/list/"))(request)

    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/accounts/login/?next=%2Flist%2F%3Fstate%3Dopen"


def test_form_sent_after_the_sign_in_expired_comes_back_to_the_page_the_form_is_on():
    request = request_of("post", "/x/close/", Referer="http://testserver/x/?tab=2")

    answer = Refusals(lambda given: HttpResponseRedirect("/accounts/login/?next=/x/close/"))(request)

    assert answer.headers["Location"] == "/accounts/login/?next=http%3A%2F%2Ftestserver%2Fx%2F%3Ftab%3D2"


def test_address_that_only_takes_a_form_says_so_when_it_is_opened_as_a_page(client):
    answer = client.get("/preferences/type/")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "fc-error" in answer.content.decode()


@pytest.mark.parametrize(("proxies", "address"), [(None, "127.0.0.1"), (1, "10.0.0.2"), (2, "203.0.113.9")])
def test_address_of_the_request_is_what_trusted_proxies_say(settings, proxies, address):
    settings.AXES_IPWARE_PROXY_COUNT = proxies
    seen, request = [], request_of(**{"X-Forwarded-For": "203.0.113.9, 10.0.0.2"})

    RequestFacts(lambda given: seen.append(request_address.get()))(request)

    assert (seen, request_address.get()) == ([address], None)


def test_unknown_address_is_404_in_the_portal_s_layout_with_a_number_to_quote(client):
    answer = client.get("/nothing/here/")

    assert answer.status_code == 404
    assert "fc-pub-bar" in answer.content.decode()
    assert len(answer.context["reference"]) == 9


def test_unknown_address_of_the_api_is_told_in_the_shape_of_the_api(client):
    answer = client.get("/api/v1/nothing/", headers={"Accept-Language": "en"})

    assert answer.status_code == 404
    assert answer.json() == {
        "type": "client_error",
        "errors": [{"code": "not_found", "detail": "Not found.", "attr": None}],
    }


def test_fault_page_is_drawn_without_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = errors.fault(request_of())

    assert answer.status_code == 500
    assert "fc-error" in answer.content.decode()
