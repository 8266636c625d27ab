"""Slack's signature over a request: HMAC-SHA256 of the time stamp and the raw body, checked before anything else."""

from collections.abc import Callable, Sequence
from datetime import datetime

from slack_sdk.signature import Clock, SignatureVerifier

from bot.messengers.base import BadPayload, Raw

WINDOW_SECONDS = 300
"""A request signed longer ago, or further ahead, is taken for a replay."""

LONGEST_STAMP = 12


class _Now(Clock):
    """slack_sdk's idea of a clock."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def now(self) -> float:
        """Seconds since 1970."""
        return self._now().timestamp()


class Signatures:
    """Knows every secret that may have signed a request: two while an operator changes it."""

    def __init__(self, secrets: Sequence[str], now: Callable[[], datetime]) -> None:
        self._now = now
        self._verifiers = [SignatureVerifier(secret, _Now(now)) for secret in secrets]

    def refusal(self, raw: Raw) -> BadPayload | None:
        """Why a request is not Slack's; None where it is. The verifier raises on odd headers: they are sorted out."""
        stamp = raw.headers.get("x-slack-request-timestamp", "")
        signature = raw.headers.get("x-slack-signature", "")
        if not stamp or not signature:
            return BadPayload(401, "not signed")
        if not self._is_recent(stamp):
            return BadPayload(401, "signed at another time")
        genuine = signature.isascii() and _is_text(raw.body)
        if genuine and any(one.is_valid(raw.body, stamp, signature) for one in self._verifiers):
            return None
        return BadPayload(401, "wrong signature")

    def _is_recent(self, stamp: str) -> bool:
        if not stamp.isascii() or not stamp.isdigit() or len(stamp) > LONGEST_STAMP:
            return False
        return abs(self._now().timestamp() - int(stamp)) <= WINDOW_SECONDS


def _is_text(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
