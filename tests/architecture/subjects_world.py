"""A cycle of the first district with a unit and a family."""

from typing import Any

from tests.factories import CycleFactory, FamilyFactory, ParticipationFactory, SubjectFactory


def subject_things(office: Any, *, secret: str) -> dict[str, Any]:
    """The office's organisation as a unit that files for itself, and a family in a village."""
    cycle = CycleFactory(region=office.region, name=f"{secret}届")
    unit = SubjectFactory(
        cycle=cycle,
        creation_type="unit",
        level="organisation",
        region=office.region,
        organisation=office,
        code=office.code,
        name=office.name,
    )
    family = FamilyFactory(cycle=cycle, name=f"{secret}家庭")
    return {
        "cycle": cycle,
        "unit": unit,
        "family": family,
        "subject": family,
        "participation": ParticipationFactory(subject=unit),
    }
