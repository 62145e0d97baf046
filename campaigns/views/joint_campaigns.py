"""Joint campaigns: the list, what one counts, and in which campaigns a record is counted."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.documents.exporting import exported
from foundation.documents.workbooks import workbook_response
from foundation.rest.pagination import is_plain_number
from foundation.web.addresses import back
from foundation.web.numbers import number
from foundation.web.pages import page, paginate

from .. import linking
from ..actions import joint_campaigns
from ..exports import MOST_ROWS
from ..exports.joint_campaigns import HEADER, link_rows
from ..filters import CampaignLinkFilter
from ..forms.joint_campaigns import CampaignForm
from ..linking import Facts
from ..models import CampaignLink, JointCampaign
from ..permissions import can_define_campaign, can_link, can_order_actions
from ..queries import joint_campaigns as reads

FRAGMENT = "campaigns/joint_campaigns/_tags.html"


def tags(
    request: HttpRequest, kind: str, key: int, campaigns: Iterable[JointCampaign], *, offer: bool
) -> dict[str, Any]:
    """What a record's page shows of joint campaigns: those it is counted in, and the form to choose them."""
    counted = list(campaigns)
    there = {campaign.pk for campaign in counted}
    offered = list(JointCampaign.objects.visible_to(request.user).open().order_by("position", "pk")) if offer else []
    choices = [(campaign, campaign.pk in there) for campaign in offered]
    return {"tags": counted, "tag_choices": choices, "tag_url": reverse("campaigns:campaign-tags", args=[kind, key])}


@login_required
@require_GET
def campaign_list(request: HttpRequest) -> HttpResponse:
    """Campaigns with what they counted this year."""
    first, last = reads.year_of(timezone.now())
    shared = reads.shared_records(request.user, first=first, last=last)
    said = ngettext(
        "{n} record was entered once this year and counted in several campaigns",
        "{n} records were entered once this year and counted in several campaigns",
        shared,
    )
    context = {
        "tallies": reads.tallies(request.user, first=first, last=last),
        "title": said.format(n=number(shared)) if shared else _("Joint campaigns"),
        "may_define": can_order_actions(request.user),
        "year": first.year,
    }
    return page(request, "campaigns/joint_campaigns/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def campaign_new(request: HttpRequest) -> HttpResponse:
    """A campaign of the district's own."""
    can_order_actions(request.user).enforce()
    form = CampaignForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = joint_campaigns.define(form.campaign(), actor=request.user, at=timezone.now())
        messages.success(request, _("Records can be counted in “{campaign}” from now on.").format(campaign=made))
        return redirect(made)
    context = {
        "form": form,
        "title": _("Add a joint campaign"),
        "lead": _("Records of the portal are then counted in it without being entered again."),
        "crumb": (reverse("campaigns:joint-campaigns"), _("Joint campaigns")),
        "button": _("Add it"),
    }
    return page(request, "campaigns/action_form.html", context)


@login_required
@require_GET
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """One campaign: the records it counts, by kind."""
    row = _campaign(request, pk)
    found, counts = _links(request, row)
    context = {
        "campaign": row,
        "filter": found,
        "links": paginate(request, found.qs.for_list(), by="key"),
        "tabs": _tabs(request, counts),
        "total": sum(counts.values()),
        "may_define": can_define_campaign(request.user, row.district_id),
        "query": request.GET.urlencode(),
        "labels": linking.labels(),
    }
    return page(
        request, "campaigns/joint_campaigns/detail.html", context, fragment="campaigns/joint_campaigns/_rows.html"
    )


def _links(request: HttpRequest, row: JointCampaign) -> tuple[CampaignLinkFilter, dict[str, int]]:
    counted = CampaignLink.objects.visible_to(request.user).standing().filter(campaign=row)
    return CampaignLinkFilter(request.GET, queryset=counted, request=request), counted.counts()


def _tabs(request: HttpRequest, counts: dict[str, int]) -> list[dict[str, Any]]:
    rest = request.GET.copy()
    for name in ("kind", "after", "before"):
        rest.pop(name, None)
    wanted = request.GET.get("kind", "")
    total = sum(counts.values())
    tabs = [{"label": _("All"), "url": f"?{rest.urlencode()}", "current": not wanted, "count": total}]
    for kind, label in linking.labels().items():
        query = rest.copy()
        query["kind"] = kind
        url = f"?{query.urlencode()}"
        tabs.append({"label": label, "url": url, "current": wanted == kind, "count": counts.get(kind, 0)})
    return tabs


@login_required
@require_POST
def campaign_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The records that the filters leave, as a workbook."""
    row = _campaign(request, pk)
    found, _counts = _links(request, row)
    exported(request, "campaign_links", of=row)
    return workbook_response(str(row), HEADER, link_rows(found.qs.for_list()[:MOST_ROWS].iterator(chunk_size=2000)))


@login_required
@require_POST
def campaign_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Count no further records."""
    row = _campaign(request, pk)
    joint_campaigns.close(row, actor=request.user, at=timezone.now())
    messages.success(request, _("“{campaign}” counts no further records; what it counts stays.").format(campaign=row))
    return redirect(row)


@login_required
@require_POST
def campaign_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Count records again."""
    row = _campaign(request, pk)
    joint_campaigns.reopen(row, actor=request.user, at=timezone.now())
    messages.success(request, _("Records can be counted in “{campaign}” from now on.").format(campaign=row))
    return redirect(row)


@login_required
@require_http_methods(["GET", "POST"])
def campaign_tags(request: HttpRequest, kind: str, record: int) -> HttpResponse:
    """The campaigns of one record, as a part that any page can load; and the choice of them."""
    facts = facts_of(request, kind, record)
    if request.method == "POST":
        chosen = {key for key in request.POST.getlist("campaign") if is_plain_number(key)}
        campaigns = list(JointCampaign.objects.visible_to(request.user).filter(pk__in=map(int, chosen)))
        joint_campaigns.count_in(campaigns, kind=kind, key=record, facts=facts, actor=request.user, at=timezone.now())
        messages.success(request, _("This record counts in the campaigns you chose; it is entered only once."))
        return redirect(back(request, facts.url))
    may = can_link(request.user, facts.district, facts.organisation)
    context = tags(request, kind, record, reads.campaigns_of(kind, record), offer=bool(may))
    return page(request, "campaigns/joint_campaigns/tags.html", context | {"facts": facts}, fragment=FRAGMENT)


def facts_of(request: HttpRequest, kind: str, record: int) -> Facts:
    """What a campaign keeps of a record that this person sees; not found for any other."""
    known = linking.linkable(kind)
    if known is None or record >= 2**63:
        raise Http404
    return known.facts(get_object_or_404(known.visible_to(request.user), pk=record))


def _campaign(request: HttpRequest, pk: int) -> JointCampaign:
    return get_object_or_404(JointCampaign.objects.visible_to(request.user), pk=pk)
