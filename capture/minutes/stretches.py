"""How far a promise reaches in its sentence: the day beside it, a second deed, and words that take it half back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from capture.minutes import cues_en, cues_zh
from capture.minutes.promising import Promise, Read, is_vague, promise_in, read
from capture.minutes.sentences import Clause, Sentence
from capture.minutes.when import By, due_of, without_days
from capture.promises.moment import Moment


@dataclass(frozen=True, slots=True)
class Stretch:
    """A promise and the clauses that belong to it, from `start` to `end` of the turn.

    `vague`: it is only tried, or only in principle. `firm`: the clause that promises names the day itself, and firmly.
    """

    promise: Promise
    start: int
    end: int
    by: By | None
    vague: bool
    firm: bool


def stretches(sentence: Sentence, side: str, said: Moment) -> Iterator[Stretch]:
    """The promises of a sentence, in order."""
    if len(sentence.text) < _LONGEST_JOKE and _JOKE.search(sentence.text):
        return
    spoken = _spoken(sentence, side, said)
    for place, promise in enumerate(spoken.promises):
        if promise is not None and not _sent_on(spoken, place):
            yield _stretch(spoken, place, promise)


_JOKE = re.compile(f"{cues_zh.JOKE.pattern}|{cues_en.JOKE.pattern}", re.IGNORECASE)


_LONGEST_JOKE = 120
"""A longer sentence, without marks, is several: what is laughed about in it is anybody's guess."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A sentence's clauses as they stand, as they are read, and what each promises."""

    spans: tuple[Clause, ...]
    clauses: list[Read]
    promises: list[Promise | None]
    said: Moment

    def idle(self, place: int) -> bool:
        """Whether there is such a clause, and it promises nothing itself."""
        return 0 <= place < len(self.clauses) and self.promises[place] is None


def _spoken(sentence: Sentence, side: str, said: Moment) -> _Spoken:
    clauses = [read(clause, _due(clause, said), side) for clause in sentence.clauses]
    return _Spoken(sentence.clauses, clauses, _own([promise_in(clause) for clause in clauses], clauses), said)


def _sent(spoken: _Spoken, place: int) -> tuple[int, str] | None:
    """Whom a clause with 让他 means, and the clause that names them."""
    if not cues_zh.SENDS_THEM.search(spoken.clauses[place].plain):
        return None
    named = ((one, cues_zh.NAMES_SOMEBODY.search(spoken.clauses[one].plain)) for one in reversed(range(place)))
    return next(((one, found["who"]) for one, found in named if found), None)


def _sent_on(spoken: _Spoken, place: int) -> bool:
    """Whether the next clause says what somebody is to do who is only called upon here."""
    if place + 1 >= len(spoken.clauses) or spoken.promises[place + 1] is None:
        return False
    sent = _sent(spoken, place + 1)
    return sent is not None and sent[0] == place


def _own(promises: list[Promise | None], clauses: list[Read]) -> list[Promise | None]:
    """Without what goes on with something asked of the listener: 你把表整理一份，周五前发给卢工."""
    asked, own = False, list[Promise | None]()
    for promise, clause in zip(promises, clauses, strict=True):
        ours = cues_zh.OURS.search(clause.plain) is not None
        asked = not ours and (asked or (clause.chinese and cues_zh.THEIRS.search(clause.plain) is not None))
        own.append(None if asked and promise and promise.rule == "zh.a_day_and_a_deed" else promise)
    return own


def _due(clause: Clause, said: Moment) -> By | None:
    by = due_of(clause.text, said)
    return None if by and by.rough and cues_zh.WAITS.search(clause.text) else by


def _stretch(spoken: _Spoken, place: int, promise: Promise) -> Stretch:
    clause, sent = spoken.clauses[place], _sent(spoken, place)
    if sent:
        promise = replace(promise, who=sent[1])
    lender = None if clause.by else _lender(spoken, place)
    deed = place + 1 if _second_deed(spoken, place + 1) else None
    doubts = [beside for beside in (place - 1, place + 1) if _takes_back(spoken, beside)]
    reach = [place, *([sent[0]] if sent else ()), *(one for one in (lender, deed) if one is not None), *doubts]
    firm = clause.by is not None and not is_vague(clause)
    days = [spoken.clauses[one].by for one in (deed, place, lender) if one is not None]
    if _SAME_DAY.search(clause.text):
        days += [one.by for one in reversed(spoken.clauses[:place])]
    return Stretch(
        promise,
        spoken.spans[min(reach)].start,
        spoken.spans[max(reach)].end,
        next((by for by in days if by), None),
        is_vague(clause) or (bool(doubts) and not firm),
        firm,
    )


def _second_deed(spoken: _Spoken, place: int) -> bool:
    if not spoken.idle(place):
        return False
    clause = spoken.clauses[place]
    return not clause.chinese and not clause.asks and cues_en.GOES_ON.search(clause.plain) is not None


def _takes_back(spoken: _Spoken, place: int) -> bool:
    """A clause beside it that is no promise but a try: 争取提前一周."""
    if not spoken.idle(place):
        return False
    clause = spoken.clauses[place]
    return (cues_zh if clause.chinese else cues_en).TRIES.search(clause.plain) is not None


_SAME_DAY = re.compile(r"当天|同一天|\b(?:that|the) (?:very |same )?day\b", re.IGNORECASE)
_BARE_ZH, _BARE_EN = 4, 12
"""A clause that lends its day says no more than so many characters besides."""

_IDLE = re.compile(r"\W|这样|的话|so|by|then|does|work|maybe|probably")


def _lender(spoken: _Spoken, place: int) -> int | None:
    """The clause beside it that says a day and little else: "so by October ninth", 周三之前，我们…."""
    before = place - 1
    while before > 0 and cues_en.FILLER.search(spoken.clauses[before].plain):
        before -= 1
    beside = (before, place + 1, *((place + 2,) if _in_apposition(spoken, place + 1) else ()))
    return next((one for one in beside if spoken.idle(one) and _is_day(spoken, one)), None)


def _in_apposition(spoken: _Spoken, place: int) -> bool:
    """A word or two between, as in "I'll get you a sample, anonymised, by Tuesday"."""
    return spoken.idle(place) and not spoken.clauses[place].chinese and len(spoken.clauses[place].plain.split()) <= 3


def _is_day(spoken: _Spoken, place: int) -> bool:
    clause = spoken.clauses[place]
    if clause.by is None or clause.plain.startswith("那"):
        return False
    rest = _IDLE.sub("", without_days(clause.text, spoken.said))
    return len(rest) <= (_BARE_ZH if clause.chinese else _BARE_EN)
