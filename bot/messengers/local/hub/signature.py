"""The signature under which the hub posts an event, as vendors do it: HMAC-SHA256 over time and raw body."""

import hashlib
import hmac


def sign(secret: bytes, timestamp: str, body: bytes) -> str:
    """The value of X-Dazi-Signature for a body sent at `timestamp` (unix seconds, as in X-Dazi-Timestamp)."""
    return "v1=" + hmac.new(secret, timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
