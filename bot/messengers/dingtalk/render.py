"""A notice as messages of DingTalk: each with a plain form, and with a card where there is a template."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence

from bot.messengers.base import Json
from bot.messengers.dingtalk import markup
from bot.messengers.dingtalk.cards import card
from bot.messengers.dingtalk.fields import told_in
from bot.messengers.dingtalk.offers import buttons, lines
from bot.messengers.dingtalk.rings import rings_of
from bot.messengers.dingtalk.rooms import robot_of
from bot.messengers.dingtalk.words import BOT_NAME, CONTINUED, FILE, NO_FILE
from bot.wire.escaping import plain
from bot.wire.splitting import shorten, split
from notifiers.notice import Attachment, Notice

TEXT_BYTES = 6_000
"""Of one message; even where JSON writes every byte as two, it stays within msgParam's 15,000."""

TITLE_BYTES = 150
"""Titles are seen in lists and notifications only."""

MOST_TEXT_PARTS = 20
"""A text file longer than this many messages is not poured into a group."""

TEXT, MARKDOWN, ACTIONS = "text", "markdown", "actions"


def render(notice: Notice, room_id: str, *, cards: bool) -> Sequence[Json]:
    """The messages of a notice, in order. Pure, and never an error, whatever is in the notice."""
    values = card(notice, room_id) if cards else None
    told = list(_told(notice, room_id))
    rings = rings_of(notice, room_id)
    told[0] = {"plain": {**told_in(told[0], "plain"), "rings": rings}} if rings else told[0]
    if values is not None and len(told) == 1:
        return ({**told[0], "card": values},)
    return (*told, *(_attached(notice.attachment, notice, room_id) if notice.attachment else ()))


def _told(notice: Notice, room_id: str) -> Iterator[Json]:
    """The notice as plain messages; what can be chosen stands on the last."""
    if markup.is_bare(notice) and not notice.choices:
        yield from _parts(TEXT, markup.text_of(notice), notice)
        return
    body = "\n\n".join(part for part in (markup.body_of(notice), lines(notice, room_id)) if part)
    *before, last = _parts(MARKDOWN, body, notice)
    yield from before
    links = buttons(notice, room_id)
    yield _message(ACTIONS, last["plain"], links) if links else last


def _parts(form: str, text: str, notice: Notice) -> list[dict[str, Mapping[str, object]]]:
    title = _title(notice)
    told = text if text.strip() else title
    parts = split(told, TEXT_BYTES, CONTINUED[notice.lang])
    return [_message(form, {"title": title, "text": part if part.strip() else "…"}) for part in parts]


def _message(
    form: str, told: Mapping[str, object], links: Sequence[Sequence[str]] = ()
) -> dict[str, Mapping[str, object]]:
    return {"plain": {**told, "form": form, "buttons": [list(link) for link in links]}}


def _title(notice: Notice) -> str:
    first = next((line for line in notice.text.splitlines() if line.strip()), "")
    said = plain(markup.one_line(" ".join(part for part in (notice.badge, notice.title or first) if part)))
    return shorten(said.strip() or BOT_NAME[notice.lang], TITLE_BYTES, "…")


def _attached(file: Attachment, notice: Notice, room_id: str) -> Iterator[Json]:
    """The file; for a custom robot, which sends no files, what can be read of it."""
    if robot_of(room_id) is None:
        content = b64encode(file.content).decode()
        yield {"file": {"name": file.name, "media_type": file.media_type, "content": content}}
        return
    name = plain(markup.one_line(file.name))
    instead = _parts(TEXT, NO_FILE[notice.lang].format(name=name), notice)
    if not file.media_type.startswith("text/"):
        yield from instead
        return
    text = plain(file.content.decode(errors="replace"))
    parts = _parts(TEXT, f"{FILE[notice.lang].format(name=name)}\n{text}", notice)
    yield from parts if len(parts) <= MOST_TEXT_PARTS else instead
