"""The dates that a rule of a calendar gives (RFC 5545, 3.3.10) within a window, on local time without a zone."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, tzinfo

MOST_BEFORE = 20_000
"""So many dates of a rule may lie before the window; no meeting has more of them."""

MOST_OF_A_SERIES = 5_000
"""So many dates of one rule are meetings; what has more of them in a few months is none."""

_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY"})
_DAYS: Mapping[str, int] = {"DAILY": 1, "WEEKLY": 7}


class UnfitRuleError(ValueError):
    """A rule that no meeting has; `zh` and `en` say what is odd about it."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def dates_of(rule: str, start: datetime, own: tzinfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """When a series that begins at `start` meets between `first` and `last`; all three without a zone, in `own`'s time.

    Raises UnfitRuleError, and ValueError for what is no rule.
    """
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    parts = _parts(rule, own)
    near = _near(parts, start, first)
    taken = 0
    for number, one in enumerate(rrulestr(";".join(f"{key}={value}" for key, value in parts.items()), dtstart=near)):
        if one > last:
            return
        if one >= first:
            taken += 1
            yield one
        if taken > MOST_OF_A_SERIES or number - taken > MOST_BEFORE:
            raise _ENDLESS


def _parts(rule: str, own: tzinfo) -> dict[str, str]:
    """The rule's parts, its end in local time: it stands in UTC."""
    parts = {name.upper(): value for name, _, value in (part.partition("=") for part in rule.split(";"))}
    if parts.get("FREQ", "").upper() in _TOO_OFTEN:
        raise _ENDLESS
    if int(parts.get("INTERVAL", "1")) < 1:
        raise UnfitRuleError("重复间隔不是正数", "its interval is not positive")
    until = parts.get("UNTIL", "")
    if until.endswith("Z"):
        moment = datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        parts["UNTIL"] = moment.astimezone(own).strftime("%Y%m%dT%H%M%S")
    elif len(until) == 8:
        parts["UNTIL"] = f"{until}T235959"
    return parts


def _near(parts: Mapping[str, str], start: datetime, first: datetime) -> datetime:
    """A date of the same rhythm shortly before `first`, so that what began years ago is not counted through."""
    days = _DAYS.get(parts.get("FREQ", "").upper(), 0) * int(parts.get("INTERVAL", "1"))
    if not days or "COUNT" in parts:
        return start
    return start + timedelta(days=max(0, (first - start).days // days - 1) * days)


_ENDLESS = UnfitRuleError("重复得太密，不像会议", "it repeats too often for a meeting")
