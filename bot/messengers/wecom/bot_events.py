"""What reaches the AI bot over its socket, as Messages and News: in groups only what mentions it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from bot.messengers.base import Ignored, Json
from bot.messengers.wecom.keys import pressed
from bot.messengers.wecom.tickets import Ticket
from capture.base import FileRef
from handlers.message import Message, News, Press, Quoted
from knowledge.people.model import Account, Handle, Room
from notifiers.notice import ReplyPath

WAY = "aibot"
REPLY_KIND = "aibot"
REPLY_LIFE = timedelta(hours=23)
"""The platform takes a reply under a message for 24 hours, where the same connection still stands."""

PRESS_LIFE = timedelta(seconds=4.5)
"""A pressed card may be changed within five seconds."""

_MEDIA = {"image": ("image.png", "image/png"), "video": ("video.mp4", "video/mp4")}
_MEDIA |= {"file": ("", "application/octet-stream")}
"""What a file is called and taken for; the name of what is sent as a file is told only where it is fetched."""

_SPACES = "[\\s\u2005]*"
_FIRST_MENTION = re.compile(rf"^\s*[@＠]\S+{_SPACES}")

Fields = Mapping[str, Any]


def stored(told: Fields, ticket: Ticket, bot_name: str, now: datetime) -> Json:
    """A callback as plain JSON, with what a reply to it needs."""
    wanted = ("msgid", "msgtype", "chatid", "chattype", "from", "create_time", "quote", "event")
    kept = {name: told[name] for name in (*wanted, *_MEDIA, "text", "mixed", "voice") if name in told}
    return {"way": WAY, "ticket": ticket.text, "bot": bot_name, "at": now.isoformat(), "told": kept}


def read(body: Fields) -> Message | News | Ignored:
    """A stored body. Raises KeyError, TypeError or ValueError where it is none."""
    told = body["told"]
    if told["msgtype"] == "event":
        return _event(body)
    if told["msgtype"] not in {*_MEDIA, "text", "mixed", "voice"}:
        return Ignored(f"a message of type {str(told['msgtype'])[:40]}")
    text, files = _content(told)
    return _message(body, _without_mention(text, body), files=files)


def _event(body: Fields) -> Message | News | Ignored:
    event = body["told"]["event"]
    kind = str(event["eventtype"])
    if kind == "enter_chat":
        return News("wecom", _event_id(body), accounts=(Account(Handle("wecom", _sender(body))),))
    if kind == "template_card_event":
        about = event.get(kind) or {}
        found = pressed(str(about.get("event_key", "")))
        return _message(body, "", _with_picks(found, about, body)) if found else Ignored("no button of ours")
    return Ignored(f"an event of type {kind[:40]}")


def _message(body: Fields, text: str, press: Press | None = None, files: Sequence[FileRef] = ()) -> Message:
    told, at = body["told"], datetime.fromisoformat(body["at"])
    reply = ReplyPath(REPLY_KIND, str(body["ticket"]), at + REPLY_LIFE)
    return Message(
        messenger="wecom",
        event_id=_event_id(body),
        sender=Handle("wecom", _sender(body)),
        sender_name=str(told["from"].get("name") or ""),
        room=_room(told),
        text=text.strip(),
        to_bot=True,
        said_at=_said_at(told, at),
        message_id=str(told["msgid"]),
        press=press,
        files=tuple(files),
        quoted=_quoted(told.get("quote")),
        reply=reply if press is None else ReplyPath("room"),
    )


def _room(told: Fields) -> Room:
    if told.get("chattype") == "group":
        return Room("wecom", f"chat:{told['chatid']}", direct=False)
    return Room("wecom", f"user:{told['from']['userid']}", direct=True, outsiders=False)


def _with_picks(press: Press, about: Fields, body: Fields) -> Press:
    """The press with what was picked, and what lets us change the card for a few seconds."""
    items = (about.get("selected_items") or {}).get("selected_item") or []
    picks = {str(one["question_key"]): ",".join(map(str, one["option_ids"]["option_id"])) for one in items}
    until = datetime.fromisoformat(body["at"]) + PRESS_LIFE
    receipt = {"ticket": str(body["ticket"]), "pressed": str(about.get("task_id", "")), "until": until.isoformat()}
    return Press(press.action, {**press.args, **picks}, press.version, press.kind, press.subject, receipt)


def _sender(body: Fields) -> str:
    sender = str(body["told"]["from"]["userid"])
    if not sender:
        raise ValueError("from nobody")
    return sender


def _event_id(body: Fields) -> str:
    return f"aibot-{body['told']['msgid']}"


def _said_at(told: Fields, otherwise: datetime) -> datetime:
    stamp = told.get("create_time")
    return datetime.fromtimestamp(stamp, UTC) if isinstance(stamp, int) and stamp > 0 else otherwise


def _without_mention(text: str, body: Fields) -> str:
    if body["told"].get("chattype") != "group":
        return text
    name = str(body.get("bot") or "")
    return re.sub(rf"[@＠]{re.escape(name)}{_SPACES}", "", text) if name else _FIRST_MENTION.sub("", text)


def _quoted(quote: Fields | None) -> Quoted | None:
    """A quote has no id of the message that it repeats."""
    if not quote:
        return None
    text, files = _content(quote)
    return Quoted(text.strip(), files=tuple(files))


def _content(told: Fields) -> tuple[str, Sequence[FileRef]]:
    """Text and files of a message or a quote. A voice message comes as WeCom's own transcript, without the sound."""
    pieces = list(_pieces(told))
    texts = [one for one in pieces if isinstance(one, str)]
    return "\n".join(texts), [one for one in pieces if isinstance(one, FileRef)]


def _pieces(told: Fields) -> Iterator[str | FileRef]:
    kind = str(told["msgtype"])
    if kind == "mixed":
        for item in told["mixed"]["msg_item"]:
            if item.get("msgtype") != "mixed":
                yield from _pieces(item)
    elif kind in ("text", "voice"):
        yield str((told.get(kind) or {}).get("content") or "")
    elif kind in _MEDIA:
        name, media_type = _MEDIA[kind]
        url = str(told[kind]["url"])
        access = {"way": WAY, "url": url, "aeskey": str(told[kind].get("aeskey") or "")}
        yield FileRef(sha256(url.encode(errors="replace")).hexdigest()[:32], name, 0, media_type, access)
