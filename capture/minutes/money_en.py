"""Sums of money said in English: "eighteen thousand a year", "twenty nine fifty a truck", "two grand"."""

import re
from collections.abc import Iterator

from capture.minutes.money import CURRENCIES, DIGITS, About, Price
from capture.minutes.spoken_numbers import SCALES, SMALL, TENS, spoken_en

_NUMBER_WORD = "|".join(sorted((*SMALL, *TENS, "hundred", "thousand", "million"), key=len, reverse=True))
_UNIT_EN = (
    r"(?P<unit>\s+(?:(?:sing(?:apore)?|aussie|canadian|us) )?dollars?\b|\s*\bus(?=\s+(?:an?|per)\b)|\s*(?:euros?"
    r"|pounds?(?! (?:of|per (?:pound|square|cubic|ton))\b)|quid|usd|eur|gbp|rmb"
    r"|yuan|sgd|chf|sing|ringgit|francs|rupees|bucks|cents?|pence)\b)?"
)
_WORDS_SUM = re.compile(
    rf"\b(?P<words>(?:a )?(?:{_NUMBER_WORD})(?:[ -](?:and )?(?:{_NUMBER_WORD}))*)\b"
    rf"(?P<scale>\s+grand\b(?! \w*piano))?{_UNIT_EN}",
    re.IGNORECASE,
)
_FIGURES_SUM = re.compile(
    rf"(?<![\w.,$€£¥])(?P<digits>{DIGITS})\s*(?P<scale>k\b|thousand\b|million\b|mn\b|grand\b)?{_UNIT_EN}",
    re.IGNORECASE,
)
_COUNTER_EN = re.compile(
    r"\s*(?:%|(?:of\s+)?(?:percent|per cent|days?|weeks?|months?|years?|hours?|minutes?|seconds?|people|units?|seats?"
    r"|users?|vans?|sites?|floors?|meters?"
    r"|documents?|labels?|charts?|decibels|times|working|business|more|copies|points?|sensors|references|slash"
    r"|o'clock|am\b|pm\b|things|racks?|scans|warehouses))|(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_RATE_EN = re.compile(
    r"\s+(?:an?|per|each|every)\s+(?!day|hour|minute|second|shift|night|week|time|month|year|lot|bit|few)[a-z]+",
    re.IGNORECASE,
)
"""What a sum is for, behind it: "twenty nine fifty a truck"."""

_BARE = r"\s*(?:$|[,.;!?]|(?:for|an?|per|each|every|delivered|all|ex|plus|net|flat|list|with|and|or|but|so|if|then"
_BARE_EN = re.compile(rf"{_BARE})\b)", re.IGNORECASE)
_GOES_ON = re.compile(
    rf"{_BARE}|to|off|less|extra|up|in|on|from|is|was|would|will|we|i|you|it|they|that|last|this|next|over|under"
    r"|today|now|upfront|instead|as|by|at|because|total|max|minus|which|when|where|without|including|compared|than"
    r"|versus)\b)",
    re.IGNORECASE,
)
"""Behind a sum; a noun there would say what else it counts."""

_NAMES_IT = re.compile(
    r"(?:^\W*(?:(?:um+|uh+|so|okay|about|around|roughly|like|it|that)\W+)*|(?:\bat|(?:\bis|['’]s)(?: another)?|\bfor"
    r"|\bbe|\bquoted"
    r"|\bpay|\bpaying|\bcharge|\babout|\baround)\s)$",
    re.IGNORECASE,
)
_CENTS = re.compile(r"\d+\.\d\d")
_AS_SOLD = re.compile(r"\s+(?:installed|fitted|delivered|landed|turnkey|ex works)\b", re.IGNORECASE)
"""Behind a large sum that stands alone it is a price: "six hundred thousand installed"."""

_CLOCK = re.compile(
    r"\b(?:in|since|of)(?= nineteen \w+\W*$)|\b(?:see|meet|start|call|come|be (?:there|here|back)|until|till)\b",
    re.IGNORECASE,
)


def sums_en(text: str, about: About) -> Iterator[Price]:
    """The sums of a clause; first those in words, then those in figures."""
    for match in _WORDS_SUM.finditer(text):
        words = match["words"].lower().replace("-", " ").split()
        if _is_money(match, about, big=match["scale"] is not None or _big_words(words), small=_is_small(words)):
            plain = None if text[: match.start()].lower().endswith("point ") else spoken_en(words)
            yield Price(plain * 1000 if plain and match["scale"] else plain, _currency(match), match.span())
    for match in _FIGURES_SUM.finditer(text):
        plain = float(match["digits"].replace(",", ""))
        big = match["scale"] is not None or _CENTS.fullmatch(match["digits"]) is not None
        if _is_money(match, about, big=big, small=plain < 10):
            yield Price(plain * SCALES[(match["scale"] or "").lower()], _currency(match), match.span())


def _is_money(match: re.Match[str], about: About, *, big: bool, small: bool) -> bool:
    text, end = match.string, match.end()
    if match["unit"] or (match["scale"] and match["scale"].strip().lower() == "grand"):
        return True
    if _COUNTER_EN.match(text, end) or _CLOCK.search(text):
        return False
    if big and (_RATE_EN.match(text, end) or (about.money and _GOES_ON.match(text, end))):
        return True
    if big and _AS_SOLD.match(text, end) and _NAMES_IT.search(text[: match.start()]):
        return True
    if not about.talk or not _BARE_EN.match(text, end):
        return False
    return big or (not small and _NAMES_IT.search(text[: match.start()]) is not None)


def _is_small(words: list[str]) -> bool:
    return len(words) == 1 and SMALL.get(words[0], 10) < 10


def _big_words(words: list[str]) -> bool:
    """Hundreds, thousands, or the short way: "twenty nine fifty", but no range ("twenty thirty")."""
    if {"hundred", "thousand", "million"} & set(words):
        return True
    head, last = words[:-1], words[-1]
    if not head or (last not in TENS and SMALL.get(last, 0) < 10):
        return False
    return SMALL.get(head[-1], 0) > 0


def _currency(match: re.Match[str]) -> str:
    """By the last word of the unit, where no country stands before it but the one that goes with the word."""
    words = (match["unit"] or "").lower().split()
    if not words:
        return ""
    if words[0].startswith("sing"):
        return "SGD"
    return CURRENCIES.get(words[-1], "") if len(words) == 1 or words[0] == "us" else ""
