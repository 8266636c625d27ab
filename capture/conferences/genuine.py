"""What the signatures of meeting systems have in common: a time beside them that has to be recent, and a digest."""

import hmac
from datetime import datetime

_LONGEST = 15
"""Digits of a time in milliseconds, and some to spare."""


def is_recent(told: str, now: datetime, tolerance: float) -> bool:
    """Whether a time, told in seconds or milliseconds since 1970, is at most `tolerance` seconds away from now."""
    if not (told.isascii() and told.isdigit()) or len(told) > _LONGEST:
        return False
    return abs(now.timestamp() - seconds(int(told))) <= tolerance


def is_same(expected: str, given: str) -> bool:
    """Whether two signatures are one, found in constant time; `given` may hold anything."""
    return hmac.compare_digest(expected.encode(), given.encode(errors="replace"))


def seconds(told: int) -> float:
    """Seconds since 1970; told in milliseconds in some places."""
    return told / 1000 if told > 100_000_000_000 else float(told)
