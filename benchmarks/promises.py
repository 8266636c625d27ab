"""Promises in chat: right on the labelled lines, above all on those for which no rule was made, and fast.

The lines: tests/data/promises. Timed one line after the other in this process: lines with no cue, which every message
of every room costs, and the labelled lines.
"""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from benchmarks.figure import Bar, Effort, Figure
from benchmarks.report import main
from capture.promises.recognise import recognise
from tests.unit.capture.promises.labelled import HALVES, UNSEEN, lines, marks

BARE = ("收到，谢谢", "价格表在共享盘", "thanks, looks good to me", "who is on the standup", "哈哈哈", "ok") * 200
AT, ZONE = datetime.fromisoformat("2026-03-10T10:00:00+08:00"), ZoneInfo("Asia/Shanghai")


def run(effort: Effort) -> list[Figure]:
    """Precision, recall and days of each part; microseconds a line."""
    figures = [figure for part in (*HALVES, UNSEEN) for figure in _marked(part)]
    told = [line["text"] for half in HALVES for line in lines(half)] * effort.count(10)
    return [
        *figures,
        Figure("A line without a cue", _micros(_sieved, BARE * effort.count(20)), "µs", Bar(50), "one after the other"),
        Figure("A labelled line", _micros(_sieved, told), "µs", Bar(1_000), "half of them hold a promise"),
    ]


def _marked(part: str) -> list[Figure]:
    found, name = marks(part), part.replace("_", "-")
    how = f"{found.right + found.missed} promises in {sum(1 for _ in lines(part))} lines, zh and en"
    return [
        Figure(f"Precision, {name}", found.precision, "", Bar(0.9, at_least=True), how),
        Figure(f"Recall, {name}", found.recall, "", Bar(0.8, at_least=True)),
        Figure(f"Days right, {name}", found.dates, "", Bar(0.95, at_least=True)),
    ]


def _sieved(text: str) -> object:
    return recognise(text, AT, ZONE)


def _micros(read: Callable[[str], object], texts: Sequence[str]) -> float:
    begun = time.perf_counter()
    for text in texts:
        read(text)
    return (time.perf_counter() - begun) / len(texts) * 1e6


if __name__ == "__main__":
    raise SystemExit(main((("Promises in chat", run),)))
