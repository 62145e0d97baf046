"""A civilised city: a whole district or city is created (文明城市)."""

from foundation.organisations.choices import RegionLevel

from ..choices import CreationType, FieldType, PartyLevel
from .fields import FieldSpec
from .spec import KindSpec

SPEC = KindSpec(
    creation_type=CreationType.CITY,
    levels=(PartyLevel.COUNTY,),
    places={RegionLevel.PREFECTURE: PartyLevel.COUNTY, RegionLevel.DISTRICT: PartyLevel.COUNTY},
    takes_part_with_all=True,
    profile=(
        FieldSpec("population", "常住人口", FieldType.PEOPLE, "Residents", required=True, unit="人", unit_en="people"),
        FieldSpec("area", "辖区面积", FieldType.NUMBER, "Area", unit="平方公里", unit_en="km²"),
        FieldSpec(
            "built_up_area",
            "建成区面积",
            FieldType.NUMBER,
            "Built-up area",
            unit="平方公里",
            unit_en="km²",
            required=True,
        ),
        FieldSpec("first_created_on", "首次启动创建", FieldType.DATE, "Creation first begun"),
        FieldSpec("group_document", "领导小组文件", FieldType.TEXT, "Document of the leading group", max_length=80),
        FieldSpec("spirit", "城市精神", FieldType.TEXT, "Motto of the city", max_length=60),
        FieldSpec("focus", "本届创建重点", FieldType.TEXT, "Focus of this cycle", required=True),
        FieldSpec("hotline", "创建监督电话", FieldType.TEXT, "Hotline of the campaign", max_length=30),
    ),
)
