"""Proposals in chat: how well the labelled messages are read, and what a message costs that holds nothing."""

import time

from benchmarks.figure import Bar, Effort, Figure, quantile
from benchmarks.report import main
from capture.base import Context, Heard
from handlers.hearings.links import HEARING
from tests.unit.capture.links.labelled import Score, heard, messages, read, scored, world

PLAIN = {
    "id": "m",
    "room": "华东销售群",
    "sender": "lin.qiao",
    "at": "2026-01-12T10:00:00+08:00",
    "text": "收到，我下午三点到客户那边，回来再说；麻烦把昨天的会议室先订上",
}
HOW = {
    "dev": "785 invented chat messages in zh and en, half of their links no proposals",
    "held": "642 more; of these some 230, like 230 of dev, are by other labellers: read once as they came (F1 0.88 to "
    "0.96), then mended by families of sentences",
    "elsewhere": "150 messages of another labeller, in a world of its own: F1 0.937 and two attached wrong as they "
    "came, then mended by families of sentences",
    "unseen": "200 messages of yet another labeller, as they came: no rule was made for them",
}


def run(effort: Effort) -> list[Figure]:
    """The figures of each set, and what the hearing costs."""
    figures = [figure for half in HOW for figure in _quality(half, scored(half))]
    return [*figures, _plain(effort), _with_link(effort)]


def _quality(half: str, score: Score) -> list[Figure]:
    return [
        Figure(f"Recognised, {half}: F1", round(score.f1, 3), "", Bar(0.97, at_least=True), HOW[half]),
        Figure(f"Right customer of those attached, {half}", round(score.customer, 3), "", Bar(0.95, at_least=True)),
        Figure(f"Attached without asking, {half}", round(score.without_asking, 3), "", Bar(0.75, at_least=True)),
    ]


def _plain(effort: Effort) -> Figure:
    """A message with neither link nor file."""
    message, around = heard(PLAIN), world().context()
    costs = [_seconds(message, around) * 1e6 for _ in range(effort.count(20_000))]
    return Figure("A message without a document, p50", quantile(costs, 0.5), "µs", Bar(50))


def _with_link(effort: Effort) -> Figure:
    texts = {one["id"]: one["text"] for one in messages("dev")}
    costs = []
    for one in [one for one in messages("dev") if "http" in one["text"]][: effort.count(120)]:
        start = time.perf_counter()
        read(one, texts)
        costs.append((time.perf_counter() - start) * 1e3)
    return Figure("A message with a link, p50", quantile(costs, 0.5), "ms")


def _seconds(message: Heard, around: Context) -> float:
    start = time.perf_counter()
    list(HEARING.hear(message, around))
    return time.perf_counter() - start


if __name__ == "__main__":
    raise SystemExit(main([("Proposals in chat", run)]))
