"""The parts of a card as Block Kit blocks, each within Slack's limits."""

from collections.abc import Iterator, Sequence
from itertools import islice

from bot.messengers.base import Json
from bot.messengers.slack.values import packed
from bot.messengers.slack.wording import Wording, bold, joined, linked, readable, said
from bot.messengers.slack.words import in_zone, say_line, words
from bot.wire.splitting import shorten_characters
from handlers.message import Press
from notifiers.notice import Choice, Evidence, Fact, Notice

LONGEST_HEADER, LONGEST_LABEL, LONGEST_ACTION = 150, 75, 200
MOST_FIELDS, MOST_BUTTONS = 10, 5
LONGEST_FIELD, LONGEST_FIELDS = 300, 1800
"""Longer values get a section of their own; so many characters of fields fit one message in any script."""


def sections(text: Wording) -> Iterator[Json]:
    """A text as sections."""
    for one in text.objects():
        yield {"type": "section", "text": one}


def context(text: Wording) -> Iterator[Json]:
    """A text in small print."""
    for one in text.objects():
        yield {"type": "context", "elements": [one]}


def header(title: str) -> Iterator[Json]:
    """The title; one that Slack finds too long for a header stands in bold."""
    shown = readable(title)
    if not shown.strip():
        return
    if len(shown) > LONGEST_HEADER or "\n" in shown:
        yield from sections(bold(title))
        return
    yield {"type": "header", "text": {"type": "plain_text", "text": shown, "emoji": False}}


def facts(given: Sequence[Fact]) -> Iterator[Json]:
    """Labels and values, side by side where they are short."""
    row: list[Json] = []
    for fact in given:
        text = joined([bold(fact.label), said(fact.value)], "\n")
        found = list(text.objects())
        if len(text.plain) > LONGEST_FIELD or len(found) != 1:
            yield from _flushed(row)
            yield from sections(text)
            continue
        if len(row) == MOST_FIELDS or sum(len(str(one["text"])) for one in (*row, *found)) > LONGEST_FIELDS:
            yield from _flushed(row)
        row += found
    yield from _flushed(row)


def _flushed(row: list[Json]) -> Iterator[Json]:
    if row:
        yield {"type": "section", "fields": list(row)}
        row.clear()


def evidence(notice: Notice) -> Iterator[Json]:
    """Why: what happened, when and where it is recorded, one line each."""
    if not notice.why:
        return
    lines = [_line(one, notice) for one in notice.why]
    yield from sections(joined([bold(words("why", notice.lang)), *lines], "\n"))


def _line(one: Evidence, notice: Notice) -> Wording:
    source = linked(one.source or one.link, one.link) if one.link else said(one.source)
    when = in_zone(one.at, notice.zone) if one.at else ""
    return joined([said(f"• {one.text}"), said(when), source], " · ")


def buttons(notice: Notice) -> Iterator[Json]:
    """The choices, the likely one first: five as buttons; what is left, or does not fit one, as what to say instead."""
    choices = sorted(notice.choices, key=lambda choice: not choice.primary)
    values = [packed(_press(choice, notice)) for choice in choices]
    fit = [(choice, value) for choice, value in zip(choices, values, strict=True) if value is not None]
    shown = [*fit[:MOST_BUTTONS], *(one for one in fit[MOST_BUTTONS:] if not one[0].say)]
    pressed = {id(choice) for choice, _ in shown}
    told = [choice for choice in choices if id(choice) not in pressed or len(choice.label) > LONGEST_LABEL]
    yield from sections(joined([_told(choice, notice) for choice in told], "\n"))
    numbered = iter(enumerate(shown))
    while row := [_button(choice, value, number) for number, (choice, value) in islice(numbered, MOST_BUTTONS)]:
        yield {"type": "actions", "elements": row}


def _press(choice: Choice, notice: Notice) -> Press:
    return Press(choice.action, choice.args, notice.version, notice.kind, notice.subject)


def _told(choice: Choice, notice: Notice) -> Wording:
    return said(f"{choice.label}: {say_line(choice.say, notice.lang)}" if choice.say else choice.label)


def _button(choice: Choice, value: str, number: int) -> Json:
    label = shorten_characters(readable(choice.label), LONGEST_LABEL, "…")
    shown = label if label.strip() else "…"
    text = {"type": "plain_text", "text": shown, "emoji": False}
    button = {"type": "button", "text": text, "action_id": f"{number}:{choice.action[:LONGEST_ACTION]}", "value": value}
    return button | ({"style": "primary"} if choice.primary else {})
