"""Calls of the API that name their caller by a token: what only browsers need steps aside for them."""

from functools import lru_cache
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

API = "/api/v1/"
# Signing in with a password counts failures, and the description is a page with a menu.
AS_A_PAGE = ("/api/v1/token/", "/api/v1/docs/")


def is_token_call(request: HttpRequest) -> bool:
    """Whether a token alone decides who is calling: every such call is accepted or refused before cookies are asked."""
    if request.META.get("HTTP_AUTHORIZATION", "")[:6].lower() != "token ":
        return False
    return request.path_info.startswith(API) and not request.path_info.startswith(AS_A_PAGE)


class ForBrowsers:
    """Mixin of middleware, put first: token calls pass by."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request) if is_token_call(request) else super().__call__(request)  # type: ignore[misc]


class Sessions(ForBrowsers, SessionMiddleware):
    """Sessions; a token call has none."""


class Authentication(ForBrowsers, AuthenticationMiddleware):
    """The person of a session; of a token call the endpoint learns him from the token."""


class Messages(ForBrowsers, MessageMiddleware):
    """Messages to be shown on the next page."""


class ContentPolicy(CSPMiddleware):
    """The policy of every answer; that of a token call never has exceptions and is put together once."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_token_call(request):
            return super().__call__(request)
        response = self.get_response(request)
        response.headers.setdefault(HEADER, _plain_policy())
        return response


@lru_cache(maxsize=1)
def _plain_policy() -> str:
    return build_policy()
