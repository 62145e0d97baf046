"""Times and rules by severity: what holds in a district, and setting it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.organisations.models import Region
from foundation.web.pages import page

from ..actions import policies
from ..actions.policies import FIELDS
from ..choices import Severity
from ..forms.policies import PolicyForm
from ..models import SeverityPolicy
from ..permissions import can_manage_policies
from ..queries.policies import districts_to_choose, policy_lines

ALL = "all"


@login_required
@require_GET
def policy_list(request: HttpRequest) -> HttpResponse:
    """What holds in a district for each severity."""
    choices = districts_to_choose(request.user)
    asked = request.GET.get("district")
    district = next((one for one in choices if one.pk == asked), None) if asked else next(iter(choices), None)
    if asked == ALL:
        district = None
    context = {
        "district": district,
        "tabs": _tabs(choices, district),
        "lines": policy_lines(district and district.pk),
        "can_manage": can_manage_policies(request.user, district and district.pk),
        "can_share": can_manage_policies(request.user, None),
        "held_in": district.pk if district else ALL,
    }
    return page(request, "evaluation/policies/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def policy_edit(request: HttpRequest, scope: str, severity: str) -> HttpResponse:
    """Say what holds for one severity, in a district or for all."""
    district = _district(request, scope)
    can_manage_policies(request.user, district and district.pk).enforce()
    if severity not in Severity.values:
        raise Http404
    line = next(line for line in policy_lines(district and district.pk) if line.row.severity == severity)
    initial = {name: getattr(line.row, name) for name in FIELDS}
    form = PolicyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        policies.adopt(district, severity, **form.cleaned_data, actor=request.user, at=timezone.now())
        said = _("{severity}: the new times hold from now on. What runs already keeps its deadline.")
        messages.success(request, said.format(severity=Severity(severity).label))
        return redirect(_address(scope))
    context: dict[str, Any] = {"form": form, "line": line, "district": district, "held_in": scope}
    return page(request, "evaluation/policies/form.html", context, status=422 if form.errors else None)


@login_required
@require_POST
def policy_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the shared times hold in a district again."""
    own = SeverityPolicy.objects.visible_to(request.user).filter(district__isnull=False)
    row = get_object_or_404(own, pk=pk)
    policies.drop(row, actor=request.user, at=timezone.now())
    said = _("{severity}: the shared times hold again.")
    messages.success(request, said.format(severity=row.get_severity_display()))
    return redirect(_address(row.district_id))


def _tabs(choices: list[Region], district: Region | None) -> list[dict[str, Any]]:
    tabs = [{"label": str(one), "url": _address(one.pk), "current": one == district} for one in choices]
    return [*tabs, {"label": _("Shared by all"), "url": _address(ALL), "current": district is None}]


def _district(request: HttpRequest, scope: str) -> Region | None:
    return None if scope == ALL else get_object_or_404(Region.objects.visible_to(request.user).districts(), pk=scope)


def _address(scope: str) -> str:
    return f"{reverse('evaluation:policies')}?district={scope}"
