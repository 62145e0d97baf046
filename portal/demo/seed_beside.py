"""The campaign of the neighbouring district: its cycle, ledgers, pairings, leaders and a few meetings of its own."""

import datetime as dt
from collections.abc import Mapping

from foundation.accounts.models import User

from .accounts import NEIGHBOUR
from .meeting_words import Held, Settled
from .seed_actions import seed_actions
from .seed_creations import seed_creations
from .seed_leadership import seed_leadership
from .seed_ledgers import seed_ledgers
from .seed_meetings import seed_meetings

OFFICE = "admin_yunmen"
CIVILISATION, CITY_LOOKS, SCHOOLS, HOUSING = (f"{NEIGHBOUR}-D{n:02d}" for n in (1, 3, 4, 5))
LEADING = {"QH001": 1, "QH002": 2, "QH013": 3, "QH005": 4, "QH012": 5, "QH021": 7, "QH007": 10}
MEETINGS = (
    Held(
        41,
        "promotion",
        "云门区文明创建工作推进会",
        "区长",
        (
            ("季度任务部署", CIVILISATION, "对照任务清单逐项明确责任单位和完成时限，以日常督查结果为准。"),
            ("背街小巷和集贸市场", CITY_LOOKS, "逐条街巷、逐个市场建立台账，每周通报一次。"),
        ),
        (
            Settled("建立背街小巷台账，明确街巷长", CITY_LOOKS, 15, after=13, answer="台账已建立，明确街巷长9名。"),
            Settled("校门周边流动摊点清理", SCHOOLS, 10, after=9, answer="清理摊点6处，安排专人值守。"),
            Settled("老旧小区楼道照明维修", HOUSING, 30, fate="in_progress"),
        ),
        circle=(CIVILISATION, CITY_LOOKS, SCHOOLS, HOUSING),
    ),
    Held(
        -5,
        "dispatch",
        "冬季市容环境调度会",
        "分管副区长",
        (("落叶清扫和除雪准备", CITY_LOOKS, ""),),
        state="called",
        circle=(CIVILISATION, CITY_LOOKS, HOUSING),
    ),
)


def seed_beside(*, first: dt.date, today: dt.date, people: Mapping[str, User]) -> list[str]:
    """What there is now, a line for each theme; reports follow with the months of the district."""
    own = {"admin": people[OFFICE]}
    said = [
        seed_creations(NEIGHBOUR, since=first, today=today, office=own["admin"]),
        seed_actions(NEIGHBOUR, today=today, office=own["admin"]),
        seed_ledgers(NEIGHBOUR, first=first, today=today, people=own),
    ]
    bodies = {code: f"{NEIGHBOUR}-D{n:02d}" for code, n in LEADING.items()}
    groups = seed_leadership(NEIGHBOUR, today=today, people=own, bodies=bodies)
    meetings = seed_meetings(NEIGHBOUR, today=today, people=own, groups=groups, meetings=MEETINGS)
    return [*said, f"{len(groups)} groups; {meetings}"]
