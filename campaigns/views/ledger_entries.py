"""One entry: make it, look at it, change it, file its next stage, correct it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from foundation.attachments import actions as attachments
from foundation.attachments.streaming import Variant, stream
from foundation.errors import DomainError
from foundation.organisations.models import Region
from foundation.web.pages import page

from ..actions import ledger_corrections, ledgers
from ..choices import EntryState, FieldType
from ..forms.ledgers import CorrectionForm, EndForm, EntryForm, PartyEntryForm, standing_answers
from ..kinds.sealing import unseal
from ..models import LedgerEntry, LedgerKind, LedgerPhoto
from ..permissions import (
    can_correct,
    can_edit_entry,
    can_end,
    can_enter_somewhere,
    can_file_stage,
    can_see_people,
    can_verify,
)
from ..queries import ledgers as reads
from ..queries.ledger_pages import chain, compared, counted_in, declared, headline, history, sections

BOTH = ["GET", "POST"]


@login_required
@require_http_methods(BOTH)
def ledger_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter something; ``party`` in the address names for whom, ``follows`` the version that this one follows."""
    kind = get_object_or_404(LedgerKind.objects.visible_to(request.user), pk=pk)
    can_enter_somewhere(request.user, kind).enforce()
    old = _followed(request, kind)
    district = reads.home_district(request.user, old.district_id if old else request.GET.get("district", ""))
    regions, organisations = reads.parties(request.user, kind, district.code) if district else ([], [])
    if old is not None:
        regions = [one for one in regions if old.organisation_id is None and one.pk == old.region_id]
        organisations = [one for one in organisations if one.pk == old.organisation_id]
    form = PartyEntryForm(
        request.POST or None,
        request.FILES or None,
        kind=kind,
        stage=kind.steps[0] if kind.steps else None,
        today=timezone.localdate(),
        regions=regions,
        organisations=organisations,
        places=_places(kind, district),
        initial=_beginning(request, kind, old),
    )
    if request.method == "POST" and form.is_valid() and (given := _given(form, request)) is not None:
        region, organisation = form.party
        entry = ledgers.enter(
            kind,
            region=region,
            organisation=organisation,
            given=given,
            subject=reads.own_subject(kind, region, organisation),
            succeeds=old,
            actor=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Entered. It counts when somebody else has verified it."))
        return redirect("campaigns:ledger-enter" if "again" in request.POST else entry, *_again(request, kind))
    return page(
        request, "campaigns/ledgers/form.html", {"kind": kind, "form": form, "old": old, "draft": f"ledger-{pk}"}
    )


@login_required
@require_GET
def ledger_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry with everything that happened to it."""
    entry, user = _found(request, pk), request.user
    trail = history(entry)
    returned = next((step for step in trail if step.icon == "arrow-back-up"), None)
    context = {
        "entry": entry,
        "kind": entry.kind,
        "headline": headline(entry),
        "sections": sections(entry),
        "compared": compared(entry),
        "declared": declared(entry),
        "counted": counted_in(entry),
        "chain": chain(entry),
        "steps": trail,
        "returned": returned if entry.state == EntryState.RETURNED else None,
        "may_verify": entry.state == EntryState.ENTERED and can_verify(user, entry),
        "may_edit": can_edit_entry(user, entry),
        "may_stage": can_file_stage(user, entry),
        "may_correct": can_correct(user, entry),
        "may_end": can_end(user, entry),
        "may_see": entry.sealed and can_see_people(user, entry),
        "end_form": EndForm(initial={"on": timezone.localdate()}),
        "awaits_correction": any(row.state == EntryState.ENTERED for _word, row in chain(entry)),
    }
    return page(request, "campaigns/ledgers/entry.html", context)


@login_required
@require_http_methods(BOTH)
def ledger_entry_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what nobody has verified yet."""
    entry = _found(request, pk)
    can_edit_entry(request.user, entry).enforce()
    further = entry.verified_at is not None
    form = _form(EntryForm, request, entry, stage=entry.editable, standing=entry.values if further else None)
    if request.method == "POST" and form.is_valid() and (given := _given(form, request)) is not None:
        ledgers.edit(entry, given=given, actor=request.user, at=timezone.now())
        messages.success(request, _("Changed. It waits to be verified."))
        return redirect(entry)
    context = {"kind": entry.kind, "entry": entry, "form": form, "draft": f"entry-{pk}"}
    return page(request, "campaigns/ledgers/form.html", context)


@login_required
@require_http_methods(BOTH)
def ledger_entry_stage(request: HttpRequest, pk: int) -> HttpResponse:
    """File the next stage of an entry."""
    entry = _found(request, pk)
    can_file_stage(request.user, entry).enforce()
    stage = entry.next_stage
    form = _form(EntryForm, request, entry, stage=stage, standing=entry.answers)
    if request.method == "POST" and form.is_valid() and (given := _given(form, request)) is not None:
        ledgers.file_stage(entry, given=given, actor=request.user, at=timezone.now())
        messages.success(request, _("“{stage}” is filed. It waits to be verified.").format(stage=stage))
        return redirect(entry)
    context = {"kind": entry.kind, "entry": entry, "form": form, "stage": stage, "draft": f"stage-{pk}"}
    context |= {"sections": sections(entry), "declared": declared(entry)}
    return page(request, "campaigns/ledgers/form.html", context)


@login_required
@require_http_methods(BOTH)
def ledger_entry_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a correction: the right answers beside a reversal of the wrong ones."""
    entry = _found(request, pk)
    can_correct(request.user, entry).enforce()
    form = _form(CorrectionForm, request, entry, stage=ledger_corrections.verified_stages(entry), standing=None)
    if request.method == "POST" and form.is_valid() and (given := _given(form, request)) is not None:
        reason = form.cleaned_data["reason"]
        new = ledger_corrections.correct(entry, reason=reason, given=given, actor=request.user, at=timezone.now())
        messages.success(request, _("The correction waits to be verified; until then the old entry counts."))
        return redirect(new)
    context = {"kind": entry.kind, "entry": entry, "form": form, "is_correction": True, "draft": f"correct-{pk}"}
    return page(request, "campaigns/ledgers/form.html", context)


@login_required
@require_GET
def ledger_photo(request: HttpRequest, pk: int, variant: Variant = "served") -> FileResponse:
    """A photo of an entry, for whoever sees the entry."""
    photos = LedgerPhoto.objects.visible_to(request.user).select_related("attachment")
    return stream(get_object_or_404(photos, pk=pk).attachment, variant)


def _found(request: HttpRequest, pk: int) -> LedgerEntry:
    return get_object_or_404(LedgerEntry.objects.visible_to(request.user).whole(), pk=pk)


def _form(shape: type[EntryForm], request: HttpRequest, entry: LedgerEntry, **more: Any) -> Any:
    people = unseal(entry.sealed) if can_see_people(request.user, entry) else {}
    return shape(
        request.POST or None,
        request.FILES or None,
        kind=entry.kind,
        region=entry.region_id,
        today=timezone.localdate(),
        places=_places(entry.kind, entry.district),
        initial=standing_answers(entry, people, entry.kind.specs),
        **more,
    )


def _given(form: EntryForm, request: HttpRequest) -> dict[str, Any] | None:
    """The answers with the photos that came with the form taken in; None when a file is no photo."""
    given = form.given
    for spec in form.specs:
        if spec.type != FieldType.PHOTOS:
            continue
        kept = list(given.get(spec.code) or [])
        for file in form.cleaned_data.get(f"{spec.code}_files") or []:
            try:
                kept.append(attachments.store(file, actor=request.user, at=timezone.now()).pk)
            except DomainError as refusal:
                form.add_error(f"{spec.code}_files", f"{file.name}: {refusal}")
        given[spec.code] = kept
    return None if form.errors else given


def _places(kind: LedgerKind, district: Region | None) -> Any:
    """The streets, towns and villages of a district, where a field asks for one."""
    if district is None or not any(spec.type == FieldType.REGION for spec in kind.specs):
        return []
    return Region.objects.under(district.code).filter(level__gte=4).defer("boundary").order_by("code")


def _followed(request: HttpRequest, kind: LedgerKind) -> LedgerEntry | None:
    given = request.GET.get("follows", "")
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        return None
    rows = LedgerEntry.objects.visible_to(request.user).whole().filter(ledger=kind.code, ended_on=None)
    return rows.filter(state=EntryState.VERIFIED, pk=given).first()


def _beginning(request: HttpRequest, kind: LedgerKind, old: LedgerEntry | None) -> dict[str, Any]:
    """What the form begins with: the version before, or the party of the address."""
    if old is None:
        return {"party": request.GET.get("party", "")}
    people = unseal(old.sealed) if can_see_people(request.user, old) else {}
    kept = [
        spec for spec in kind.specs if spec.type != FieldType.PHOTOS and spec.code not in (kind.dated_by, "ended_on")
    ]
    return standing_answers(old, people, kept)


def _again(request: HttpRequest, kind: LedgerKind) -> tuple[int, ...]:
    return (kind.pk,) if "again" in request.POST else ()
