"""What `check --deploy` says about sign-in."""

from typing import Any

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def second_factor(app_configs: Any, **kwargs: Any) -> list[Warning]:
    """In production administrators need more than a password."""
    if settings.SECOND_FACTOR:
        return []
    hint = "Set SECOND_FACTOR=1, or take SECOND_FACTOR=0 out of the environment of a portal with HTTPS=1."
    return [Warning("Administrators sign in with a password alone.", hint=hint, id="accounts.W001")]
