"""Made-up families of the demonstration district."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from campaigns.choices import ConsentKind
from campaigns.kinds import masked, seal
from foundation.organisations.models import Region

VILLAGE_OF_THE_OFFICIAL = "990102102205"
VILLAGES = 15
LEAST, MOST = 17, 23
MANY_VILLAGES = 60
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董程曹袁邓许傅沈曾彭吕苏"
GIVEN = (
    "建国秀英志强玉兰德明桂芳国华淑珍永福春梅长林美玲守义凤霞文斌丽华光明素芬世平红梅"
    "大勇翠萍家旺月娥有才雪琴庆丰金凤立新惠兰学文冬梅振华彩云克俭秋菊向东海燕兴旺玉珍"
)


@dataclass(frozen=True, slots=True)
class Household:
    """A family as its village enters it."""

    village: Region
    number: int
    holder: str
    members: int
    consent: str

    @property
    def shown(self) -> str:
        return f"{masked(self.holder)}家庭"


def _name(rng: Random) -> str:
    start = 2 * rng.randrange(len(GIVEN) // 2)
    return rng.choice(SURNAMES) + GIVEN[start : start + 2]


def households(villages: Sequence[Region], rng: Random) -> Iterator[Household]:
    """Some twenty families in each of fifteen villages, fewer where the demonstration is small."""
    large = len(villages) > MANY_VILLAGES
    rural = [one for one in villages if one.kind == "rural" and one.code != VILLAGE_OF_THE_OFFICIAL]
    urban = [one for one in villages if one.kind == "urban"]
    chosen = [one for one in villages if one.code == VILLAGE_OF_THE_OFFICIAL]
    chosen += rng.sample(rural, min(9 if large else 1, len(rural))) + rng.sample(
        urban, min(5 if large else 1, len(urban))
    )
    for village in sorted(chosen, key=lambda one: one.code):
        for number in range(1, 1 + (rng.randint(LEAST, MOST) if large else 6)):
            yield Household(
                village=village,
                number=number,
                holder=_name(rng),
                members=rng.choices((2, 3, 4, 5, 6), (2, 6, 5, 4, 1))[0],
                consent=rng.choices(ConsentKind.values, (8, 2, 3))[0],
            )


def sealed_name(household: Household) -> str:
    """What identifies the family, as it lies in the database."""
    return seal({"holder": household.holder})
