"""What DingTalk brings, over the stream or by HTTP: verified, then taken as an inbox row."""

import hmac
from dataclasses import dataclass, field
from datetime import datetime

from bot.messengers.base import Admitted, BadPayload, Ignored, Raw
from bot.messengers.dingtalk.contents import KNOWN
from bot.messengers.dingtalk.decode import EVENT, JOINED, LEFT, PRESSED, SAID, Row, decode
from bot.messengers.dingtalk.fields import Told, object_in, text_in
from bot.messengers.dingtalk.rooms import NAME
from bot.messengers.dingtalk.sessions import unsafe
from bot.messengers.dingtalk.signing import robot_sign
from bot.wire.hosts import Hosts
from handlers.message import Message

WINDOW_SECONDS = 3600
"""A request signed longer ago, or further ahead, is taken for a replay: DingTalk's own rule."""

LONGEST_ID = 200
"""The inbox keeps ids up to this many characters."""

_NOT_OURS = (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError, RecursionError)


@dataclass(frozen=True, slots=True)
class Door:
    """What is needed to let something in: the application's secret, and the hosts that may be answered at."""

    secret: str = field(repr=False)
    hosts: Hosts

    def admit(self, raw: Raw, now: datetime) -> Admitted | Ignored | BadPayload:
        """A request of the HTTP mode. The signature covers no body: only TLS protects that."""
        stamp, signature = raw.headers.get("timestamp", ""), raw.headers.get("sign", "")
        if not stamp or not signature:
            return BadPayload(401, "not signed")
        if not _is_near(stamp, now):
            return BadPayload(401, "signed at another time")
        if not hmac.compare_digest(robot_sign(stamp, self.secret).encode(), signature.encode(errors="replace")):
            return BadPayload(401, "wrong signature")
        told = object_in(raw.body)
        return BadPayload(400, "not a message") if told is None else self.said(told, now)

    def said(self, told: Told, now: datetime) -> Admitted | Ignored | BadPayload:
        """A genuine bot message as an inbox row; an address for answers that is not DingTalk's is left out."""
        kind = told.get("msgtype")
        if not isinstance(kind, str) or not text_in(told, "msgId"):
            return BadPayload(400, "not a message")
        if kind not in KNOWN:
            return Ignored(f"a message of type {kind[:40]}")
        if text_in(told, "senderId") and told.get("senderId") == told.get("chatbotUserId"):
            return Ignored("our own message")
        safe = {name: told[name] for name in told if name != "sessionWebhook"} if unsafe(told, self.hosts) else told
        return _row(Row(SAID, text_in(told, "msgId"), _ms(now), safe))

    def pressed(self, told: Told, message_id: str, now: datetime) -> Admitted | Ignored | BadPayload:
        """A callback of a card. It has no id of its own: `message_id` is the frame's."""
        if told.get("type", "actionCallback") != "actionCallback":
            return Ignored(f"a card callback of type {str(told.get('type'))[:40]}")
        return _row(Row(PRESSED, f"press:{message_id}", _ms(now), told))

    def noticed(self, told: Told, event_type: str, event_id: str, now: datetime) -> Admitted | Ignored | BadPayload:
        """An event of the organisation."""
        if event_type not in LEFT | JOINED:
            return Ignored(f"an event of type {event_type[:40]}")
        row = Row(EVENT, f"event:{event_id}", _ms(now), told, event_type)
        return Admitted(row.event_id, EVENT, f"{NAME}:organisation", row.plain())


def _row(row: Row) -> Admitted | BadPayload:
    try:
        message = decode(row.plain())
    except _NOT_OURS:
        return BadPayload(400, "not a message")
    if not isinstance(message, Message) or not _fit(row.event_id, message.room.key, message.sender.user_id):
        return BadPayload(400, "an id is too long")
    return Admitted(row.event_id, row.kind, message.room.key, row.plain())


def _fit(*ids: str) -> bool:
    return all(len(one) <= LONGEST_ID and one.isprintable() for one in ids)


def _is_near(stamp: str, now: datetime) -> bool:
    if not stamp.isascii() or not stamp.isdigit() or len(stamp) > 15:
        return False
    return abs(_ms(now) - int(stamp)) <= WINDOW_SECONDS * 1000


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
