"""What an AI bot says: under a callback's req_id, or on its own to a chat that talked to it."""

from collections.abc import Mapping
from typing import Any

from tests.vendors.wecom.aibot import AiBot, Asked, Link
from tests.vendors.wecom.cards import ALL_KINDS, check_card, check_task
from tests.vendors.wecom.content import aibot_checks, check_stream, content_of, written
from tests.vendors.wecom.refusal import Refused, need, part
from tests.vendors.wecom.screen import Shown

STREAM_SECONDS = 360.0
EVENT_SECONDS = 5.0
REPLY_SECONDS = 24 * 3600.0
REPLY_KINDS = ("template_card", "image", "voice", "video", "file")
OK: Mapping[str, Any] = {}


def respond(link: Link, req_id: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """aibot_respond_msg. Refused 846605 under a req_id that is no message's of this connection."""
    return take_reply(_bot(link), _asked(link, req_id, "message", REPLY_SECONDS), body)


def take_reply(bot: AiBot, asked: Asked, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Check the answer to a message, and show it."""
    kind = body.get("msgtype")
    need(kind in (*REPLY_KINDS, "stream", "stream_with_template_card"), 40008, repr(kind))
    if str(kind).startswith("stream"):
        _check_streaming(bot, asked, body)
    checked = {} if kind == "stream" else dict(_checked(bot, body, str(kind)))
    need(bot.per_chat.take(asked.room), 846607)
    if str(kind).startswith("stream"):
        _stream(bot, asked, body["stream"])
    if checked:
        _show(bot, asked.room, str(kind).removeprefix("stream_with_"), checked)
    asked.reply(body)
    return OK


def welcome(link: Link, req_id: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """aibot_respond_welcome_msg: once, within five seconds of enter_chat."""
    return take_welcome(_bot(link), _asked(link, req_id, "enter_chat", EVENT_SECONDS), body)


def take_welcome(bot: AiBot, asked: Asked, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Check a welcome, and show it."""
    checks = {"text": written(20480), "template_card": lambda card: check_card(card, ALL_KINDS)}
    kind, content = content_of(body, checks)
    if kind == "template_card":
        _check_new_task(bot, content)
    need(bot.per_chat.take(asked.room), 846607)
    _show(bot, asked.room, kind, content)
    _use(asked, body)
    return OK


def update(link: Link, req_id: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """aibot_respond_update_msg: once, within five seconds of the press, with the pressed card's task_id."""
    return take_update(_asked(link, req_id, "template_card_event", EVENT_SECONDS), body)


def take_update(asked: Asked, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Check the card that replaces the pressed one, and show it."""
    need(body.get("response_type") == "update_template_card", 40058, "response_type")
    card = part(body.get("template_card"), "template_card")
    check_card(card, ALL_KINDS)
    assert asked.shown is not None, "a press is on a card"
    need(card.get("task_id") == asked.shown.content.get("task_id"), 40058, "task_id differs from the pressed card's")
    asked.shown.replace(card)
    _use(asked, body)
    return OK


def send(bot: AiBot, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """aibot_send_msg."""
    chatid, kind_of_chat = str(body.get("chatid", "")), body.get("chat_type", 0)
    need(chatid in bot.chats, 86003, chatid)
    need(kind_of_chat in (0, bot.chats[chatid]), 40058, "chat_type")
    kind, content = content_of(body, aibot_checks(bot.media))
    if kind == "template_card":
        _check_new_task(bot, content)
    need(bot.per_chat.take(chatid), 846607)
    _show(bot, chatid, kind, content)
    return OK


def _bot(link: Link) -> AiBot:
    if link.bot is None:
        raise Refused(846609)
    return link.bot


def _asked(link: Link, req_id: str, kind: str, seconds: float) -> Asked:
    asked = link.asked.get(req_id)
    if asked is None or asked.kind != kind or asked.used:
        raise Refused(846605)
    need(_bot(link).world.clock.monotonic() - asked.at <= seconds, 846605)
    return asked


def _use(asked: Asked, body: Mapping[str, Any]) -> None:
    asked.used = True
    asked.reply(body)


def _checked(bot: AiBot, body: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
    """The part besides the stream, checked."""
    name = kind.removeprefix("stream_with_")
    if name not in body and name != kind:
        return {}
    _, content = content_of({**body, "msgtype": name}, aibot_checks(bot.media))
    if name == "template_card":
        _check_new_task(bot, content)
    return content


def _check_new_task(bot: AiBot, card: Mapping[str, Any]) -> None:
    check_task(card, bot.tasks)
    bot.tasks.update([card["task_id"]] if "task_id" in card else [])


def _check_streaming(bot: AiBot, asked: Asked, body: Mapping[str, Any]) -> None:
    stream = part(body.get("stream"), "stream")
    check_stream(stream)
    need(bot.world.clock.monotonic() - asked.at <= STREAM_SECONDS, 846608)
    before = bot.streams.get((asked.req_id, stream["id"]))
    need(before is None or not before.content.get("finish"), 846608, "the stream is finished")


def _stream(bot: AiBot, asked: Asked, stream: Mapping[str, Any]) -> None:
    key = (asked.req_id, str(stream["id"]))
    if key in bot.streams:
        bot.streams[key].replace(stream)
    else:
        bot.streams[key] = _show(bot, asked.room, "stream", stream)


def _show(bot: AiBot, room: str, kind: str, content: Mapping[str, Any]) -> Shown:
    shown = Shown(bot.world.fresh("aibot-"), room, bot.via, kind, dict(content), bot.world.clock.now())
    return bot.world.screen.show(shown)
