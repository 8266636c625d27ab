"""A typed answer to a question with options: "1", "第二个", "the first one", "北禾食品那家"."""

import re
from collections.abc import Mapping, Sequence
from unicodedata import normalize

from handlers.base import Slots

_HAN = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_ENGLISH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "one": 1, "two": 2, "three": 3}
_LAST = -1
_WORDS: Mapping[str, int] = {
    "前者": 1,
    "前面那个": 1,
    "the former": 1,
    "后者": _LAST,
    "后面那个": _LAST,
    "最后一个": _LAST,
    "the latter": _LAST,
}
_FIGURE = re.compile(r"(?:(?:no|number|option|nr)\.?\s*|#|第)?(\d{1,2})(?:个|家|号|项|条|位)?(?:那个|那家|吧|的)?")
_HAN_NUMBER = re.compile(r"(?:选|要|是)?第?([一二两三四五六七八九十])(?:个|家|号|项|条|位)?(?:那个|那家|吧|的)?")
_ENGLISH_NUMBER = re.compile(r"(?:the\s+)?([a-z]+)(?:\s+one)?")
_EDGES = " \t\r\n　.。,，!！?？、)）(（“”\"'「」"
LONGER_BY = 10
"""A sentence that names an option may be longer than the option's label by so many characters."""


def picked(text: str, options: Sequence[Slots]) -> Slots | None:
    """The option that `text` picks, by number or by its "label"; None where it picks none or several."""
    plain = normalize("NFKC", text).strip(_EDGES).casefold()
    if not plain or not options:
        return None
    number = _number(plain)
    if number == _LAST:
        return options[-1]
    if number is not None:
        return options[number - 1] if 1 <= number <= len(options) else None
    return _named(plain, options)


def picks_a_number(text: str) -> bool:
    """Whether a text would pick an option by its number, whatever the options are."""
    return _number(text) is not None


def _number(plain: str) -> int | None:
    if plain in _WORDS:
        return _WORDS[plain]
    if found := _FIGURE.fullmatch(plain):
        return int(found[1])
    if found := _HAN_NUMBER.fullmatch(plain):
        return _HAN[found[1]]
    found = _ENGLISH_NUMBER.fullmatch(plain)
    word = found[1] if found else ""
    return _LAST if word == "last" else _ENGLISH.get(word)


def _named(plain: str, options: Sequence[Slots]) -> Slots | None:
    labels = [normalize("NFKC", option["label"]).casefold() for option in options]
    for fits in (
        lambda label: label == plain,
        lambda label: label in plain and len(plain) <= len(label) + LONGER_BY,
        lambda label: len(plain) > 1 and plain in label,
    ):
        found = [option for option, label in zip(options, labels, strict=True) if fits(label)]
        if found:
            return found[0] if len(found) == 1 else None
    return None
