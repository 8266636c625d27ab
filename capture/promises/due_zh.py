"""Days ahead as Chinese names them: 周三前, 月底, 两个工作日内, 国庆后. Raises ValueError for what is no day."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from capture.promises.festivals import break_named, first_workday_after, last_workday_before, spring_festival
from capture.promises.moment import Moment
from knowledge.calendar import periods
from knowledge.calendar.phrases_zh import number

Day = Callable[[re.Match[str], Moment], date | None]
Pattern = tuple[re.Pattern[str], Day, bool]

_DAYS = {"今": 0, "明": 1, "听": 1, "聽": 1, "后": 2, "大后": 3, "昨": -1, "前": -2}
_STEPS = {"": None, "这": 0, "本": 0, "当": 0, "下": 1, "下下": 2, "上": -1, "上上": -2}
_N = "[0-9零一二两三四五六七八九十]"
_LEAD = r"(?:(?:最晚|最迟|不晚于|不迟于|不超过|赶在|截止到?|截至)\s?)?"
_CLOCK = (
    r"(?:的?(?:一?大?早上?|上午|中午|下午|傍晚|晚上|晚间?|夜里|凌晨|下班|上班|收工|中旬|当天|那天))?"
    rf"(?:\s?{_N}{{1,3}}\s?(?:点(?:半|钟|整|{_N}{{1,3}}分?)?|[:：]\d\d))?"
)
_TAIL = r"(?:的时候|(?:之|以)?前|(?:之|以)?内|里|左右|为止)?"
_STEP = r"(?P<step>上上|(?<![则本论际早晚])上|下下|下|这|本|当)?一?个?"


def _weekday(match: re.Match[str], said: Moment) -> date:
    place, today = min("一二三四五六日天".index(match["weekday"]), 6), said.today
    step = _STEPS[match["step"] or ""]
    if step is None or (step == 0 and place < today.weekday()):
        return today + timedelta(days=(place - today.weekday() - 1) % 7 + 1)
    return periods.week(today).first + timedelta(days=7 * step + place)


def _week(match: re.Match[str], said: Moment) -> date:
    step = _STEPS[match["step"] or ""] or 0
    monday = periods.week(said.today).first + timedelta(days=7 * step)
    if match["edge"] == "初":
        return monday
    last = last_workday_before(monday + timedelta(days=7), said.calendar)
    return last if last >= said.today or step < 0 else monday + timedelta(days=6)


def _before_weekend(match: re.Match[str], said: Moment) -> date:
    """周末前 is by Friday, 周末 itself by Sunday."""
    monday = periods.week(said.today).first + timedelta(days=7 * (_STEPS[match["step"] or ""] or 0))
    sunday = monday + timedelta(days=6)
    return last_workday_before(sunday - timedelta(days=1), said.calendar) if "前" in match[0] else sunday


def _near_day(match: re.Match[str], said: Moment) -> date:
    return said.today + timedelta(days=_DAYS[match["near"]])


def _dated(match: re.Match[str], said: Moment) -> date:
    """A day of a month, this year's or the next to come."""
    month, day = number(match["month"]), number(match["day"])
    if match["year"]:
        years = {"今年": said.today.year, "明年": said.today.year + 1, "去年": said.today.year - 1}
        word = match["year"].strip()
        return date(years[word] if word in years else int(word.rstrip("年")), month, day)
    return _coming(said.today, month, day)


def _coming(today: date, month: int, day: int) -> date:
    """The next such day; one that lies less than two months back is a day that has passed."""
    this_year = date(today.year, month, day)
    if this_year >= today or (today - this_year).days < 60:
        return this_year
    return date(today.year + 1, month, day)


def _slashed(match: re.Match[str], said: Moment) -> date:
    return _coming(said.today, int(match["month"]), int(match["day"]))


def _day_alone(match: re.Match[str], said: Moment) -> date:
    today, day, step = said.today, number(match["day"]), _STEPS[match["step"] or ""]
    ahead = step if step is not None else int(day < today.day)
    return periods.unit_away("month", today, ahead).first.replace(day=day)


def _month_part(match: re.Match[str], said: Moment) -> date:
    if match["month"]:
        month = number(match["month"])
        there = periods.month(said.today.year + int(month < said.today.month), month)
    else:
        there = periods.unit_away("month", said.today, _STEPS[match["step"] or ""] or 0)
    return _part(there, match["edge"] or "")


def _part(there: periods.Period, edge: str) -> date:
    if edge == "初":
        return there.first
    days = {"上旬": 10, "中": 15, "中旬": 20}
    return there.first.replace(day=days[edge]) if edge in days else there.last


def _quarter(match: re.Match[str], said: Moment) -> date:
    return periods.unit_away("quarter", said.today, _STEPS[match["step"] or ""] or 0).last


def _quarter_named(match: re.Match[str], said: Moment) -> date:
    """一季度, Q3: this year's, or next year's where that is over or 明年 is said."""
    word, year = match["quarter"], said.today.year
    which = int(word) if word.isdigit() else "一二三四".index(word) + 1
    if match["year"]:
        return periods.quarter(year + int(match["year"] == "明年"), which).last
    last = periods.quarter(year, which).last
    return last if last >= said.today else periods.quarter(year + 1, which).last


def _year_end(match: re.Match[str], said: Moment) -> date:
    word = match["year"] or ""
    year = int(word) if word.isdigit() else said.today.year + {"明": 1, "去": -1}.get(word, 0)
    return date(year, 6, 30) if "上半年" in match[0] or "H1" in match[0] else date(year, 12, 31)


_UNIT_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}


def _length(match: re.Match[str], said: Moment) -> date:
    """So long from now: days, working days, weeks, months, hours. Of 一两天, 两三天 the longer counts."""
    unit, word = match["unit"], match["count"]
    count = 0.5 if word == "半" else number(word[-1] if _TWO.fullmatch(word) else word)
    if unit == "工作日":
        day = said.today
        for _ in range(int(count)):
            day = first_workday_after(day, said.calendar)
        return day
    if unit in _UNIT_DAYS:
        return said.today + timedelta(days=int(_UNIT_DAYS[unit] * count))
    if unit in ("小时", "钟头", "分钟"):
        return _hours_ahead(said, count / 60 if unit == "分钟" else count)
    if unit == "年":
        return periods.months_away(said.today, int(12 * count))
    return said.today + timedelta(days=15) if count < 1 else periods.months_away(said.today, int(count))


SAME_DAY = 12
"""So many hours ahead can be another day; "in an hour", said at night, is of the same."""
_TWO = re.compile("一两|两三|三四|三五|四五|五六")


def _hours_ahead(said: Moment, hours: float) -> date:
    """Some hours are of the same day, however late it is; half a day and more are counted."""
    return (said.at + timedelta(hours=hours)).date() if hours >= SAME_DAY else said.today


def _those_days(_match: re.Match[str], said: Moment) -> date:
    """这两天, 这几天: a couple of days."""
    return said.today + timedelta(days=2)


_NEW_YEAR_IN_SIGHT = timedelta(days=45)


def _lunar(match: re.Match[str], said: Moment) -> date:
    """初八: the eighth day of the lunar year, around its beginning."""
    day = spring_festival(said.today) + timedelta(days=number(match["lunar"]) - 1)
    if not said.today <= day <= said.today + _NEW_YEAR_IN_SIGHT:
        raise ValueError(match[0])
    return day


def _festival(match: re.Match[str], said: Moment) -> date:
    found = break_named(match["festival"], said.today, said.calendar)
    if match["before"]:
        return last_workday_before(found.first, said.calendar)
    return first_workday_after(found.last, said.calendar)


def _today(_match: re.Match[str], said: Moment) -> date:
    return said.today


def _pattern(text: str, day: Day, *, rough: bool = False) -> Pattern:
    return re.compile(text), day, rough


_FESTIVAL = "国庆|双十一|双十二|双11|双12|(?<![双二三])十一|圣诞|五一|劳动节|清明|端午|中秋|元旦|春节|过年"
PATTERNS: tuple[Pattern, ...] = (
    _pattern(
        _LEAD + rf"(?<![\d.])(?P<year>今年|明年|去年"
        rf"|(?:20)?\d\d年)?\s?(?P<month>{_N}{{1,3}})\s?月\s?(?P<day>{_N}{{1,3}})\s?[日号]?" + _CLOCK + _TAIL,
        _dated,
    ),
    _pattern(
        _LEAD + r"(?<![\d./-])(?P<month>1[0-2]|0?[1-9])[/.](?P<day>[0-3]?\d)(?![\d/.%]"
        r"|[折万元倍版])(?=\s?(?:[日号前之以\u4e00-\u9fff]))" + _CLOCK + _TAIL,
        _slashed,
    ),
    _pattern(
        _LEAD + rf"(?:(?P<step>上上|上|下下|下|这|本"
        rf"|当)个?月份?的?|(?<![\d.月]))(?P<day>{_N}{{1,3}})\s?(?(step)[日号]|(?:号|日(?!(?:之|以)?[内后])))(?![楼线店机门院仓馆])"
        + _CLOCK
        + _TAIL,
        _day_alone,
    ),
    _pattern(
        _LEAD
        + r"(?<![\w])?(?P<near>大后|今|明|后|昨|(?<![之以])前|[听聽](?=日(?![语本文])))"
        + r"(?:天|日|儿个?|(?=[早晚](?!点|于|些|了)|上午|下午))"
        + _CLOCK
        + _TAIL,
        _near_day,
    ),
    _pattern(
        _LEAD + r"(?<!每)(?:" + _STEP + r")(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?!期)" + _CLOCK + _TAIL,
        _weekday,
    ),
    _pattern(_LEAD + "(?<!每)(?:" + _STEP + r")周末(?:之前|以前|前|里)?", _before_weekend),
    _pattern(
        _LEAD + r"(?<!每)(?P<step>上上|上|下下|下|这|本|当)一?个?(?:周|星期"
        r"|礼拜)(?![一二三四五六日天末边围年])(?P<edge>初|内|之内|以内|里|底)?" + _TAIL,
        _week,
    ),
    _pattern(_LEAD + r"(?<![每上一二两三四五六七八九十\d])(?P<step>)(?P<edge>)周内", _week),
    _pattern(
        _LEAD
        + r"(?<!每)(?<!每个)(?P<step>上上|上|下下|下|这|本|当)?个?(?P<month>)月(?P<edge>初|上旬|中旬|下旬|中|底|末|尾)"
        + _TAIL,
        _month_part,
    ),
    _pattern(_LEAD + r"(?<!每)(?P<step>上上|上|下下|下|这|本|当)个?(?P<month>)月(?P<edge>)(?!度)" + _TAIL, _month_part),
    _pattern(
        _LEAD + rf"(?P<step>)(?<![\d.])(?P<month>{_N}{{1,2}})\s?月份?(?P<edge>初|上旬|中旬|下旬|中|底|末|份?内"
        rf"|(?=之?前))(?:之前|以前|前|之内|内)?",
        _month_part,
    ),
    _pattern(_LEAD + r"(?P<step>这|本|下)?个?季度?(?:底|末|之?内)(?:之前|以前|前)?", _quarter),
    _pattern(
        _LEAD + r"(?P<year>[今明]年)?(?:第|(?<![A-Za-z\d])[Qq](?=[1-4]))?(?P<quarter>[一二三四1-4])(?:季度|(?<=[Qq]\d))"
        r"(?:底|末|之?内|结束)?(?:之前|以前|前)?",
        _quarter_named,
    ),
    _pattern(
        _LEAD + r"(?P<year>今|明|本|去|20\d\d|(?<![半一两三\d]))"
        r"(?:年(?:底|末|内|尾)(?:之前|以前|前)?|年?(?:[上下]半年|H[12])(?:内|结束)?(?:之前|以前|前)?)",
        _year_end,
    ),
    _pattern(
        _LEAD + r"(?:在|再过|过|再有|再给我)?(?<![\d.第])(?<!最后)(?P<count>半|一两|两三|三四|三五|四五|五六|\d{1,3}"
        r"|[一二两三四五六七八九十]{1,3})\s?个?"
        r"(?P<unit>工作日|小时|钟头|分钟|天|日|周|星期|礼拜|月|(?<=[半一两]|\d)年)(?:的时间)?(?:(?:之|以)?内|(?:之|以)?后|左右(?:之?内)?)",
        _length,
    ),
    _pattern(
        r"(?<![\d.第])(?<!最后)(?P<count>一两|两三|\d{1,2}|[一二两三四五六七八九十])\s?个?(?P<unit>工作日)", _length
    ),
    _pattern(
        r"给我们?(?P<count>半|一两|两三|\d{1,2}|[一二两三四五六七八九十])\s?个?(?P<unit>工作日|小时|天|周"
        r"|星期|礼拜|月)(?:的?时间)?",
        _length,
    ),
    _pattern("(?:这(?:一两|两三?|几)|明后两?)天(?:之?内|里)?", _those_days),
    _pattern(
        rf"(?:赶在|等|过完|过了|过)?(?P<festival>{_FESTIVAL}|(?<![春清佳])节"
        rf"|(?<![今去明每半一两\d])年)(?:节|小?长?假|放假|假期)*"
        r"(?:(?P<before>(?:之|以)?前)|(?:之|以)?后|回来|结束)",
        _festival,
    ),
    _pattern(
        _LEAD
        + r"(?:正月|大年|(?<![最当起年月]))初(?P<lunar>[一二三四五六七八九十])(?![一-鿿]?[版次步稿个些家份中])"
        + _TAIL,
        _lunar,
    ),
    _pattern(r"(?:过完|过了)(?P<before>)(?P<festival>" + _FESTIVAL + "|节|年)(?:节|假)?", _festival),
    _pattern(
        r"(?:赶在|今)?(?:下班|收工|天黑|午饭|中午|午休|晚饭)(?:之|以)?前"
        r"|(?<![明后昨前天周晚一二三四五六日])(?:下午|晚上|傍晚|中午|今晚)"
        rf"(?:{_N}{{1,3}}点(?:半|钟)?)?(?:之前|以前|前)?",
        _today,
        rough=True,
    ),
    _pattern(rf"(?<!\d)(?:{_N}{{1,3}})点(?:半|钟|整|{_N}{{1,3}}分?)?(?:之前|以前|前)", _today, rough=True),
    _pattern("马上|立刻|立即|即刻|这就|稍后|稍晚|晚点儿?|晚些|待会儿?|等会儿?|等下|一会儿?|现在就", _today, rough=True),
)
