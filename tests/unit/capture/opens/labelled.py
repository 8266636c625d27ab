"""Calls of links with what they are: tests/data/opens, two halves; the second is not looked at while tuning."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

from capture.opens.judge import Habits, Hit, Verdict, judge
from config.opens import SCANNERS

FOLDER = Path(__file__).resolve().parents[3] / "data" / "opens"
TAKEN = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)
HABITS = Habits(timedelta(seconds=10), [ip_network(one) for one in SCANNERS])


@dataclass(frozen=True, slots=True)
class Call:
    """One labelled call; `why` is empty for a person's."""

    hit: Hit
    person: bool
    why: str

    def judged(self) -> Verdict:
        return judge(self.hit, TAKEN, HABITS)


def calls(half: str) -> Sequence[Call]:
    lines = (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_call(json.loads(line)) for line in lines]


def _call(row: dict[str, Any]) -> Call:
    plain = {name: row[name] for name in ("agent", "language", "accept", "purpose", "mode", "dest") if name in row}
    address = ip_address(row["address"]) if "address" in row else None
    at = TAKEN + timedelta(seconds=row.get("after", 3_600))
    hit = Hit(at, row.get("method", "GET"), address=address, **plain)
    return Call(hit, row["person"], row.get("why", ""))
