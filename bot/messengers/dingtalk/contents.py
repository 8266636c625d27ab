"""What a DingTalk message consists of: its words, the files that it brings, and what it hands on of others."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from bot.messengers.dingtalk.fields import Told, list_in, moment_in, number_in, object_in, objects_in, text_in, told_in
from capture.base import FileRef
from handlers.message import Quoted

KNOWN = frozenset({"text", "richText", "picture", "audio", "video", "file", "link", "markdown", "chatRecord"})

RECORDING_MS = 20_000
"""A voice message of so many milliseconds is a recording, to be transcribed; a shorter one is something said, and
DingTalk's own words for it are taken.
"""

MOST_FORWARDED = 100
"""So many messages of a forwarded chat are read."""

_FILES = {
    "picture": ("picture.jpg", "image/jpeg"),
    "audio": ("voice.amr", "audio/amr"),
    "video": ("video.mp4", "video/mp4"),
    "file": ("file", "application/octet-stream"),
}
"""What a file is called and taken for until it was fetched; DingTalk tells names of files only."""

_SAME = {"image": "picture", "voice": "audio"}
"""What the parts of a forwarded chat are called, too."""

_MENTION = re.compile(r"^[@＠](?:搭子|dazi)(?![a-z0-9_])[\s:：,，]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contents:
    """Words, files, the message that is quoted, and those of a chat that is forwarded."""

    text: str = ""
    files: tuple[FileRef, ...] = ()
    quoted: Quoted | None = None
    forwarded: tuple[Quoted, ...] = ()


def contents_of(told: Told) -> Contents:
    """What a message says; nothing where its type is not known."""
    kind, robot, bot = (text_in(told, name) for name in ("msgtype", "robotCode", "chatbotUserId"))
    if kind == "text":
        own = told_in(told, "text")
        return Contents(_words(text_in(own, "content")), quoted=_quoted(own, robot, bot))
    content = told_in(told, "content") or told_in(told, kind)
    if kind == "chatRecord":
        return Contents(forwarded=tuple(_forwarded(content, robot, bot)))
    return _contents(kind, content, robot)


def _contents(kind: str, content: Told, robot: str) -> Contents:
    if kind == "richText":
        parts = [part for part in list_in(content, "richText") if isinstance(part, Mapping)]
        words = "".join(text_in(part, "text") for part in parts)
        return Contents(_words(words), tuple(file for part in parts for file in _file("picture", part, robot)))
    if kind in ("link", "markdown"):
        return Contents("\n".join(filter(None, (text_in(content, name) for name in ("title", "text", "messageUrl")))))
    words = text_in(content, "recognition").strip() if kind == "audio" else ""
    if words and number_in(content, "duration") < RECORDING_MS:
        return Contents(words)
    return Contents("", tuple(_file(kind, content, robot)))


def _words(text: str) -> str:
    """What was said, without the bot's name before it: DingTalk takes it out in groups, not where people are alone."""
    return _MENTION.sub("", text.strip()).strip()


def _file(kind: str, content: Told, robot: str) -> Iterator[FileRef]:
    code = text_in(content, "downloadCode") or text_in(content, "pictureDownloadCode")
    if not code or kind not in _FILES:
        return
    name, media_type = _FILES[kind]
    file_id = sha256(code.encode(errors="replace")).hexdigest()[:40]
    yield FileRef(file_id, text_in(content, "fileName") or name, 0, media_type, {"code": code, "robot": robot})


def _quoted(own: Told, robot: str, bot: str) -> Quoted | None:
    """The message that a text answers. DingTalk sends these fields and does not document them."""
    replied = told_in(own, "repliedMsg")
    return _other(replied, robot, bot) if own.get("isReplyMsg") and replied else None


def _forwarded(content: Told, robot: str, bot: str) -> Iterator[Quoted]:
    """The messages of a forwarded chat: a list, mostly written as a JSON text. Seen by others, not documented either;
    where an entry is only named and not brought along, nothing of it can be had.
    """
    for record in objects_in(content, "chatRecord")[:MOST_FORWARDED]:
        found = _other(record, robot, bot)
        if found.text or found.files:
            yield found if found.message_id else replace(found, message_id=_own_id(found))


def _own_id(one: Quoted) -> str:
    """What tells a message from others where DingTalk does not name it; the same however often it is forwarded."""
    said = [one.sender_name, one.said_at.isoformat() if one.said_at else "", one.text, *(f.file_id for f in one.files)]
    return f"fwd-{sha256(json.dumps(said).encode()).hexdigest()[:32]}"


def _other(told: Told, robot: str, bot: str) -> Quoted:
    """A message of somebody's that came inside another one; its `content` is an object, or such an object as text."""
    plain = text_in(told, "content")
    content = told_in(told, "content") or object_in(plain) or {}
    kind = text_in(told, "msgType")
    found = _contents(_SAME.get(kind, kind), {**told, **content}, robot)
    words = found.text or text_in(content, "text") or text_in(content, "content") or ("" if found.files else plain)
    sender = text_in(told, "senderStaffId")
    return Quoted(
        words.strip(),
        text_in(told, "senderNick"),
        text_in(told, "msgId"),
        found.files,
        sender_id=sender,
        said_at=moment_in(told, "createdAt") or moment_in(told, "createAt"),
        by_bot=bool(bot) and text_in(told, "senderId") == bot,
    )
