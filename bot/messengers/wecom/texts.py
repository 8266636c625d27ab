"""A notice as text for WeCom: every part of it, in order, its values made harmless."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.messengers.wecom import words
from bot.wire.escaping import markdown, markdown_link, plain
from notifiers.notice import Choice, Evidence, Fact, Notice, Stripe

_WEB = re.compile(r"https?://[^\s<>\"'\u0000-\u001f]+", re.IGNORECASE)
_COLOURS = {Stripe.HOT: "warning", Stripe.BLOCKED: "warning", Stripe.INFO: "info", Stripe.DONE: "info"}


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of message writes: `value` makes a value harmless, the others lay out what is harmless already."""

    value: Callable[[str], str]
    link: Callable[[str, str], str]
    heading: Callable[[Notice, str, str], str]
    fact: str = "{}"
    why: str = "· {}"
    settled: str = "→ {}"
    offer: str = "{}"
    foot: str = "{}"
    gap: str = "\n"


def _plain_link(label: str, url: str) -> str:
    """Plain text has no labelled links that are safe: the address stands behind its label."""
    return f"{plain(label)} {url}".strip() if is_web(url) else plain(f"{label} {url}".strip())


def _plain_heading(notice: Notice, badge: str, title: str) -> str:
    return words.HEADING[notice.lang].format(badge=badge, title=title).strip() if badge else title


def _chat_heading(notice: Notice, badge: str, title: str) -> str:  # noqa: ARG001  all look alike
    return " ".join(f"**{part}**" for part in (badge, title) if part)


def _robot_heading(notice: Notice, badge: str, title: str) -> str:
    colour = _COLOURS.get(notice.stripe, "comment")
    shown = (f'<font color="{colour}">{badge}</font>' if badge else "", f"**{title}**" if title else "")
    return " ".join(part for part in shown if part)


PLAIN = Style(plain, _plain_link, _plain_heading)
CHAT = Style(markdown, markdown_link, _chat_heading, fact="- {}", why="- {}", offer="- {}", gap="\n\n")
ROBOT = Style(markdown, markdown_link, _robot_heading, fact="> {}", why="· {}", foot='<font color="comment">{}</font>')


def written(notice: Notice, style: Style, offered: Sequence[Choice], more: str = "") -> str:
    """All of a notice; `offered` are the choices that no button stands for, `more` is what comes with it."""
    blocks = ("\n".join(block) for block in _blocks(notice, style, offered, more))
    return style.gap.join(block for block in blocks if block)


def _blocks(notice: Notice, style: Style, offered: Sequence[Choice], more: str) -> Iterator[Sequence[str]]:
    value = style.value
    if notice.title or notice.badge:
        yield [style.heading(notice, one_line(value(notice.badge)), one_line(value(notice.title)))]
    yield [value(notice.text)]
    yield [style.fact.format(fact_line(fact, notice, style)) for fact in notice.facts]
    yield [style.why.format(why_line(why, notice, style)) for why in notice.why]
    yield [style.settled.format(value(notice.settled))] if notice.settled else []
    yield [style.offer.format(offer_line(choice, notice, style)) for choice in offered]
    yield [style.foot.format(value(notice.foot))] if notice.foot else []
    yield [value(more)]


def fact_line(fact: Fact, notice: Notice, style: Style) -> str:
    """A label and its value."""
    return one_line(f"{style.value(fact.label)}{words.COLON[notice.lang]}{style.value(fact.value)}")


def why_line(why: Evidence, notice: Notice, style: Style) -> str:
    """When, what, and where it is recorded."""
    when = f"{_when(why.at, notice.zone)} " if why.at else ""
    source = style.link(why.source, why.link) if why.link else style.value(why.source)
    return one_line(f"{when}{style.value(why.text)}{words.ASIDE[notice.lang].format(source) if source else ''}")


def offer_line(choice: Choice, notice: Notice, style: Style) -> str:
    """What to say where there is no button."""
    label, say = style.value(choice.label), style.value(choice.say)
    return one_line(words.SAY[notice.lang].format(label=label, say=say) if say else label)


def one_line(text: str) -> str:
    """The text without line breaks."""
    return " ".join(text.split("\n")) if "\n" in text else text


def is_web(url: str) -> bool:
    """Whether it is an address that a browser opens."""
    return _WEB.fullmatch(url) is not None


def _when(at: datetime, zone: str) -> str:
    try:
        return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
    except OverflowError:  # the first and last days of the calendar have no other zone
        return f"{at:%Y-%m-%d %H:%M}"
