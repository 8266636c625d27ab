"""What a sentence claims that can be held against its source: figures, days, comparisons, denials, words."""

import re
from unicodedata import normalize

MARKUP = re.compile(
    r"[<>@`*_#|\[\]{}\\~]|://|\bwww\.|\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b|[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]",
    re.IGNORECASE,
)
"""What may do something where it is shown: links, mentions, signs of markup, signs that nobody sees."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"\b(january|february|march|april|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|may(?=\.?\s+\d)|(?<=\d\s)may)\b"
)
_FIGURE = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)\s*(%|percent\b|万亿|亿|万|千|百万|百|bn\b|billion\b|[bmk]\b|million\b|thousand\b)?"
)
_UNITS = {"percent": "%", "billion": "b", "bn": "b", "million": "m", "thousand": "k"}
_DAYS_EN = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYS_ZH = dict(zip("一二三四五六日天", (0, 1, 2, 3, 4, 5, 6, 6), strict=True))
_DAY_EN = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sun)day\b")
_DAY_ZH = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_NEAR = re.compile(
    r"[今明昨前后]天|[今明去前]年|[上下本这][个]?(?:周|星期|礼拜|月|季度|年)|\b(?:today|tomorrow|yesterday)\b"
    r"|\b(?:last|next|this)\s+(?:week|month|quarter|year)\b"
)
_HAN_DIGITS = "[〇零一二两三四五六七八九十百千万亿]"
_HAN_FIGURE = re.compile(rf"{_HAN_DIGITS}+(?=[个家份次天周月年日号位条台版期季成折倍点元块项笔人])|{_HAN_DIGITS}{{2,}}")
_HAN = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_SIZES = {"十": 10, "百": 100, "千": 1000}
_NUMBERS_EN = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TENS_EN = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred")
_WORDS_EN = {
    **{word: str(number) for number, word in enumerate(_NUMBERS_EN, 2)},
    **{word: f"{tens}0" for tens, word in enumerate(_TENS_EN, 2)},
    "half": "half",
    "twice": "double",
    "double": "double",
    "dozen": "12",
}
_WORD_EN = re.compile(rf"\b(?:{'|'.join(_WORDS_EN)})\b")
_COMPARING = re.compile(
    r"[比更最都全只仅]|唯一|超过|不到|至少|至多|首[个次]|[高低多少早晚]于|上涨|下降|增加|减少"
    r"|\b(?:than|more|less|most|least|only|all|every|each|both|always|first|last|best|worst|over|under|almost"
    r"|nearly|rose|fell|grew|dropped|\w{3,}est)\b"
)
_DENIAL = re.compile(r"[不没未无非勿]|\b(?:not?|never|none|nobody|nothing|without|cannot)\b|n['’]t\b")
_LATIN = re.compile(r"[a-z][a-z0-9'’-]+")
_HAN_CHARACTER = re.compile(r"[\u3400-\u9fff]")
_EMPTY_HAN = frozenset("的了是在有和与及由为对于这那其中也都就把被给向从到等他她它们我你您该此并且而则")
_EMPTY_EN = re.compile(
    "the|an|and|or|of|to|in|on|at|by|for|with|from|as|is|are|was|were|be|been|has|have|had|its?|the(?:y|ir|m|re|se)"
    "|he|she|hi[sm]|hers?|th(?:is|at|ose)|which|who|also|both"
)
_SAME_START = 3


def figures(text: str) -> frozenset[str]:
    """The figures of a text with their units, months and weekdays, as comparable words: "¥120 万" has "120万"."""
    plain = normalize("NFKC", text).casefold()
    found = {_figure(number, unit) for number, unit in _FIGURE.findall(plain)}
    found |= {f"{_MONTHS.index(name[:3]) + 1}" for name in _MONTH.findall(plain)}
    found |= {f"weekday{_DAYS_EN.index(name[:3])}" for name in _DAY_EN.findall(plain)}
    found |= {f"weekday{_DAYS_ZH[name]}" for name in _DAY_ZH.findall(plain)}
    plain = _FIGURE.sub(" ", _DAY_ZH.sub(" ", plain))
    found |= {_han_figure(match.group()) for match in _HAN_FIGURE.finditer(plain)}
    return frozenset(found | {_WORDS_EN[word] for word in _WORD_EN.findall(plain)})


def names_a_day(word: str) -> bool:
    """Whether a word is the name of a month or of a day of the week."""
    plain = word.casefold()
    return plain == "may" or _MONTH.fullmatch(plain) is not None or _DAY_EN.fullmatch(plain) is not None


def near_days(text: str) -> frozenset[str]:
    """Days that depend on when it is said: "tomorrow", "上周"."""
    return frozenset(_NEAR.findall(normalize("NFKC", text).casefold()))


def comparisons(text: str) -> frozenset[str]:
    """Words that compare or sum up ("更", "最", "only", "more than"): one line seldom shows whether it is so."""
    return frozenset(_COMPARING.findall(normalize("NFKC", text).casefold()))


def denies(text: str) -> bool:
    """Whether a sentence says that something is not so."""
    return _DENIAL.search(normalize("NFKC", text).casefold()) is not None


def share_known(text: str, known: str) -> float:
    """Which part of a sentence's telling words also stands in what is known, 0 to 1. Latin words by how they begin."""
    there = normalize("NFKC", known).casefold()
    plain = normalize("NFKC", text).casefold()
    begins = {word[:_SAME_START] for word in _LATIN.findall(there)}
    words = [word for word in _LATIN.findall(plain) if not _EMPTY_EN.fullmatch(word)]
    letters = [letter for letter in _HAN_CHARACTER.findall(plain) if letter not in _EMPTY_HAN]
    hits = sum(word[:_SAME_START] in begins for word in words) + sum(letter in there for letter in letters)
    total = len(words) + len(letters)
    return hits / total if total else 1.0


def _figure(number: str, unit: str) -> str:
    whole, _, part = number.replace(",", "").partition(".")
    part = part.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{part}" if part else "") + _UNITS.get(unit, unit)


def _han_figure(text: str) -> str:
    """A number in Chinese characters as `_figure` writes it; 万 and 亿 stay units. Digits in a row are digits."""
    unit = next((text[at:] for at, letter in enumerate(text) if letter in "万亿"), "")
    body = text.removesuffix(unit)
    if len(body) > 1 and all(letter in _HAN for letter in body):
        return "".join(str(_HAN[letter]) for letter in body) + unit
    total, digit = 0, 0
    for letter in body:
        if letter in _SIZES:
            total, digit = total + (digit or 1) * _SIZES[letter], 0
        else:
            digit = _HAN[letter]
    return f"{total + digit}{unit}"
