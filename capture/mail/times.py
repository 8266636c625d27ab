"""When a copied mail was sent, as its head says it: "2026年1月12日 上午10:30", "Monday, January 12, 2026 10:30 AM"."""

import re
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_CLOCK = (
    r"(?P<half_before>上午|下午|晚上|中午|凌晨)?\s*(?P<hour>\d{1,2})[:：](?P<minute>\d{2})(?:[:：]\d{2})?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
)
_NUMBERS = re.compile(
    rf"(?P<year>\d{{4}})\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*[-/.月]\s*(?P<day>\d{{1,2}})[^\d:：]*?(?:{_CLOCK})"
)
_MONTH_FIRST = re.compile(
    rf"(?P<name>[A-Za-z]{{3}})[a-z]*\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\D*?(?:{_CLOCK})"
)
_DAY_FIRST = re.compile(
    rf"(?P<day>\d{{1,2}})\.?\s+(?P<name>[A-Za-z]{{3}})[a-z]*\.?,?\s+(?P<year>\d{{4}})\D*?(?:{_CLOCK})"
)


def told_time(text: str, zone: tzinfo) -> datetime | None:
    """The time in UTC; one without an offset is in `zone`. None where no time can be read."""
    found = _standard(text)
    if found is not None:
        return found
    for form in (_NUMBERS, _MONTH_FIRST, _DAY_FIRST):
        match = form.search(text)
        if match is not None:
            return _instant(match, zone)
    return None


def _standard(text: str) -> datetime | None:
    """With an offset, as in a mail's own header."""
    try:
        found = parsedate_to_datetime(text)
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _instant(match: re.Match[str], zone: tzinfo) -> datetime | None:
    parts = match.groupdict()
    month = int(parts["month"]) if parts.get("month") else _MONTHS.get(str(parts.get("name")).lower(), 0)
    hour = _hour(int(parts["hour"]), (parts["half"] or parts["half_before"] or "").lower())
    try:
        local = datetime(int(parts["year"]), month, int(parts["day"]), hour, int(parts["minute"]), tzinfo=zone)
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _hour(hour: int, half: str) -> int:
    if (half.startswith("p") or half in ("下午", "晚上", "中午")) and hour < 12:
        return hour + 12 if not (half == "中午" and hour >= 10) else hour
    return 0 if hour == 12 and (half.startswith("a") or half in ("上午", "凌晨")) else hour
