"""Tokens of the API: looked up by digest, kept in the cache for a minute."""

import hashlib
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, get_authorization_header

from .models import ApiToken

KEYWORD = b"token"
KEPT_FOR = 60


def digest_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def cache_key(digest: str) -> str:
    """Under which key the owner of a token is remembered."""
    return f"api-token:{digest}"


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Token …``. Revoking deletes the cached answer, so it works at once."""

    def authenticate(self, request: Any) -> tuple[Any, str] | None:
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != KEYWORD:
            return None
        if len(parts) != 2:
            raise exceptions.AuthenticationFailed(_("Send the header as “Authorization: Token …”."))
        digest = digest_of(parts[1].decode("latin-1"))
        user = cache.get(cache_key(digest))
        if user is None:
            row = ApiToken.objects.select_related("user").filter(digest=digest, revoked_at=None).first()
            if row is None or row.expires_at <= timezone.now() or not row.user.is_active:
                raise exceptions.AuthenticationFailed(_("This token is unknown or has expired. Ask for a new one."))
            user = row.user
            user.held  # noqa: B018  read once, so that the cached user carries its grants
            left = int((row.expires_at - timezone.now()).total_seconds())
            cache.set(cache_key(digest), user, min(KEPT_FOR, max(left, 1)))
        return user, digest

    def authenticate_header(self, request: Any) -> str:
        return "Token"
