"""The weekly bulletin: compile, write, mask, approve, publish, correct."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.actions import boards
from campaigns.choices import BoardColour
from foundation.accounts.models import User
from foundation.audit.trail import record
from foundation.errors import DomainError, StaleState
from foundation.notifications.outbox import notify
from foundation.organisations.models import Organisation, Region
from foundation.periods import Period, local_day
from foundation.transitions import move
from foundation.web.moments import period as period_name

from ..choices import DocumentState
from ..engine.bulletin_figures import figures_of, records_of
from ..engine.bulletin_serials import digest_of, take
from ..engine.months import scheme_for
from ..models import Bulletin, BulletinCase, BulletinRecords, Site
from ..permissions import can_edit_bulletin
from ..queries.bulletin_boards import boards_of
from ..queries.bulletin_cases import typical
from ..queries.bulletin_texts import TEXTS, text_before
from ..transitions import DOCUMENT

OPEN = (DocumentState.DRAFT, DocumentState.APPROVED)
LONGEST = 500
MOST_MASKS = 20
RED_FROM = Decimal(98)


class NotOver(DomainError):
    """A week is summed up when it is over."""


class TextMissing(DomainError):
    """A bulletin without next steps tells nobody what to do."""


class NotADraft(DomainError):
    """Only a draft is written on; what is approved goes back to a draft first."""


class TooLong(DomainError):
    """Texts are capped, so that a bulletin stays a page."""


class NothingToCorrect(DomainError):
    """Only a published bulletin is corrected."""


class NothingToReuse(DomainError):
    """Only what was written before can be taken over."""


class ReasonMissing(DomainError):
    """A correction says why."""


class MaskNotUnderstood(DomainError):
    """A mask is a box inside the picture, in per cent."""


@transaction.atomic
def compile_(district: Region, *, week: Period, actor: Any, at: dt.datetime) -> Bulletin:
    """Sum up a week (编制通报): again while it is a draft; what the office wrote stays, what is published too."""
    can_edit_bulletin(actor, district.code).enforce()
    if at < week.ends_before:
        raise NotOver(_("The week is not over yet. Its bulletin is compiled on Monday."))
    _alone(district.code, week)
    versions = Bulletin.objects.filter(district=district, week=week.start).order_by("-version")
    found = versions.select_for_update().first()
    if found is not None and found.state != DocumentState.DRAFT:
        return found
    bulletin = found or Bulletin(district=district, week=week.start)
    _fill(bulletin, week, at)
    _propose_entries(bulletin, at)
    record("bulletin.compile", bulletin, actor=actor, at=at, after={"week": week.code, "version": bulletin.version})
    return bulletin


def _alone(district: str, week: Period) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"bulletin:{district}:{week.code}"])


def _fill(bulletin: Bulletin, week: Period, at: dt.datetime) -> None:
    """Figures, the records behind them and cases anew; masks that were drawn on a photo stay with it."""
    bulletin.figures, bulletin.compiled_at = figures_of(bulletin.district_id, week), at
    bulletin.save()
    bulletin.records.all().delete()
    found = records_of(bulletin.district_id, week)
    BulletinRecords.objects.bulk_create(
        BulletinRecords(bulletin=bulletin, counted=counted, ids=ids) for counted, ids in found.items()
    )
    masked = {}
    for case in bulletin.cases.all():
        masked |= {case.before_id: case.before_masks, case.after_id: case.after_masks}
    bulletin.cases.all().delete()
    BulletinCase.objects.bulk_create(
        BulletinCase(
            bulletin=bulletin,
            problem=problem,
            position=position,
            before_id=problem.before_photo,
            after_id=problem.after_photo,
            before_masks=masked.get(problem.before_photo, []),
            after_masks=masked.get(problem.after_photo, []),
        )
        for position, problem in enumerate(typical(bulletin.district_id, week), 1)
    )


def _propose_entries(bulletin: Bulletin, at: dt.datetime) -> None:
    """Sites below the threshold for the black board, the very best for the red one; the office decides by hand."""
    scheme = scheme_for(bulletin.district_id, bulletin.week)
    threshold = scheme.threshold if scheme is not None else Decimal(85)
    week, week_en = (period_name(bulletin.period, language) for language in ("zh-hans", "en"))
    chosen = [(BoardColour.RED, line) for line in bulletin.figures["best"] if Decimal(line["score"]) >= RED_FROM]
    chosen += [(BoardColour.BLACK, line) for line in bulletin.figures["worst"] if Decimal(line["score"]) < threshold]
    regions = Region.objects.in_bulk({line["region"] for _colour, line in chosen})
    organisations = Organisation.objects.in_bulk({line["organisation"] for _colour, line in chosen})
    sites = Site.objects.in_bulk([line["site"] for _colour, line in chosen])
    for colour, line in chosen:
        boards.propose(
            region=regions[line["region"]],
            organisation=organisations[line["organisation"]],
            colour=colour,
            title=line["name"],
            title_en=sites[line["site"]].name_en,
            ground=f"{week}督查得分{line['score']}分。",
            ground_en=f"{week_en}: {line['score']} points in the checks.",
            source=("evaluation.site", line["site"]),
            score=Decimal(line["score"]),
            actor=None,
            at=at,
        )


@transaction.atomic
def write(bulletin: Bulletin, *, comment: str, next_steps: str, is_public: bool, actor: Any, at: dt.datetime) -> None:
    """The office's own words (撰写点评和要求); figures are never retyped."""
    can_edit_bulletin(actor, bulletin.district_id).enforce()
    texts = {"comment": comment.strip(), "next_steps": next_steps.strip()}
    if any(len(text) > LONGEST or "\0" in text for text in texts.values()):
        raise TooLong(_("At most 500 characters each. What you wrote is still in the form."))
    open_ones = Bulletin.objects.filter(pk=bulletin.pk, state=DocumentState.DRAFT)
    before = {name: getattr(bulletin, name) for name in (*texts, "is_public")}
    if not open_ones.update(**texts, is_public=is_public):
        raise NotADraft(_("This bulletin is no longer a draft. Take the approval back first."))
    bulletin.comment, bulletin.next_steps, bulletin.is_public = *texts.values(), is_public
    after = {**texts, "is_public": is_public}
    if before != after:
        record("bulletin.edit", bulletin, actor=actor, at=at, before=before, after=after)


@transaction.atomic
def reuse(bulletin: Bulletin, *, section: str, actor: Any, at: dt.datetime) -> str:
    """Take over what the office wrote in a section of the bulletin before (沿用上期文字), below what is written."""
    can_edit_bulletin(actor, bulletin.district_id).enforce()
    earlier = text_before(bulletin, section)
    if not earlier:
        raise NothingToReuse(_("The bulletin before says nothing there."))
    texts = {name: getattr(bulletin, name) for name in TEXTS}
    texts[section] = "\n".join(part for part in (texts[section].strip(), earlier) if part)
    write(bulletin, **texts, is_public=bulletin.is_public, actor=actor, at=at)
    record("bulletin.reuse", bulletin, actor=actor, at=at, after={"section": section})
    return texts[section]


@transaction.atomic
def mask(
    case: BulletinCase,
    *,
    before: Sequence[Sequence[float]],
    after: Sequence[Sequence[float]],
    actor: Any,
    at: dt.datetime,
) -> None:
    """Mark faces and plates to be hidden wherever the photos are shown outside the office (遮挡人脸车牌)."""
    bulletin = case.bulletin
    can_edit_bulletin(actor, bulletin.district_id).enforce()
    if Bulletin.objects.select_for_update().get(pk=bulletin.pk).state != DocumentState.DRAFT:
        raise NotADraft(_("This bulletin is no longer a draft. Take the approval back first."))
    case.before_masks, case.after_masks = _boxes(before), _boxes(after)
    same = BulletinCase.objects.filter(pk=case.pk)
    if not same.update(before_masks=case.before_masks, after_masks=case.after_masks):
        raise StaleState(_("The bulletin was compiled again meanwhile. Open it and mask the photo there."))
    told = {"problem": case.problem_id, "before": len(case.before_masks), "after": len(case.after_masks)}
    record("bulletin.mask", bulletin, actor=actor, at=at, after=told)


def _boxes(given: Sequence[Sequence[float]]) -> list[list[float]]:
    boxes = [[round(float(number), 1) for number in box] for box in given]
    for box in boxes:
        if len(box) != 4 or not all(0 <= number <= 100 for number in box) or not (box[2] and box[3]):
            raise MaskNotUnderstood(_("A mask is four numbers from 0 to 100: left, top, width, height."))
        if box[0] + box[2] > 100 or box[1] + box[3] > 100:
            raise MaskNotUnderstood(_("A mask must lie inside the picture."))
    if len(boxes) > MOST_MASKS:
        raise MaskNotUnderstood(_("At most 20 masks on a picture."))
    return boxes


@transaction.atomic
def approve(bulletin: Bulletin, *, actor: Any, at: dt.datetime) -> None:
    """The office stands by the draft (审定)."""
    can_edit_bulletin(actor, bulletin.district_id).enforce()
    if not bulletin.next_steps.strip():
        raise TextMissing(_("Not approved: “next steps” is empty. Your text is kept. Write it"))
    before = move(bulletin, DOCUMENT, to=DocumentState.APPROVED, approved_at=at, approved_by=actor)
    record("bulletin.approve", bulletin, actor=actor, at=at, before={"state": before}, after={"state": bulletin.state})


@transaction.atomic
def reopen(bulletin: Bulletin, *, actor: Any, at: dt.datetime) -> None:
    """Take the approval back, to write on (退回修改)."""
    can_edit_bulletin(actor, bulletin.district_id).enforce()
    before = move(bulletin, DOCUMENT, to=DocumentState.DRAFT, approved_at=None, approved_by=None)
    record("bulletin.reopen", bulletin, actor=actor, at=at, before={"state": before}, after={"state": bulletin.state})


@transaction.atomic
def publish(bulletin: Bulletin, *, actor: Any, at: dt.datetime) -> None:
    """Freeze it, give it the next number, send it (发布): the version before it stays readable."""
    can_edit_bulletin(actor, bulletin.district_id).enforce()
    bulletin.refresh_from_db(from_queryset=Bulletin.objects.select_for_update(of=["self"]).select_related("district"))
    bulletin.figures["boards"] = boards_of(bulletin)
    earlier = Bulletin.objects.select_for_update().filter(
        district=bulletin.district_id, week=bulletin.week, state=DocumentState.PUBLISHED
    )
    for row in earlier:
        move(row, DOCUMENT, to=DocumentState.SUPERSEDED)
        record("bulletin.supersede", row, actor=actor, at=at, after={"state": row.state})
    year = local_day(at).year
    before = move(
        bulletin,
        DOCUMENT,
        to=DocumentState.PUBLISHED,
        published_at=at,
        published_by=actor,
        figures=bulletin.figures,
        year=year,
        serial=take(bulletin.district_id, year),
        digest=digest_of(bulletin),
    )
    after = {"state": bulletin.state, "number": bulletin.number, "digest": bulletin.digest}
    record("bulletin.publish", bulletin, actor=actor, at=at, before={"state": before}, after=after)
    notify(
        User.objects.concerned_with(bulletin.district_id, on=local_day(at)),
        "bulletin_published",
        values={
            "place": bulletin.district,
            "week": bulletin.period,
            "number": bulletin.number,
        },
        url=reverse("evaluation:bulletin", args=[bulletin.pk]),
        at=at,
        region=bulletin.district_id,
    )


@transaction.atomic
def correct(bulletin: Bulletin, *, reason: str, actor: Any, at: dt.datetime) -> Bulletin:
    """A new version beside the published one (更正), with the figures of now and the texts of then."""
    can_edit_bulletin(actor, bulletin.district_id).enforce()
    reason = reason.strip()
    if not 1 <= len(reason) <= LONGEST or "\0" in reason:
        raise ReasonMissing(_("Give a reason of 1 to 500 characters."))
    _alone(bulletin.district_id, bulletin.period)
    last = Bulletin.objects.filter(district=bulletin.district_id, week=bulletin.week).order_by("-version").first()
    if last is None or last.state != DocumentState.PUBLISHED:
        raise NothingToCorrect(_("Only a published bulletin is corrected, and one correction at a time."))
    made = Bulletin(
        district=bulletin.district,
        week=bulletin.week,
        version=last.version + 1,
        reason=reason,
        comment=last.comment,
        next_steps=last.next_steps,
        is_public=last.is_public,
    )
    _fill(made, bulletin.period, at)
    after = {"version": made.version, "reason": reason}
    record("bulletin.correct", made, actor=actor, at=at, after=after)
    return made
