"""What was said besides promises: objections, decisions, open questions, rivals, prices, next steps, key points."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from capture.minutes import topics
from capture.minutes.cues_en import FILLER
from capture.minutes.mentions import called_for_short, named
from capture.minutes.model import Known, Turn
from capture.minutes.prices import asks_for_count, asks_for_price, prices_in
from capture.minutes.resistance import reason_against
from capture.minutes.sentences import Sentence, has_han
from knowledge.meetings.model import ItemKind


@dataclass(frozen=True, slots=True)
class Said:
    """Something found in turn `line`, from `start` to `end` of its text; `why` names the rule."""

    kind: ItemKind
    line: int
    start: int
    end: int
    why: str
    confidence: float
    amount: float | None = None
    currency: str = ""
    name: str = ""


Cut = Sequence[Sequence[Sentence]]


def objections_in(turns: Sequence[Turn], cut: Cut) -> Iterator[Said]:
    """What the customer, or somebody of an unknown side, holds against it; questions are none."""
    for line, sentence in _sentences(cut):
        reason = reason_against(sentence) if turns[line].side != "us" else None
        if reason:
            sure = 0.8 if turns[line].side == "them" else 0.5
            yield Said(ItemKind.OBJECTION, line, sentence.start, sentence.end, f"objection.{reason}", sure)


_LONGEST_HAN, _LONGEST_LATIN = 60, 200
"""Something is settled in a short sentence; a longer one tells of it."""


def decisions_in(turns: Sequence[Turn], cut: Cut) -> Iterator[Said]:
    """What is settled from now on."""
    for line, sentence in _sentences(cut):
        if len(sentence.text) > (_LONGEST_HAN if has_han(sentence.text) else _LONGEST_LATIN):
            continue
        if not topics.SUPPOSED.search(sentence.text) and _settles(sentence, turns[line].side):
            yield Said(ItemKind.DECISION, line, sentence.start, sentence.end, "decided", 0.75)


def _settles(sentence: Sentence, side: str) -> bool:
    if topics.SETTLES.search(sentence.text) and not sentence.asks:
        return True
    cues = (topics.DECISIONS, topics.SETTLED_BY_THEM) if side == "them" else (topics.DECISIONS,)
    clauses = (one.text for one in sentence.clauses if not one.asks and not topics.UNDECIDED.search(one.text))
    return any(cue.search(clause) for clause in clauses for cue in cues)


_REMEMBERED = 3
"""So many turns after a price was asked for, or named, a bare number may be one."""


def prices_said(cut: Cut) -> Iterator[Said]:
    """Sums of money, each in its clause."""
    since = _REMEMBERED + 1
    for line, sentences in enumerate(cut):
        since += 1
        for sentence in sentences:
            for clause, price in prices_in(sentence, spoken_of=since <= _REMEMBERED):
                rule, sure = ("price.with_unit", 0.9) if price.currency else ("price.in_words_of_money", 0.75)
                at = (line, clause.start, clause.end)
                since = 0
                yield Said(ItemKind.PRICE, *at, rule, sure, price.amount, price.currency)
            since = 0 if asks_for_price(sentence.text) else _REMEMBERED if asks_for_count(sentence.text) else since


def competitors_said(cut: Cut, known: Known) -> Iterator[Said]:
    """Sentences that name a known competitor, in whole or for short; each competitor once a sentence."""
    ours = {word.casefold() for name in (*known.products, *known.team) for word in name.split()}
    names = [(name, named(name), called_for_short(name, ours)) for name in known.competitors]
    for line, sentence in _sentences(cut):
        for name, whole, short in names:
            at = (ItemKind.COMPETITOR, line, sentence.start, sentence.end)
            if whole.search(sentence.text):
                yield Said(*at, "competitor.named", 0.95, name=name)
            elif short and short.search(sentence.text):
                yield Said(*at, "competitor.named_for_short", 0.8, name=name)


def next_steps_in(cut: Cut, dated: frozenset[tuple[int, int]]) -> Iterator[Said]:
    """What happens next. `dated` are the (line, start) of sentences that name a day ahead."""
    for line, sentence in _sentences(cut):
        if sentence.asks or topics.AGENDA.search(sentence.text) or not topics.NEXT_STEPS.search(sentence.text):
            continue
        if topics.STEP_ALONE.search(sentence.text):
            yield Said(ItemKind.NEXT_STEP, line, sentence.start, sentence.end, "next_step.named", 0.7)
        elif (line, sentence.start) in dated:
            yield Said(ItemKind.NEXT_STEP, line, sentence.start, sentence.end, "next_step.with_a_day", 0.65)


MOST_POINTS = 8
_LEAST_HAN, _LEAST_WORDS = 8, 6
_FIGURE = re.compile(
    r"\d|[一二三四五六七八九十百千万两]{2,}|\b(?:hundred|thousand|million|percent|weeks?|months?|days?)\b",
    re.IGNORECASE,
)


def points_in(turns: Sequence[Turn], cut: Cut, known: Known, taken: frozenset[tuple[int, int]]) -> list[Said]:
    """The sentences that say most: stressed, with figures and known names; those `taken` as other items left out."""
    names = [named(name) for name in (*known.products, *known.competitors)]
    rated = [
        (_weight(turns[line], sentence, names), line, sentence)
        for line, sentence in _sentences(cut)
        if (line, sentence.start) not in taken and not sentence.asks and _long_enough(sentence.text)
    ]
    best = sorted((one for one in rated if one[0] >= 1.5), key=lambda one: (-one[0], one[1], one[2].start))
    most = min(MOST_POINTS, 2 + len(turns) // 6)
    return [
        Said(
            ItemKind.POINT, line, sentence.start, sentence.end, "point.says_most", round(min(0.7, 0.3 + weight / 10), 2)
        )
        for weight, line, sentence in sorted(best[:most], key=lambda one: (one[1], one[2].start))
    ]


def _weight(turn: Turn, sentence: Sentence, names: Sequence[re.Pattern[str]]) -> float:
    if (
        topics.CHAT.search(sentence.text)
        or topics.AGENDA.search(sentence.text)
        or all(FILLER.search(clause.text.lower()) for clause in sentence.clauses)
    ):
        return 0.0
    return (
        1.5 * (topics.STRESSED.search(sentence.text) is not None)
        + 1.0 * (_FIGURE.search(sentence.text) is not None)
        + 1.0 * any(name.search(sentence.text) for name in names)
        + 0.5 * (turn.side == "them")
        + min(1.0, len(sentence.text) / (60 if has_han(sentence.text) else 160))
    )


def _long_enough(text: str) -> bool:
    return len(text) >= _LEAST_HAN if has_han(text) else len(text.split()) >= _LEAST_WORDS


def _sentences(cut: Cut) -> Iterator[tuple[int, Sentence]]:
    for line, sentences in enumerate(cut):
        for sentence in sentences:
            yield line, sentence
