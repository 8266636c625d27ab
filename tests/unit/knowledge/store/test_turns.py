import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from knowledge.store import turns
from knowledge.store.turns import Turns

LONG = 10.0


@contextmanager
def somebody_at_it(taken: Turns) -> Iterator[None]:
    """Another thread that has a turn for as long as the block lasts."""
    at_it, enough = threading.Event(), threading.Event()

    def take() -> None:
        with taken.turn():
            at_it.set()
            assert enough.wait(LONG)

    thread = threading.Thread(target=take)
    thread.start()
    assert at_it.wait(LONG)
    yield
    enough.set()
    thread.join(LONG)


def test_short_turns_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", LONG)
    taken, inside, most = Turns(), [0], [0]

    def work() -> None:
        for _ in range(200):
            with taken.turn():
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert most == [1]


def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.001)
    taken = Turns()
    with somebody_at_it(taken), taken.turn():
        pass


def test_whoever_comes_after_an_impatient_one_does_not_wait_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.001)
    taken = Turns()
    with somebody_at_it(taken):
        with taken.turn():
            pass
        monkeypatch.setattr(turns, "PATIENCE_SECONDS", 3600)
        with taken.turn():
            pass


def test_turns_are_taken_again_once_the_slow_one_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.001)
    taken = Turns()
    with somebody_at_it(taken), taken.turn():
        pass
    with taken.turn():
        assert taken._lock.locked()
    assert not taken._lock.locked()


def test_a_turn_ends_with_an_error() -> None:
    taken = Turns()
    with pytest.raises(LookupError), taken.turn():
        raise LookupError
    with somebody_at_it(taken):
        pass
