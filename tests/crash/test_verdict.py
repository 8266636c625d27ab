"""The judge of the crash test finds each kind of fault: made-up runs with one thing wrong."""

from collections.abc import Sequence
from dataclasses import replace

from tests.crash.outbox import Row
from tests.crash.verdict import Verdict, judge
from tests.vendors.sink.journal import Received
from tests.vendors.sink.moods import Mode

DIRECT = Row(1, "reply", "local:a#0", 1, "local:a", "sent", 1, "resend")
SECOND = Row(2, "reply", "local:a#1", 1, "local:a", "sent", 1, "resend")
GROUP = Row(3, "reply", "local:g#0", 1, "local:g", "unknown", 1, "report")
REPORT = Row(4, "operator_send_unknown", "3", 1, "local:ops", "sent", 1, "resend")
ALERT = Row(5, "hot_lead", "1", 1, "local:a", "sent", 1, "resend")
ROWS = (DIRECT, SECOND, GROUP, REPORT, ALERT)
EVENTS = {"a": ["a#0", "a#1"], "g": ["g#0"]}


def arrivals(*keys: str, mode: Mode = Mode.OK) -> list[Received]:
    return [Received(number, "POST", mode, key, "", f"m{number}", {}) for number, key in enumerate(keys, 1)]


ALL = arrivals("outbox-1", "outbox-2", "outbox-4", "outbox-5")


def judged(
    received: Sequence[Received] = ALL, rows: Sequence[Row] = ROWS, doubted: frozenset[str] = frozenset()
) -> Verdict:
    return judge(EVENTS, ["L1"], rows, received, set(doubted))


def test_a_clean_run() -> None:
    found = judged()
    assert (found.replies, found.alerts, found.unknown) == (2, 1, ["outbox-3"])
    assert [*found.lost, *found.wrong_doubles, *found.unknown_untold, *found.dead, *found.out_of_order] == []


def test_a_reply_that_never_came_is_lost() -> None:
    assert judged(arrivals("outbox-1", "outbox-4", "outbox-5")).lost == ["a#1"]


def test_an_event_without_a_row_is_lost() -> None:
    assert judged(rows=[row for row in ROWS if row is not SECOND]).lost == ["a#1"]


def test_an_alert_that_was_never_put_is_lost() -> None:
    assert judged(rows=ROWS[:-1]).lost == ["alerts: 0"]


def test_a_double_needs_doubt_a_second_attempt_and_the_policy() -> None:
    twice, again = [*ALL, *arrivals("outbox-2")], replace(SECOND, attempts=2)
    rows = (DIRECT, again, GROUP, REPORT, ALERT)
    assert judged(twice).wrong_doubles == ["outbox-2"]
    assert judged(twice, rows).wrong_doubles == ["outbox-2"]
    assert judged(twice, rows, frozenset({"outbox-2"})).allowed_doubles == ["outbox-2"]
    kept = (DIRECT, replace(again, in_doubt="report"), GROUP, REPORT, ALERT)
    assert judged(twice, kept, frozenset({"outbox-2"})).wrong_doubles == ["outbox-2"]


def test_unknown_must_be_told() -> None:
    assert judged(arrivals("outbox-1", "outbox-2", "outbox-5")).unknown_untold == ["outbox-3"]


def test_order_is_by_first_arrival() -> None:
    found = judged(arrivals("outbox-2", "outbox-1", "outbox-4", "outbox-5"))
    assert found.out_of_order == ["outbox-2", "reply 1"]
