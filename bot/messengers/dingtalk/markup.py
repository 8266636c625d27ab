"""A notice in DingTalk's markdown, or as plain text where it is nothing but text. Values from data do nothing there."""

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.messengers.dingtalk.words import COLON
from bot.wire.escaping import markdown, markdown_link, plain
from notifiers.notice import Evidence, Fact, Notice

_SINGLE_BREAK = re.compile(r"(?<!\n)[ \t]*\n(?!\n)")
BREAK = "  \n"
"""DingTalk begins a new line only after two spaces or an empty line."""


def is_bare(notice: Notice) -> bool:
    """Whether a notice is nothing but text."""
    return not (notice.title or notice.badge or notice.facts or notice.why or notice.settled or notice.foot)


def body_of(notice: Notice) -> str:
    """All of a notice but its buttons, as markdown."""
    parts = (heading(notice), settled(notice), prose(notice.text), facts(notice), why(notice), foot(notice))
    return "\n\n".join(part for part in parts if part)


def heading(notice: Notice) -> str:
    """Badge and title."""
    said = one_line(" ".join(part for part in (notice.badge, notice.title) if part))
    return f"### {markdown(said)}" if said else ""


def settled(notice: Notice) -> str:
    """What became of it."""
    said = one_line(notice.settled)
    return f"**{markdown(said)}**" if said else ""


def foot(notice: Notice) -> str:
    """Where it comes from."""
    said = one_line(notice.foot)
    return f"> {markdown(said)}" if said else ""


def prose(text: str) -> str:
    """A text with its lines kept."""
    return _SINGLE_BREAK.sub(BREAK, markdown(text))


def facts(notice: Notice) -> str:
    """Labels and values, one pair a line."""
    return BREAK.join(_fact(fact, notice) for fact in notice.facts)


def why(notice: Notice) -> str:
    """The evidence, one piece a line, with time and source in the reader's zone."""
    return "\n".join(f"- {' '.join(_evidence(one, _zone(notice.zone)))}" for one in notice.why)


def one_line(text: str) -> str:
    """A text without line ends and outer blanks."""
    return " ".join(text.split())


def text_of(notice: Notice) -> str:
    """A notice that is nothing but text."""
    return plain(notice.text)


def _fact(fact: Fact, notice: Notice) -> str:
    label, value = one_line(fact.label), prose(fact.value)
    return f"**{markdown(label)}**{COLON[notice.lang]}{value}" if label else value


def _evidence(one: Evidence, zone: ZoneInfo) -> Iterator[str]:
    if one.at is not None:
        yield f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}"
    yield markdown(one_line(one.text))
    if one.link:
        yield f"· {markdown_link(one_line(one.source) or one.link, one.link)}"
    elif one.source:
        yield f"· {markdown(one_line(one.source))}"


def _zone(name: str) -> ZoneInfo:
    """The reader's zone; UTC for a name that no zone has."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
