"""Days as they are said aloud. Wednesday, 4 March 2026."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from capture.minutes.when import due_of
from capture.promises.moment import moment

ZONE = ZoneInfo("Europe/London")
SAID = moment(datetime(2026, 3, 4, 14, tzinfo=ZONE), ZONE)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("by the twenty second", "2026-03-22"),
        ("on October fifteenth", "2026-10-15"),
        ("the fifth of december", "2026-12-05"),
        ("before the thirty first", "2026-03-31"),
        ("three weeks from now", "2026-03-25"),
        ("I'll look at it over the weekend", "2026-03-08"),
        ("I can send it right after this call", "2026-03-04"),
        ("合同周五给，最晚下周一前盖章", "2026-03-09"),
        ("周三前", "2026-03-11"),
    ],
)
def test_a_day_ahead(text: str, day: str) -> None:
    found = due_of(text, SAID)
    assert found is not None
    assert found.day.isoformat() == day


@pytest.mark.parametrize(
    "text", ["yesterday", "the second plant", "the first time", "上周五", "好的", "", "the third version"]
)
def test_none(text: str) -> None:
    assert due_of(text, SAID) is None
