"""A civilised unit: departments, institutions, companies (文明单位)."""

from ..choices import CreationType, FieldType, PartyLevel
from .fields import FieldSpec, Option
from .spec import KindSpec

NATURES = (
    Option("government", "党政机关", "Party or government body"),
    Option("institution", "事业单位", "Public institution"),
    Option("mass", "群团组织", "Mass organisation"),
    Option("state_company", "国有企业", "State-owned company"),
    Option("private_company", "民营企业", "Private company"),
    Option("social", "社会组织", "Social organisation"),
)
TRADES = (
    Option("government_service", "政务服务", "Government service"),
    Option("law_enforcement", "执法监管", "Law enforcement"),
    Option("health", "医疗卫生", "Health"),
    Option("culture_tourism", "文化旅游", "Culture and tourism"),
    Option("transport", "交通运输", "Transport"),
    Option("utilities", "水电气与通信", "Utilities and telecoms"),
    Option("finance", "金融保险", "Finance and insurance"),
    Option("trade", "商贸餐饮住宿", "Shops, food and lodging"),
    Option("property", "物业服务", "Property services"),
    Option("other", "其他", "Other"),
)

SPEC = KindSpec(
    creation_type=CreationType.UNIT,
    levels=(PartyLevel.ORGANISATION,),
    is_organisation=True,
    profile=(
        FieldSpec("nature", "单位性质", FieldType.CHOICE, "Nature", required=True, options=NATURES),
        FieldSpec("trade", "行业", FieldType.CHOICE, "Trade", required=True, options=TRADES),
        FieldSpec("staff", "在职职工", FieldType.PEOPLE, "Staff", required=True, unit="人", unit_en="people"),
        FieldSpec("party_members", "党员", FieldType.PEOPLE, "Party members", unit="人", unit_en="people"),
        FieldSpec("windows", "服务窗口", FieldType.NUMBER, "Service windows", unit="个", unit_en="windows"),
        FieldSpec("address", "办公地址", FieldType.TEXT, "Address", max_length=120),
        FieldSpec("hotline", "服务监督电话", FieldType.TEXT, "Service hotline", max_length=30),
        FieldSpec("features", "创建特色", FieldType.TEXT, "What is special here", max_length=200),
    ),
)
