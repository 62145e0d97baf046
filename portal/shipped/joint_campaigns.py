"""The joint campaigns that every district has."""

import datetime as dt
from pathlib import Path

from campaigns.models import JointCampaign

CAMPAIGNS = (
    (
        "civilised_city",
        "文明城市创建",
        "Civilised city",
        "以创建促治理，把日常工作做成创建工作。",
        "Everyday work that also makes the city a civilised one.",
    ),
    (
        "patriotic_health",
        "爱国卫生运动",
        "Patriotic health",
        "清洁环境、防病除害、健康生活。",
        "Clean surroundings, fewer diseases, healthy living.",
    ),
    (
        "rural_environment",
        "农村人居环境整治",
        "Rural environment",
        "厕所、垃圾、污水、村容村貌一起抓。",
        "Toilets, waste, sewage and the look of villages, all together.",
    ),
    (
        "ethnic_unity",
        "民族团结进步创建",
        "Ethnic unity",
        "各族群众共居共学、共建共享。",
        "People of all ethnic groups live, learn, build and share together.",
    ),
)


def install(folder: Path, at: dt.datetime) -> tuple[str, bool]:
    """Each once, by its code; an office adds its own beside them."""
    there = set(JointCampaign.objects.filter(district=None).values_list("code", flat=True))
    new = [
        JointCampaign(code=code, position=n, name=name, name_en=name_en, purpose=purpose, purpose_en=purpose_en)
        for n, (code, name, name_en, purpose, purpose_en) in enumerate(CAMPAIGNS, 1)
        if code not in there
    ]
    JointCampaign.objects.bulk_create(new)
    return f"joint campaigns: {len(new)} created, {len(CAMPAIGNS) - len(new)} unchanged", bool(new)
