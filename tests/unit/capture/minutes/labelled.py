"""The labelled meetings of tests/data/minutes, and how extracted commitments are held against them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from capture.minutes.extract import minutes_of_turns
from capture.minutes.model import Known, Setting, Turn, Word
from knowledge.meetings.model import Item, ItemKind

FOLDER = Path(__file__).resolve().parents[3] / "data" / "minutes"
HALVES = ("development", "held_out")
UNSEEN = "unseen"
"""Meetings of a labeller who knew nothing of the rules; none was changed for what they showed but a thing as a doer."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A labelled meeting; `commitments` as (turn, who, due, vague)."""

    name: str
    turns: list[Turn]
    setting: Setting
    commitments: list[tuple[int, str, str | None, bool]]
    others: list[tuple[int, str]]

    def items(self) -> list[Item]:
        """What the rules find."""
        return minutes_of_turns(self.turns, self.setting)


def meetings(half: str) -> list[Meeting]:
    """The meetings of one half."""
    lines = (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_meeting(json.loads(line)) for line in lines]


def _meeting(raw: Mapping[str, Any]) -> Meeting:
    zone = ZoneInfo(raw["zone"])
    team, contacts = ({name: f"{kind}/{name}" for name in raw[kind]} for kind in ("team", "contacts"))
    known = Known(team, contacts, tuple(raw["competitors"]), tuple(raw["products"]))
    return Meeting(
        raw["id"],
        [Turn(one["start"], one["speaker"], one["side"], one["text"], one["end"]) for one in raw["turns"]],
        Setting(datetime.fromisoformat(raw["at"]).replace(tzinfo=zone), zone, known),
        [(one["turn"], one["who"], one["due"], one["vague"]) for one in raw["commitments"]],
        [(one["turn"], one["kind"]) for one in raw["others"]],
    )


@dataclass(slots=True)
class Score:
    """Hits, false alarms and misses; of the hits, how many have who, day and vagueness right."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    who: int = 0
    due: int = 0
    vague: int = 0
    whole: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Commitments found in the right turn."""
        return _f1(self.hits, self.false, self.missed)

    @property
    def f1_whole(self) -> float:
        """Commitments with the right turn, doer and day."""
        return _f1(self.whole, self.false + self.hits - self.whole, self.missed + self.hits - self.whole)


def _f1(hits: int, false: int, missed: int) -> float:
    return 2 * hits / (2 * hits + false + missed) if hits else 0.0


def scored(some: Iterable[Meeting]) -> Score:
    """Each commitment found is held against a label of the same turn, each label used once."""
    score = Score()
    for meeting in some:
        _score_one(meeting, score)
    return score


def _score_one(meeting: Meeting, score: Score) -> None:
    wanted = list(meeting.commitments)
    for item in meeting.items():
        if item.kind is not ItemKind.COMMITMENT:
            continue
        day = item.due_on.isoformat() if item.due_on else None
        near = sorted((label for label in wanted if label[0] == item.line), key=lambda label: label[2] != day)
        if not near:
            score.false += 1
            score.wrong.append(f"{meeting.name} not labelled: {item.quote}")
            continue
        wanted.remove(near[0])
        _, who, due, vague = near[0]
        right = (who == item.who, due == day, vague == item.vague)
        score.hits, score.whole = score.hits + 1, score.whole + (right[0] and right[1])
        score.who, score.due, score.vague = score.who + right[0], score.due + right[1], score.vague + right[2]
    score.missed += len(wanted)
    score.wrong += [f"{meeting.name} missed: {meeting.turns[label[0]].text}" for label in wanted]


def spoken(turns: Sequence[Turn], rng: Random) -> tuple[list[Turn], list[list[float]]]:
    """The turns as somebody says them, at an uneven pace with pauses: with word times; and when each letter began."""
    told, begins, at = [], [], 0.0
    for turn in turns:
        start, words, starts = at, [], [0.0] * len(turn.text)
        for first, last in _words(turn.text):
            at += rng.choice((0.0, 0.0, 0.0, 0.05, 0.3))
            at += 0.4 if turn.text[max(0, first - 1)] in "，。！？,.?!" else 0.0
            length = (last - first) * rng.uniform(0.05, 0.09) * (3 if turn.text[first] > "\u3400" else 1)
            words.append(Word(at, at + length, turn.text[first:last]))
            starts[first:last] = [at] * (last - first)
            at += length
        told.append(Turn(start, turn.speaker, turn.side, turn.text, at, tuple(words)))
        begins.append(starts)
        at += 0.5
    return told, begins


def _words(text: str) -> Iterable[tuple[int, int]]:
    """Latin words whole, Chinese by the character."""
    at = 0
    while at < len(text):
        if text[at].isascii() and (text[at].isalnum() or text[at] == "'"):
            first = at
            while at < len(text) and text[at].isascii() and (text[at].isalnum() or text[at] == "'"):
                at += 1
            yield first, at
        else:
            if text[at].isalnum():
                yield at, at + 1
            at += 1
