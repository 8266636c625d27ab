"""Which addresses may be fetched, by their text alone; and what people are told of what may not."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

from yarl import URL

from capture.public_addresses import Ip, as_ip, is_public
from knowledge.people.model import Lang

LONGEST = 4_000
"""Longer addresses are not fetched."""

_AUTHORITY = re.compile(r"://|[/?#]")
_NUMBER = re.compile(r"(?:^|\.)(?:0x[0-9a-f]*|\d+)$")
"""A host that ends so is an IPv4 address to some readers and a name to others (WHATWG URL, "ends in a number")."""
_PORTS: Mapping[str, int] = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """What may be fetched, and how long it may take.

    `hosts` are names, or `*.name` for everything below a name; with `:port` for another port than the usual one. Over
    plain HTTP only `http_hosts` are called. `types` are the content types wanted ("audio/*"; none: any). `seconds` is
    for everything together, `idle_seconds` for one silence. What is compressed may grow `most_ratio`-fold. `may_call`
    judges every address that a name leads to; only tests, which call their own machine, set another one.
    """

    hosts: tuple[str, ...]
    http_hosts: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    seconds: float = 120.0
    idle_seconds: float = 20.0
    connect_seconds: float = 10.0
    most_hops: int = 5
    most_ratio: int = 100
    may_call: Callable[[Ip], bool] = is_public

    def wants(self, media_type: str) -> bool:
        """Whether a content type is one of those wanted."""
        return not self.types or any(fnmatchcase(media_type.lower(), one) for one in self.types)


@dataclass(frozen=True, slots=True)
class Refused:
    """Not fetched, and trying again will not help. `code` names why, `say` tells people, `detail` is for the log."""

    code: str
    say: Mapping[Lang, str]
    detail: str = ""


SAY: Mapping[str, Mapping[Lang, str]] = {
    "bad_address": {"zh": "这个网址写得不对，没有下载。", "en": "That is no proper web address, so I fetched nothing."},
    "not_https": {
        "zh": "这个网址没有加密（不是 https），没有下载。",
        "en": "That address is not encrypted (no https), so I fetched nothing.",
    },
    "credentials": {
        "zh": "网址里带着用户名或密码，没有下载。请换一个不带密码的链接。",
        "en": "There is a user name or password in that address, so I fetched nothing. Please use a link without one.",
    },
    "host": {
        "zh": "这个网站不在允许下载的名单里，没有下载。管理员可以在设置里加上。",
        "en": "That site is not on the list of those I may fetch from. An admin can add it in the settings.",
    },
    "inside": {
        "zh": "这个网址指向内部网络，没有下载。",
        "en": "That address leads into an internal network, so I fetched nothing.",
    },
    "redirects": {"zh": "这个链接一直在跳转，没有下载。", "en": "That link keeps redirecting, so I fetched nothing."},
    "type": {
        "zh": "链接打开的不是所需的文件。",
        "en": "What is behind that link is not the kind of file it should be.",
    },
    "too_large": {"zh": "文件太大，没有下载。", "en": "The file is too large, so I didn't keep it."},
    "bomb": {
        "zh": "文件解压后大得不正常，没有下载。",
        "en": "The file unpacks to something abnormally large, so I didn't keep it.",
    },
    "encoding": {"zh": "文件的压缩方式不支持。", "en": "The file comes in a compression that I don't read."},
    "not_open": {
        "zh": "打开这个链接要登录或授权。请换成任何人可看的链接，或直接把文件发来。",
        "en": "That link asks for a login. Please let anybody with the link open it, or send me the file.",
    },
    "gone": {"zh": "链接已失效，那里没有文件了。", "en": "That link is dead: the file is no longer there."},
    "answer": {"zh": "那个网站拒绝了下载。", "en": "The site did not hand the file out."},
}
"""What people are told, by code."""


def refused(code: str, detail: str = "") -> Refused:
    """The refusal with its sentence."""
    return Refused(code, SAY[code], detail)


def checked_address(text: str, policy: FetchPolicy) -> URL | Refused:
    """The address, ready to be called; or why not. The host is lower-case, in ASCII, without a dot at its end."""
    url = _parsed(text)
    if url is None:
        return refused("bad_address")
    if url.user is not None or url.password is not None or "@" in _AUTHORITY.split(text)[1]:
        return refused("credentials")
    host = (url.raw_host or "").lower().rstrip(".")
    address = as_ip(host)
    if address is not None and not policy.may_call(address):
        return refused("inside", host)
    if not listed(host, url.port, url.scheme, policy.hosts):
        return refused("host", host)
    if address is None and _NUMBER.search(host):
        return refused("bad_address", host)
    if url.scheme == "http" and not listed(host, url.port, "http", policy.http_hosts):
        return refused("not_https", host)
    return url.with_host(host).with_fragment(None)


def listed(host: str, port: int | None, scheme: str, hosts: tuple[str, ...]) -> bool:
    """Whether a host and port are on a list of hosts."""
    usual = port in (None, _PORTS.get(scheme))
    for entry in hosts:
        name, _, wanted = entry.lower().rpartition(":") if _names_port(entry) else (entry.lower(), "", "")
        if (usual if not wanted else port == int(wanted)) and _fits(host, name.rstrip(".")):
            return True
    return False


def _names_port(entry: str) -> bool:
    name, mark, port = entry.rpartition(":")
    return bool(mark) and port.isdecimal() and (":" not in name or name.endswith("]"))


def _fits(host: str, name: str) -> bool:
    if name.startswith("*."):
        return host.endswith(f".{_ascii(name[2:])}")
    return bool(name) and host == _ascii(name.strip("[]"))


@lru_cache(maxsize=1024)
def _ascii(name: str) -> str:
    """A host of the settings as it stands in an address: IDNA for names in other scripts."""
    return name if name.isascii() else str(URL.build(scheme="https", host=name).raw_host)


def _parsed(text: str) -> URL | None:
    """As a browser would read it; nothing that two readers could read differently."""
    odd = any(mark in text for mark in '\\^`{}|<>"') or not text.isprintable() or " " in text
    if odd or len(text) > LONGEST:
        return None
    try:
        url = URL(text)
        return url if url.scheme in _PORTS and url.raw_host and url.port != 0 else None
    except ValueError:
        return None
