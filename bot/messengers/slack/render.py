"""A notice as messages of Slack's: Block Kit, split where one message does not take it all. Pure."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.messengers.base import Json
from bot.messengers.slack import blocks
from bot.messengers.slack.modal import modal
from bot.messengers.slack.rings import rung
from bot.messengers.slack.wording import bold, said, text_object
from bot.messengers.slack.words import words
from bot.wire.escaping import mrkdwn
from bot.wire.splitting import shorten_characters
from notifiers.notice import Attachment, Notice

MOST_BLOCKS, MOST_BYTES = 50, 12_000
"""Slack shows 50 blocks, and refuses somewhere above 13 kB of them."""

MOST_HOME_BLOCKS = 100
LONGEST_FALLBACK = 3000
NOTHING = "—"
"""Slack takes no empty message."""

Blocks = list[Json]


def rendered(notice: Notice, team: str = "") -> Sequence[Json]:
    """Messages in order, each with `text` (for notifications) and `blocks`; a file comes last, as one of its own.

    `team` is the room's workspace, where there are several. The first message has what `modal` gives, where there is
    a form, and `home`, everything at once, where it takes several messages.
    """
    everything = [*rung(notice, team), *_card(notice)]
    shown = everything or [{"type": "section", "text": text_object(NOTHING, literal=True)}]
    pages = list(_pages(shown, notice))
    messages: list[dict[str, Any]] = [{"part": at, **_message(page)} for at, page in enumerate(pages)]
    messages[0] |= modal(notice)
    messages[0] |= {"home": shown[:MOST_HOME_BLOCKS]} if len(pages) > 1 else {}
    files = [_file(notice.attachment, len(pages))] if notice.attachment else []
    return (*messages, *files)


def _card(notice: Notice) -> Iterator[Json]:
    """Top to bottom: kind, title, what became of it, text, facts, why, buttons, foot."""
    yield from blocks.context(bold(notice.badge))
    yield from blocks.header(notice.title)
    yield from blocks.sections(bold(notice.settled))
    yield from blocks.sections(said(notice.text))
    yield from blocks.facts(notice.facts)
    yield from blocks.evidence(notice)
    yield from blocks.buttons(notice)
    yield from blocks.context(said(notice.foot))


def _pages(shown: Sequence[Json], notice: Notice) -> Iterator[Blocks]:
    """Blocks by message; every message but the last says that it goes on. Buttons and foot stay together."""
    mark = next(blocks.context(said(words("continued", notice.lang))))
    room, page = MOST_BYTES - size_of([mark]), Blocks()
    for unit in _units(shown):
        if page and (len(page) + len(unit) >= MOST_BLOCKS or size_of([*page, *unit]) > room):
            yield [*page, mark]
            page = []
        page += unit
    yield page


def _units(shown: Sequence[Json]) -> Iterator[Blocks]:
    """Blocks that one message shows together: from the first button on, where that fits."""
    first = next((at for at, block in enumerate(shown) if block["type"] == "actions"), len(shown))
    tail = list(shown[first:])
    yield from ([block] for block in shown[:first])
    if len(tail) < MOST_BLOCKS and size_of(tail) <= MOST_BYTES // 2:
        yield from [tail] if tail else []
    else:
        yield from ([block] for block in sorted(tail, key=lambda block: block["type"] == "actions"))


def size_of(shown: Sequence[Json]) -> int:
    """Bytes of blocks as JSON."""
    return len(json.dumps(shown, ensure_ascii=False).encode(errors="replace"))


def _message(page: Blocks) -> Json:
    told = "\n".join(_texts(page)) or NOTHING
    return {"text": shorten_characters(told, LONGEST_FALLBACK, "…"), "blocks": page}


def _texts(page: Sequence[Json]) -> Iterator[str]:
    """Everything to read in some blocks, for notifications and for where blocks are not shown."""
    for block in page:
        for text in _text_objects(block):
            yield mrkdwn(text["text"]) if text["type"] == "plain_text" else text["text"]


def _text_objects(block: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    if "text" in block:
        yield block["text"]
    if block["type"] != "actions":
        yield from block.get("elements") or block.get("fields") or ()


def _file(attachment: Attachment, part: int) -> Json:
    content = b64encode(attachment.content).decode()
    file = {"name": attachment.name, "type": attachment.media_type, "content": content}
    return {"part": part, "text": mrkdwn(attachment.name).strip() or "file", "file": file}
