"""Pages of subjects: the list, and the dossier of one of them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from foundation.documents.exporting import exported
from foundation.documents.workbooks import workbook_response
from foundation.web.numbers import capped
from foundation.web.pages import page, paginate

from ..actions import consents
from ..choices import CreationType, CycleState, SubjectState
from ..exports.subjects import fields_of, header, subject_rows
from ..filters import SubjectFilter
from ..forms.subjects import ParticipantForm
from ..kinds import KINDS, spec_of
from ..models import Cycle, Subject
from ..permissions import can_change, can_choose_participants, can_enrol, can_manage_subject, can_see_names, enrolled_by
from ..queries import subjects as reads

LARGEST_EXPORT = 50_000
# What is known of a subject above the campaign; the dossier loads it by address and knows nothing else of it.
PANELS = ("evaluation:subject-scores", "evaluation:subject-problems")
KEPT = ("region", "under", "cycle", "state", "gaps", "q")


def given(request: HttpRequest) -> QueryDict:
    """The filters of the address; who does not say otherwise looks at those that are in the campaign."""
    query = request.GET.copy()
    query.setdefault("state", SubjectState.ENROLLED.value)
    return query


@login_required
@require_GET
def subject_list(request: HttpRequest) -> HttpResponse:
    """Subjects in sight, as the filters in the address say."""
    query, visible = given(request), Subject.objects.visible_to(request.user)
    found = SubjectFilter(query, queryset=visible, request=request)
    filtered = any(value for name, value in request.GET.items() if name not in ("after", "before", "creation_type"))
    kind = query.get("creation_type", "")
    all_types = SubjectFilter(_without(query), queryset=visible, request=request).qs
    counts = reads.counts(all_types, searched=bool(query.get("q")))
    total = counts.get(kind, 0) if kind else sum(counts.values())
    context = {
        "filter": found,
        "subjects": paginate(request, found.qs.for_list(), by="key", counted=total),
        "tabs": _tabs(query, counts),
        "title": reads.title(found.qs, total, state=query["state"], filtered=filtered or bool(kind)),
        "filtered": filtered or bool(kind),
        "kind": kind if kind in KINDS else "",
        "may_enrol": can_enrol(request.user),
        "enrol_kind": _enrol_kind(request.user, kind),
        "imports": _imports(request.user),
        "has_cycle": Cycle.objects.visible_to(request.user).running().exists(),
        "query": request.GET.urlencode(),
    }
    return page(request, "campaigns/subjects/list.html", context, fragment="campaigns/subjects/_rows.html")


@login_required
@require_POST
def subject_export(request: HttpRequest) -> HttpResponse:
    """The list as a workbook: exactly the rows that its filters show; families masked, as everywhere."""
    query = given(request)
    found = SubjectFilter(query, queryset=Subject.objects.visible_to(request.user), request=request)
    kind = query.get("creation_type", "")
    fields = fields_of(kind if kind in KINDS else "")
    exported(request, "subjects")
    rows = subject_rows(found.qs.for_list()[:LARGEST_EXPORT].iterator(), fields)
    return workbook_response(f"{_('Subjects of creation')}-{timezone.localdate():%Y-%m-%d}", header(fields), rows)


def found_subject(request: HttpRequest, pk: int) -> Subject:
    """The subject of the address, when it is in sight."""
    rows = Subject.objects.visible_to(request.user).select_related(
        "cycle__region", "district", "region__parent", "organisation", "consent_by"
    )
    return get_object_or_404(rows, pk=pk)


@login_required
@require_GET
def subject(request: HttpRequest, pk: int) -> HttpResponse:
    """The dossier of one subject (创建档案); what lies above is loaded into it."""
    return page(request, "campaigns/subjects/detail.html", about(request, found_subject(request, pk)))


@login_required
@require_POST
@never_cache
def subject_name(request: HttpRequest, pk: int) -> HttpResponse:
    """A family's name, shown once; asking for it again is written down again."""
    found = found_subject(request, pk)
    shown = consents.show_names(found, actor=request.user, at=timezone.now())
    names = {one.code: str(one) for one in spec_of(found.creation_type).profile}
    context = {**about(request, found), "names": [(names[code], value) for code, value in shown.items()]}
    return page(request, "campaigns/subjects/detail.html", context, fragment="campaigns/subjects/_name.html")


def about(request: HttpRequest, found: Subject) -> dict[str, Any]:
    """Everything the dossier shows of the campaign itself."""
    user, spec = request.user, spec_of(found.creation_type)
    is_in = found.state == SubjectState.ENROLLED and found.cycle.state == CycleState.OPEN
    may_choose = is_in and bool(can_choose_participants(user, found))
    reports = reads.reports_of(found, user)
    waiting, latest = reads.open_reports(reports), list(reports[: reads.SHOWN + 1])
    parties = list(found.participations.filter(ended_on=None).for_list())
    return {
        "subject": found,
        "title": reads.subject_title(found, waiting),
        "panels": [reverse(name, args=[found.pk]) for name in PANELS],
        "spec": spec,
        "profile": reads.profile_of(found),
        "participants": parties,
        "parties_said": reads.parties_said(parties),
        "participant_form": ParticipantForm(subject=found) if may_choose and spec.takes_part_with_all else None,
        "reports": latest[: reads.SHOWN],
        "more_reports": len(latest) > reads.SHOWN,
        "open_reports": waiting,
        "ledgers": reads.ledgers_of(found, user),
        "entries": reads.board_entries_of(found, user),
        "earlier": reads.earlier(found, user),
        "timeline": reads.timeline_of(found),
        "may_choose": may_choose,
        "may_change": is_in and bool(can_change(user, found)),
        "may_manage": bool(can_manage_subject(user, found)),
        "may_see_name": bool(found.sealed) and bool(can_see_names(user, found)),
        "is_in": is_in,
    }


def _enrol_kind(user: Any, kind: str) -> str:
    """The type that is being looked at, else the first that this person may enrol, villages before the city."""
    kinds = enrolled_by(user)
    first = kinds[1] if len(kinds) == len(KINDS) else kinds[0] if kinds else CreationType.VILLAGE_TOWN
    return kind if kind in kinds else str(first)


def _imports(user: Any) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": reverse("imports:kind", args=[f"subjects_{kind}"])}
        for kind, label in CreationType.choices
        if kind in enrolled_by(user)
    ]


def _without(query: QueryDict) -> QueryDict:
    rest = query.copy()
    rest.pop("creation_type", None)
    return rest


def _said(count: int) -> dict[str, Any]:
    """A count as the tab shows it, 10,000+ beyond the cap."""
    shown = capped(count if count <= reads.COUNT_CAP else None, reads.COUNT_CAP)
    return {"count": count, "said": shown}


def _tabs(query: QueryDict, counts: dict[str, int]) -> list[dict[str, Any]]:
    """All, and each of the five; the other filters stay in the address."""
    tabs = []
    for kind, label in (("", _("All")), *CreationType.choices):
        other = QueryDict(mutable=True)
        for name in KEPT:
            if query.get(name):
                other[name] = query[name]
        if kind:
            other["creation_type"] = kind
        tabs.append(
            {
                "label": label,
                "url": f"?{other.urlencode()}",
                "current": query.get("creation_type", "") == kind,
                **_said(counts.get(kind, 0) if kind else sum(counts.values())),
            }
        )
    return tabs
