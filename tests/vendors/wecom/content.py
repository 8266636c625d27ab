"""What the messages of each channel may hold, by msgtype. Lengths are UTF-8 bytes."""

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from tests.vendors.wecom.cards import ALL_KINDS, NOTICES, check_card
from tests.vendors.wecom.media import MediaStore, is_image
from tests.vendors.wecom.refusal import Refused, need, part, parts

Content = dict[str, Any]
Checks = Mapping[str, Callable[[Content], None]]


def content_of(body: Mapping[str, Any], checks: Checks) -> tuple[str, Content]:
    """The msgtype and the object under its name, once checked. Refused 40008 for a type the channel does not have."""
    kind = body.get("msgtype")
    if not isinstance(kind, str) or kind not in checks:
        raise Refused(40008, repr(kind))
    need(isinstance(body.get(kind), dict), 44004, f"{kind} is missing")
    content = dict(body[kind])
    checks[kind](content)
    return kind, content


def written(most: int) -> Callable[[Content], None]:
    """Checks text that must not be empty and fit."""

    def check(content: Content) -> None:
        text = content.get("content")
        need(isinstance(text, str) and text, 44004)
        need(len(str(text).encode()) <= most, 40058, f"content exceeds {most} bytes")

    return check


def app_checks(media: MediaStore) -> Checks:
    """message/send of an app. Text, titles and descriptions are not refused for length: `shorten` cuts them."""
    return {
        "text": lambda content: need(content.get("content"), 44004),
        "markdown": written(2048),
        **{kind: _kept(media, kind) for kind in ("image", "voice", "video", "file")},
        "textcard": lambda content: _filled(content, "title", "description", "url"),
        "news": _check_news,
        "template_card": lambda card: check_card(card, ALL_KINDS),
    }


def robot_checks(media: MediaStore) -> Checks:
    """webhook/send of a group robot."""
    return {
        "text": written(2048),
        "markdown": written(4096),
        "markdown_v2": written(4096),
        "image": _check_picture,
        "news": _check_robot_news,
        "file": _kept(media, "file"),
        "voice": _kept(media, "voice"),
        "template_card": lambda card: check_card(card, NOTICES),
    }


def aibot_checks(media: MediaStore) -> Checks:
    """aibot_send_msg; the replies take some of these."""
    return {
        "markdown": written(20480),
        **{kind: _kept(media, kind) for kind in ("image", "voice", "video", "file")},
        "template_card": lambda card: check_card(card, ALL_KINDS),
    }


def shorten(kind: str, content: Content) -> tuple[str, ...]:
    """Cut what WeCom cuts without a word in an app's message; the names of what was cut."""
    most = {"text": {"content": 2048}, "textcard": {"title": 128, "description": 512}}
    most |= {"video": {"title": 128, "description": 512}}
    items = content["articles"] if kind == "news" else [content]
    limits = {"title": 128, "description": 512} if kind == "news" else most.get(kind, {})
    return tuple(name for item in items for name, limit in limits.items() if _cut(item, name, limit))


def _cut(fields: Content, name: str, most: int) -> bool:
    whole = str(fields.get(name, "")).encode()
    if len(whole) <= most:
        return False
    fields[name] = whole[:most].decode(errors="ignore")
    return True


def _filled(content: Mapping[str, Any], *names: str) -> None:
    for name in names:
        need(isinstance(content.get(name), str) and content[name], 40058, f"{name} is empty")


def _kept(media: MediaStore, kind: str) -> Callable[[Content], None]:
    def check(content: Content) -> None:
        content["name"] = media.get(str(content.get("media_id", "")), kind).name

    return check


def _check_news(content: Content) -> None:
    articles = parts(content.get("articles"), 8, "articles", 1)
    for article in articles:
        _filled(article, "title")
        need(article.get("url") or article.get("appid"), 40058, "url is empty")


def _check_robot_news(content: Content) -> None:
    _check_news(content)
    for article in content["articles"]:
        need(len(article["title"].encode()) <= 128, 40058, "title exceeds 128 bytes")
        need(len(str(article.get("description", "")).encode()) <= 512, 40058, "description exceeds 512 bytes")


def _check_picture(content: Content) -> None:
    try:
        data = base64.b64decode(str(content.get("base64", "")), validate=True)
    except binascii.Error as broken:
        raise Refused(40058, "base64") from broken
    need(data, 44001)
    need(len(data) <= 2 * 1024 * 1024, 40009)
    need(is_image(data), 40004, "neither JPG nor PNG")
    digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
    need(content.get("md5") == digest, 40058, "md5 does not fit the image")


def check_stream(stream: Content) -> None:
    """One frame of a streamed reply: its own id, its whole content so far."""
    need(isinstance(stream.get("id"), str) and stream["id"], 40058, "stream.id is missing")
    need(isinstance(stream.get("finish", False), bool), 40058, "stream.finish")
    need(len(str(stream.get("content", "")).encode()) <= 20480, 40058, "content exceeds 20480 bytes")
    pictures = parts(stream.get("msg_item"), 10, "msg_item")
    need(not pictures or stream.get("finish"), 40058, "msg_item before finish")
    for picture in pictures:
        need(picture.get("msgtype") == "image", 40058, "msg_item.msgtype")
        _check_picture(part(picture.get("image"), "image"))
    need(len(str(part(stream.get("feedback"), "feedback").get("id", "")).encode()) <= 256, 40058, "feedback.id")
