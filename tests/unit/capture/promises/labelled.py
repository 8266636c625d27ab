"""The labelled lines of chat, and how well reading does on them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from capture.promises.recognise import promises_in

DATA = Path(__file__).resolve().parents[3] / "data" / "promises"
HALVES = ("development", "held_out")
UNSEEN = "unseen"
"""Lines of a labeller who knew nothing of the rules; no rule was changed for what they showed."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Counts over a half: promises found rightly, wrongly, missed; of those found, days and provisos right; `doers` are
    the lines that say who it is (`by`, `who`), `doers_right` those where that was read.
    """

    right: int
    wrong: int
    missed: int
    days: int
    vague: int
    doers: int
    doers_right: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)

    @property
    def dates(self) -> float:
        return self.days / self.right


def lines(half: str) -> Iterator[Mapping[str, Any]]:
    """The lines of a half: text, said_at, zone, lang, and the promises in it."""
    with (DATA / f"{half}.jsonl").open(encoding="utf-8") as rows:
        yield from (json.loads(row) for row in rows)


def found_in(line: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What reading finds in a line."""
    return promises_in(line["text"], datetime.fromisoformat(line["said_at"]), line["zone"])


def marks(half: str, lang: str = "") -> Marks:
    """How reading does on a half, or on its lines of one language."""
    right = wrong = missed = days = vague = doers = doers_right = 0
    for line in lines(half):
        if lang and line["lang"] != lang:
            continue
        found, meant = found_in(line), line["promises"]
        both = list(zip(found, meant, strict=False))
        right, wrong, missed = right + len(both), wrong + len(found) - len(both), missed + len(meant) - len(both)
        days += sum(one["due"] == other["due"] for one, other in both)
        vague += sum(one["vague"] == bool(other.get("vague")) for one, other in both)
        named = [(one, other) for one, other in both if "by" in other]
        doers += len(named)
        doers_right += sum((one["by"], one["who"]) == (other["by"], other.get("who", "")) for one, other in named)
    return Marks(right, wrong, missed, days, vague, doers, doers_right)
