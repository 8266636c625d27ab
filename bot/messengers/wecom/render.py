"""A notice as the messages of one of WeCom's three ways, each within its limits. Pure: `send` fills in the rest.

A payload is {"msgtype", <msgtype>: {...}}. Beside a text there may be {"card"}: what it is where it replaces a card;
and {"closed"}: what stands in place of that card's buttons where it does not fit one.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from bot.messengers.base import Json
from bot.messengers.wecom import rings, words
from bot.messengers.wecom.cards import BUTTONS, bare_card, button_card, labels_hidden, notice_card
from bot.messengers.wecom.keys import button_key
from bot.messengers.wecom.marks import MARK_BYTES
from bot.messengers.wecom.texts import CHAT, PLAIN, ROBOT, written
from bot.wire.attached import attached_text
from bot.wire.splitting import split
from notifiers.notice import Attachment, Choice, Notice

TEXT_BYTES, MARKDOWN_BYTES, CHAT_BYTES = 2048, 4096, 20480
LEAST_FILE, MOST_FILE, MOST_IMAGE = 6, 20 * 1024 * 1024, 2 * 1024 * 1024
_IMAGES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}


class Way(StrEnum):
    """How a room is written to."""

    APP = "app"
    CHAT = "aibot"
    ROBOT = "robot"


Keyed = Sequence[tuple[Choice, str]]


def render(notice: Notice, way: Way, public_url: str) -> Sequence[Json]:
    """The messages of a notice, in order; buttons are on the last one."""
    notice = replace(notice, rings=()) if way is Way.APP else notice  # it writes to one member, who is rung anyway
    keyed, offered = _keyed(notice, 0 if way is Way.ROBOT else BUTTONS)
    files, as_text = _attached(notice.attachment)
    if keyed:
        card = None if as_text else button_card(notice, keyed, offered)
        if card is not None:
            return (*files, _card(card))
        above = _texts(notice, way, [*offered, *labels_hidden(keyed)], as_text)
        return (*above, *files, _card(bare_card(notice, keyed)))
    rung = rings.rung(notice) if way is Way.ROBOT else ()
    card = None if as_text or offered or rung else notice_card(notice, public_url)
    if way is Way.ROBOT and notice.title and card is not None:
        return (_card(card), *files)
    told = _texts(notice, way, offered, as_text)
    if way is Way.ROBOT or len(told) > 1 or files:
        return (*told, *files)
    return ({**told[0], "closed": words.BELOW[notice.lang], **({"card": card} if card else {})},)


def _keyed(notice: Notice, most: int) -> tuple[Keyed, Sequence[Choice]]:
    """The choices that get one of `most` buttons, the likely one first, with their keys; and those that get none."""
    ranked = sorted(notice.choices, key=lambda choice: not choice.primary)
    keyed: list[tuple[Choice, str]] = []
    offered: list[Choice] = []
    for number, choice in enumerate(ranked):
        key = button_key(choice, number, notice) if len(keyed) < most else None
        if key is None:
            offered.append(choice)
        else:
            keyed.append((choice, key))
    return keyed, offered


def _card(card: Mapping[str, object]) -> Json:
    return {"msgtype": "template_card", "template_card": card}


def _texts(notice: Notice, way: Way, offered: Sequence[Choice], more: str) -> Sequence[Json]:
    style = {Way.APP: PLAIN, Way.CHAT: CHAT, Way.ROBOT: ROBOT}[way]
    rung = rings.rung(notice) if way is Way.ROBOT else ()
    named = style.value(rings.named(notice, rung))
    whole = style.gap.join(part for part in (named, written(notice, style, offered, more)) if part)
    whole = whole if whole.strip() else whole + words.EMPTY[notice.lang]
    kind, most = _kind(notice, way, whole)
    if rung and kind == "text":
        return [{"msgtype": kind, kind: {"content": whole, "mentioned_list": rings.mentioned_list(rung)}}]
    whole = style.gap.join([rings.mentions(rung), whole]) if rung else whole
    return [_text(kind, part) for part in split(whole, most, words.CONTINUED[notice.lang]) if part.strip()]


def _kind(notice: Notice, way: Way, whole: str) -> tuple[str, int]:
    """The type of message for a text, and its most bytes. What has no layout goes as plain text where it fits."""
    if way is Way.APP:
        return "text", TEXT_BYTES - MARK_BYTES
    if way is Way.CHAT:
        return "markdown", CHAT_BYTES
    bare = not (notice.title or notice.badge or notice.facts or notice.why or notice.foot)
    return (
        ("text", TEXT_BYTES)
        if bare and len(whole.encode(errors="replace")) <= TEXT_BYTES
        else ("markdown", MARKDOWN_BYTES)
    )


def _text(kind: str, content: str) -> Json:
    return {"msgtype": kind, kind: {"content": content}}


def _attached(file: Attachment | None) -> tuple[Sequence[Json], str]:
    """The message for a file; where WeCom takes no such file, its text."""
    if file is None:
        return (), ""
    size = len(file.content)
    if LEAST_FILE <= size <= MOST_FILE:
        start = _IMAGES.get(file.media_type)
        shown = start is not None and file.content.startswith(start) and size <= MOST_IMAGE
        kind = "image" if shown else "file"
        about = {"name": file.name or "file", "media_type": file.media_type}
        return ({"msgtype": kind, kind: {**about, "content": b64encode(file.content).decode()}},), ""
    said = attached_text(file) if size < LEAST_FILE else ""
    return (), f"{file.name} {said}".strip()
