"""Headers of a mail, read from their raw text: the standard parser gives up on some that mail programs send."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import EmailPolicy
from email.utils import getaddresses, parsedate_to_datetime

from capture.mail.charsets import clean, decoded
from capture.mail.model import Mailbox

LONGEST = 500
"""So many characters of a subject or a name are kept."""

MOST_ADDRESSES = 200
"""So many receivers of a mail are looked at."""

LONGEST_VALUE, LONGEST_KIND = 50_000, 1_000
"""So many characters of a header are read; of one that tells what kind of part it is, whose parser is far slower."""

_WORD = re.compile(r"=\?[^?\s]+\?[bBqQ]\?[^?]*\?=")
_BETWEEN = re.compile(r"(\?=)\s+(=\?)")
_ADDRESS = re.compile(r"(?<![^\s<>\"'(),:;@\[\]])[^\s<>\"'(),:;@\[\]]+@[^\s<>\"'(),:;@\[\]]+\.[^\s<>\"'(),:;@\[\]]+")
_ID = re.compile(r"<([^<>\s]+)>")


class CappedPolicy(EmailPolicy):
    """Reads headers as the standard does, but only so far: some take the parser minutes, and anybody can send one."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Name and value of one header."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[: LONGEST_KIND if name.lower().startswith("content-") else LONGEST_VALUE]


POLICY = CappedPolicy()
"""What mails are parsed by."""


def text_of(message: Message, name: str) -> str:
    """A header's text, decoded; "" where it is missing."""
    return next(iter(_raw(message, name)), "")[:LONGEST].strip()


def mailboxes(message: Message, *names: str) -> tuple[Mailbox, ...]:
    """Everybody that these headers name, each address once."""
    found: dict[str, Mailbox] = {}
    for name in names:
        for value in _raw(message, name):
            for one in _parsed(value):
                found.setdefault(one.address, one)
    return tuple(found.values())[:MOST_ADDRESSES]


def mailboxes_in(text: str) -> tuple[Mailbox, ...]:
    """Everybody that a line names, as it stands in a header copied into a text."""
    return tuple(dict.fromkeys(_parsed(text)))[:MOST_ADDRESSES]


def ids_of(message: Message, name: str) -> tuple[str, ...]:
    """The message ids in a header, without their brackets."""
    text = " ".join(_raw(message, name))
    return tuple(dict.fromkeys(_ID.findall(text))) or tuple(text.split()[:1])


def sent_at(message: Message) -> datetime | None:
    """When it was sent; None where it does not say, or says what cannot be."""
    text = next(iter(_raw(message, "date")), "")
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    try:
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def unfolded(value: str) -> str:
    """A header's raw value as text: encoded words decoded, and bytes that stand there as they are."""
    value = value.replace("\r", "").replace("\n", "")
    if not _WORD.search(value):
        return _plain(value)
    try:
        pieces = decode_header(_BETWEEN.sub(r"\1 \2", value))
    except (ValueError, TypeError, HeaderParseError):
        return _plain(_WORD.sub(_word, value)) if not _WORD.fullmatch(value) else _plain(value)
    return "".join(_piece(data, charset) for data, charset in pieces)


def _raw(message: Message, name: str) -> Iterator[str]:
    """Every value of a header. Bytes outside of ASCII come as surrogates, which `unfolded` undoes."""
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            yield unfolded(str(value))


def _word(match: re.Match[str]) -> str:
    """An encoded word by itself; as it stands where it is broken, so that it costs no other."""
    return unfolded(match[0])


def _plain(text: str) -> str:
    """Text whose bytes outside of ASCII came as surrogates."""
    return clean(text if text.isascii() else decoded(text.encode("utf-8", "surrogateescape")))


def _piece(data: bytes | str, charset: str | None) -> str:
    if isinstance(data, str):
        return _plain(data)
    if charset:
        return decoded(data, charset)
    return clean(data.decode("ascii", "surrogateescape")) if data.isascii() else decoded(data)


def _parsed(value: str) -> Sequence[Mailbox]:
    """Addresses as the standard writes them; else whatever looks like one."""
    try:
        pairs = getaddresses([value.replace("；", ",").replace(";", ",").replace("，", ",")])
    except RecursionError:  # "(((((…"
        pairs = []
    found = [
        Mailbox(address.strip().lower(), name.strip()[:LONGEST])
        for name, address in pairs
        if _ADDRESS.fullmatch(address.strip())
    ]
    return found or [Mailbox(address.lower()) for address in _ADDRESS.findall(value)]
