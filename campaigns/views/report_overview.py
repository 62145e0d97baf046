"""Who has filed and who is late: parties by periods; asking by hand for what is missing."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from foundation.accounts.choices import Role
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodNotUnderstood
from foundation.web import moments
from foundation.web.numbers import number
from foundation.web.pages import page, paginate

from ..actions import report_timetable
from ..choices import ReportFace
from ..filters.boards import townships_in_reach
from ..models import ProgressReport
from ..permissions import can_run_reports
from ..queries import report_overview as reads

MOST_ASKED = 5_000


@login_required
@require_GET
def report_overview(request: HttpRequest) -> HttpResponse:
    """One template: its parties down, its last periods across."""
    visible, on = ProgressReport.objects.visible_to(request.user), timezone.localdate()
    templates = reads.templates_filed(visible)
    code = request.GET.get("code", "")
    chosen = next((row for known, row in templates if known == code), templates[0][1] if templates else None)
    if chosen is None:
        return page(
            request, "campaigns/reports/overview.html", {"title": _("Nothing has been filed yet"), "chosen": None}
        )
    periods = reads.periods_shown(chosen.period, on)
    rows = visible.filter(template__code=chosen.code, starts_on__gte=periods[-1].start, starts_on__lte=periods[0].start)
    region = _region(request)
    if region is not None:
        rows = rows.filter(district=region.district_code, region__code__startswith=region.code)
    tallies = reads.tallies(rows, periods, on=on)
    shown = rows
    if request.GET.get("gaps"):
        shown = rows.with_face(on=on).filter(Q(face=ReportFace.MISSING) | Q(face=ReportFace.LATE))
    parties = paginate(request, reads.parties(shown))
    context = {
        "chosen": chosen,
        "templates": [{"label": str(row), "code": known, "current": row.pk == chosen.pk} for known, row in templates],
        "tallies": tallies,
        "lines": reads.lines(rows, parties, periods, on=on),
        "parties": parties,
        "title": _title(chosen, tallies),
        "regions": townships_in_reach(request),
        "region": region,
        "gaps": bool(request.GET.get("gaps")),
        "may_ask": request.user.has_role(Role.ADMIN),
    }
    return page(request, "campaigns/reports/overview.html", context)


@login_required
@require_POST
def report_remind(request: HttpRequest) -> HttpResponse:
    """Ask for what is still to be filed of one template and period, in the places that one administers."""
    can_run_reports(request.user).enforce()
    code, period = request.POST.get("code", ""), _period(request.POST.get("period", ""))
    mine = ProgressReport.objects.filter(request.user.region_scope("region__code", roles=[Role.ADMIN])).to_file()
    rows = mine.filter(template__code=code, period=period.code if period else "")
    found = list(rows.order_by("district", "pk").values_list("district", "pk")[:MOST_ASKED])
    asked = 0
    for district in sorted({one for one, _pk in found}):
        ids = [pk for one, pk in found if one == district]
        asked += report_timetable.ask_for(ids, district=district, actor=request.user, at=timezone.now())
    if asked:
        said = ngettext("{n} report is asked for.", "{n} reports are asked for.", asked)
        messages.success(request, said.format(n=number(asked)))
    else:
        messages.info(request, _("Nobody was asked: everything is filed, or was asked for today already."))
    return redirect(f"{reverse('campaigns:report-overview')}?{urlencode({'code': code})}")


def _region(request: HttpRequest) -> Region | None:
    code = request.GET.get("region", "")
    return townships_in_reach(request).filter(pk=code).first() if code.isdigit() else None


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except PeriodNotUnderstood:
        return None


def _title(template: Any, tallies: list[reads.Tally]) -> str:
    """The last period whose day has come: how many are filed, late, missing."""
    last = next((one for one in tallies if one.due and not one.open), None)
    if last is None:
        return str(template)
    period = moments.period(last.period)
    if last.missing or last.late:
        said = _("{template}, {period}: {filed} of {due} filed, {late} late, {missing} overdue")
    else:
        said = _("{template}, {period}: {filed} of {due} filed, none late")
    told = {
        "filed": number(last.filed),
        "due": number(last.due),
        "late": number(last.late),
        "missing": number(last.missing),
    }
    return said.format(template=template, period=period, **told)
