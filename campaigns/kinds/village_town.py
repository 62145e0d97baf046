"""A civilised village or town: villages, communities, towns and townships (文明村镇)."""

from foundation.organisations.choices import RegionLevel

from ..choices import CreationType, FieldType, PartyLevel
from .fields import FieldSpec
from .spec import KindSpec

SPEC = KindSpec(
    creation_type=CreationType.VILLAGE_TOWN,
    levels=(PartyLevel.VILLAGE, PartyLevel.TOWNSHIP),
    places={RegionLevel.VILLAGE: PartyLevel.VILLAGE, RegionLevel.TOWNSHIP: PartyLevel.TOWNSHIP},
    profile=(
        FieldSpec("households", "户数", FieldType.NUMBER, "Households", required=True, unit="户", unit_en="households"),
        FieldSpec("population", "常住人口", FieldType.PEOPLE, "Residents", required=True, unit="人", unit_en="people"),
        FieldSpec("groups", "村（居）民小组", FieldType.NUMBER, "Residents’ groups", unit="个", unit_en="groups"),
        FieldSpec("party_members", "党员", FieldType.PEOPLE, "Party members", unit="人", unit_en="people"),
        FieldSpec(
            "collective_income",
            "上年集体经济收入",
            FieldType.NUMBER,
            "Collective income last year",
            unit="万元",
            unit_en="× 10,000 yuan",
        ),
        FieldSpec("hall_place", "道德讲堂地点", FieldType.TEXT, "Place of the moral lecture hall", max_length=80),
        FieldSpec("board_place", "红黑榜位置", FieldType.TEXT, "Place of the red and black board", max_length=80),
        FieldSpec("features", "创建特色", FieldType.TEXT, "What is special here", max_length=200),
    ),
)
