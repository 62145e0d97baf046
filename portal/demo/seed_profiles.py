"""Made-up profiles of the city, villages, units and campuses of the demonstration district."""

from random import Random
from typing import Any

from foundation.organisations.models import Organisation, Region

HALLS = ("党群服务中心二楼", "新时代文明实践站", "村文化礼堂", "社区居民活动室", "老祠堂（已改建）")
BOARDS = ("村委会门前广场", "文化长廊", "主干道宣传栏", "党群服务中心外墙", "小区入口公示栏")
VILLAGE_FEATURES = (
    "红白事统一在文化礼堂办，酒席不超过十五桌",
    "“积分超市”按月兑换，评议会每季公布得分",
    "老党员调解队包片到户",
    "庭院整治由妇女小组每周互评",
    "乡贤基金资助本村大学新生",
    "河道认领到户，岸线月月评比",
    "",
    "",
)
COMMUNITY_FEATURES = (
    "楼栋长牵头的“邻里议事亭”每月一议",
    "老旧小区自管会全覆盖",
    "“红色物业”联席会破解停车难",
    "青少年四点半课堂常年开课",
    "居民公约由楼栋逐条讨论修订",
    "",
    "",
)
# By kind of organisation: nature, trade, how many work there, how many windows it has.
UNITS: dict[str, tuple[str, str, tuple[int, int], tuple[int, int]]] = {
    "hospital": ("institution", "health", (280, 760), (12, 36)),
    "cultural_institution": ("institution", "culture_tourism", (22, 58), (2, 6)),
    "transport_company": ("state_company", "transport", (120, 620), (4, 14)),
    "utility_company": ("state_company", "utilities", (90, 320), (6, 16)),
    "property_company": ("private_company", "property", (150, 420), (1, 3)),
    "market_operator": ("private_company", "trade", (30, 80), (1, 3)),
    "retail_company": ("private_company", "trade", (160, 380), (8, 20)),
    "bank": ("state_company", "finance", (60, 140), (10, 26)),
    "trade_union": ("mass", "other", (9, 20), (1, 2)),
    "youth_league": ("mass", "other", (6, 14), (0, 1)),
    "women_federation": ("mass", "other", (8, 16), (1, 2)),
    "media_centre": ("institution", "culture_tourism", (40, 90), (0, 2)),
    "parks_greening": ("institution", "other", (60, 180), (0, 2)),
    "government_service": ("government", "government_service", (40, 90), (40, 86)),
    "tax": ("government", "government_service", (110, 190), (12, 26)),
    "health": ("government", "health", (45, 90), (2, 6)),
    "transport": ("government", "transport", (50, 110), (3, 8)),
}
ENFORCING = ("urban_management", "market_regulation", "public_security", "traffic_police", "ecology", "emergency")
COMMON = ("government", "other", (18, 70), (0, 4))
ENFORCEMENT = ("government", "law_enforcement", (90, 420), (4, 14))


def city_profile(people: int) -> dict[str, Any]:
    """The district as a city subject."""
    return {
        "population": people,
        "area": "386.5",
        "built_up_area": "58.2",
        "first_created_on": "2011-03-15",
        "group_document": "清创发〔2026〕1号",
        "spirit": "清正 和合 敢为 向善",
        "focus": "老旧小区和背街小巷提升、农贸市场规范、文明交通、全龄友好设施补短板，整改办结率保持在95%以上。",
        "hotline": "0990-8820012",
    }


def village_profile(village: Region, rng: Random) -> dict[str, Any]:
    """A village or community; about one in ten has not told everything yet."""
    urban = village.kind == "urban"
    people = rng.randint(2600, 9400) if urban else rng.randint(620, 2900)
    profile: dict[str, Any] = {
        "households": str(round(people / rng.uniform(2.5, 3.1))),
        "population": people,
        "groups": str(max(people // (900 if urban else 170), 3)),
        "party_members": round(people * rng.uniform(0.025, 0.05)),
        "hall_place": rng.choice(HALLS),
        "board_place": rng.choice(BOARDS),
        "features": rng.choice(COMMUNITY_FEATURES if urban else VILLAGE_FEATURES),
    }
    if not urban:
        profile["collective_income"] = str(rng.randint(9, 168))
    if rng.random() < 0.1:
        del profile[rng.choice(("households", "population"))]
    return {name: value for name, value in profile.items() if value != ""}


def unit_profile(body: Organisation, rng: Random) -> dict[str, Any]:
    """A department or a company."""
    nature, trade, staff, windows = UNITS.get(body.kind, ENFORCEMENT if body.kind in ENFORCING else COMMON)
    people = rng.randint(*staff)
    profile: dict[str, Any] = {
        "nature": nature,
        "trade": trade,
        "staff": people,
        "party_members": round(people * rng.uniform(0.3, 0.75 if nature == "government" else 0.4)),
        "windows": str(rng.randint(*windows)),
        "hotline": f"0990-88{rng.randint(10000, 99999)}",
    }
    if rng.random() < 0.12:
        del profile["staff"], profile["party_members"]
    return profile


def campus_profile(body: Organisation, rng: Random) -> dict[str, Any]:
    """A school."""
    middle = "中学" in body.name
    classes = rng.randint(24, 54) if middle else rng.randint(18, 42)
    students = classes * rng.randint(38, 48)
    profile: dict[str, Any] = {
        "stage": "complete" if "实验" in body.name else "junior" if middle else "primary",
        "ownership": "public",
        "students": students,
        "teachers": round(students / rng.uniform(13, 17)),
        "classes": str(classes),
        "counsellors": rng.randint(1, 4),
        "motto": rng.choice(("明德 笃学 求真 向上", "立德树人 知行合一", "勤学 善思 守礼 自强", "崇德 启智 健体 尚美")),
        "gate_road": rng.choice(("文昌路", "学府路", "河滨路", "书院巷", "新城大道")),
    }
    if middle:
        profile["boarders"] = round(students * rng.uniform(0.1, 0.35))
    return profile
