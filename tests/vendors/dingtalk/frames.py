"""The frames of Stream mode: what the gateway sends, and what it understands of an answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

BOT_TOPIC = "/v1.0/im/bot/messages/get"
CARD_TOPIC = "/v1.0/card/instances/callback"


@dataclass(frozen=True, slots=True)
class Topic:
    """One subscription: type EVENT (topic "*" takes all) or CALLBACK."""

    type: str
    topic: str

    def takes(self, other: "Topic") -> bool:
        return self.type == other.type and (self.topic in ("*", other.topic))


@dataclass(frozen=True, slots=True)
class Ack:
    """An answer of a client: `data` is decoded where it is a JSON string, as it must be."""

    message_id: str
    code: int
    data: object
    raw: Mapping[str, Any] = field(compare=False)


class BadAck(ValueError):
    """A frame from the client that the gateway does not understand; it drops such frames."""


def frame(topic: Topic, message_id: str, at_ms: int, data: str, extra: Mapping[str, str] | None = None) -> str:
    """One frame as text. `data` is already a JSON string; `extra` are more headers (appId, eventId …)."""
    headers = {"topic": topic.topic, "messageId": message_id, "contentType": "application/json", "time": str(at_ms)}
    headers |= dict(extra or {})
    return json.dumps({"specVersion": "1.0", "type": topic.type, "headers": headers, "data": data}, ensure_ascii=False)


def ping(message_id: str, at_ms: int, opaque: str) -> str:
    return frame(Topic("SYSTEM", "ping"), message_id, at_ms, json.dumps({"opaque": opaque}))


def disconnect(message_id: str, at_ms: int, reason: str) -> str:
    return frame(Topic("SYSTEM", "disconnect"), message_id, at_ms, json.dumps({"reason": reason}))


def parse_ack(text: str) -> Ack:
    """What a client answered. Raises BadAck for anything that is no acknowledgement."""
    try:
        raw = json.loads(text)
        message_id, code, data = raw["headers"]["messageId"], raw["code"], raw.get("data")
    except (ValueError, KeyError, TypeError) as wrong:
        raise BadAck(f"not an acknowledgement: {text[:200]}") from wrong
    if not isinstance(message_id, str) or not isinstance(code, int):
        raise BadAck(f"messageId must be text and code a number: {text[:200]}")
    return Ack(message_id, code, _decoded(data), raw)


def _decoded(data: object) -> object:
    if data is None or data == "":
        return None
    if not isinstance(data, str):
        raise BadAck("data must be a JSON string, not an object")
    try:
        return json.loads(data)
    except ValueError as wrong:
        raise BadAck(f"data is no JSON: {data[:200]}") from wrong
