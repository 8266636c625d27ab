"""What Slack's client makes of a line that somebody types: escaped text with marked links, and rich text blocks."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from tests.vendors.slack.model import Json

_PIECE = re.compile(r"(<[@#!][^<>]+>|<https?://[^<>]+>|https?://[^\s<>|,，。；]+)")


def as_text(typed: str) -> str:
    """The message's `text`: mentions as they are, links in angle brackets, & < > escaped."""
    return "".join(_marked(piece) for piece in _PIECE.split(typed))


def as_blocks(typed: str) -> list[Json]:
    """The rich_text block that comes with every message a person types."""
    elements = [_rich(piece) for piece in _PIECE.split(typed) if piece]
    section = {"type": "rich_text_section", "elements": elements}
    return [{"type": "rich_text", "block_id": "typed", "elements": [section]}]


def links_in(typed: str, domains: Iterable[str]) -> Iterator[Json]:
    """The links whose domain, or one above it, is registered for unfurling."""
    registered = set(domains)
    for piece in _PIECE.findall(typed):
        url = piece.strip("<>").partition("|")[0]
        host = (urlsplit(url).hostname or "").split(".")
        ends = {".".join(host[start:]) for start in range(len(host))}
        yield from ({"domain": domain, "url": url} for domain in sorted(ends & registered))


def _marked(piece: str) -> str:
    if _PIECE.fullmatch(piece):
        return piece if piece.startswith("<") else f"<{_escaped(piece)}>"
    return _escaped(piece)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _rich(piece: str) -> Json:
    if piece.startswith("<@"):
        return {"type": "user", "user_id": piece[2:-1].partition("|")[0]}
    if _PIECE.fullmatch(piece) and not piece.startswith(("<#", "<!")):
        return {"type": "link", "url": piece.strip("<>").partition("|")[0]}
    return {"type": "text", "text": piece}
