"""How long something is shared and why, as people say it: "到1月底，因为一起投标", "for 10 days, for the tender"."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.route import has_han
from knowledge.calendar.periods import months_away
from knowledge.calendar.phrases import DayRef, parse_day
from knowledge.calendar.phrases_zh import number

_EDGES = " \t　?？!！.。,，;；"
_CLAUSES = re.compile(
    r"[，,；;。]+\s*|\s+(?=(?:until|till|til|through|up\s+to|for|by|because|due\s+to|while|as\s+long\s+as|so\s+that|in\s+order)\b)"
    r"|(?=因为|由于|用于|为了|直到|为期|有效期|(?<![直止效期])到(?=[\d今明后本这下周星礼月年半一二三四五六七八九十]))",
    re.IGNORECASE,
)
_DEAL = re.compile(
    r"(?:直?到|在)?(?:这个?|该|这次|本)?(?:商机|单子|项目)(?:结束|关闭|完成|完结|赢单|丢单|关单|期间|做完|谈完).*"
    r"|(?:until|till|while|as\s+long\s+as|for)\s+(?:the|this|that|our)\s+(?:deal|opportunity)\b.*",
    re.IGNORECASE,
)
_ROOM = re.compile(
    r"(?:[他她]|只)?(?:还)?(?:在|限)?(?:本群|这个群|群里|群内|群)(?:里|内)?(?:期间|的?时候|时)?(?:有效|能看|可以看)?"
    r"|(?:while|as\s+long\s+as)\s+.{1,30}?(?:is|are|['’]s|['’]re)\s+in\s+(?:this|the|our)\s+(?:room|channel|group|chat)",
    re.IGNORECASE,
)
_LENGTH_ZH = re.compile(
    r"(?:为期|有效期?|看|先看|再看|期限|延长|延|续|再|为|是)*\s*(?P<count>半|\d{1,4}|[一两二三四五六七八九十]{1,3})\s*个?"
    r"(?P<unit>天|日|周|星期|礼拜|月|季度|年)(?:内|之内|时间|有效|吧|的?时间)?"
)
_LENGTH_EN = re.compile(
    r"(?:for|by)?\s*(?:(?:the\s+next|another|the\s+coming)\s+)?(?P<count>an?|\d{1,4}|one|two|three|four|five|six|ten|twelve)?\s*"
    r"(?:more\s+)?(?P<unit>day|week|fortnight|month|quarter|year)s?(?:\s+(?:more|longer))?",
    re.IGNORECASE,
)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "twelve": 12}
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"月": 1, "季度": 3, "年": 12, "month": 1, "quarter": 3, "year": 12}

_UNTIL = re.compile(
    r"(?:看|先看|有效期?)*(?:一?直?到|至|截止到?|截至)\s*|(?:until|till|til|through|up\s+to|to|by)\s+", re.IGNORECASE
)
_OVER = re.compile(r"(?:为止|之前|以前|前|结束)$")
_WEEKDAY = re.compile(
    r"(?P<next>下)?(?:这|本)?个?(?:周|星期|礼拜)(?P<zh>[一二三四五六日天])"
    r"|(?:(?:this|coming|(?P<following>next))\s+)?(?P<en>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?",
    re.IGNORECASE,
)
_WEEKDAYS = {day: place for place, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_MONTH_END = re.compile(r"(?:本|这个?)?月[底末]|(?:the\s+)?end\s+of\s+(?:the|this)\s+month", re.IGNORECASE)
_YEAR_END = re.compile(r"(?:今|本)?年[底末]|(?:the\s+)?end\s+of\s+(?:the|this)\s+year", re.IGNORECASE)
_RELATIVE = re.compile(r"[去昨前上]|\d{4}|last|yesterday|ago|previous", re.IGNORECASE)
_BECAUSE = re.compile(
    r"^(?:因为|由于|原因[是为：:]*|理由[是为：:]*|because\s+of|because|due\s+to|for|reason:)\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Ending:
    """When something ends: on a day, with the deal, when they leave the room; and why it is shared.

    `bad` is what was meant as a day and is none.
    """

    until: date | None = None
    with_deal: bool = False
    in_room: bool = False
    because: str = ""
    bad: str = ""


def ending_in(text: str, today: date) -> Ending:
    """What a sentence says of the end and of the reason, wherever it says it."""
    found: dict[str, object] = {}
    reasons: list[str] = []
    for clause in _clauses(text):
        if _ROOM.fullmatch(clause):
            found["in_room"] = True
        elif _DEAL.fullmatch(clause):
            found["with_deal"] = True
        elif (until := length_ahead(clause, today) or day_ahead(clause, today)) is not None:
            found["until"] = until
        elif _UNTIL.match(clause):
            found["bad"] = clause
        else:
            reasons.append(_BECAUSE.sub("", clause) if not reasons else clause)
    glue = "，" if has_han(text) else " "
    return Ending(**found, because=glue.join(reasons))  # type: ignore[arg-type]  # keys and values as set above


def length_ahead(text: str, start: date) -> date | None:
    """The day so long after `start`: "10天", "两周", "半年", "for a month"; None where it is no length."""
    match = _LENGTH_ZH.fullmatch(text.strip(_EDGES)) or _LENGTH_EN.fullmatch(text.strip(_EDGES))
    if match is None or (match["count"] is None and not text.lower().startswith(("for", "by"))):
        return None
    unit, count = match["unit"].lower(), match["count"]
    try:
        if count == "半":
            return months_away(start, _MONTHS[unit] * 6 // 12) if unit == "年" else start + timedelta(days=15)
        amount = _amount(count)
        if unit in _DAYS:
            return start + timedelta(days=_DAYS[unit] * amount)
        return months_away(start, _MONTHS[unit] * amount)
    except (OverflowError, ValueError):
        return None


def day_ahead(text: str, today: date) -> date | None:
    """The last day that "到1月底", "until Friday", "31 January" means, seen forward from `today`; None for no day."""
    plain = _OVER.sub("", _UNTIL.sub("", text.strip(_EDGES), count=1)).strip(_EDGES)
    if match := _WEEKDAY.fullmatch(plain):
        return _weekday(match, today)
    if _MONTH_END.fullmatch(plain):
        return today.replace(day=monthrange(today.year, today.month)[1])
    if _YEAR_END.fullmatch(plain):
        return date(today.year, 12, 31)
    return _named(plain, today)


def _named(plain: str, today: date) -> date | None:
    """A day or period by its name; one without a year that is over means the next."""
    sentence = plain if has_han(plain) else f"until {plain}"
    for seen_from in (today, date(today.year, 12, 31), date(today.year + 1, 12, 31)):
        found = parse_day(sentence, seen_from)
        if not isinstance(found, DayRef) or found.span[1] - found.span[0] < len(sentence.strip()):
            return None
        if found.last >= today or _RELATIVE.search(plain):
            return found.last
    return None


def _weekday(match: re.Match[str], today: date) -> date:
    if match["zh"]:
        place = "一二三四五六日天".index(match["zh"]) % 7
        monday = today - timedelta(days=today.weekday())
        day = monday + timedelta(days=place + (7 if match["next"] else 0))
        return day if day >= today else day + timedelta(days=7)
    ahead = (_WEEKDAYS[match["en"].lower()] - today.weekday()) % 7
    return today + timedelta(days=ahead + (7 if match["following"] and today.weekday() + ahead < 7 else 0))


def _amount(count: str | None) -> int:
    if count is None:
        return 1
    word = count.lower()
    return int(word) if word.isdigit() else _COUNTS[word] if word in _COUNTS else number(word)


def _clauses(text: str) -> Iterator[str]:
    for clause in _CLAUSES.split(text):
        bare = (clause or "").strip(_EDGES)
        if bare:
            yield bare
