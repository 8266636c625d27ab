"""Whether a call to a hook comes from whom it should: our key, or HubSpot's signature."""

import base64
import hmac
from datetime import datetime, timedelta

from capture.base import Call
from config.feeds import PushSettings

OLDEST = timedelta(minutes=5)
"""HubSpot: a request whose timestamp is older than five minutes is to be refused."""

_DECODED = {f"%{ord(char):02X}": char for char in ":/?@!$'()*,;"}
"""The characters that HubSpot writes plainly in the address it signs."""


def is_genuine(call: Call, settings: PushSettings) -> bool:
    """Whether the call shows the feed's key, or is signed."""
    if settings.key is not None and _shows(call, settings.key.get_secret_value()):
        return True
    if settings.hubspot_secret is None or settings.hubspot_url is None:
        return False
    return signed_by_hubspot(call, settings.hubspot_secret.get_secret_value(), settings.hubspot_url)


def signed_by_hubspot(call: Call, secret: str, url: str) -> bool:
    """X-HubSpot-Signature-v3: base64 of HMAC-SHA256 over method, address, body and timestamp (milliseconds), keyed
    with the app's client secret (developers.hubspot.com, "Validating requests").
    """
    stamp, given = call.headers.get("x-hubspot-request-timestamp", ""), call.headers.get("x-hubspot-signature-v3", "")
    if not (stamp.isascii() and stamp.isdigit()) or len(stamp) > 15 or not _is_recent(int(stamp), call.at):
        return False
    signed = call.method.encode() + _as_signed(url).encode() + call.body + stamp.encode()
    made = base64.b64encode(hmac.digest(secret.encode(), signed, "sha256")).decode()
    return hmac.compare_digest(made.encode(), given.encode(errors="replace"))


def _is_recent(stamp: int, now: datetime) -> bool:
    return abs(now.timestamp() - stamp / 1000) <= OLDEST.total_seconds()


def _as_signed(url: str) -> str:
    for encoded, char in _DECODED.items():
        url = url.replace(encoded, char).replace(encoded.lower(), char)
    return url


def _shows(call: Call, key: str) -> bool:
    bearer = call.headers.get("authorization", "")
    given = call.headers.get("x-dazi-key") or bearer.removeprefix("Bearer ").strip()
    return hmac.compare_digest(given.encode(errors="replace"), key.encode())
