"""How dates are written in Chinese."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from knowledge.calendar import periods
from knowledge.calendar.periods import Period

Phrase = tuple[str, re.RegexFlag, Callable[[re.Match[str], date], Period]]

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DIGITS |= {str(value): value for value in range(10)}
_YEARS = {"今年": 0, "本年": 0, "去年": -1, "上一年": -1, "前年": -2, "大前年": -3, "明年": 1}
_DAYS = {"今天": 0, "昨天": -1, "昨日": -1, "前天": -2, "大前天": -3, "明天": 1, "后天": 2}
_STEPS = {"上上": -2, "上": -1, "上一": -1, "这": 0, "这一": 0, "本": 0, "当": 0, "下": 1, "下一": 1}
_UNITS = {
    "天": "day",
    "日": "day",
    "周": "week",
    "星期": "week",
    "礼拜": "week",
    "月": "month",
    "季度": "quarter",
    "年": "year",
}

_N = "[0-9〇零一二两三四五六七八九十]"
_YEAR = r"(?P<year>大前年|前年|去年|上一年|今年|本年|明年|(?:(?<!\d)\d{4}|[〇零一二三四五六七八九]{4})\s*年)\s*"
_MONTH = rf"(?P<month>{_N}{{1,3}})\s*月"
_MONTH_ALONE = r"(?<![\d.十])" + _MONTH
_DAY = rf"(?P<day>{_N}{{1,3}})\s*[日号]"
_BEFORE = r"(?:截至|截止到?|(?<![现存])在|于)?\s*"
_AFTER = r"(?:的时候|那时候?|期间|为止|的)?"
_EDGE = r"(?P<edge>年?[初底末])?"


def number(text: str) -> int:
    """A small number in digits or in Chinese: 12, 十二, 二十三, 二〇二五. ValueError for what is none: 二十十."""
    if not re.fullmatch(r"[^十]+|[^十]?十[^十]?", text):
        raise ValueError(f"no number: {text}")
    if "十" not in text:
        return int("".join(str(_DIGITS[digit]) for digit in text))
    tens, _, ones = text.partition("十")
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)


def _year(match: re.Match[str], today: date) -> int:
    word = match["year"].strip()
    return today.year + _YEARS[word] if word in _YEARS else number(word.removesuffix("年").strip())


def _edged(match: re.Match[str], period: Period) -> Period:
    return periods.start_of(period) if (match["edge"] or "").endswith("初") else period


def _numbered(match: re.Match[str], group: str) -> int:
    return number(match[group])


def _day_of_year(match: re.Match[str], today: date) -> Period:
    return periods.day(date(_year(match, today), _numbered(match, "month"), _numbered(match, "day")))


def _month_of_year(match: re.Match[str], today: date) -> Period:
    return _edged(match, periods.month(_year(match, today), _numbered(match, "month")))


def _quarter_of_year(match: re.Match[str], today: date) -> Period:
    return periods.quarter(_year(match, today), _numbered(match, "quarter"))


def _half_of_year(match: re.Match[str], today: date) -> Period:
    return periods.half(_year(match, today), "上下".index(match["half"]) + 1)


def _whole_year(match: re.Match[str], today: date) -> Period:
    return _edged(match, periods.whole_year(_year(match, today)))


def _day_without_year(match: re.Match[str], today: date) -> Period:
    month, day = _numbered(match, "month"), _numbered(match, "day")
    return periods.latest_begun(lambda year: periods.day(date(year, month, day)), today)


def _month_without_year(match: re.Match[str], today: date) -> Period:
    month = _numbered(match, "month")
    return _edged(match, periods.latest_begun(lambda year: periods.month(year, month), today))


def _quarter_without_year(match: re.Match[str], today: date) -> Period:
    quarter = _numbered(match, "quarter")
    return periods.latest_begun(lambda year: periods.quarter(year, quarter), today)


def _half_without_year(match: re.Match[str], today: date) -> Period:
    half = "上下".index(match["half"]) + 1
    return periods.latest_begun(lambda year: periods.half(year, half), today)


def _near_day(match: re.Match[str], today: date) -> Period:
    return periods.unit_away("day", today, _DAYS[match["near"]])


def _day_of_near_month(match: re.Match[str], today: date) -> Period:
    month = periods.unit_away("month", today, _STEPS[match["step"]])
    return periods.day(month.first.replace(day=_numbered(match, "day")))


def _near_unit(match: re.Match[str], today: date) -> Period:
    return _edged(match, periods.unit_away(_UNITS[match["unit"]], today, _STEPS[match["step"]]))


def _weekday(match: re.Match[str], today: date) -> Period:
    monday = periods.unit_away("week", today, _STEPS[match["step"]]).first
    return periods.day(monday + timedelta(days="一二三四五六日天".index(match["weekday"]) % 7))


def _ago(match: re.Match[str], today: date) -> Period:
    if match["count"] == "半" and match["unit"] == "年":
        return periods.time_ago("month", today, 6)
    return periods.time_ago(_UNITS[match["unit"] or match["months"]], today, number(match["count"]))


def _beginning(match: re.Match[str], today: date) -> Period:
    return periods.start_of(periods.unit_away(_UNITS[match["unit"]], today, 0))


def _phrase(pattern: str, period: Callable[[re.Match[str], date], Period]) -> Phrase:
    return _BEFORE + pattern + _AFTER, re.NOFLAG, period


_STEP = r"(?<![以晚早马网线])(?P<step>上上|上一|上|这一|这|本|当|下一|下)个?"
PHRASES: tuple[Phrase, ...] = (
    _phrase(_YEAR + _MONTH + r"\s*" + _DAY, _day_of_year),
    _phrase(_YEAR + _MONTH + "份?" + _EDGE, _month_of_year),
    _phrase(_YEAR + "(?:的)?第?(?P<quarter>[一二三四1-4])季度", _quarter_of_year),
    _phrase(_YEAR + "[Qq](?P<quarter>[1-4])(?![0-9A-Za-z])", _quarter_of_year),
    _phrase(_YEAR + "(?P<half>[上下])半年", _half_of_year),
    _phrase(_YEAR + _EDGE, _whole_year),
    _phrase(_MONTH_ALONE + r"\s*" + _DAY, _day_without_year),
    _phrase(r"(?<![\d.])(?P<month>\d{1,2})\s*月份?" + _EDGE, _month_without_year),
    # a month in Chinese numerals alone may be a name (五月花): it needs 份, 初 or 底
    _phrase(_MONTH_ALONE + "(?:份|(?=[初底末]))" + _EDGE, _month_without_year),
    _phrase("第?(?P<quarter>[一二三四1-4])季度", _quarter_without_year),
    _phrase("(?P<half>[上下])半年", _half_without_year),
    _phrase("(?P<near>大前天|前天|昨天|昨日|今天|明天|后天)", _near_day),
    _phrase(_STEP + r"月\s*" + _DAY, _day_of_near_month),
    _phrase(_STEP + "(?P<unit>月|季度|周|星期|礼拜)" + _EDGE, _near_unit),
    _phrase(_STEP + "(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])", _weekday),
    _phrase(
        rf"(?<![\d.])(?P<count>半|\d{{1,4}}|{_N}{{1,3}})\s*(?:个?(?P<unit>天|周|星期|礼拜|季度|年)|个(?P<months>月))(?:之|以)?前",
        _ago,
    ),
    _phrase("(?<![0-9去今前明本年])(?P<unit>[年月])初", _beginning),
)
