"""One answer per device and day, and not too many from one address; neither is stored as it is."""

import datetime as dt
import uuid
from typing import Any

from django.core.cache import cache
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from foundation.web.requests import request_address

COOKIE = "fc_device"
KEPT_FOR = dt.timedelta(days=400)
MOST_FROM_ONE_ADDRESS = 60
A_DAY = 24 * 3600


def device_of(request: HttpRequest) -> str:
    """The number in the device's cookie; of a device that keeps none, what can be told of it."""
    try:
        return request.get_signed_cookie(COOKIE)
    except (KeyError, BadSignature):
        return f"{request_address.get()} {request.headers.get('User-Agent', '')}"


def remember(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give a device a number of its own, so that it can be told from others behind the same address."""
    try:
        request.get_signed_cookie(COOKIE)
    except (KeyError, BadSignature):
        response.set_signed_cookie(
            COOKIE,
            str(uuid.uuid4()),
            max_age=int(KEPT_FOR.total_seconds()),
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response


def mark_of(survey: Any, device: str, on: dt.date) -> str:
    """The mark of a device on a day in a survey, from which neither can be told."""
    return salted_hmac("survey device", f"{survey.pk} {on} {device}", algorithm="sha256").hexdigest()


def is_too_much(survey: Any, on: dt.date) -> bool:
    """Whether more answers came from this address today than a household or an office gives."""
    address = salted_hmac("survey address", f"{survey.pk} {on} {request_address.get()}", algorithm="sha256").hexdigest()
    key = f"survey-address:{address}"
    cache.add(key, 0, A_DAY)
    return cache.incr(key) > MOST_FROM_ONE_ADDRESS
