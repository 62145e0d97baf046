"""A civilised campus: kindergartens, schools, colleges (文明校园)."""

from ..choices import CreationType, FieldType, PartyLevel
from .fields import FieldSpec, Option
from .spec import KindSpec

STAGES = (
    Option("kindergarten", "幼儿园", "Kindergarten"),
    Option("primary", "小学", "Primary school"),
    Option("junior", "初级中学", "Junior middle school"),
    Option("nine_year", "九年一贯制学校", "Nine-year school"),
    Option("senior", "高级中学", "Senior middle school"),
    Option("complete", "完全中学", "Complete middle school"),
    Option("vocational", "中等职业学校", "Vocational school"),
    Option("special", "特殊教育学校", "Special school"),
    Option("college", "高等学校", "College or university"),
)
OWNERSHIPS = (Option("public", "公办", "Public"), Option("private", "民办", "Private"))

SPEC = KindSpec(
    creation_type=CreationType.CAMPUS,
    levels=(PartyLevel.ORGANISATION,),
    is_organisation=True,
    profile=(
        FieldSpec("stage", "办学层次", FieldType.CHOICE, "Stage", required=True, options=STAGES),
        FieldSpec("ownership", "办学性质", FieldType.CHOICE, "Ownership", required=True, options=OWNERSHIPS),
        FieldSpec("students", "在校学生", FieldType.PEOPLE, "Students", required=True, unit="人", unit_en="people"),
        FieldSpec(
            "teachers", "教职工", FieldType.PEOPLE, "Teachers and staff", required=True, unit="人", unit_en="people"
        ),
        FieldSpec("classes", "教学班", FieldType.NUMBER, "Classes", unit="个", unit_en="classes"),
        FieldSpec("boarders", "住校学生", FieldType.PEOPLE, "Boarders", unit="人", unit_en="people"),
        FieldSpec("counsellors", "心理健康教师", FieldType.PEOPLE, "Counsellors", unit="人", unit_en="people"),
        FieldSpec("motto", "校训", FieldType.TEXT, "School motto", max_length=60),
        FieldSpec("gate_road", "校门所在道路", FieldType.TEXT, "Road at the gate", max_length=60),
        FieldSpec("features", "创建特色", FieldType.TEXT, "What is special here", max_length=200),
    ),
)
