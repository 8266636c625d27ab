"""Interactivity: pressed buttons, forms that were sent, the shortcut on a message."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from bot.messengers.base import Ignored
from bot.messengers.slack.envelope import Envelope
from bot.messengers.slack.incoming_text import plain_text
from bot.messengers.slack.messages import moment
from bot.messengers.slack.values import form_place, unpacked
from handlers.message import Message, Press, ReplyPath
from knowledge.people.model import Handle, Room

TRIGGER_SECONDS, SUBMIT_SECONDS, URL_MINUTES = 2.5, 2.0, 25.0
"""A trigger lives for 3 s, a form waits 3 s for its answer, a response URL is good for 30 min: a little less each."""

FORM, SAVE = "dazi_form", "save_to_board"
LONGEST_SAVED = 1500

_HIDDEN_NAMES = frozenset({"directmessage", "privategroup"})


def read_interaction(envelope: Envelope) -> Message | Ignored:
    """What somebody did with a surface of ours. Raises KeyError, TypeError or ValueError for anything else."""
    kind = str(envelope.payload["type"])
    reader = _READERS.get(kind)
    return reader(envelope) if reader else Ignored(f"interaction {kind[:60]}")


def _pressed(envelope: Envelope) -> Message | Ignored:
    """A button, on a message or on the home tab; forms open from it while its trigger lives.

    On a message that only its sender saw, the answer is for them alone too.
    """
    payload = envelope.payload
    action, container = payload["actions"][0], payload.get("container") or {}
    if action.get("type") != "button" or not action.get("value"):
        return Ignored("nothing that the bot waits for was pressed")
    alone = bool(container.get("is_ephemeral"))
    return replace(
        _done(envelope, unpacked(str(action["value"]))),
        message_id="" if alone else str(container.get("message_ts") or ""),
        thread=str(container.get("thread_ts") or ""),
        private=alone,
        reply=_answered_alone(envelope) if alone else _trigger(envelope),
    )


def _trigger(envelope: Envelope) -> ReplyPath:
    return ReplyPath("trigger", str(envelope.payload["trigger_id"]), envelope.after(seconds=TRIGGER_SECONDS))


def _answered_alone(envelope: Envelope) -> ReplyPath:
    return ReplyPath("response_url", str(envelope.payload["response_url"]), envelope.after(minutes=URL_MINUTES))


def _submitted(envelope: Envelope) -> Message | Ignored:
    """A form of ours; the answer to this very request can still show in it."""
    view = envelope.payload["view"]
    if view.get("callback_id") != FORM:
        return Ignored("not a form of ours")
    place = form_place(str(view["private_metadata"]))
    args = {**place.press.args, **_filled(view["state"]["values"])}
    message = _done(envelope, replace(place.press, args=args))
    direct = place.room_id.startswith("@")
    return replace(
        message,
        event_id=f"{envelope.team}:{view['id']}:{view['hash']}:{_digest(args)}",
        room=Room("slack", place.room_id, direct=direct, outsiders=False if direct else None),
        thread=place.thread,
        reply=ReplyPath("inline", expires_at=envelope.after(seconds=SUBMIT_SECONDS)),
    )


def _digest(args: Mapping[str, str]) -> str:
    """A form sent twice by a double click is one; sent again with a correction it is another."""
    return sha256(json.dumps(args, sort_keys=True).encode()).hexdigest()[:16]


def _filled(values: Mapping[str, Any]) -> dict[str, str]:
    """What was filled in, by field; what was left empty is left out."""
    fields = {name: state for block in values.values() for name, state in block.items()}
    said = {
        name: state.get("value") or (state.get("selected_option") or {}).get("value") for name, state in fields.items()
    }
    return {str(name): str(value) for name, value in said.items() if value}


def _shortcut(envelope: Envelope) -> Message | Ignored:
    """ "Save to board" in the menu of a message."""
    payload = envelope.payload
    if payload.get("callback_id") != SAVE:
        return Ignored("another shortcut")
    of = payload["message"]
    text = plain_text(str(of.get("text") or ""))[:LONGEST_SAVED]
    stamp = str(payload["message_ts"])
    args = {"text": text, "message_id": stamp, "author": _author(envelope, of), "said_at": moment(stamp).isoformat()}
    thread, path = str(of.get("thread_ts") or ""), _answered_alone(envelope)
    return replace(_done(envelope, Press("save_links", args, 0)), thread=thread, private=True, reply=path)


def _author(envelope: Envelope, of: Mapping[str, Any]) -> str:
    return envelope.ids.named(envelope.team, str(of["user"])) if of.get("user") else ""


def _done(envelope: Envelope, press: Press) -> Message:
    """What is common to all of them."""
    payload, user = envelope.payload, envelope.payload["user"]
    return Message(
        messenger="slack",
        event_id=f"{envelope.team}:{payload.get('trigger_id') or payload['action_ts']}",
        sender=Handle("slack", envelope.ids.named(envelope.team, str(user["id"]))),
        sender_name=str(user.get("name") or user.get("username") or ""),
        room=_room(envelope, str(user["id"])),
        text="",
        to_bot=True,
        said_at=envelope.at,
        press=press,
    )


def _room(envelope: Envelope, user: str) -> Room:
    """The channel it was done in; the person's own room where there is none, as on the home tab."""
    channel = envelope.payload.get("channel") or {}
    channel_id, name = str(channel.get("id") or ""), str(channel.get("name") or "")
    if not channel_id or channel_id.startswith("D") or name == "directmessage":
        return envelope.alone_with(user)
    return envelope.channel(channel_id, "" if name in _HIDDEN_NAMES else name)


_READERS: Mapping[str, Callable[[Envelope], Message | Ignored]] = {
    "block_actions": _pressed,
    "view_submission": _submitted,
    "message_action": _shortcut,
}
