"""Conditions over events: windows, order, repeats, and an oracle that does it the slow way."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from config.conditions import Absent, AllOf, Condition, Happened
from config.rules import load_rules
from knowledge.rules.judge import evaluate, relevant
from knowledge.rules.model import Event

START = datetime(2026, 3, 1, tzinfo=UTC)
COMPARING = load_rules().hot_lead[0].condition
READ: TypeAdapter[Condition] = TypeAdapter(Condition)


def condition(raw: object) -> Condition:
    return READ.validate_python(raw)


def event(name: str, kind: str, day: float, **attributes: object) -> Event:
    return Event(name, kind, START + timedelta(days=day), attributes)


def compare(name: str, day: float) -> Event:
    return event(name, "page_view", day, page="/compare/rival")


DOWNLOAD = event("d", "download", 2, asset="service-whitepaper")
FORM = event("f", "form", 20, form="maintenance")


def test_the_packaged_combination_with_its_evidence_newest_first() -> None:
    views = [compare(f"v{day}", day) for day in (0, 1, 5, 6)]
    match = evaluate(COMPARING, [*views, DOWNLOAD, FORM, event("x", "page_view", 3, page="/jobs")])
    assert match is not None
    assert [found.event_id for found in match.evidence] == ["f", "v6", "v5", "d", "v1"]
    assert (match.started, match.completed_at) == (views[1].at, FORM.at)
    assert len(match.moments) == 6


def test_one_part_missing_or_too_old_is_no_match() -> None:
    views = [compare(f"v{day}", day) for day in (0, 1, 5)]
    assert evaluate(COMPARING, [*views, DOWNLOAD]) is None
    assert evaluate(COMPARING, [*views[1:], DOWNLOAD, FORM]) is None
    assert evaluate(COMPARING, [*views, DOWNLOAD, event("f", "form", 33, form="maintenance")]) is None


def test_the_window_includes_its_far_end() -> None:
    twice = condition({"event": "a", "at_least": 2, "within": "2d"})
    assert evaluate(twice, [event("1", "a", 0), event("2", "a", 2)]) is not None
    assert evaluate(twice, [event("1", "a", 0), event("2", "a", 2.001)]) is None


def test_a_late_event_completes_the_past() -> None:
    events = [event("1", "a", 0), event("3", "a", 9)]
    twice = condition({"event": "a", "at_least": 2, "within": "2d"})
    assert evaluate(twice, events) is None
    match = evaluate(twice, [*events, event("2", "a", 1)])
    assert match is not None
    assert match.completed_at == START + timedelta(days=1)


def test_an_event_told_twice_counts_once_and_equal_times_count_each() -> None:
    twice = condition({"event": "a", "at_least": 2, "within": "2d"})
    assert evaluate(twice, [event("1", "a", 0), event("1", "a", 0), event("1", "a", 1)]) is None
    match = evaluate(twice, [event("1", "a", 0), event("2", "a", 0)])
    assert match is not None
    assert [found.event_id for found in match.evidence] == ["2", "1"]


def test_the_latest_holding_moment_is_taken() -> None:
    match = evaluate(condition({"event": "a", "within": "1d"}), [event("1", "a", 0), event("2", "a", 50)])
    assert match is not None
    assert [found.event_id for found in match.evidence] == ["2"]


def test_absence_ends_with_the_event() -> None:
    idle = condition({"all": [{"event": "usage", "within": "1d"}, {"absent": "login", "for": "30d"}]})
    assert evaluate(idle, [event("u", "usage", 40), event("l", "login", 11)]) is None
    assert evaluate(idle, [event("u", "usage", 40), event("l", "login", 10)]) is not None
    match = evaluate(idle, [event("u", "usage", 40), event("l", "login", 41)])
    assert match is not None
    assert [found.event_id for found in match.evidence] == ["u"]


def test_any_needs_one() -> None:
    either = condition({"any": [{"event": "a", "within": "1d"}, {"event": "b", "within": "1d", "at_least": 2}]})
    assert evaluate(either, [event("1", "b", 0)]) is None
    assert evaluate(either, [event("1", "a", 0)]) is not None
    assert evaluate(either, [event("1", "b", 0), event("2", "b", 1)]) is not None


@pytest.mark.parametrize(
    ("wanted", "found", "fits"),
    [
        ("/compare/*", "/compare/a/b", True),
        ("/compare/*", "/COMPARE/a", False),
        ("*.pdf", "offer [1]?.pdf", True),
        ("offer [1]?.pdf", "offer 1x.pdf", False),
        ("maintenance", "maintenance2", False),
        ("5", 5, True),
        (5, "5", True),
        (5, "five", False),
        (True, "true", True),
        (True, 1, False),
        ("a", ["b", "a"], True),
        ("a", None, False),
        ({"at_least": 3}, 3, True),
        ({"at_least": 3}, 2.9, False),
        ({"below": 3}, "2", True),
        ({"below": 3}, 3, False),
        ({"at_least": 1, "below": 3}, "x", False),
        ({"at_least": 0}, True, False),
    ],
)
def test_attributes(wanted: object, found: object, *, fits: bool) -> None:
    asked = condition({"event": "a", "within": "1d", "where": {"n": wanted}})
    assert relevant(asked, event("1", "a", 0, n=found)) is fits


def test_a_missing_attribute_or_another_kind_is_irrelevant() -> None:
    asked = condition({"event": "a", "within": "1d", "where": {"n": "*"}})
    assert not relevant(asked, event("1", "a", 0))
    assert not relevant(asked, event("1", "b", 0, n=1))


EVENTS = st.lists(
    st.builds(
        event,
        st.sampled_from([f"e{number}" for number in range(12)]),
        st.sampled_from("abc"),
        st.integers(0, 12),
        page=st.sampled_from(["x", "y"]),
    ),
    max_size=12,
)
LEAVES = st.one_of(
    st.builds(
        lambda kind, count, days, where: {"event": kind, "at_least": count, "within": f"{days}d", "where": where},
        st.sampled_from("ab"),
        st.integers(1, 3),
        st.integers(1, 6),
        st.sampled_from([{}, {"page": "x"}]),
    ),
    st.builds(lambda kind, days: {"absent": kind, "for": f"{days}d"}, st.sampled_from("ab"), st.integers(1, 6)),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda word, parts: {word: parts}, st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=4,
).map(condition)


def unique(events: Sequence[Event]) -> list[Event]:
    """For the oracle: one event per id, so that it need not choose."""
    return list({found.event_id: found for found in events}.values())


def holds(asked: Condition, events: Sequence[Event], moment: datetime) -> bool:
    """The definition, word for word."""
    if isinstance(asked, Happened):
        inside = [e for e in events if moment - asked.within <= e.at <= moment and relevant(asked, e)]
        return len(inside) >= asked.at_least
    if isinstance(asked, Absent):
        return not [e for e in events if moment - asked.lasting < e.at <= moment and relevant(asked, e)]
    parts = [holds(part, events, moment) for part in asked.parts]
    return all(parts) if isinstance(asked, AllOf) else any(parts)


@settings(max_examples=300)
@given(CONDITIONS, EVENTS)
def test_it_agrees_with_the_definition(asked: Condition, events: list[Event]) -> None:
    events = unique(events)
    moments = [e.at for e in events if relevant(asked, e) and holds(asked, events, e.at)]
    match = evaluate(asked, events)
    assert (match.completed_at if match else None) == max(moments, default=None)
    if match:
        assert holds(asked, list(match.evidence), match.completed_at)
        assert all(newer.at >= older.at for newer, older in pairwise(match.evidence))


@settings(max_examples=150)
@given(CONDITIONS, EVENTS.flatmap(lambda events: st.tuples(st.just(events), st.permutations(events))))
def test_the_order_of_arrival_does_not_matter(asked: Condition, both: tuple[list[Event], list[Event]]) -> None:
    assert evaluate(asked, both[0]) == evaluate(asked, both[1])


@settings(max_examples=100)
@given(CONDITIONS, EVENTS, st.integers(0, 12))
def test_an_irrelevant_event_changes_nothing(asked: Condition, events: list[Event], day: int) -> None:
    assert evaluate(asked, events) == evaluate(asked, [event("other", "z", day), *events])


def test_thousands_of_events_need_few_looks_at_each() -> None:
    """Counted, not timed: reading attributes is the part that grows with the events."""
    looks = 0

    class Counted(dict[str, object]):
        def get(self, key: str, default: object = None) -> object:
            nonlocal looks
            looks += 1
            return super().get(key, default)

    count = 5_000
    events = [Event(f"{n}", "page_view", START + timedelta(hours=n), Counted(page="/compare/a")) for n in range(count)]
    assert evaluate(COMPARING, events) is None
    assert looks <= 4 * count
