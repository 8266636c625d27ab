"""What the local messenger's page server posts: verified on the raw bytes, and decoded into a Message."""

import hmac
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.messengers.base import Admitted, BadPayload, Ignored, Raw
from bot.messengers.local.hub.signature import sign
from capture.base import FileRef
from handlers.message import Message, Press
from knowledge.people.model import Handle, Room

WINDOW_SECONDS = 300
"""A request signed longer ago, or further ahead, is taken for a replay."""

LONGEST_ID = 200
"""The inbox keeps ids up to this many characters."""

_KINDS = frozenset({"said", "pressed"})
_MENTION = re.compile(r"[@＠](?:搭子|dazi)(?![a-z0-9_])[\s:：,，]*", re.IGNORECASE)


def admit(raw: Raw, secret: bytes, now: Callable[[], datetime]) -> Admitted | Ignored | BadPayload:
    """Verify the signature over time and raw body, then take the ids."""
    stamp, signature = raw.headers.get("x-dazi-timestamp", ""), raw.headers.get("x-dazi-signature", "")
    if not stamp or not signature:
        return BadPayload(401, "not signed")
    if not stamp.isascii() or not stamp.isdigit() or abs(now().timestamp() - int(stamp[:12])) > WINDOW_SECONDS:
        return BadPayload(401, "signed at another time")
    if not hmac.compare_digest(sign(secret, stamp, raw.body).encode(), signature.encode(errors="replace")):
        return BadPayload(401, "wrong signature")
    return admitted(raw.body)


def admitted(body: bytes) -> Admitted | Ignored | BadPayload:
    """A genuine body as an inbox row."""
    try:
        event = json.loads(body)
        kind, lane, event_id = str(event["kind"]), f"local:{event['room']['id']}", str(event["event_id"])
        if kind not in _KINDS:
            return Ignored(f"kind {kind[:40]}")
        decode(event)
        return Admitted(event_id, kind, lane, event) if _fit(event_id, lane) else BadPayload(400, "an id is too long")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return BadPayload(400, "not an event")


def _fit(*ids: str) -> bool:
    return all(len(one) <= LONGEST_ID for one in ids)


def decode(event: Mapping[str, Any]) -> Message:
    """An event as a Message. Raises KeyError, TypeError or ValueError for what is none."""
    room, sender, text = event["room"], event["sender"], str(event.get("text", ""))
    direct = bool(room["direct"])
    return Message(
        messenger="local",
        event_id=str(event["event_id"]),
        sender=Handle("local", str(sender["id"])),
        sender_name=str(sender.get("name", "")),
        room=_room(room, direct),
        text=_MENTION.sub("", text).strip(),
        to_bot=direct or event["kind"] == "pressed" or bool(event.get("mentions_bot")),
        said_at=datetime.fromisoformat(str(event["at"])),
        thread=str(event.get("thread") or ""),
        message_id=str(event.get("message_id") or ""),
        press=press_of(event["press"]) if event["kind"] == "pressed" else None,
        files=tuple(FileRef(f["file_id"], f["name"], int(f["size"]), f["media_type"]) for f in event.get("files", ())),
    )


def _room(room: Mapping[str, Any], direct: bool) -> Room:  # noqa: FBT001  one of the room's own properties
    language = room.get("language")
    return Room(
        messenger="local",
        room_id=str(room["id"]),
        direct=direct,
        title=str(room.get("title") or ""),
        region=str(room.get("region") or ""),
        unit=str(room.get("unit") or ""),
        outsiders=False if direct else room.get("outsiders"),
        language=language if language in ("zh", "en") else None,
    )


def press_of(press: Mapping[str, Any]) -> Press:
    """The pressed button of an event."""
    args = {str(name): str(value) for name, value in press["args"].items()}
    kind, subject = str(press.get("kind") or ""), str(press.get("subject") or "")
    return Press(str(press["action"]), args, int(press["version"]), kind, subject)
