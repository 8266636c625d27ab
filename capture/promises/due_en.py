"""Days ahead as English names them: by Wednesday, end of the month, within two working days, after the holidays."""

import re
from datetime import date, timedelta

from capture.promises.due_zh import SAME_DAY, Day, Pattern
from capture.promises.festivals import break_named, first_workday_after, last_workday_before
from capture.promises.moment import Moment
from knowledge.calendar import periods

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_COUNTS = {"a": 1, "an": 1, "the": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_COUNTS |= {"eight": 8, "nine": 9, "ten": 10, "a couple of": 2, "couple of": 2, "the next couple of": 2}
_COUNTS |= {"the next": 1, "the coming": 1}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_LEAD = (
    r"(?<![\w'-])(?:(?:by|before|until|till|no\s+later\s+than|not\s+later\s+than|at\s+the\s+latest\s+(?:by|on)?|latest"
    r"|sometime|on|in|for|come|around|starting|from|end\s+of(?:\s+(?:day|play))?|eod|eob|cob|close\s+of\s+business"
    r"|first\s+thing)\s+){0,3}(?:on\s+)?(?:the\s+)?"
)
_TAIL = (
    r"(?:['’]s)?(?:\s+(?:morning|afternoon|evening|night|noon|lunch(?:time)?|eod|cob|end\s+of\s+day"
    r"|at\s+the\s+latest|latest))?"
    r"(?:\s+(?:at|by|around|before)?\s*\d{1,2}(?::\d\d)?\s*(?:am|pm|o'clock)\b)?"
)
_YEAR = r"(?:,?\s+(?P<year>20\d\d))?"
_END = r"(?!\w|-)"
_FULL = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SHORT = r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)"


def _weekday_later(match: re.Match[str], said: Moment) -> date:
    """Weeks from a weekday ("two weeks from Friday", "Friday week"), or the one after the next of them."""
    place, count = _WEEKDAYS.index(match["weekday"][:3].lower()), _COUNTS[(match["count"] or "a").lower()]
    if match["after_next"]:
        return periods.week(said.today).last + timedelta(days=place + 8)
    return said.today + timedelta(days=(place - said.today.weekday() - 1) % 7 + 1 + 7 * count)


def _weekday(match: re.Match[str], said: Moment) -> date:
    place, today = _WEEKDAYS.index(match["weekday"][:3].lower()), said.today
    step = (match["step"] or "").lower()
    if step in ("last", "past"):
        return today - timedelta(days=(today.weekday() - place - 1) % 7 + 1)
    if step == "next":
        return periods.week(today).last + timedelta(days=place + 1)
    if step == "this" and place == today.weekday():
        return today
    return today + timedelta(days=(place - today.weekday() - 1) % 7 + 1)


def _near_day(match: re.Match[str], said: Moment) -> date:
    word = match["near"].lower()
    tomorrow = word.startswith(("tom", "tm", "first"))
    days = 2 if "day after" in word else -1 if word.startswith("yes") else int(tomorrow)
    return said.today + timedelta(days=days)


def _end_of(match: re.Match[str], said: Moment) -> date:
    """The end of this or the next day, week, month, quarter or year."""
    unit, step = _UNITS[match["unit"].lower()], int((match["step"] or "").lower() == "next")
    if unit == "day":
        return said.today + timedelta(days=step)
    if unit == "week":
        return _week_end(said, step)
    return periods.unit_away(unit, said.today, step).last


_UNITS = {
    "eod": "day", "eob": "day", "cob": "day", "day": "day", "business": "day", "play": "day",
    "eow": "week", "week": "week", "weekend": "week",
    "eom": "month", "month": "month", "month-end": "month", "month end": "month",
    "eoq": "quarter", "quarter": "quarter", "eoy": "year", "year": "year", "year-end": "year", "year end": "year",
}  # fmt: skip


def _week_end(said: Moment, step: int) -> date:
    monday = periods.week(said.today).first + timedelta(days=7 * step)
    last = last_workday_before(monday + timedelta(days=7), said.calendar)
    return max(last, said.today)


def _part_of_week(match: re.Match[str], said: Moment) -> date:
    monday = periods.week(said.today).last + timedelta(days=1)
    return monday + timedelta(
        days={"early": 1, "start of": 1, "beginning of": 1, "mid": 2, "middle of": 2}[_edge(match)]
    )


def _edge(match: re.Match[str]) -> str:
    return " ".join(match["edge"].lower().replace("-", " ").split())


def _dated(match: re.Match[str], said: Moment) -> date:
    month, day = _month(match), int(match["day"])
    if match["year"]:
        return date(int(match["year"]), month, day)
    this_year = date(said.today.year, month, day)
    if this_year >= said.today or (said.today - this_year).days < 60:
        return this_year
    return date(said.today.year + 1, month, day)


def _month(match: re.Match[str]) -> int:
    return _MONTHS.index(match["month"][:3].lower()) + 1


def _month_end(match: re.Match[str], said: Moment) -> date:
    month = _month(match)
    there = periods.month(said.today.year + int(month < said.today.month), month)
    edge = (match["edge"] or "").lower()
    return (
        there.first
        if edge.startswith(("start", "beg", "early"))
        else there.first.replace(day=15)
        if "mid" in edge
        else there.last
    )


def _week_of_month(match: re.Match[str], said: Moment) -> date:
    """The first week of a month ends on its 7th day."""
    month = _month(match)
    week = ("first", "second", "third").index(match["which"].lower()) + 1
    return date(said.today.year + int(month < said.today.month), month, 7 * week)


def _quarter_end(match: re.Match[str], said: Moment) -> date:
    """Q1, H1: this year's, or next year's where it is over or "next year" is said."""
    month = int(match["number"]) * (3 if match["kind"].lower() == "q" else 6)
    year = int(match["year"] or said.today.year)
    last = periods.month(year, month).last
    return last if match["year"] or last >= said.today else periods.month(year + 1, month).last


def _last_day(match: re.Match[str], said: Moment) -> date:
    end = periods.unit_away(match["unit"].lower(), said.today, int((match["step"] or "").lower() == "next")).last
    return last_workday_before(end + timedelta(days=1), said.calendar) if match["working"] else end


def _after_weekend(_match: re.Match[str], said: Moment) -> date:
    return first_workday_after(periods.week(said.today).last, said.calendar)


def _iso(match: re.Match[str], _said: Moment) -> date:
    return date(int(match["year"]), int(match["month"]), int(match["day"]))


def _slashed(match: re.Match[str], said: Moment) -> date | None:
    """3/20 can only be one day; 3/4 can be two, so it is none."""
    one, two = int(match["one"]), int(match["two"])
    if one <= 12 and two <= 12 and one != two:
        return None
    month, day = min(one, two), max(one, two)
    this_year = date(said.today.year, month, day)
    return this_year if this_year >= said.today else date(said.today.year + 1, month, day)


def _day_alone(match: re.Match[str], said: Moment) -> date:
    day, next_month = int(match["day"]), bool(match["next"])
    ahead = 1 if next_month or day < said.today.day else 0
    return periods.unit_away("month", said.today, ahead).first.replace(day=day)


def _length(match: re.Match[str], said: Moment) -> date:
    unit, word = match["unit"].lower(), " ".join((match["count"] or "a").lower().split())
    word = word if word in _COUNTS else word.removeprefix("the ").removeprefix("next ").removeprefix("coming ")
    count = int(word) if word.isdigit() else _COUNTS[word]
    if match["working"]:
        day = said.today
        for _ in range(count):
            day = first_workday_after(day, said.calendar)
        return day
    if unit.startswith(("h", "min", "m", "sec", "bit")) and not unit.startswith("month"):
        hours = count if unit.startswith("h") else 0
        return (said.at + timedelta(hours=hours)).date() if hours >= SAME_DAY else said.today
    if unit.startswith("month"):
        return periods.months_away(said.today, count)
    return said.today + timedelta(days=count * (14 if unit.startswith("fort") else 7 if unit.startswith("w") else 1))


def _festival(match: re.Match[str], said: Moment) -> date:
    word = "" if match["festival"].lower().startswith(("holiday", "break", "bank", "long")) else match["festival"]
    found = break_named(word, said.today, said.calendar)
    if match["side"].lower() == "after":
        return first_workday_after(found.last, said.calendar)
    return last_workday_before(found.first, said.calendar)


def _today(_match: re.Match[str], said: Moment) -> date:
    return said.today


def _pattern(text: str, day: Day, *, rough: bool = False) -> Pattern:
    return re.compile(text, re.IGNORECASE), day, rough


_COUNT = (
    r"(?P<count>(?:the\s+next\s+)?(?:a\s+)?couple\s+of|(?:the\s+(?:next|coming)\s+)?(?:\d{1,3}|one|two|three"
    r"|four|five|six|seven|eight|nine|ten)|the\s+(?:next|coming)|an?|the)"
)
_LENGTH_UNIT = r"(?P<unit>days?|weeks?|wks?|fortnight|months?|hours?|hrs?|h|minutes?|mins?|moment|seconds?|secs?|bit)"
_WORKING = r"(?P<working>(?:business|working|work)\s+)?"
PATTERNS: tuple[Pattern, ...] = (
    _pattern(_LEAD + r"(?P<year>20\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})" + _END, _iso),
    _pattern(_LEAD + _MONTH + r"\s+(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?" + _YEAR + _END, _dated),
    _pattern(_LEAD + r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH + _YEAR + _END, _dated),
    _pattern(r"(?<![\w'-])(?:by|before|until|till|on)\s+(?P<one>\d{1,2})/(?P<two>\d{1,2})(?![\d/])", _slashed),
    _pattern(
        r"(?<![\w'-])(?:(?:by|before|until|at|in|sometime)\s+)?(?:the\s+)?(?P<edge>end|close|start"
        r"|beginning|early|late|mid(?:dle)?)(?:\s+of|\s+in)?[\s-]+" + _MONTH + r"(?!\s*\d)",
        _month_end,
    ),
    _pattern(
        r"(?<![\w'-])(?:(?:by|in|during|within)\s+)?(?:the\s+)?(?P<which>first|second|third)\s+week\s+(?:of|in)\s+"
        + _MONTH
        + _END,
        _week_of_month,
    ),
    _pattern(r"(?<![\w'-])(?P<edge>)(?:by|before|in)\s+" + _MONTH + r"(?!\s*\d)", _month_end),
    _pattern(
        r"(?<![\w'-])(?:(?:by|before|on|until|till|no\s+later\s+than)\s+)?the\s+(?P<day>\d{1,2})(?:st|nd"
        r"|rd|th)(?P<next>\s+of\s+next\s+month)?"
        r"(?!\s+(?:of|floor|time|version|draft|century|row|one))" + _END,
        _day_alone,
    ),
    _pattern(
        _LEAD
        + r"(?:(?P<count>an?|one|two|three)\s+weeks?\s+(?:from|on|after)\s+)(?P<weekday>"
        + _FULL
        + r")(?P<after_next>)"
        + _TAIL
        + _END,
        _weekday_later,
    ),
    _pattern(
        _LEAD + r"(?P<count>)(?P<weekday>" + _FULL + r")\s+(?:week|(?P<after_next>after\s+next))" + _TAIL + _END,
        _weekday_later,
    ),
    _pattern(
        _LEAD + r"(?:(?P<step>last|past|this|next|coming|this\s+coming)\s+)?(?P<weekday>" + _FULL + ")" + _TAIL + _END,
        _weekday,
    ),
    _pattern(
        r"(?<![\w'-])(?:(?:by|before|on|until|till|this|eod|eob|cob|next)\s+){1,3}(?<=(?P<step>next)\s)?(?P<weekday>"
        + _SHORT
        + r")\b\.?"
        + _TAIL,
        _weekday,
    ),
    _pattern(
        r"(?<![\w'-])(?P<step>)(?P<weekday>" + _SHORT + r")(?=\s+(?:morning|afternoon|evening|eod|cob)\b)" + _TAIL,
        _weekday,
    ),
    _pattern(
        _LEAD
        + r"(?P<near>(?:the\s+)?day\s+after\s+(?:tomorrow|tmrw|tmr|tomo)|tomorrow|tmrw|tmr|tomo|today|tonight|yesterday"
        r"|first\s+thing\s+in\s+the\s+morning|this\s+(?:morning|afternoon|evening)|later\s+today)" + _TAIL + _END,
        _near_day,
    ),
    _pattern(
        r"(?<![\w'-])(?:(?:by|before|until|at|for)\s+)?(?:the\s+)?(?:end\s+of\s+(?:the\s+)?(?:business\s+"
        r"|working\s+)?(?:(?P<step>this|next)\s+)?"
        r"(?P<unit>day|week|month|quarter|year|business|play))" + _END,
        _end_of,
    ),
    _pattern(
        r"(?<![\w'-])(?:(?:by|before|until|at|on)\s+)?(?:the\s+)?(?:(?P<step>this|next)\s+)?(?P<unit>eow"
        r"|eom|eoq|eoy|month[- ]end|year[- ]end)" + r"(?:\s+next\s+month)?" + _END,
        lambda match, said: (
            periods.unit_away("month", said.today, 1).last if "next month" in match[0].lower() else _end_of(match, said)
        ),
    ),
    _pattern(r"(?<![\w'-])(?:(?:by|before|at|over|on)\s+)(?:the\s+)?(?P<step>)(?P<unit>weekend)" + _END, _end_of),
    _pattern(
        r"(?<![\w'-])(?:(?:by|before|in|at|on)\s+)?(?:the\s+)?(?P<edge>early|mid(?:dle\s+of)?|start\s+of"
        r"|beginning\s+of)[\s-]+next\s+week" + _END,
        _part_of_week,
    ),
    _pattern(
        r"(?<![\w'-])(?:(?:by|before|within|in|sometime|during|later)\s+)?(?P<step>this"
        r"|next)\s+(?P<unit>week|month|quarter|year)" + _END,
        _end_of,
    ),
    _pattern(
        r"(?<![\w'-])(?:(?:by|before|in|at|during|within|end\s+of|the|close\s+of)\s+){1,4}(?P<kind>[qh])(?P<number>[1-4])"
        r"(?:\s+(?P<year>20\d\d))?" + _END,
        _quarter_end,
    ),
    _pattern(
        r"(?<![\w'-])(?:(?:by|before|on)\s+)?(?:the\s+)?last\s+(?P<working>(?:business\s+|working\s+|work\s*)?)day\s+of"
        r"\s+(?:the\s+)?(?:(?P<step>this|next)\s+)?(?P<unit>month|quarter|year)" + _END,
        _last_day,
    ),
    _pattern(
        r"(?<![\w'-])(?:(?:by|before|in|within|during)\s+)?(?:the\s+)?(?:end\s+of\s+the\s+)?week\s+after\s+next" + _END,
        lambda _match, said: _week_end(said, 2),
    ),
    _pattern(r"(?<![\w'-])after\s+the\s+weekend" + _END, _after_weekend),
    _pattern(r"(?<![\w'-])within\s+(?:the|a)\s+(?P<step>)(?P<unit>day)" + _END, _end_of),
    _pattern(
        r"(?<![\w'-])(?:in|within|inside|over|after|give\s+(?:me|us)|gimme)\s+"
        + _COUNT
        + r"(?:\s+|(?<=\d))"
        + _WORKING
        + _LENGTH_UNIT
        + r"(?:['’]\s*time)?(?!\s+of\b)"
        + _END,
        _length,
    ),
    _pattern(r"(?<![\w'-])" + _COUNT + r"\s+" + _WORKING + _LENGTH_UNIT + r"\s+from\s+(?:now|today)" + _END, _length),
    _pattern(
        r"(?:^|[.,!\n]\s*)"
        + _COUNT
        + r"\s+(?P<working>)(?P<unit>hours?|hrs?|minutes?|mins?|sec(?:ond)?s?)(?=\s*(?:,|and\b))",
        _length,
    ),
    _pattern(r"(?<![\w'-])" + _COUNT + r"\s+(?P<working>business\s+|working\s+)(?P<unit>days?)" + _END, _length),
    _pattern(
        r"(?<![\w'-])(?P<side>after|before|by)\s+(?:the\s+)?(?P<festival>bank\s+holiday|long\s+weekend|chinese\s+new\s+year"
        r"|lunar\s+new\s+year|spring\s+festival|cny|national\s+day"
        r"|golden\s+week|labou?r\s+day|christmas|xmas|thanksgiving|easter|new\s+year|holidays?"
        r"|break|good\s+friday|juneteenth|diwali|deepavali"
        r"|(?!(?:end|close|start|that|this|next|same|each|every|of|then?)\b)(?:[a-z']+\s+){1,2}day(?<!work\sday)(?<!business\sday)(?<!working\sday))"
        r"(?:['’]s)?(?:\s+(?:day|bank|long))?(?:\s+(?:holidays?|break|weekend))?" + _END,
        _festival,
    ),
    _pattern(
        r"(?<![\w'-])(?:(?:by|before)\s+)?(?:the\s+)?(?:eod|eob|cob|close\s+of\s+business|close\s+of\s+play)"
        + _END
        + r"|(?<![\w'-])(?:by|before)\s+(?:noon|midday|lunch(?:time)?)"
        + _END
        + r"|(?<![\w'-])(?:by|before)\s+(?:(?:our|the|your|my)\s+)?\d{1,2}(?::\d\d)?\s*(?:am|pm)\b"
        + r"|(?<![\w'-])(?:by|before)\s+\d{1,2}:\d\d(?![\w:])"
        + r"|(?<![\w'-])before\s+(?:1[0-2]|[1-9])(?=\s*(?:[,.;!?)]|$))",
        _today,
        rough=True,
    ),
    _pattern(
        r"(?<![\w'-])in\s+(?:a\s+(?:few|sec|min|tick)|[1-9]\d?)(?=\s*(?:[,;!?)]|\.(?!\d)|$))|(?<![\w'-])(?:right\s+away|right\s+now|straight\s+away|immediately|shortly|momentarily)"
        + _END,
        _today,
        rough=True,
    ),
)
