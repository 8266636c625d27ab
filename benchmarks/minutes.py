"""Minutes: the labelled sales meetings of tests/data, both halves; and commitments in real English meetings.

The real ones are read from ../shared/data/meet_mrda_commit (or DAZI_SHARED); without it nothing is measured, and
it says so. There every utterance has a dialogue act; `cc` marks that the speaker commits to do something. Nobody's side
is known there, and many a "we'll see" is marked: it is a task beside ours, held against a baseline of keywords.
"""

import os
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.figure import Bar, Effort, Figure
from benchmarks.report import main
from capture.minutes.extract import minutes_of_turns
from capture.minutes.model import Setting, Turn
from knowledge.meetings.model import ItemKind
from tests.unit.capture.minutes.labelled import HALVES, UNSEEN, Score, meetings, scored

DATA = Path(os.environ.get("DAZI_SHARED") or Path(__file__).resolve().parents[2] / "shared") / "data"
REAL = DATA / "meet_mrda_commit"
KEYWORDS = re.compile(
    r"\b(?:i will|i['’]ll|we will|we['’]ll|let me|i['’]m going to|i am going to|we['’]re going to|we are going to)\b",
    re.IGNORECASE,
)
"""The baseline: whatever says one of these is a commitment."""

ZONE = ZoneInfo("America/Los_Angeles")
SETTING = Setting(datetime(2026, 3, 4, 10, tzinfo=ZONE), ZONE)
SECONDS_A_TURN = 3.0


@dataclass(slots=True)
class Tally:
    """Hits, false alarms, misses."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    def count(self, found: Sequence[bool], wanted: Sequence[bool]) -> None:
        for one, other in zip(found, wanted, strict=True):
            self.hits += one and other
            self.false += one and not other
            self.missed += other and not one

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.false)

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.hits / (2 * self.hits + self.false + self.missed)


def run(effort: Effort) -> Sequence[Figure]:
    halves = [figure for half in (*HALVES, UNSEEN) for figure in _labelled(half, scored(meetings(half)))]
    if not REAL.is_dir():
        return [*halves, _speed(), Figure("real meetings: skipped, no meet_mrda_commit", 0, "")]
    some = sorted(REAL.glob("B*.txt"))[: effort.count(26)]
    return [*halves, _speed(), *_real(some)]


def _labelled(half: str, score: Score) -> list[Figure]:
    how = f"{score.hits} found, {score.false} false, {score.missed} missed"
    return [
        Figure(f"{half}: commitments, F1", score.f1, "", Bar(0.8, at_least=True), how),
        Figure(f"{half}: with doer and day right, F1", score.f1_whole, "", Bar(0.8, at_least=True)),
        Figure(f"{half}: day right, of those found", score.due / score.hits, ""),
        Figure(f"{half}: vague or firm right, of those found", score.vague / score.hits, ""),
    ]


def _speed() -> Figure:
    some = meetings("development")
    turns = [turn for _ in range(7) for meeting in some for turn in meeting.turns]
    spread = [Turn(4.5 * at, turn.speaker, turn.side, turn.text) for at, turn in enumerate(turns[:1600])]
    began = time.perf_counter()
    minutes_of_turns(spread, some[0].setting)
    return Figure("seconds for two hours of talk", time.perf_counter() - began, "s", Bar(2), f"{len(spread)} turns")


def _real(files: Iterable[Path]) -> list[Figure]:
    ours, baseline = Tally(), Tally()
    for file in files:
        turns, wanted = _turns(file)
        ours.count(_ours(turns), wanted)
        baseline.count([KEYWORDS.search(turn.text) is not None for turn in turns], wanted)
    named: tuple[tuple[str, Callable[[Tally], float]], ...] = (
        ("precision", lambda tally: tally.precision),
        ("recall", lambda tally: tally.recall),
        ("F1", lambda tally: tally.f1),
    )
    figures = [Figure(f"real meetings, keywords: {name}", of(baseline), "") for name, of in named]
    bars = {"F1": Bar(baseline.f1, at_least=True)}
    return [*figures, *(Figure(f"real meetings, ours: {name}", of(ours), "", bars.get(name)) for name, of in named)]


def _turns(file: Path) -> tuple[list[Turn], list[bool]]:
    rows = [line.split("|") for line in file.read_text(encoding="utf-8", errors="replace").splitlines()]
    rows = [row for row in rows if len(row) == 5]
    turns = [Turn(SECONDS_A_TURN * at, row[0], "", row[1]) for at, row in enumerate(rows)]
    return turns, ["cc" in row[4] for row in rows]


def _ours(turns: Sequence[Turn]) -> list[bool]:
    found = {item.line for item in minutes_of_turns(turns, SETTING) if item.kind is ItemKind.COMMITMENT}
    return [line in found for line in range(len(turns))]


if __name__ == "__main__":
    raise SystemExit(main([("Minutes", run)]))
