"""By when, as people say it aloud: "the twenty second", "two weeks from today", 下周三之前."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from capture.promises.due import dues_in
from capture.promises.moment import Moment

_ONES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENS = ("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth")
_ORDINALS = {word: place for place, word in enumerate((*_ONES, *_TEENS, "eighteenth", "nineteenth", "twentieth"), 1)}
_ORDINALS |= {f"twenty {word}": 21 + place for place, word in enumerate(_ONES)} | {"thirtieth": 30, "thirty first": 31}
_MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_WORD = "|".join(sorted((word.replace(" ", "[ -]") for word in _ORDINALS), key=len, reverse=True))
_NO_NOUN = (
    rf"(?=\s*(?:$|[,.;:?!-]|(?:of\s+(?:{_MONTH}|this|next)|{_MONTH}|and|or|at|in|on|for|by|with|from|to|if|so|but|then|because|when|where|as|not"
    r"|i|we|you|he|she|it|they|that|this|is|was|will|would|works?|latest|please|morning|afternoon|evening|too|though|right|okay|ok"
    r"|instead|until|before|after|maybe|probably|should|can|could|does|do|are|gets?|comes?|um|uh|like|yeah|just)\b))"
)
"""Behind "the third" a noun says that it is no day: "the third floor"."""

_SPOKEN = re.compile(
    rf"(?P<before>\b(?:{_MONTH})\s+(?:the\s+)?|\bthe\s+(?=(?:{_WORD})\b{_NO_NOUN}))(?P<ordinal>{_WORD})\b",
    re.IGNORECASE,
)
_FROM_NOW = re.compile(
    r"\b(?P<length>(?:an?|\d+|one|two|three|four|six)\s+(?:days?|weeks?|months?))\s+from\s+(?:now|today)\b",
    re.IGNORECASE,
)
_NO_DAY_ZH = re.compile(
    r"这就(?=[是像有会要很不]|等于|意味|说明|导致|需要|比较)|第[一二三四五六七八九十\d]+号|(?<=\d)\s+(?=[年月日天号个])"
)
"""What only looks like a day: 这就是, 第二号, "5 年之后"."""

_PART_OF_MONTH = re.compile("(?<![月个年])(?=[中下]旬)")
_LASTING = re.compile(
    "(?:压|缩短?|控制|减|降)[^，。]{0,3}[到在至成][一二三四五六七八九十两\\d]+个?(?:工作日|[天日周月]|星期|小时)(?:[之以]?内)?"
)
"""How long it is to take, not by when: 压到十天以内."""

_WEEKEND = re.compile(r"\b(?:over|at|on|during) the weekend\b|\bthis weekend\b", re.IGNORECASE)
_IN_TIME = re.compile(r"\bafter (?:this|the)(?: call| meeting| demo)?(?=\W*$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class By:
    """The day something is to be done by, and the words that say so."""

    day: date
    said: str
    rough: bool = False


def due_of(text: str, said: Moment) -> By | None:
    """The day that a clause sets: the last one named as a limit, else the last one named; none that has passed."""
    dues = [due for due in dues_in(written(text, said.today), said) if due.day is not None and due.day >= said.today]
    firm = [due for due in dues if not due.rough] or dues
    if not firm:
        return None
    meant = ([due for due in firm if due.limit] or firm)[-1]
    return By(meant.day or said.today, meant.text, meant.rough)


def written(text: str, today: date) -> str:
    """The text with spoken ordinals as figures, and what only speech says as a date, so that they read as dates."""
    plain = _PART_OF_MONTH.sub("本月", _LASTING.sub("", _NO_DAY_ZH.sub("", text)))
    plain = _SPOKEN.sub(lambda match: f"{match['before']}{_figure(match['ordinal'])}", plain)
    plain = _FROM_NOW.sub(lambda match: f"in {match['length']}", plain)
    sunday = today + timedelta(days=6 - today.weekday())
    return _IN_TIME.sub("today", _WEEKEND.sub(f"on {sunday.isoformat()}", plain))


def _figure(word: str) -> str:
    number = _ORDINALS[" ".join(word.lower().replace("-", " ").split())]
    ending = "th" if 10 < number < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def without_days(text: str, said: Moment) -> str:
    """What a clause says besides its days."""
    plain = written(text, said.today)
    for due in reversed(dues_in(plain, said)):
        plain = plain[: due.span[0]] + " " + plain[due.span[1] :]
    return plain.strip()
