"""The grammar of conditions by itself."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from config.conditions import AllOf, Condition, Happened, Span, format_duration, parse_duration

CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("30d", timedelta(days=30)),
        ("12h", timedelta(hours=12)),
        ("90s", timedelta(seconds=90)),
        ("3m", timedelta(minutes=3)),
        ("2w", timedelta(days=14)),
    ],
)
def test_durations(text: str, duration: timedelta) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize("text", ["", "30", "d", "-3d", "0d", "3 months", "1.5h", "99999999w", "30d12h"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match="not a duration"):
        parse_duration(text)


@given(st.integers(1, 99_999_999))
def test_a_duration_survives_being_written(seconds: int) -> None:
    duration = timedelta(seconds=seconds)
    assert parse_duration(format_duration(duration)) == duration


def test_a_condition_survives_being_stored_as_json() -> None:
    raw = {
        "any": [
            {"event": "visit", "where": {"page": "/a*", "seconds": {"at_least": 3}, "new": True}, "within": "3m"},
            {"all": [{"absent": "login", "for": "30d"}, {"event": "form", "within": "1d", "at_least": 2}]},
        ]
    }
    condition = CONDITION.validate_python(raw)
    stored = CONDITION.dump_json(condition, by_alias=True)
    assert CONDITION.validate_json(stored) == condition


def test_values_keep_their_types() -> None:
    raw = {"event": "x", "within": "1d", "where": {"a": True, "b": 1, "c": 1.5, "d": "1", "e": {"below": 2}}}
    condition = CONDITION.validate_python(raw)
    assert isinstance(condition, Happened)
    kinds = [type(value) for value in condition.where.values()]
    assert kinds == [bool, int, float, str, Span]


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"event": "x"},
        {"event": "x", "absent": "y", "within": "1d"},
        {"absent": "x", "within": "1d"},
        {"all": []},
        {"all": [{"event": "x", "within": "1d"}], "any": []},
        {"event": "", "within": "1d"},
        {"event": "x", "within": "1d", "where": {"a": {}}},
        {"metric": "x", "below": 1},
        "event",
    ],
)
def test_what_is_no_condition(raw: object) -> None:
    with pytest.raises(ValidationError):
        CONDITION.validate_python(raw)


def test_conditions_do_not_change() -> None:
    condition = CONDITION.validate_python({"all": [{"event": "x", "within": "1d"}]})
    assert isinstance(condition, AllOf)
    with pytest.raises(ValidationError):
        condition.parts = ()  # type: ignore[misc]
