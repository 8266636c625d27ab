"""Bytes of a mail as text, whatever charset they say, or fail to say, they are in."""

import codecs
import re

_NAMES = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "ms936": "gb18030",
    "gb18030": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "x-big5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "ansi_x3.110-1983": "latin-1",
    "iso-8859-1": "cp1252",
    "us-ascii": "",
    "ascii": "",
    "unknown-8bit": "",
    "default": "",
    "x-unknown": "",
}
"""Names as mail programs write them. What is called GB2312 is GBK more often than not, and all of it is GB18030."""

_NO_TEXT = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})
"""Codecs of Python that no mail is written in."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff]")


def decoded(data: bytes, charset: str = "") -> str:
    """The text. Tried in order: what it says it is, UTF-8, GB18030; what still cannot be read becomes U+FFFD."""
    said = charset.strip().strip("\"'").lower()
    for name in dict.fromkeys([_NAMES.get(said, said), "utf-8", "gb18030"]):
        text = _strictly(data, name)
        if text is not None:
            return clean(text)
    return clean(data.decode(_known(_NAMES.get(said, said)) or "utf-8", "replace"))


def clean(text: str) -> str:
    """Text that any database takes: no control characters but line ends and tabs, no halves of characters."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _strictly(data: bytes, name: str) -> str | None:
    known = _known(name)
    try:
        return data.decode(known) if known else None
    except (LookupError, ValueError):
        return None


def _known(name: str) -> str:
    """The codec of this name, "" where there is none, or where it is none of text."""
    try:
        b"".decode(name)
        found = codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return ""
    return "" if found in _NO_TEXT else found
