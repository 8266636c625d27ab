"""So many a minute for each, and nobody pays for another."""

import pytest

from bot.web import allowance
from bot.web.allowance import Allowance


def test_a_minutes_worth_may_come_at_once_and_then_at_its_pace() -> None:
    limit = Allowance(60)
    assert limit.take("a", 60, 0.0)
    assert not limit.take("a", 1, 0.0)
    assert limit.take("b", 60, 0.0)
    assert limit.take("a", 1, 1.0)
    assert not limit.take("a", 2, 2.0)
    assert limit.take("a", 1, 2.0)
    assert limit.take("a", 60, 200.0)


def test_more_than_a_minutes_worth_never_passes() -> None:
    assert not Allowance(10).take("a", 11, 0.0)


def test_its_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "MOST_KEYS", 3)
    limit = Allowance(60)
    assert all(limit.take(key, 1, 0.0) for key in "abc")
    assert not limit.take("d", 1, 0.5)
    assert limit.take("d", 1, 5.0)
    assert len(limit._until) == 1
