"""DingTalk's signature of robots: the same for what comes in over HTTP and for what custom robots send."""

import base64
import hashlib
import hmac


def robot_sign(timestamp: str, secret: str) -> str:
    """Base64 of HMAC-SHA256 over "timestamp\\nsecret"; `timestamp` is in ms. It covers no body."""
    message = f"{timestamp}\n{secret}".encode()
    return base64.b64encode(hmac.new(secret.encode(), message, hashlib.sha256).digest()).decode()
