"""Days, moments and amounts as people read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from knowledge.people.model import Lang

NEAR = timedelta(days=14)
"""Within this many days ahead a date carries its weekday."""

_WEEKDAYS: dict[Lang, tuple[str, ...]] = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_SIGNS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}


def day(value: date, lang: Lang, today: date | None = None) -> str:
    """A date: 2026-01-12, with the weekday where it lies in the next 14 days after `today`."""
    if today is None or not timedelta() <= value - today <= NEAR:
        return value.isoformat()
    weekday = _WEEKDAYS[lang][value.weekday()]
    return f"{value.isoformat()}（{weekday}）" if lang == "zh" else f"{weekday} {value.isoformat()}"


def moment(at: datetime, zone: ZoneInfo, lang: Lang, now: datetime) -> str:
    """A point in time in the reader's zone: 10:02 on the same day, else with its date."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    return f"{day(local.date(), lang, today)} {local:%H:%M}"


@dataclass(frozen=True, slots=True)
class ClockFace:
    """How times are told on cards, which are read long after: always with their date.

    Seen from `now`; `named`: the readers sit in several zones, so name the one.
    """

    zone: ZoneInfo
    lang: Lang
    now: datetime
    named: bool = False

    def tells(self, at: datetime) -> str:
        """A point in time; where the zone is named, with its distance from UTC."""
        local, today = at.astimezone(self.zone), self.now.astimezone(self.zone).date()
        words = f"{day(local.date(), self.lang, None if local.date() <= today else today)} {local:%H:%M}"
        if not self.named:
            return words
        offset = f"{at.astimezone(self.zone):%z}"
        minutes = "" if offset.endswith("00") else f":{offset[3:]}"
        return f"{words} (UTC{offset[0]}{int(offset[1:3])}{minutes})"


def money(amount: float, currency: str, lang: Lang) -> str:
    """An amount as people say it: ¥120 万, ¥1.2M."""
    sign = _SIGNS.get(currency, f"{currency} " if currency else "")
    for size, unit in _SCALES[lang]:
        if abs(amount) >= size:
            return f"{sign}{_short(amount / size)}{unit}"
    return f"{sign}{_short(amount)}"


_SCALES: dict[Lang, tuple[tuple[float, Literal[" 亿", " 万", "B", "M", "k"]], ...]] = {
    "zh": ((1e8, " 亿"), (1e4, " 万")),
    "en": ((1e9, "B"), (1e6, "M"), (1e3, "k")),
}


def exact_money(amount: float, currency: str) -> str:
    """An amount to the cent, as papers state it: ¥1,300,000, €99.50."""
    return f"{_SIGNS.get(currency, f'{currency} ' if currency else '')}{amount:,.2f}".removesuffix(".00")


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0") if abs(number) < 100 else f"{number:,.0f}"


def size(octets: int) -> str:
    """A file's size: 2.3 MB."""
    for step, unit in ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")):
        if octets >= step:
            return f"{octets / step:.1f} {unit}"
    return f"{octets} B"


_SOURCES: Mapping[str, Mapping[Lang, str]] = {
    "import": {"zh": "CRM 导入", "en": "CRM import"},
    "message": {"zh": "聊天消息", "en": "chat message"},
    "web": {"zh": "网站", "en": "website"},
    "mail": {"zh": "邮件", "en": "mail"},
    "calendar": {"zh": "日历", "en": "calendar"},
    "meeting": {"zh": "会议系统", "en": "meeting system"},
    "recording": {"zh": "录音", "en": "recording"},
    "crm": {"zh": "CRM 系统", "en": "CRM"},
    "csm": {"zh": "客户成功系统", "en": "customer success"},
    "market": {"zh": "市场数据", "en": "market data"},
}


def source_name(source: str, lang: Lang) -> str:
    """A source as people call it; one that has no name keeps its own."""
    return _SOURCES.get(source, {}).get(lang, source)
