"""Ledgers: all of a place, the entries of one or of all, and a list as a workbook."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.accounts.choices import Role
from foundation.documents.exporting import exported
from foundation.documents.workbooks import workbook_response
from foundation.metrics import registry
from foundation.metrics.models import Metric
from foundation.metrics.registry import Party
from foundation.organisations.models import Organisation, Region
from foundation.web.numbers import capped
from foundation.web.pages import page, paginate

from ..choices import CreationType, EntryState
from ..exports.ledgers import entry_rows, header_of
from ..filters import LedgerEntryFilter
from ..filters.ledgers import period_in
from ..models import LedgerEntry, LedgerKind
from ..permissions import can_change_ledger, can_define_ledger, can_enter_somewhere, can_set_limits, can_take_over
from ..queries import ledgers as reads
from ..queries.ledger_pages import columns, listed

MOST_ROWS = 50_000
COUNT_CAP = 10_000
TABS = (EntryState.ENTERED, EntryState.RETURNED, EntryState.VERIFIED, EntryState.REVERSED, EntryState.WITHDRAWN)


@login_required
@require_GET
def ledger_list(request: HttpRequest) -> HttpResponse:
    """The ledgers that hold in a district: how many keep them, who lacks entries, what waits to be verified."""
    today = timezone.localdate()
    district = reads.home_district(request.user, request.GET.get("district", ""))
    kinds = list(reads.kinds_for(district.code).values()) if district else []
    wanted = request.GET.get("type", "")
    shown = [kind for kind in kinds if wanted not in CreationType.values or wanted in kind.creation_types]
    kept = reads.summary(request.user, district.code, shown, on=today) if district else {}
    waiting = _waiting(request.user, district)
    rows = [_line(kind, kept.get(kind.code), waiting.get(kind.code, 0), request.user, today) for kind in shown]
    if not request.user.has_role(Role.ADMIN, Role.LEADER):
        rows = [row for row in rows if row["may_enter"] or row["expected"] or row["waiting"]]
    context = {
        "rows": rows,
        "district": district,
        "title": _overview_title(rows),
        "tabs": _type_tabs(request, kinds, wanted),
        "may_define": district is not None and can_define_ledger(request.user, district.code),
        "may_limit": can_set_limits(request.user),
    }
    return page(request, "campaigns/ledgers/list.html", context, fragment="campaigns/ledgers/_rows.html")


@login_required
@require_GET
def ledger(request: HttpRequest, pk: int) -> HttpResponse:
    """The entries of one ledger, the latest first, and the figures they yield."""
    kind = get_object_or_404(LedgerKind.objects.visible_to(request.user), pk=pk)
    return _entries(request, kind)


@login_required
@require_GET
def ledger_entries(request: HttpRequest) -> HttpResponse:
    """The entries of all ledgers, or those that a figure counts."""
    return _entries(request, None)


@login_required
@require_POST
def ledger_export(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The list as a workbook: the rows that the tab and the filters leave, in the order of the page."""
    kind = get_object_or_404(LedgerKind.objects.visible_to(request.user), pk=pk) if pk else None
    visible = _visible(request, kind)
    found = LedgerEntryFilter(request.GET, queryset=visible, request=request)
    rows = _of_tab(found.qs, _tab(request)).for_list()[:MOST_ROWS]
    name = kind.code if kind else "ledger_entries"
    exported(request, name, of=kind)
    return workbook_response(
        str(kind or _("Ledger entries")), header_of(kind), entry_rows(rows.iterator(chunk_size=2000), kind)
    )


def _entries(request: HttpRequest, kind: LedgerKind | None) -> HttpResponse:
    visible, tab = _visible(request, kind), _tab(request)
    found = LedgerEntryFilter(request.GET, queryset=visible, request=request)
    entries = paginate(request, _of_tab(found.qs, tab).for_list(), by="key")
    specs = columns(kind) if kind else []
    entries.rows = listed(entries.rows, specs)
    counts = {state: visible.filter(state=state)[: COUNT_CAP + 1].count() for state in TABS}
    context: dict[str, Any] = {
        "kind": kind,
        "filter": found,
        "entries": entries,
        "specs": specs,
        "tabs": _tabs(request, tab, counts),
        "tab": tab,
        "query": request.GET.urlencode(),
        "title": _list_title(kind, counts),
        "can_verify": tab == EntryState.ENTERED,
        "behind": _behind(request),
    }
    if kind is not None:
        context |= _about(request, kind)
    return page(request, "campaigns/ledgers/entries.html", context, fragment="campaigns/ledgers/_entries.html")


def _about(request: HttpRequest, kind: LedgerKind) -> dict[str, Any]:
    """What stands above the entries of one ledger: its figures in the running period, and what may be done."""
    today, at = timezone.localdate(), timezone.now()
    district = reads.home_district(request.user)
    span = reads.span_of(kind, today)
    figures = []
    if district is not None:
        party = _own_party(request.user, district)
        names = [figure["code"] for figure in kind.figures]
        found = registry.values(names, [party], span, at=at)
        metrics = Metric.objects.in_bulk(names)
        for figure in kind.figures:
            url = registry.records_url(figure["code"], party, span)
            metric = metrics.get(figure["code"])
            label = metric or figure.get("name", figure["code"])
            unit = metric.shown_unit if metric else figure.get("unit", "")
            figures.append((label, unit, found.get((figure["code"], party)), url))
    return {
        "span": span,
        "figures": figures,
        "may_enter": can_enter_somewhere(request.user, kind),
        "may_change": can_change_ledger(request.user, kind),
        "may_take_over": district is not None and can_take_over(request.user, kind, district.code),
        "import_code": f"ledger-{kind.pk}",
    }


def _own_party(user: Any, district: Region) -> Party:
    """For whom the figures above a list are: one's own place or organisation, else the district."""
    places = sorted({grant.region for grant in user.held if grant.region}, key=lambda code: (-len(code), code))
    if places:
        own = places[0]
        return Party(own if len(own) >= 6 else district.code)
    owned = sorted({pk for grant in user.held for pk in grant.organisations})
    found = Organisation.objects.filter(pk__in=owned).order_by("pk").first()
    return Party(found.region_id, found.pk) if found else Party(district.code)


def _visible(request: HttpRequest, kind: LedgerKind | None) -> Any:
    visible = LedgerEntry.objects.visible_to(request.user)
    return visible if kind is None else visible.filter(ledger=kind.code)


def _tab(request: HttpRequest) -> str:
    """The tab in the address; behind a figure all of its entries, else all that stand."""
    given = request.GET.get("state", "")
    return given if given in TABS else ""


def _of_tab(entries: Any, tab: str) -> Any:
    return entries.filter(state=tab) if tab else entries


def _tabs(request: HttpRequest, chosen: str, counts: dict[Any, int]) -> list[dict[str, Any]]:
    rows = [("", _("All"), None), *((state, state.label, counts[state]) for state in TABS)]
    found = []
    for state, label, count in rows:
        query = request.GET.copy()
        for name in ("after", "before", "state"):
            query.pop(name, None)
        if state:
            query["state"] = state
        said = "" if count is None else capped(count if count <= COUNT_CAP else None, COUNT_CAP)
        if count == 0 and state != chosen and state in (EntryState.REVERSED, EntryState.WITHDRAWN):
            continue
        address = f"?{query.urlencode()}"
        found.append({"label": label, "url": address, "current": state == chosen, "count": count, "said": said})
    return found


def _list_title(kind: LedgerKind | None, counts: dict[Any, int]) -> str:
    waiting = counts[EntryState.ENTERED]
    if not waiting:
        return str(kind) if kind else _("Ledger entries")
    n = capped(waiting if waiting <= COUNT_CAP else None, COUNT_CAP)
    if kind is None:
        return ngettext(
            "{n} ledger entry waits to be verified", "{n} ledger entries wait to be verified", waiting
        ).format(n=n)
    said = ngettext("{ledger}: {n} entry to verify", "{ledger}: {n} entries to verify", waiting)
    return said.format(ledger=kind, n=n)


def _behind(request: HttpRequest) -> dict[str, Any] | None:
    """The figure whose entries are listed, in words, and the address without it."""
    name = request.GET.get("figure", "")
    if not name:
        return None
    metric, span = Metric.objects.filter(pk=name).first(), period_in(request.GET)
    query = request.GET.copy()
    for gone in ("figure", "period", "after", "before"):
        query.pop(gone, None)
    label = span.label(get_language() or "zh-hans") if span else ""
    return {"metric": metric, "name": name, "span": label, "without": f"?{query.urlencode()}"}


def _waiting(user: Any, district: Region | None) -> dict[str, int]:
    if district is None:
        return {}
    rows = LedgerEntry.objects.visible_to(user).waiting().filter(district=district)
    return dict(rows.order_by().values_list("ledger").annotate(n=Count("pk")))


def _line(kind: LedgerKind, kept: tuple[int, int] | None, waiting: int, user: Any, today: Any) -> dict[str, Any]:
    expected, lacking = kept or (0, 0)
    return {
        "kind": kind,
        "expected": expected,
        "done": expected - lacking,
        "lacking": lacking,
        "waiting": waiting,
        "span": reads.span_of(kind, today),
        "may_enter": can_enter_somewhere(user, kind),
    }


def _overview_title(rows: list[dict[str, Any]]) -> str:
    lacking = sum(1 for row in rows if row["lacking"])
    waiting = sum(row["waiting"] for row in rows)
    if not lacking and not waiting:
        return _("Ledgers")
    said = ngettext("{n} ledger lacks entries", "{n} ledgers lack entries", lacking).format(n=lacking)
    verify = ngettext("{n} entry to verify", "{n} entries to verify", waiting).format(n=waiting)
    return _("{one}, {other}").format(one=said, other=verify)


def _type_tabs(request: HttpRequest, kinds: list[LedgerKind], wanted: str) -> list[dict[str, Any]]:
    base, keep = reverse("campaigns:ledgers"), request.GET.get("district", "")
    rows = [("", _("All"), len(kinds))]
    rows += [(one.value, one.label, sum(1 for k in kinds if one.value in k.creation_types)) for one in CreationType]
    found = []
    for value, label, count in rows:
        query = "&".join(
            part for part in (f"type={value}" if value else "", f"district={keep}" if keep else "") if part
        )
        found.append({"label": label, "url": f"{base}?{query}", "current": value == wanted, "count": count})
    return found
