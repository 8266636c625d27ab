"""Counts what became of everything: pure, from what was acknowledged, what the outbox says and what the sink has."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.crash.outbox import Row
from tests.vendors.sink.journal import Received
from tests.vendors.sink.moods import Mode

CLEAR = frozenset({Mode.OK, Mode.SLOW})
"""After these the bot had a clear answer, unless it was killed before."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Each list names what is at fault; all but `unknown` and `allowed_doubles` must be empty."""

    replies: int
    alerts: int
    lost: Sequence[str]
    allowed_doubles: Sequence[str]
    wrong_doubles: Sequence[str]
    in_doubt: int
    unknown: Sequence[str]
    unknown_untold: Sequence[str]
    dead: Sequence[str]
    out_of_order: Sequence[str]


def judge(
    events: Mapping[str, Sequence[str]],
    leads: Iterable[str],
    rows: Sequence[Row],
    received: Sequence[Received],
    doubted_at_kills: set[str],
) -> Verdict:
    """Judge a run that has drained. `events` are the acknowledged ones of each room, in order."""
    posted = [one for one in received if one.posted]
    arrived = {one.key for one in posted}
    unknown = [row for row in rows if row.state == "unknown"]
    doubted = doubted_at_kills | {one.key for one in posted if one.mode not in CLEAR} | {one.key for one in unknown}
    doubles = [key for key, times in Counter(one.key for one in posted).items() if times > 1]
    wrong = [key for key in doubles if not _may_double(key, rows, doubted)]
    told = {row.subject for row in rows if row.kind == "operator_send_unknown" and row.key in arrived}
    replies = {row.subject: row for row in rows if row.kind == "reply"}
    alerts = [row for row in rows if row.kind == "hot_lead"]
    settled = arrived | {row.key for row in unknown}
    wanted = [event for room in events.values() for event in room]
    lost = [event for event in wanted if not _settled(replies.get(f"local:{event}"), settled)]
    lost += [f"alert {row.row_id}" for row in alerts if row.key not in settled]
    lost += [f"alerts: {len(alerts)}"] if len(alerts) != len(set(leads)) else []
    return Verdict(
        replies=sum(row.key in arrived for row in replies.values()),
        alerts=sum(row.key in arrived for row in alerts),
        lost=lost,
        allowed_doubles=[key for key in doubles if key not in wrong],
        wrong_doubles=wrong,
        in_doubt=len(doubted),
        unknown=[row.key for row in unknown],
        unknown_untold=[row.key for row in unknown if row.in_doubt != "report" or str(row.row_id) not in told],
        dead=[row.key for row in rows if row.state == "dead"],
        out_of_order=[*_rows_out_of_order(rows, posted), *_replies_out_of_order(events, replies, posted)],
    )


def _settled(row: Row | None, settled: set[str]) -> bool:
    return row is not None and row.key in settled


def _may_double(key: str, rows: Sequence[Row], doubted: set[str]) -> bool:
    row = next(row for row in rows if row.key == key)
    return key in doubted and row.in_doubt == "resend" and row.attempts > 1


def _first_arrivals(posted: Sequence[Received]) -> Mapping[str, int]:
    first: dict[str, int] = {}
    for one in posted:
        first.setdefault(one.key, one.number)
    return first


def _rows_out_of_order(rows: Sequence[Row], posted: Sequence[Received]) -> Iterable[str]:
    """Within an address, what was put first arrives first."""
    first, latest = _first_arrivals(posted), defaultdict[str, int](int)
    for row in rows:
        if row.key in first:
            if first[row.key] < latest[row.address]:
                yield row.key
            latest[row.address] = max(latest[row.address], first[row.key])


def _replies_out_of_order(
    events: Mapping[str, Sequence[str]], replies: Mapping[str, Row], posted: Sequence[Received]
) -> Iterable[str]:
    """Within a room, what was asked first is answered first."""
    first = _first_arrivals(posted)
    for asked in events.values():
        keys = [replies[f"local:{event}"].key for event in asked if f"local:{event}" in replies]
        numbers = [first[key] for key in keys if key in first]
        yield from (f"reply {later}" for earlier, later in pairwise(numbers) if later < earlier)
