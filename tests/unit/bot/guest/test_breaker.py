"""A model that fails again and again is left alone for a minute."""

from bot.guest.breaker import FAILURES, LONGEST_REST_SECONDS, REST_SECONDS, Breaker
from tests.clocks import FakeClock


def failing(clock: FakeClock, times: int = FAILURES) -> Breaker:
    breaker = Breaker(clock.monotonic)
    for _ in range(times):
        assert not breaker.is_open
        breaker.failed()
    return breaker


def test_failures_in_a_row_open_it_for_a_minute() -> None:
    clock = FakeClock()
    breaker = failing(clock)
    seen = [breaker.is_open]
    for seconds in (REST_SECONDS - 1, 1):
        clock.advance(seconds)
        seen.append(breaker.is_open)
    breaker.failed()
    assert [*seen, breaker.is_open] == [True, True, False, True]


def test_an_answer_between_them_starts_the_count_again() -> None:
    breaker = failing(FakeClock(), FAILURES - 1)
    breaker.went_well()
    breaker.failed()
    assert not breaker.is_open


def test_it_waits_as_long_as_it_is_asked_to_but_not_for_ever() -> None:
    clock = FakeClock()
    breaker = Breaker(clock.monotonic)
    breaker.failed(5)
    seen = []
    for seconds in (4.9, 0.2):
        clock.advance(seconds)
        seen.append(breaker.is_open)
    breaker.failed(1e9)
    clock.advance(LONGEST_REST_SECONDS)
    assert [*seen, breaker.is_open] == [True, False, False]
