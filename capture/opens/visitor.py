"""Telling visitors apart without knowing them: where a call comes from, and the trace it leaves for one day."""

import hmac
from datetime import date

from capture.public_addresses import Ip, as_ip, is_public

TRACE_BYTES = 12


def client_address(peer: str, forwarded: str) -> Ip | None:
    """The caller's address: the peer's, unless that is a machine of our own network (a reverse proxy): then the last
    address of X-Forwarded-For, which is the one that the proxy saw.
    """
    seen = as_ip(peer.partition("%")[0])
    if seen is not None and is_public(seen):
        return seen
    told = as_ip(forwarded.rpartition(",")[2].strip())
    return told or seen


def trace_of(secret: bytes, day: date, address: Ip | None, user_agent: str) -> str:
    """What stays the same for one browser at one address on one day. It cannot be turned back into either, and the
    next day it is another.
    """
    text = f"{day.isoformat()}\n{address}\n{user_agent}"
    return hmac.digest(secret, text.encode("utf-8", "replace"), "sha256")[:TRACE_BYTES].hex()
