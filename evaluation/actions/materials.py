"""Material of a quarter: ask for it, write, attach, file, return it."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.attachments.models import Attachment
from foundation.audit.trail import record
from foundation.errors import BadInput, DomainError
from foundation.organisations.models import Region
from foundation.periods import Period, PeriodKind
from foundation.transitions import move

from ..choices import EvidenceKind, MaterialState
from ..models import MaterialEvidence, MaterialReview, MaterialStatement
from ..models.materials import STATEMENT_LENGTH
from ..permissions import can_file_material, can_manage_material
from ..queries import materials as reads
from ..queries.forms import material_form
from ..transitions import MATERIAL
from .quarter_messages import tell_party

MOST_EVIDENCE = 10
CERTIFICATE_LENGTH = 60


class MaterialClosed(DomainError):
    """The material is filed, or its quarter has been opened for appeal."""


class NothingSaid(DomainError):
    """A material without a statement, a certificate or evidence is not filed."""


@transaction.atomic
def ask(district: Region, *, period: Period, groups: Collection[str], actor: Any, at: dt.datetime) -> int:
    """Ask parties of a district for their material of a quarter (征集材料); who was asked before is not asked again."""
    can_manage_material(actor, district).enforce()
    if period.kind != PeriodKind.QUARTER:
        raise ValueError(f"{period} is no quarter.")
    if reads.is_settled(district.pk, period.start):
        raise MaterialClosed(_("This quarter has been opened for appeal already."))
    systems = reads.system_codes()
    there = {row.key for row in MaterialReview.objects.filter(district=district, quarter=period.start)}
    asked = 0
    for kind, party in reads.parties_of(district, groups):
        system = systems.get(reads.code_for(party))
        key = (party.pk, None) if isinstance(party, Region) else (None, party.pk)
        if system is None or key in there or not material_form(system.pk).items:
            continue
        review = MaterialReview(
            district=district,
            quarter=period.start,
            party_kind=kind,
            region=party if isinstance(party, Region) else None,
            organisation=None if isinstance(party, Region) else party,
            system=system,
            opened_at=at,
        )
        review.full_clean()
        review.save(force_insert=True)
        after = {"quarter": period.code, "system": system.code}
        record("material.ask", review, actor=actor, at=at, after=after)
        tell_party(review, "material_asked", at=at)
        asked += 1
    return asked


@transaction.atomic
def write(
    review: MaterialReview, *, indicator: int, text: str, certificate: str = "", actor: Any, at: dt.datetime
) -> MaterialStatement:
    """Keep what the party says to one indicator (自动保存), with the certificate that makes it exempt."""
    statement = _statement(review, indicator, actor=actor, at=at)
    text, certificate = text.strip(), certificate.strip()
    if len(text) > STATEMENT_LENGTH:
        raise BadInput(_("A statement has at most 500 characters; refer to records for the rest."))
    if len(certificate) > CERTIFICATE_LENGTH:
        raise BadInput(_("The number of a certificate has at most 60 characters."))
    statement.text, statement.certificate, statement.changed_at = text, certificate, at
    statement.save(update_fields=["text", "certificate", "changed_at"])
    after = {"indicator": statement.indicator.code, "text": text, "certificate": certificate}
    record("material.write", review, actor=actor, at=at, after=after)
    return statement


def _statement(review: MaterialReview, indicator: int, *, actor: Any, at: dt.datetime) -> MaterialStatement:
    """The row to write into, if the party may still write."""
    can_file_material(actor, review).enforce()
    _still_open(review)
    if indicator not in {item.pk for item in material_form(review.system_id).items}:
        raise BadInput(_("This indicator is not judged by material."))
    MaterialReview.objects.filter(pk=review.pk).update(changed_at=at)
    made = MaterialStatement.objects.get_or_create(review=review, indicator_id=indicator, defaults={"changed_at": at})
    return made[0]


def _still_open(review: MaterialReview) -> None:
    if review.state != MaterialState.DRAFT:
        raise MaterialClosed(_("This material has been filed. The office can return it."))
    if reads.is_settled(review.district_id, review.quarter):
        raise MaterialClosed(_("This quarter has been opened for appeal; its material changes no more."))


@transaction.atomic
def attach(
    review: MaterialReview, *, indicator: int, kind: str, label: str, value: Any, actor: Any, at: dt.datetime
) -> MaterialEvidence:
    """Name a record of the portal, a link or a file as evidence (添加佐证)."""
    statement = _statement(review, indicator, actor=actor, at=at)
    if statement.evidence.count() >= MOST_EVIDENCE:
        raise BadInput(_("Ten pieces of evidence are enough for one indicator."))
    evidence = MaterialEvidence(statement=statement, kind=kind, label=label.strip()[:200])
    if kind == EvidenceKind.FILE:
        if not isinstance(value, Attachment) or value.uploaded_by_id != actor.pk:
            raise BadInput(_("Attach a file that you uploaded yourself."))
        evidence.attachment = value
    elif kind == EvidenceKind.LINK:
        evidence.link = str(value).strip()
    else:
        known = {row.pk for row in reads.records_for(review).get(kind, [])}
        if value not in known:
            raise BadInput(_("This record is not one of the party’s own of this quarter."))
        evidence.record = value
    evidence.full_clean()
    evidence.save(force_insert=True)
    after = {"indicator": statement.indicator.code, "kind": kind, "label": evidence.label}
    record("material.attach", review, actor=actor, at=at, after=after)
    return evidence


@transaction.atomic
def detach(evidence: MaterialEvidence, *, actor: Any, at: dt.datetime) -> None:
    """Take a piece of evidence out again."""
    review = evidence.statement.review
    can_file_material(actor, review).enforce()
    _still_open(review)
    before = {"kind": evidence.kind, "label": evidence.label}
    evidence.delete()
    record("material.detach", review, actor=actor, at=at, before=before)


@transaction.atomic
def file(review: MaterialReview, *, actor: Any, at: dt.datetime) -> None:
    """Hand the material in (报送材料); from now on reviewers score what it says."""
    can_file_material(actor, review).enforce()
    _still_open(review)
    said = MaterialStatement.objects.filter(review=review)
    if not said.exclude(text="", certificate="", evidence=None).exists():
        raise NothingSaid(_("Write a statement or name evidence first."))
    before = move(review, MATERIAL, to=MaterialState.FILED, filed_at=at, filed_by=actor)
    record("material.file", review, actor=actor, at=at, before={"state": before}, after={"state": review.state})


@transaction.atomic
def return_(review: MaterialReview, *, reason: str, actor: Any, at: dt.datetime) -> None:
    """Give a filed material back to the party (退回), as long as no reviewer has submitted."""
    can_manage_material(actor, review.district_id).enforce()
    if not 1 <= len(reason.strip()) <= 500:
        raise NothingSaid(_("Give a reason of 1 to 500 characters."))
    if review.assignments.filter(submitted_at__isnull=False).exists():
        raise MaterialClosed(_("A reviewer has submitted already, so the material stays as it is."))
    before = move(review, MATERIAL, to=MaterialState.DRAFT)
    after = {"state": review.state, "reason": reason.strip()}
    record("material.return", review, actor=actor, at=at, before={"state": before}, after=after)
    tell_party(review, "material_returned", at=at, reason=reason.strip())
