"""A civilised family: no more is asked of a household than its representative and its size (文明家庭)."""

from foundation.organisations.choices import RegionLevel

from ..choices import CreationType, FieldType, PartyLevel
from .fields import FieldSpec
from .spec import KindSpec

HOLDER = "holder"

SPEC = KindSpec(
    creation_type=CreationType.FAMILY,
    levels=(PartyLevel.HOUSEHOLD,),
    places={RegionLevel.VILLAGE: PartyLevel.HOUSEHOLD},
    identifies_people=True,
    named_by=HOLDER,
    profile=(
        FieldSpec(
            HOLDER,
            "家庭代表姓名",
            FieldType.TEXT,
            "Name of the family’s representative",
            required=True,
            max_length=30,
            personal=True,
        ),
        FieldSpec("members", "家庭人口", FieldType.PEOPLE, "Members", unit="人", unit_en="people"),
    ),
)
