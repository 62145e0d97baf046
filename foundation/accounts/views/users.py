"""Pages of people: list, one of them, setting up, deactivating."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts import second_factor
from foundation.accounts.actions import grants
from foundation.accounts.actions import users as actions
from foundation.accounts.filters import UserFilter
from foundation.accounts.forms import GrantForm, UserForm
from foundation.accounts.models import Grant, User
from foundation.accounts.permissions import can_change_user, can_deactivate, can_grant, can_set_up_users
from foundation.web.pages import page, paginate


@login_required
@require_safe
def users(request):
    today = timezone.localdate()
    held = (
        Grant.objects.visible_to(request.user)
        .in_force(on=today)
        .select_related("region", "organisation")
        .order_by("pk")
    )
    people = User.objects.visible_to(request.user).order_by("name", "pk")
    found = UserFilter(request.GET, queryset=people, request=request)
    context = {
        "filter": found,
        "people": paginate(request, found.qs.prefetch_related(Prefetch("grants", held, to_attr="held_today"))),
        "may_set_up": bool(can_set_up_users(request.user)),
    }
    return page(request, "accounts/users/list.html", context, fragment="accounts/users/_rows.html")


@login_required
@require_safe
def user(request, pk: int):
    return page(request, "accounts/users/detail.html", _about(request, pk))


@login_required
def user_new(request):
    can_set_up_users(request.user).enforce()
    form = UserForm(request.POST or None)
    role = GrantForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid() and role.is_valid():
        now = timezone.now()
        with transaction.atomic():
            person = actions.create(**form.cleaned_data, actor=request.user, at=now)
            grants.give(person, **role.cleaned_data, actor=request.user, at=now)
        messages.success(
            request, _("{name} is set up. Next: hand over the link for the first password.").format(name=person)
        )
        return redirect(person)
    context = {"form": form, "role_form": role}
    return page(request, "accounts/users/form.html", context, status=422 if form.is_bound else 200)


@login_required
def user_edit(request, pk: int):
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    can_change_user(request.user, person).enforce()
    form = UserForm(request.POST or None, person=person, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        actions.change(person, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("{name} is changed.").format(name=person))
        return redirect(person)
    context = {"form": form, "person": person}
    return page(request, "accounts/users/form.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def user_deactivate(request, pk: int):
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    actions.deactivate(person, actor=request.user, at=timezone.now())
    messages.success(request, _("{name} can no longer sign in.").format(name=person))
    return redirect(person)


@login_required
@require_POST
def user_reactivate(request, pk: int):
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    actions.reactivate(person, actor=request.user, at=timezone.now())
    messages.success(request, _("{name} can sign in again.").format(name=person))
    return redirect(person)


@login_required
@require_POST
@never_cache
def user_phone(request, pk: int):
    """The whole number, shown once; asking for it again is written down again."""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    shown = actions.show_phone(person, actor=request.user, at=timezone.now())
    context = {**_about(request, pk), "shown_phone": shown}
    return page(request, "accounts/users/detail.html", context, fragment="accounts/users/_phone.html")


@login_required
@require_POST
@never_cache
def user_email(request, pk: int):
    """The whole address, as the number."""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    shown = actions.show_email(person, actor=request.user, at=timezone.now())
    context = {**_about(request, pk), "shown_email": shown}
    return page(request, "accounts/users/detail.html", context, fragment="accounts/users/_email.html")


@login_required
@require_POST
def user_second_factor(request, pk: int):
    """Take the second factor of somebody who lost his telephone."""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    second_factor.reset(person, actor=request.user, at=timezone.now())
    messages.success(request, _("The second factor of {name} is reset.").format(name=person))
    return redirect(person)


def _about(request, pk: int) -> dict:
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    today = timezone.localdate()
    rows = person.grants.visible_to(request.user).select_related("region", "organisation").order_by("-starts_on", "pk")
    listed = [
        {
            "grant": grant,
            "is_in_force": grant.is_in_force(today),
            "may_end": (grant.ends_on is None or grant.ends_on > today)
            and bool(can_grant(request.user, region=grant.region, organisation=grant.organisation, person=person)),
        }
        for grant in rows
    ]
    may_change = bool(can_change_user(request.user, person))
    return {
        "person": person,
        "grants": listed,
        "may_change": may_change,
        "may_deactivate": bool(can_deactivate(request.user, person)),
        "has_second_factor": second_factor.has_one(person),
        "may_reset": bool(second_factor.can_reset(request.user, person)),
        "may_grant": bool(can_set_up_users(request.user))
        and (request.user.is_superuser or person.pk != request.user.pk),
    }
