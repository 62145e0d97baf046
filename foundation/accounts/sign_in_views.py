"""The page that shows an administrator the link with which somebody sets a password."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from foundation.web.pages import page

from . import first_password
from .models import User


@never_cache
@login_required
@require_POST
def invite(request, pk: int):
    """Make a one-time link and show it once, to be copied and handed over."""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    link = first_password.invite(person, actor=request.user, at=timezone.now(), request=request)
    return page(request, "foundation/accounts/invitation.html", {"person": person, "link": link})
