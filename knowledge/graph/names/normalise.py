"""From a name as written to the forms under which people ask for it. Pure, a few microseconds a name."""

import re
import unicodedata
from typing import NamedTuple

from knowledge.graph.names.script import simplified
from knowledge.graph.names.words import (
    INDUSTRIES_ZH,
    LEGAL_EN,
    LEGAL_ZH,
    LONGEST_PLACE,
    LONGEST_TRADE,
    MARKS_EN,
    MARKS_ZH,
    PLACES,
    TRADES_EN,
    TRADES_ZH,
)

LONGEST_TEXT = 200
_LONGEST_FOLDED = 400

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAS_HAN = re.compile(f"[{_HAN}]")
_LATIN_ACCENT = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_ACCENT = re.compile("[\u0300-\u036f]")
_DROPPED = re.compile(r"['’`.·•]+")
_GAP = re.compile(r"(?:[\W_]|\band\b)+")
_HAN_GAP = re.compile(f"(?<=[{_HAN}]) | (?=[{_HAN}])")


def fold(text: str) -> str:
    """`text` without differences of case, width, accents, punctuation, and Traditional characters, at most 200 of it.

    Words keep single spaces between them, Chinese has none. Text of symbols only stays as it is.
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).casefold()
    if not text.isascii() and _LATIN_ACCENT.search(text):
        text = unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", text)))
    if has_han(text):
        text = simplified(text)
    if text.isalnum():
        return text[:_LONGEST_FOLDED]
    words = _GAP.sub(" ", _DROPPED.sub("", text)).strip()
    if " " in words and not words.isascii():
        words = _HAN_GAP.sub("", words)
    return (words or "".join(c for c in text if c.isprintable() and c != " "))[:_LONGEST_FOLDED]


def squeeze(folded: str) -> str:
    """A folded text as a lookup key: without spaces."""
    return folded.replace(" ", "") if " " in folded else folded


def has_han(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return not text.isascii() and _HAS_HAN.search(text) is not None


class Parts(NamedTuple):
    """A folded name taken apart: 上海 | 北禾 | 电子 | 集团 | 有限公司. A tuple, as an index makes a million of them.

    `legal` is without the legal form, `bare` also without group words (`between`: with some of them), `short` lists
    further forms people use (without place, without trade), `brand` is what is left in the end. None of these is ever
    empty unless `full` is. `made` are short forms put together, `starts` is where a Chinese name goes on after places.
    """

    han: bool
    full: str
    legal: str
    bare: str
    marks: str
    place: str
    trade: str
    brand: str
    short: tuple[str, ...]
    between: tuple[str, ...]
    made: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()


def take_apart(text: str) -> Parts:
    """The parts of a name as written."""
    return parts_of(fold(text))


def parts_of(full: str) -> Parts:
    """The parts of a folded name."""
    return _chinese_parts(full) if has_han(full) else _english_parts(full)


def _chinese_parts(full: str) -> Parts:
    legal = full if full in LEGAL_ZH else _without_end(full, LEGAL_ZH, 6)
    steps = _without_marks(legal)
    bare, marks = steps[-1], legal[len(steps[-1]) :]
    place, rests = _split_places(bare)
    rest = _without_last_place(rests[-1])
    head, trade = _split_trade(rest)
    if head in PLACES or head in TRADES_ZH:
        head, trade = rest, ""
    starts = tuple(len(bare) - len(one) for one in rests)
    short = [step[at:] for at in starts[1:] for step in steps]
    if rest != rests[-1]:
        short.append(rest)
    if trade:
        short += [bare[: starts[-1] + len(head)], head]
    made, short = _made(head, trade, marks), list(dict.fromkeys(short))
    return Parts(True, full, legal, bare, marks, place, trade, head, tuple(short), steps[1:], made, starts)


def _made(head: str, trade: str, marks: str) -> tuple[str, ...]:
    """The distinctive part with one more word, as exchanges and colleagues shorten a name: 北禾科技, 北禾股份."""
    words = {head + word: None for word in (trade[:2], trade[-2:]) if word in TRADES_ZH and word != trade}
    return (*words, *(head + mark for mark in ("股份", "集团", "控股") if mark in marks))


def _split_places(bare: str) -> tuple[str, tuple[str, ...]]:
    """Leading places (广东 | 肇庆), at most two, and what follows when none, one or both are left out."""
    places, rests = "", [bare]
    while len(rests) < 3 and (found := _split_place(rests[-1]))[0]:
        places += found[0]
        rests.append(found[1])
    return places, tuple(rests)


def _without_last_place(rest: str) -> str:
    """Without a place at the end, where branches of foreign companies have it: 北禾电子(上海)."""
    for size in (3, 2):
        if rest[-size:] in PLACES and len(rest) > size + 1 and rest[:-size] not in TRADES_ZH:
            return rest[:-size]
    return rest


def _without_end(text: str, endings: frozenset[str], longest: int) -> str:
    for size in range(longest, 1, -1):
        if text[-size:] in endings and len(text) > size + 1:
            return text[:-size]
    return text


def _without_marks(legal: str) -> tuple[str, ...]:
    """`legal` and what remains as group words go, one by one from the end."""
    steps = [legal]
    while steps[-1].endswith(_MARKS) and (shorter := _without_end(steps[-1], MARKS_ZH, 4)) != steps[-1]:
        steps.append(shorter)
    return tuple(steps)


_MARKS = tuple(MARKS_ZH)


def _split_place(bare: str) -> tuple[str, str]:
    """A leading place, and the rest; no place where too little would be left."""
    for size in range(min(LONGEST_PLACE, len(bare) - 2), 1, -1):
        if bare[:size] in PLACES:
            more = bare[size : size + 1] in ("市", "省") and len(bare) - size > 2
            rest = bare[size + more :]
            return ("", bare) if rest in TRADES_ZH else (bare[:size], rest)
    if bare[2:3] in ("市", "县", "省") and len(bare) > 4 and bare[3:] not in TRADES_ZH:
        return bare[:2], bare[3:]
    return "", bare


def _split_trade(rest: str) -> tuple[str, str]:
    """What comes before the trade words at the end, and those; at least two characters stay in front."""
    head = rest
    while head[-1] in _TRADE_ENDS and (shorter := _without_end(head, TRADES_ZH, LONGEST_TRADE)) != head:
        head = shorter
    return head, rest[len(head) :]


_TRADE_ENDS = frozenset(word[-1] for word in TRADES_ZH)


def _english_parts(full: str) -> Parts:
    words = full.split(" ")
    if len(words) == 1:
        return Parts(False, full, full, full, "", "", "", full, (), ())
    if words[0] == "the":
        words = words[1:]
    legal, _ = _split_words(words, LEGAL_EN)
    bare, marks = _split_words(legal, MARKS_EN)
    brand, trade = _split_words(bare, TRADES_EN)
    if brand[-1] in TRADES_EN:
        brand, trade = bare, []
    joined = " ".join(bare)
    short = (" ".join(brand),) if trade else ()
    between = (joined,) if marks else ()
    return Parts(
        False, full, " ".join(legal), joined, " ".join(marks), "", " ".join(trade), " ".join(brand), short, between
    )


def _split_words(words: list[str], endings: frozenset[str]) -> tuple[list[str], list[str]]:
    size = len(words)
    while size > 1 and words[size - 1] in endings:
        size -= 1
    return words[:size], words[size:]


def is_generic(text: str) -> bool:
    """Whether a folded text is nothing but a place, a trade, or a legal form: no name to go by."""
    if has_han(text):
        place = next((text[:size] for size in range(LONGEST_PLACE, 1, -1) if text[:size] in PLACES), "")
        return text[len(place) :] in _GENERIC_ZH
    return all(word in _GENERIC_EN for word in text.split(" "))


_GENERIC_ZH = TRADES_ZH | INDUSTRIES_ZH | LEGAL_ZH | MARKS_ZH | {""}
_GENERIC_EN = TRADES_EN | LEGAL_EN | MARKS_EN | {"", "the"}
