"""The photos of a problem: as it was found, after each rectification, and by whoever looked again."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from ..choices import PhotoDoubt
from ..models import CheckPhoto, Problem, ProblemPhoto, Rectification


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo with what stands under it."""

    attachment: int
    caption: str
    by: str
    at: dt.datetime
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Album:
    """All photos of a problem; the pair that is compared is the first before and the last after."""

    before: tuple[Shot, ...]
    after: tuple[Shot, ...]
    again: tuple[Shot, ...]

    @property
    def pair(self) -> tuple[Shot, Shot] | None:
        return (self.before[0], self.after[0]) if self.before and self.after else None

    @property
    def shots(self) -> tuple[Shot, ...]:
        return (*self.before, *self.after, *self.again)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is in question about the after-photos, each once."""
        return tuple(dict.fromkeys(doubt for shot in self.after for doubt in shot.doubts))


def rounds_of(problem: Problem) -> list[Rectification]:
    """The rectifications of a problem with their photos and what the re-check said, the latest first."""
    rows = problem.rectifications.select_related("organisation", "filed_by", "recheck__checked_by")
    return list(rows.prefetch_related("photos__attachment").order_by("-round", "-pk"))


def album_of(problem: Problem, findings: Iterable[Any], rounds: Iterable[Rectification]) -> Album:
    """Every photo of a problem; its findings and rectifications are given."""
    by_hand = problem.photos.select_related("recheck", "second_look", "attachment__uploaded_by")
    own = list(by_hand.order_by("position", "pk"))
    before = [_found(photo, finding) for finding in reversed(list(findings)) for photo in _photos(finding)]
    before += [_own(photo, _("When it was found")) for photo in own if not (photo.recheck_id or photo.second_look_id)]
    after = [_after(photo, row) for row in rounds for photo in _in_order(row)]
    again = [_own(photo, _("At the re-check")) for photo in own if photo.recheck_id]
    again += [_own(photo, _("At the second look")) for photo in own if photo.second_look_id]
    return Album(tuple(before), tuple(after), tuple(again))


def photos_before(problems: Iterable[int]) -> dict[int, list[int]]:
    """For each problem its first photos, as it was found; two statements for any number of problems."""
    keys = list(problems)
    found: dict[int, list[int]] = {pk: [] for pk in keys}
    by_check = CheckPhoto.objects.filter(item__finding__problem__in=keys).order_by("pk")
    for problem, attachment in by_check.values_list("item__finding__problem", "attachment"):
        found[problem].append(attachment)
    by_hand = ProblemPhoto.objects.filter(problem__in=keys, recheck=None, second_look=None).order_by("position", "pk")
    for problem, attachment in by_hand.values_list("problem", "attachment"):
        found[problem].append(attachment)
    return found


def finding_photos() -> Prefetch:
    """The photos of findings, to be read with them."""
    return Prefetch("check_item__photos", CheckPhoto.objects.select_related("attachment").order_by("position", "pk"))


def _photos(finding: Any) -> Iterable[CheckPhoto]:
    return finding.check_item.photos.all()


def _in_order(row: Rectification) -> list[Any]:
    return sorted(row.photos.all(), key=lambda photo: (photo.position, photo.pk))


def _found(photo: CheckPhoto, finding: Any) -> Shot:
    who = _("inspector {name}").format(name=finding.check_item.check_record.inspector.masked_name)
    return Shot(photo.attachment_id, _("Before"), who, photo.attachment.taken_at or finding.found_at)


def _own(photo: ProblemPhoto, caption: str) -> Shot:
    kept = photo.attachment
    who = kept.uploaded_by.masked_name if kept.uploaded_by else ""
    return Shot(kept.pk, caption, who, kept.taken_at or kept.uploaded_at)


def _after(photo: Any, row: Rectification) -> Shot:
    caption = _("After, round {n}").format(n=row.round)
    doubts = tuple(_doubt(one) for one in photo.flags)
    return Shot(photo.attachment_id, caption, str(row.organisation), photo.attachment.taken_at or row.filed_at, doubts)


def _doubt(flag: dict[str, Any]) -> str:
    word = str(PhotoDoubt(flag["kind"]).label)
    if flag.get("metres"):
        return _("{doubt}: {metres} m").format(doubt=word, metres=flag["metres"])
    return word
