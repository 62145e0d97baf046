"""Subjects as rows; of families only what stands in the list, never a name."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.organisations.choices import RegionLevel

from ..kinds import FieldSpec, spec_of
from ..models import Subject

HEADER = (
    _("Code"),
    _("Subject"),
    _("Creation type"),
    _("Street or town"),
    _("Community or village"),
    _("Organisation"),
    _("Cycle"),
    _("State"),
    _("Enrolled on"),
    _("Withdrawn on"),
    _("Reason"),
    _("Gaps in the profile"),
)


def fields_of(creation_type: str) -> tuple[FieldSpec, ...]:
    """The columns of the profile, when the rows are of one type; none that identifies anybody."""
    return tuple(one for one in spec_of(creation_type).profile if not one.personal) if creation_type else ()


def header(fields: Iterable[FieldSpec]) -> tuple[Any, ...]:
    return (*HEADER, *(f"{one}（{one.shown_unit}）" if one.shown_unit else str(one) for one in fields))


def subject_rows(subjects: Iterable[Subject], fields: tuple[FieldSpec, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """One tuple for each subject, in the order of the header. Expects ``for_list``."""
    for one in subjects:
        region = one.region
        village = region if region.level == RegionLevel.VILLAGE else None
        town = region.parent if village else region if region.level == RegionLevel.TOWNSHIP else None
        yield (
            one.code,
            str(one),
            one.get_creation_type_display(),
            town.name if town else None,
            village.name if village else None,
            str(one.organisation) if one.organisation else None,
            str(one.cycle),
            one.get_state_display(),
            one.enrolled_on,
            one.withdrawn_on,
            one.reason,
            one.gaps,
            *(_plain(spec, one.profile.get(spec.code)) for spec in fields),
        )


def _plain(spec: FieldSpec, value: Any) -> Any:
    if isinstance(value, int) or value is None:
        return value
    return spec.shown(value).removesuffix(spec.shown_unit).strip() if spec.unit else spec.shown(value)
