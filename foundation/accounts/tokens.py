"""Keys of clients to the API: given out, taken back."""

import datetime as dt
import secrets
from typing import Any

from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction

from foundation.audit.trail import record

from .authentication import cache_key, digest_of
from .models import ApiToken, User
from .second_factor import is_demanded_of

VALID_FOR = dt.timedelta(hours=12)


@transaction.atomic
def issue(user: User, *, actor: Any, at: dt.datetime) -> tuple[str, ApiToken]:
    """Give a client a key for twelve hours (签发令牌); only its digest is kept."""
    secret = secrets.token_urlsafe(32)
    row = ApiToken.objects.create(user=user, digest=digest_of(secret), created_at=at, expires_at=at + VALID_FOR)
    record("token.issue", row, actor=actor, at=at, after={"expires_at": row.expires_at}, region="")
    return secret, row


@transaction.atomic
def revoke(row: ApiToken, *, actor: Any, at: dt.datetime) -> None:
    """Take one key back (吊销令牌); it works no more from this moment."""
    ApiToken.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=at)
    record("token.revoke", row, actor=actor, at=at, region="")
    transaction.on_commit(lambda: cache.delete(cache_key(row.digest)))


@transaction.atomic
def revoke_all(user: User, *, actor: Any, at: dt.datetime) -> int:
    """Take back every key of a person: a new password, a grant that ended, somebody who left."""
    rows = list(ApiToken.objects.filter(user=user, revoked_at=None, expires_at__gt=at))
    for row in rows:
        revoke(row, actor=actor, at=at)
    return len(rows)


def second_factor_passes(user: User, otp: str) -> bool:
    """Is the one-time code right, for those who have set one up? Who has to and has not gets no key."""
    authenticator = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if authenticator is None:
        return not is_demanded_of(user)
    try:
        right = check_rate_limit(user)
    except ValidationError:  # too many wrong codes
        return False
    if not otp or not authenticator.wrap().validate_code(otp):
        return False
    right()
    return True
