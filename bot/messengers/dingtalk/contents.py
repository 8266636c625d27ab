"""What a DingTalk message consists of: its words, and the files that it brings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from bot.messengers.dingtalk.fields import Told, list_in, text_in, told_in
from capture.base import FileRef
from handlers.message import Quoted

KNOWN = frozenset({"text", "richText", "picture", "audio", "video", "file"})

_FILES = {
    "picture": ("picture.jpg", "image/jpeg"),
    "audio": ("voice.amr", "audio/amr"),
    "video": ("video.mp4", "video/mp4"),
    "file": ("file", "application/octet-stream"),
}
"""What a file is called and taken for until it was fetched; DingTalk tells names of files only."""

_MENTION = re.compile(r"^[@＠](?:搭子|dazi)(?![a-z0-9_])[\s:：,，]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contents:
    """Words, files, and the message that is quoted."""

    text: str = ""
    files: tuple[FileRef, ...] = ()
    quoted: Quoted | None = None


def contents_of(told: Told) -> Contents:
    """What a message says; nothing where its type is not known."""
    kind, robot = text_in(told, "msgtype"), text_in(told, "robotCode")
    if kind == "text":
        own = told_in(told, "text")
        return Contents(_words(text_in(own, "content")), quoted=_quoted(own, robot))
    return _contents(kind, told_in(told, "content"), robot)


def _contents(kind: str, content: Told, robot: str) -> Contents:
    if kind == "richText":
        parts = [part for part in list_in(content, "richText") if isinstance(part, dict)]
        words = "".join(text_in(part, "text") for part in parts)
        return Contents(_words(words), tuple(file for part in parts for file in _file("picture", part, robot)))
    words = text_in(content, "recognition") if kind == "audio" else ""
    return Contents(words.strip(), tuple(_file(kind, content, robot)))


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


def _quoted(own: Told, robot: str) -> Quoted | None:
    """The message that a text answers. DingTalk sends these fields and does not document them."""
    replied = told_in(own, "repliedMsg")
    if not own.get("isReplyMsg") or not replied:
        return None
    kind, content = text_in(replied, "msgType"), told_in(replied, "content")
    found = _contents(kind, content, robot)
    words = found.text or text_in(content, "text") or text_in(content, "content") or text_in(replied, "content")
    return Quoted(words.strip(), text_in(replied, "senderNick"), text_in(replied, "msgId"), found.files)
