"""Report templates: list, what one asks, a version of one's own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.accounts.choices import Role
from foundation.metrics import registry
from foundation.metrics.models import Metric
from foundation.organisations.models import Region
from foundation.web.pages import page

from ..actions import report_templates
from ..choices import TemplateState
from ..forms.report_templates import TemplateForms
from ..kinds.questions import questions_of
from ..models import ReportTemplate
from ..permissions import can_edit_template, can_write_templates
from ..queries.repeated_questions import repeated_in


@login_required
@require_GET
def template_list(request: HttpRequest) -> HttpResponse:
    """Templates in force, the drafts of one's own office, and what is retired."""
    rows = ReportTemplate.objects.visible_to(request.user).for_list()
    states = (TemplateState.PUBLISHED, TemplateState.DRAFT, TemplateState.RETIRED)
    ordered = sorted(rows, key=lambda row: states.index(row.state))
    running = sum(row.state == TemplateState.PUBLISHED for row in ordered)
    said = ngettext("{n} report template is in force", "{n} report templates are in force", running)
    context = {"templates": ordered, "title": said.format(n=running)}
    return page(request, "campaigns/report_templates/list.html", context)


@login_required
@require_GET
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that one version asks, and what others ask too."""
    row = _found(request, pk)
    questions = questions_of(row)
    metrics, computed = Metric.objects.in_bulk(questions.metrics), registry.computed(questions.metrics)
    may_edit = can_edit_template(request.user, row)
    context = {
        "template": row,
        "figures": [
            {"asked": one, "metric": metrics.get(one.code), "is_computed": one.code in computed}
            for one in questions.figures
        ],
        "questions": questions,
        "may_edit": may_edit,
        "may_copy": can_write_templates(request.user),
        "repeated": repeated_in(row) if may_edit or can_write_templates(request.user) else [],
        "by_hand": sum(one.code not in computed for one in questions.figures) + len(questions.texts),
    }
    return page(request, "campaigns/report_templates/detail.html", context)


@login_required
@require_POST
def template_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of one's own region."""
    row = _found(request, pk)
    can_write_templates(request.user).enforce()
    held = sorted(grant.region for grant in request.user.held if grant.role == Role.ADMIN and grant.region)
    region = row.region if request.user.is_superuser else get_object_or_404(Region, pk=held[0] if held else "")
    made = report_templates.copy(row, region=region, actor=request.user, at=timezone.now())
    messages.success(
        request, _("Version {version} is a draft of your own; change it, then publish it.").format(version=made.version)
    )
    return redirect(made)


@login_required
@require_http_methods(["GET", "POST"])
def template_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a draft."""
    row = _found(request, pk)
    can_edit_template(request.user, row).enforce()
    forms = TemplateForms(row, request.POST if request.method == "POST" else None)
    if request.method == "POST" and forms.is_valid():
        report_templates.write(row, **forms.told(), actor=request.user, at=timezone.now())
        messages.success(request, _("The draft is kept."))
        return redirect(row)
    status = 422 if request.method == "POST" else 200
    known = Metric.objects.filter(periods__contains=[row.period]).order_by("name")
    context = {"template": row, "forms": forms, "metrics": known, "repeated": repeated_in(row)}
    return page(request, "campaigns/report_templates/edit.html", context, status=status)


@login_required
@require_POST
def template_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask it from the next opening on."""
    row = _found(request, pk)
    report_templates.publish(row, actor=request.user, at=timezone.now())
    messages.success(request, _("“{template}” is in force; reports opened from now on ask it.").format(template=row))
    return redirect(row)


@login_required
@require_POST
def template_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask it no more."""
    row = _found(request, pk)
    report_templates.retire(row, actor=request.user, at=timezone.now())
    messages.success(request, _("“{template}” is retired; what was filed stays readable.").format(template=row))
    return redirect(row)


def _found(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(ReportTemplate.objects.visible_to(request.user).select_related("region"), pk=pk)
