"""How names are read (拼音): whole and by initials, for search boxes."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from pypinyin.constants import PINYIN_DICT

LONGEST = 300
DROPPED = "（）()·、，,.-— \u3000"

# Names that are read otherwise than their characters are most often.
PLACE_NAMES = {
    "重庆": "chong qing", "厦门": "xia men", "六安": "lu an", "六合": "lu he", "蚌埠": "beng bu",
    "丽水": "li shui", "台州": "tai zhou", "天台": "tian tai", "铅山": "yan shan", "乐清": "yue qing",
    "乐亭": "lao ting", "番禺": "pan yu", "大埔": "da bu", "东莞": "dong guan", "朝阳": "chao yang",
    "朝鲜": "chao xian", "单县": "shan xian", "莘县": "shen xian", "浚县": "xun xian", "尉犁": "yu li",
    "繁峙": "fan shi", "洪洞": "hong tong", "泌阳": "bi yang", "蔚县": "yu xian", "大城县": "dai cheng xian",
    "荥经": "ying jing", "犍为": "qian wei", "歙县": "she xian", "冠县": "guan xian", "东阿": "dong e",
    "鄄城": "juan cheng", "长子县": "zhang zi xian", "长垣": "chang yuan", "监利": "jian li",
    "黄陂": "huang pi", "西藏": "xi zang", "藏族": "zang zu", "阿克苏": "a ke su", "澄江": "cheng jiang",
    "会稽": "kuai ji", "曲阜": "qu fu", "曲靖": "qu jing", "曲江": "qu jiang", "句容": "ju rong",
    "盱眙": "xu yi", "滘": "jiao", "圳": "zhen", "侗族": "dong zu", "佤族": "wa zu", "傣族": "dai zu",
    "仡佬": "ge lao", "万柏林": "wan bo lin", "石柏": "shi bai", "涡阳": "guo yang", "涌泉": "yong quan",
    "行政": "xing zheng", "银行": "yin hang", "长沙": "chang sha", "长春": "chang chun", "长治": "chang zhi",
    "长安": "chang an", "长江": "chang jiang", "长兴": "chang xing", "阿城": "a cheng", "阿坝": "a ba",
    "吐鲁番": "tu lu fan", "解放": "jie fang", "宿州": "su zhou", "宿迁": "su qian", "枞阳": "zong yang",
    "牟平": "mu ping", "中牟": "zhong mu", "珲春": "hun chun", "什邡": "shi fang",
}  # fmt: skip
FIRST_MARK = 0xE000


def readings(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Whole pinyin and initials of each name: 清河区 is ``qinghequ`` and ``qhq``. Names hold no line breaks."""
    marks, names_of_marks, whole, initials = tables()
    text = names_of_marks.sub(lambda found: marks[found[0]], "\n".join(names))
    pinyin = text.translate(whole).lower().split("\n")
    return [word[:LONGEST] for word in pinyin], text.translate(initials).lower().split("\n")


def reading(name: str) -> tuple[str, str]:
    """Whole pinyin and initials of one name."""
    pinyin, initials = readings([" ".join(name.split())])
    return pinyin[0], initials[0]


@cache
def tables() -> tuple[dict[str, str], re.Pattern[str], dict[int, str | None], dict[int, str | None]]:
    """Marks that stand for known names, a pattern that finds these names, and what each character becomes."""
    marks = {name: chr(FIRST_MARK + number) for number, name in enumerate(PLACE_NAMES)}
    syllables = {code: [plain(values.split(",")[0])] for code, values in PINYIN_DICT.items()}
    syllables |= {ord(marks[name]): spelled.split() for name, spelled in PLACE_NAMES.items()}
    dropped: dict[int, str | None] = dict.fromkeys(map(ord, DROPPED))
    whole = {code: "".join(spelled) for code, spelled in syllables.items()}
    initials = {code: "".join(syllable[:1] for syllable in spelled) for code, spelled in syllables.items()}
    longest_first = sorted(marks, key=len, reverse=True)
    return marks, re.compile("|".join(longest_first)), whole | dropped, initials | dropped


def plain(syllable: str) -> str:
    """A syllable without its tone: ``lǜ`` is ``lv``, as people type it."""
    letters = unicodedata.normalize("NFD", syllable.replace("ü", "v"))
    letters = letters.replace("u\u0308", "v")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
