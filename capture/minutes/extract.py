"""The minutes of a meeting from its turns, by rules: every item with its quote, its time and why it was taken."""

from collections.abc import Iterable, Iterator, Sequence

from capture.minutes.commitments import commitments_in
from capture.minutes.model import Known, Setting, Turn
from capture.minutes.offers import Promised
from capture.minutes.questions import questions_in
from capture.minutes.quoting import checked
from capture.minutes.sentences import Sentence, sentences_of
from capture.minutes.talk import (
    Said,
    competitors_said,
    decisions_in,
    next_steps_in,
    objections_in,
    points_in,
    prices_said,
)
from capture.minutes.timing import Clock, with_ends
from capture.minutes.when import due_of
from capture.promises.moment import moment
from knowledge.meetings.model import Item, ItemKind


def minutes_of_turns(turns: Sequence[Turn], setting: Setting) -> list[Item]:
    """Everything worth keeping of a meeting, in the order in which it was said."""
    whole = with_ends(turns)
    cut = [sentences_of(turn.text) for turn in whole]
    promised = commitments_in(whole, cut, setting)
    clock = Clock(whole)
    items = [_commitment(one, whole[one.line], setting.known, clock) for one in promised]
    others = _others(whole, cut, setting, promised)
    items += [_item(one, whole[one.line], setting.known, clock) for one in others]
    return sorted(checked(items, whole), key=lambda item: (item.line, item.at, item.kind))


def _others(
    turns: Sequence[Turn], cut: Sequence[Sequence[Sentence]], setting: Setting, promised: Sequence[Promised]
) -> Iterator[Said]:
    promises = {key for one in promised for key in _sentences_within(cut, one)}
    first = [*objections_in(turns, cut), *decisions_in(turns, cut), *questions_in(turns, cut)]
    steps = [one for one in next_steps_in(cut, _dated(cut, setting)) if (one.line, one.start) not in promises]
    prices, rivals = list(prices_said(cut)), list(competitors_said(cut, setting.known))
    taken = promises | {(one.line, one.start) for one in (*first, *steps, *rivals)}
    yield from first
    yield from steps
    yield from prices
    yield from rivals
    yield from points_in(turns, cut, setting.known, frozenset(taken))


def _sentences_within(cut: Sequence[Sequence[Sentence]], one: Promised) -> Iterator[tuple[int, int]]:
    for sentence in cut[one.line]:
        if sentence.start < one.end and one.start < sentence.end:
            yield one.line, sentence.start


def _dated(cut: Sequence[Sequence[Sentence]], setting: Setting) -> frozenset[tuple[int, int]]:
    said = moment(setting.held_at, setting.zone)
    return frozenset(
        (line, sentence.start)
        for line, sentences in enumerate(cut)
        for sentence in sentences
        if (by := due_of(sentence.text, said)) and not by.rough
    )


def _commitment(one: Promised, turn: Turn, known: Known, clock: Clock) -> Item:
    quote = turn.text[one.start : one.end]
    person, contact = ids_of(one.who, turn.side, known)
    return Item(
        ItemKind.COMMITMENT,
        one.what or quote,
        quote,
        one.line,
        clock.at(one.line, one.start),
        turn.speaker,
        round(one.confidence * (0.8 if one.vague else 1.0), 2),
        one.rule,
        who=one.who,
        person_id=person,
        contact_id=contact,
        due_on=one.by.day if one.by else None,
        due_said=one.by.said if one.by else "",
        vague=one.vague,
    )


def _item(one: Said, turn: Turn, known: Known, clock: Clock) -> Item:
    quote = turn.text[one.start : one.end]
    person, contact = ids_of(turn.speaker, turn.side, known)
    at = clock.at(one.line, one.start)
    text = f"{one.name}: {quote}" if one.name and one.kind is ItemKind.COMPETITOR else quote
    return Item(
        *(one.kind, text, quote, one.line, at, turn.speaker, one.confidence, one.why),
        who=turn.speaker,
        person_id=person,
        contact_id=contact,
        amount=one.amount,
        currency=one.currency,
    )


def ids_of(name: str, side: str, known: Known) -> tuple[str, str]:
    """The ids of a person of the team and of a contact by this name; only one of them, the side's own first."""
    team, contact = _by_name(name, known.team.items()), _by_name(name, known.contacts.items())
    if team and contact:
        return ("", contact) if side == "them" else (team, "")
    return team, contact


def _by_name(name: str, people: Iterable[tuple[str, str]]) -> str:
    """The id of the one person called so, in whole or by the first name; "" where there is none or several."""
    plain = name.strip().casefold()
    if not plain:
        return ""
    whole = {one for called, one in people if called.casefold() == plain and one}
    first = {one for called, one in people if called.casefold().split()[:1] == [plain] and one}
    found = whole or first
    return next(iter(found)) if len(found) == 1 else ""
