"""Pages on which roles are given and ended."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.actions import grants as actions
from foundation.accounts.forms import GrantForm
from foundation.accounts.models import Grant, User
from foundation.accounts.permissions import can_set_up_users
from foundation.web.pages import page


@login_required
def grant_new(request, pk: int):
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    can_set_up_users(request.user).enforce()
    form = GrantForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        grant = actions.give(person, **form.cleaned_data, actor=request.user, at=timezone.now())
        text = _("{name} now holds the role “{role}”.")
        messages.success(request, text.format(name=person, role=grant.get_role_display()))
        return redirect(person)
    context = {"form": form, "person": person}
    return page(request, "accounts/users/grant.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def grant_end(request, pk: int):
    rows = Grant.objects.visible_to(request.user).select_related("user", "region", "organisation")
    grant = get_object_or_404(rows, pk=pk)
    actions.end(grant, on=timezone.localdate(), actor=request.user, at=timezone.now())
    messages.success(request, _("The role “{role}” ends today.").format(role=grant.get_role_display()))
    return redirect(grant.user)
