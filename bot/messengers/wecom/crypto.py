"""The one place that touches wechatpy: a callback's envelope opened, and every way it can fail as one error of ours.

Of wechatpy only the cipher is used (`wechatpy.enterprise`; `wechatpy.work` where a newer one is installed). What it
raises for hostile input has no base class: IndexError, struct.error, UnicodeDecodeError and more.
"""

import hashlib
import hmac
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from xml.parsers.expat import ExpatError

import xmltodict
from wechatpy.exceptions import WeChatException

try:
    from wechatpy.work.crypto import WeChatCrypto
except ImportError:
    from wechatpy.enterprise.crypto import WeChatCrypto

MOST_BYTES = 256 * 1024
"""A callback is a few kilobytes; what is larger is not looked at."""

_SEALED = re.compile(rb"<Encrypt>\s*(?:<!\[CDATA\[)?\s*([A-Za-z0-9+/=]+)\s*(?:\]\]>)?\s*</Encrypt>")
_BREAKS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    ExpatError,
    WeChatException,
)
"""All that broken or foreign input can make wechatpy, the cipher and xmltodict raise."""


class NotGenuine(Exception):
    """Not signed by WeCom with our token, or meant for another corp. Says why, without any of the input."""


class Unreadable(Exception):
    """Signed, but it cannot be decrypted or is not XML."""


@dataclass(frozen=True)
class Envelope:
    """What a callback URL was registered with: `receive_id` is the corp's id."""

    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    receive_id: str

    def opened(self, query: Mapping[str, str], body: bytes) -> Mapping[str, Any]:
        """The fields of the message inside a posted body. Raises NotGenuine or Unreadable."""
        found = _SEALED.search(body)
        if found is None:
            raise NotGenuine("not signed")
        return _fields(self._plain(query, found[1].decode("ascii")))

    def echo(self, query: Mapping[str, str]) -> str:
        """The text that proves the URL to be ours. Raises NotGenuine or Unreadable."""
        return self._plain(query, query.get("echostr", ""))

    def signature(self, timestamp: str, nonce: str, sealed: str) -> str:
        """The sha1 of the sorted parts, in lower-case hex."""
        parts = "".join(sorted([self.token, timestamp, nonce, sealed]))
        return hashlib.sha1(parts.encode(errors="replace"), usedforsecurity=False).hexdigest()

    @cached_property
    def _cipher(self) -> WeChatCrypto:
        return WeChatCrypto(self.token, self.aes_key, self.receive_id)

    def _plain(self, query: Mapping[str, str], sealed: str) -> str:
        signature, timestamp, nonce = (query.get(name, "") for name in ("msg_signature", "timestamp", "nonce"))
        if not signature or not sealed:
            raise NotGenuine("not signed")
        if not hmac.compare_digest(
            self.signature(timestamp, nonce, sealed).encode(), signature.encode("utf-8", "replace")
        ):
            raise NotGenuine("wrong signature")
        try:
            return str(self._cipher.decrypt_message({"Encrypt": sealed}, signature, timestamp, nonce))
        except _BREAKS as broken:
            if "CorpId" in type(broken).__name__:
                raise NotGenuine("meant for another corp") from None
            raise Unreadable(type(broken).__name__) from None


def _fields(text: str) -> Mapping[str, Any]:
    """The elements below <xml>. Raises Unreadable."""
    try:
        found = xmltodict.parse(text)["xml"]
    except _BREAKS as broken:
        raise Unreadable(type(broken).__name__) from None
    if not isinstance(found, dict):
        raise Unreadable("no fields")
    return found
