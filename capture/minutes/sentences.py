"""A turn cut into sentences and clauses, each with its place in the text; with or without punctuation."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

HAN = "\u3400-\u9fff"
_HAN = re.compile(f"[{HAN}]")
_STOP = re.compile(r"[。！？!?；;\n]+[”’\"')）]*|…+|(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bNo)\.+[”\"')]*(?=\s|$)")
_COMMA = re.compile(r"[，,、：:](?!\d)|\s[-–—]+\s|——|\.\.\.")
_BREATH = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])|(?<=[{HAN}])\s+(?=(?:ok|OK|yes|no)\b)")
"""Recognised Chinese has no commas but a space where the speaker took breath."""

_JOINT_ZH = re.compile(
    "(?=然后|但是|不过|所以|另外|还有就是|那我|那你|那您|如果|要是|到时候)|(?<=[吧嘛啦])(?![吧嘛啦呢，。])"
)
_UNBROKEN_ZH = 14
"""So many characters without a break, and such a word begins a new clause."""

_SUBJECT = r"(?:i|we|you|they|he|she|it|let|can|could|please|would|does|do|did|what|when|my|our|your|their|the|that)"
_NOT_THAT = (
    r"(?:(?<!\bthat)|(?<=\bget that)|(?<=\bdo that)|(?<=\bfor that)|(?<=out that)|(?<=with that)|(?<=love that)"
    r"|(?<=\bon that)|(?<=\blike that))"
)
"""Behind "get that" or "about that" it is a word of its own, and what follows a new clause."""

_JOINT_EN = re.compile(
    rf"\s+(?=(?:and|but|so|then|because|if|as long as|although)\s+(?:(?:then|maybe|uh|um)\s+)*{_SUBJECT}\b)"
    rf"|(?<!\band)(?<!\bso)(?<!\bbut)(?<!\bthen)(?<!\bif)(?<!\bas){_NOT_THAT}(?<!\bhow)(?<!\bwhat)(?<!\bwhere)(?<!\bwhich)"
    r"(?<!\bwhy)(?<!\bwhen)\s+"
    r"(?=(?:i['’]ll|we['’]ll|i will|we will|let me|i['’]m going to|we['’]re going to|can you|could you|please|(?:i"
    r"|we) (?:can|won)['’]?t)\s)"
    r"|(?<!\bi)(?<!\bi['’]ll)\s+(?=i (?:think|guess)\s)",
    re.IGNORECASE,
)

_ASKS_ZH = re.compile(
    r"(?:吗|(?<![着里头上下])呢|(?<!什)么|来着|(?<!没)(?:什么|啥))\W*$|什么时候|多少[^了]?|几[个台点天成套家次]"
    r"|怎么[做办样弄算付]|谁(?!都)|哪[个些里家天]|"
    "能不能|可不可以|行不行|是不是|有没有|好不好|要不要|够不够|行吗|为什么|何时|多久"
)
_LEAD_EN = r"^\W*(?:(?:and|so|but|okay|ok|well|um|uh|yeah|great|alright|cool|understood)\W+)*"
_AUX = r"(?:do|does|did|is|are|was|were|can|could|would|should|shall|will|has|have)"
_ASKS_EN = re.compile(
    _LEAD_EN + rf"(?:(?:what|when|where|who|why|which)(?:['’]s|\s+(?:\w+\s+)?{_AUX})"
    rf"|what (?:about|if|happens)|how (?:about|much|many|long|{_AUX})"
    rf"|{_AUX}(?:n['’]t)?\s+(?:i|we|you|they|he|she|it|the|that|this|there|your|our|my|their)\b)",
    re.IGNORECASE,
)
_EDGES = ' \t\r\n\u3000,，、。；;：:.!！?？…-–—"“”'


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence: `text` is what stands from `start` to `end` in its turn. `asks`: it is a question."""

    text: str
    start: int
    end: int
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a turn, from `start` to `end`, its mark included, with its clauses in order."""

    text: str
    start: int
    end: int
    clauses: tuple[Clause, ...]

    @property
    def asks(self) -> bool:
        """Whether it is, or ends as, a question."""
        return self.clauses[-1].asks


def has_han(text: str) -> bool:
    """Whether there is any Chinese in it."""
    return _HAN.search(text) is not None


def sentences_of(text: str) -> list[Sentence]:
    """The sentences of a turn, in order; those without a word are left out."""
    stops = [0, *(match.end() for match in _STOP.finditer(text)), len(text)]
    found = (_sentence(text, start, end) for start, end in pairwise(stops))
    return [one for one in found if one is not None]


def _sentence(text: str, start: int, end: int) -> Sentence | None:
    start, end = _trimmed(text, start, end, " \t\r\n\u3000")
    marked = text[start:end].rstrip("”’\"')）").endswith(("?", "？"))
    places = [start, *_cuts(text, start, end), end]
    spans = [span for one, other in pairwise(places) if (span := _trimmed(text, one, other, _EDGES))[0] < span[1]]
    if not spans:
        return None
    last = len(spans) - 1
    clauses = [_clause(text, span, asked=marked and number == last) for number, span in enumerate(spans)]
    return Sentence(text[start:end], start, end, tuple(clauses))


def _clause(text: str, span: tuple[int, int], *, asked: bool) -> Clause:
    words = text[slice(*span)]
    asks = asked or (_ASKS_ZH if has_han(words) else _ASKS_EN).search(words) is not None
    return Clause(words, *span, asks)


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Where clauses end: behind commas, where breath was taken, before what only begins a clause."""
    firm = {match.end() for match in _COMMA.finditer(text, start, end)}
    firm |= {match.start() for match in _BREATH.finditer(text, start, end)}
    firm |= {match.start() for match in _JOINT_EN.finditer(text, start, end)}
    return sorted(firm | set(_unbroken(text, [start, *sorted(firm), end])))


def _unbroken(text: str, places: Iterable[int]) -> list[int]:
    """Further cuts in what goes on for long in Chinese."""
    return [
        match.start()
        for one, other in pairwise(places)
        if other - one > _UNBROKEN_ZH
        for match in _JOINT_ZH.finditer(text, one + 4, other - 4)
    ]


def _trimmed(text: str, start: int, end: int, edges: str) -> tuple[int, int]:
    while start < end and text[start] in edges:
        start += 1
    while start < end and text[end - 1] in edges:
        end -= 1
    return start, end
