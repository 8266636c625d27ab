"""Everything that Slack sends, verified, as inbox rows; and rows as what they were. HTTP and sockets share it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from bot.messengers.base import Admitted, BadPayload, Ignored, Json, Raw
from bot.messengers.slack.commands import read_command
from bot.messengers.slack.envelope import Envelope
from bot.messengers.slack.events import lane_of, read_event
from bot.messengers.slack.ids import Ids
from bot.messengers.slack.interactions import read_interaction
from bot.messengers.slack.modal import inline_answer
from handlers.message import Message, News

LONGEST_ID = 190
"""The inbox keeps ids up to 200 characters, and an answer's subject is made of one."""

LONGEST_LANE = 200
MOST_FIELDS = 100

_BROKEN = (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError, OSError, RecursionError)
"""What reading raises where a payload is not built as Slack builds it."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Makes rows of payloads, and messages of rows. `now` stamps what comes in."""

    ids: Ids
    now: Callable[[], datetime]

    def admitted(self, payload: Mapping[str, Any]) -> Admitted | Ignored | BadPayload:
        """A genuine payload as an inbox row."""
        if payload.get("type") == "url_verification":
            return _challenged(payload)
        at = self.now()
        try:
            envelope = Envelope(_without_token(payload), at, self.ids)
            found = _read(envelope)
            if isinstance(found, Ignored):
                return found
            return _row(envelope, found)
        except _BROKEN:
            return BadPayload(400, "not built like a payload of Slack's")

    def decode(self, body: Json) -> Message | News:
        """A stored row as what it was. Raises KeyError, TypeError or ValueError for what is none."""
        payload = body["payload"]
        if not isinstance(payload, Mapping):
            raise TypeError("not a stored payload")
        found = _read(Envelope(payload, datetime.fromisoformat(str(body["at"])), self.ids))
        if isinstance(found, Ignored):
            raise TypeError(f"a row that nobody asked for: {found.reason}")
        return found


def payload_of(raw: Raw) -> Mapping[str, Any] | BadPayload:
    """The payload of a request: JSON, a form with JSON in it, or a form (a command). Interactivity sends forms."""
    try:
        text = raw.body.decode()
        found = json.loads(text) if text.lstrip().startswith(("{", "[")) else _form(text)
    except (ValueError, RecursionError):
        return BadPayload(400, "neither JSON nor a form")
    return found if isinstance(found, dict) and found else BadPayload(400, "not an object")


def _form(text: str) -> object:
    fields = dict(parse_qsl(text, keep_blank_values=True, strict_parsing=True, max_num_fields=MOST_FIELDS))
    return json.loads(fields["payload"]) if "payload" in fields else fields


def _read(envelope: Envelope) -> Message | News | Ignored:
    payload = envelope.payload
    if payload.get("type") == "event_callback":
        return read_event(envelope)
    if "command" in payload:
        return read_command(envelope)
    if "type" in payload:
        return read_interaction(envelope)
    return Ignored("a check of the certificate" if "ssl_check" in payload else "nothing that is known")


def _row(envelope: Envelope, found: Message | News) -> Admitted | BadPayload:
    body = {"at": envelope.at.isoformat(), "payload": envelope.payload}
    if isinstance(found, News):
        row = Admitted(found.event_id, "noticed", lane_of(envelope), body)
    else:
        inline = inline_answer(envelope.payload) if found.reply.kind == "inline" else None
        row = Admitted(found.event_id, "pressed" if found.press else "said", found.room.key, body, inline=inline)
    fits = len(row.event_id) <= LONGEST_ID and len(row.lane) <= LONGEST_LANE
    return row if fits else BadPayload(400, "an id is too long")


def _challenged(payload: Mapping[str, Any]) -> Ignored:
    """Slack tries an address that is being saved."""
    return Ignored("url_verification", json.dumps({"challenge": str(payload.get("challenge", ""))}))


def _without_token(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Slack's old verification token is a secret that nobody needs."""
    return {name: value for name, value in payload.items() if name != "token"}
