"""The signatures of DingTalk: of robots (both ways), and of card callbacks over HTTP."""

import base64
import hashlib
import hmac


def robot_sign(timestamp: str, secret: str) -> str:
    """The base64 signature of a robot's request; `timestamp` in ms. In a URL it is percent-encoded once more."""
    return _base64_hmac(secret, f"{timestamp}\n{secret}")


def card_sign(timestamp: str, api_secret: str) -> str:
    """The base64 signature of a card callback over HTTP, as in the header x-ddpaas-signature."""
    return _base64_hmac(api_secret, timestamp)


def _base64_hmac(key: str, message: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), message.encode(), hashlib.sha256).digest()).decode()
