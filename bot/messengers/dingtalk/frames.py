"""The frames of Stream mode: what the gateway sends, and how it wants to be answered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot.messengers.dingtalk.fields import Told, number_in, object_in, text_in, told_in

BOT_TOPIC = "/v1.0/im/bot/messages/get"
CARD_TOPIC = "/v1.0/card/instances/callback"


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame. `type` is SYSTEM, CALLBACK or EVENT; `data` is JSON as text, as it came."""

    type: str
    topic: str
    message_id: str
    headers: Told
    data: str

    @property
    def told(self) -> Told | None:
        """What `data` says; None where it is no JSON object."""
        return object_in(self.data)

    @property
    def time_ms(self) -> int:
        """When the gateway sent it; 0 where it does not say."""
        return number_in(self.headers, "time")


def frame_in(text: str) -> Frame | None:
    """The frame in a text; None for what is none."""
    told = object_in(text)
    if told is None:
        return None
    headers = told_in(told, "headers")
    topic, message_id = text_in(headers, "topic"), text_in(headers, "messageId")
    return Frame(text_in(told, "type"), topic, message_id, headers, text_in(told, "data"))


def ack(frame: Frame, code: int, data: object, message: str = "OK") -> str:
    """The acknowledgement of a frame; `data` goes out as JSON in a text."""
    return _answer(frame, code, json.dumps(data, ensure_ascii=False), message)


def pong(frame: Frame) -> str:
    """The answer to a ping: its own data."""
    return _answer(frame, 200, frame.data, "OK")


def _answer(frame: Frame, code: int, data: str, message: str) -> str:
    headers: Mapping[str, str] = {"messageId": frame.message_id, "contentType": "application/json"}
    # escaped: what came may hold half a surrogate pair, which UTF-8 cannot carry
    return json.dumps({"code": code, "headers": headers, "message": message, "data": data})
