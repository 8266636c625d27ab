"""One alert per lead and rule, again only after quiet, however many events and in whatever order."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.rules.judge import followed, should_alert
from knowledge.rules.model import Episode, Event, Match, Reason

START = datetime(2026, 3, 1, tzinfo=UTC)
QUIET = timedelta(days=30)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def match(*days: float) -> Match:
    moments = tuple(day(number) for number in sorted(days))
    newest = Event(f"e{max(days)}", "a", moments[-1])
    return Match(newest.at, newest.at, (newest,), moments)


OPEN = Episode(opened_at=day(0), last_event_at=day(10))


def test_the_first_match_alerts() -> None:
    assert should_alert(None, match(0), QUIET) is Reason.FIRST
    assert Reason.FIRST.alerts


@pytest.mark.parametrize("number", [10.5, 20, 39.99])
def test_within_the_quiet_time_nobody_is_told_again(number: float) -> None:
    reason = should_alert(OPEN, match(0, 10, number), QUIET)
    assert reason is Reason.SAME_EPISODE
    assert not reason.alerts


def test_after_exactly_the_quiet_time_people_are_told_again() -> None:
    assert should_alert(OPEN, match(0, 10, 40), QUIET) is Reason.AGAIN_AFTER_QUIET


def test_events_in_between_keep_the_episode_going_even_if_nobody_noted_them() -> None:
    assert should_alert(OPEN, match(0, 10, 35, 50), QUIET) is Reason.SAME_EPISODE


def test_a_new_start_needs_no_gap_right_before_its_last_event() -> None:
    assert should_alert(OPEN, match(0, 10, 45, 46, 47), QUIET) is Reason.AGAIN_AFTER_QUIET


def test_a_match_from_before_the_last_event_is_old_news() -> None:
    assert should_alert(OPEN, match(0, 5), QUIET) is Reason.SAME_EPISODE


def test_an_episode_follows_events_until_it_is_quiet() -> None:
    assert followed(OPEN, day(20), QUIET).last_event_at == day(20)
    assert followed(OPEN, day(5), QUIET) == OPEN
    assert followed(OPEN, day(40), QUIET) == OPEN
    assert followed(OPEN, day(20), QUIET).opened_at == OPEN.opened_at


@given(st.lists(st.integers(0, 29), min_size=1, max_size=8))
def test_any_run_of_events_without_a_gap_is_one_episode(steps: list[int]) -> None:
    days = [10]
    for step in steps:
        days.append(days[-1] + step)
    assert should_alert(OPEN, match(*days), QUIET) is Reason.SAME_EPISODE


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12))
def test_told_as_often_as_there_are_quiet_gaps(steps: list[int]) -> None:
    """Events one by one, each a match, as the bot sees them; a year of them is told once per gap and once at first."""
    days, told, episode = [0.0], 0, None
    for step in [0, *steps]:
        days.append(days[-1] + step)
        now = match(*days)
        if should_alert(episode, now, QUIET).alerts:
            told, episode = told + 1, Episode(now.completed_at, now.completed_at)
        elif episode is not None:
            episode = followed(episode, now.completed_at, QUIET)
    assert told == 1 + sum(step >= QUIET.days for step in steps)
