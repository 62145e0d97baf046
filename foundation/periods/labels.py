"""How a period is called in Chinese and in English."""

import datetime as dt

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
CHINESE_QUARTERS = "一二三四"
ENGLISH_QUARTERS = ("first", "second", "third", "fourth")


def is_chinese(language: str) -> bool:
    """Whether a language code such as ``zh-hans`` or ``zh_CN`` means Chinese; every other reader gets English."""
    return language.lower().startswith("zh")


def day_label(day: dt.date, language: str) -> str:
    """2026年11月22日, 22 November 2026."""
    if is_chinese(language):
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def week_label(year: int, week: int, language: str) -> str:
    """2026年第47周, week 47 of 2026."""
    return f"{year}年第{week}周" if is_chinese(language) else f"week {week} of {year}"


def month_label(day: dt.date, language: str) -> str:
    """2026年10月, October 2026."""
    return f"{day.year}年{day.month}月" if is_chinese(language) else f"{MONTHS[day.month - 1]} {day.year}"


def quarter_label(year: int, quarter: int, language: str) -> str:
    """2026年第四季度, fourth quarter of 2026."""
    if is_chinese(language):
        return f"{year}年第{CHINESE_QUARTERS[quarter - 1]}季度"
    return f"{ENGLISH_QUARTERS[quarter - 1]} quarter of {year}"


def year_label(year: int, language: str) -> str:
    """2026年, 2026."""
    return f"{year}年" if is_chinese(language) else f"{year}"
