from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from knowledge.people.model import Lang
from notifiers.formats import ClockFace, day, moment, money, size, source_name

SHANGHAI, KOLKATA = ZoneInfo("Asia/Shanghai"), ZoneInfo("Asia/Kolkata")
NOON = datetime(2026, 1, 12, 4, 0, tzinfo=UTC)
"""12:00 in Shanghai, a Monday."""


@pytest.mark.parametrize(
    ("value", "today", "zh", "en"),
    [
        (date(2026, 1, 12), None, "2026-01-12", "2026-01-12"),
        (date(2026, 1, 12), date(2026, 1, 12), "2026-01-12（周一）", "Mon 2026-01-12"),
        (date(2026, 1, 26), date(2026, 1, 12), "2026-01-26（周一）", "Mon 2026-01-26"),
        (date(2026, 1, 27), date(2026, 1, 12), "2026-01-27", "2026-01-27"),
        (date(2026, 1, 11), date(2026, 1, 12), "2026-01-11", "2026-01-11"),
    ],
)
def test_a_day_carries_its_weekday_when_it_is_near(value: date, today: date | None, zh: str, en: str) -> None:
    assert (day(value, "zh", today), day(value, "en", today)) == (zh, en)


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        (datetime(2026, 1, 12, 2, 2, tzinfo=UTC), "10:02", "10:02"),
        (datetime(2026, 1, 13, 1, 0, tzinfo=UTC), "2026-01-13（周二） 09:00", "Tue 2026-01-13 09:00"),
        (datetime(2026, 1, 11, 15, 59, tzinfo=UTC), "2026-01-11 23:59", "2026-01-11 23:59"),
        (datetime(2026, 1, 11, 16, 0, tzinfo=UTC), "00:00", "00:00"),
    ],
)
def test_a_moment_is_told_in_the_readers_zone(at: datetime, zh: str, en: str) -> None:
    assert (moment(at, SHANGHAI, "zh", NOON), moment(at, SHANGHAI, "en", NOON)) == (zh, en)


def test_the_zone_is_named_where_readers_sit_in_several() -> None:
    day = NOON.astimezone(SHANGHAI).date().isoformat()

    assert ClockFace(SHANGHAI, "en", NOON).tells(NOON) == f"{day} 12:00"
    assert ClockFace(SHANGHAI, "en", NOON, named=True).tells(NOON) == f"{day} 12:00 (UTC+8)"
    assert ClockFace(KOLKATA, "en", NOON, named=True).tells(NOON) == f"{day} 09:30 (UTC+5:30)"


@pytest.mark.parametrize(
    ("amount", "currency", "lang", "words"),
    [
        (1_200_000, "CNY", "zh", "¥120 万"),
        (1_200_000, "CNY", "en", "¥1.2M"),
        (350_000_000, "USD", "zh", "$3.5 亿"),
        (9_999, "EUR", "zh", "€9,999"),
        (950, "JPY", "en", "JPY 950"),
        (12.5, "", "en", "12.5"),
        (-45_000, "USD", "en", "$-45k"),
    ],
)
def test_money_as_people_say_it(amount: float, currency: str, lang: Lang, words: str) -> None:
    assert money(amount, currency, lang) == words


def test_sizes_and_sources() -> None:
    assert [size(octets) for octets in (999, 2_300, 2_300_000, 4_100_000_000)] == [
        "999 B",
        "2.3 kB",
        "2.3 MB",
        "4.1 GB",
    ]
    assert (source_name("web", "zh"), source_name("web", "en"), source_name("erp", "zh")) == ("网站", "website", "erp")
