"""What the pages and documents of notices show: the issuing office, photos, what else was sent."""

from typing import Any

from foundation.attachments.models import Attachment
from foundation.organisations.models import Organisation, Region

from ..models import CheckPhoto, Lapse, Notice, Problem, ProblemPhoto

OFFICE_KIND = "civilisation_office"
MOST_PHOTOS = 4


def office_of(district: Region) -> str:
    """The office that issues notices in a district, by its own name where it is known (文明办)."""
    office = Organisation.objects.open().filter(kind=OFFICE_KIND, region=district.pk).order_by("pk").first()
    return office.name if office else f"{district.name}文明办"


def photos_of(problem: Problem, *, until: Any) -> list[Attachment]:
    """The first photos that show what is wrong, of those there were at a moment."""
    of_checks = CheckPhoto.objects.filter(item__finding__problem=problem, item__finding__found_at__lte=until)
    by_hand = ProblemPhoto.objects.filter(problem=problem, recheck=None, second_look=None)
    keys = list(of_checks.order_by("pk").values_list("attachment", flat=True)[:MOST_PHOTOS])
    keys += list(by_hand.order_by("position", "pk").values_list("attachment", flat=True)[:MOST_PHOTOS])
    rows = Attachment.objects.in_bulk(dict.fromkeys(keys))
    return [rows[key] for key in dict.fromkeys(keys) if key in rows and rows[key].is_image][:MOST_PHOTOS]


def lapse_of(notice: Notice) -> Lapse | None:
    """The missed deadline that a supervision notice answers."""
    if notice.lapse is None:
        return None
    return Lapse.objects.filter(problem=notice.problem_id, number=notice.lapse).first()


def others_of(notice: Notice) -> list[Notice]:
    """The other notices of the problem, the latest first."""
    return list(Notice.objects.filter(problem=notice.problem_id).exclude(pk=notice.pk).order_by("-issued_at", "-pk"))
