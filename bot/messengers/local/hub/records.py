"""How messages and events are written in the journal and shown to pages."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from typing import cast

from bot.messengers.local.hub.model import BOT, Event, HubMessage, HubRoom, Member, StoredFile

Record = dict[str, object]
_MESSAGE_FIELDS = tuple(field.name for field in fields(HubMessage))
_QUOTE_LENGTH = 120


def message_record(message: HubMessage) -> Record:
    """A message as a journal line; what is empty is left out."""
    record = {name: value for name in _MESSAGE_FIELDS if (value := getattr(message, name))}
    if message.files:
        record["files"] = [asdict(file) for file in message.files]
    if message.offered:
        record["offered"] = sorted(message.offered)
    return {"t": "message", **record}


def message_from(record: Mapping[str, object]) -> HubMessage:
    """The message of a journal line."""
    known = {name: record[name] for name in _MESSAGE_FIELDS if name in record}
    known["files"] = tuple(StoredFile(**file) for file in cast(Iterable[dict[str, object]], record.get("files", ())))  # type: ignore[arg-type]
    known["offered"] = frozenset(cast(Iterable[str], record.get("offered", ())))
    return HubMessage(**known)  # type: ignore[arg-type]


def event_record(event: Event) -> Record:
    """An event as a journal line."""
    return {"t": "event", **{field.name: getattr(event, field.name) for field in fields(Event)}}


def event_from(record: Mapping[str, object]) -> Event:
    """The event of a journal line, as when nothing had been said since."""
    return Event(**{name: value for name, value in record.items() if name != "t"})  # type: ignore[arg-type]


def file_view(file: StoredFile) -> Record:
    """A file as pages and the bot see it."""
    return {"file_id": file.file_id, "name": file.name, "size": file.size, "media_type": file.media_type}


def message_view(message: HubMessage, quoted: HubMessage | None) -> Record:
    """A message as every reader of its room sees it; the delivery state is the sender's own affair."""
    return {
        "id": message.message_id,
        "room": message.room_id,
        "number": message.number,
        "at": message.at,
        "sender": message.sender_id,
        "text": message.text,
        "thread": message.thread,
        "quote": _quote(quoted),
        "files": [file_view(file) for file in message.files],
        "payload": message.payload,
        "edited_at": message.edited_at,
        "client_id": message.client_id,
    }


def own_view(message: HubMessage, quoted: HubMessage | None) -> Record:
    """A message as its sender sees it."""
    return {**message_view(message, quoted), "state": message.state, "reason": message.reason}


def _quote(message: HubMessage | None) -> Record | None:
    if message is None:
        return None
    return {"id": message.message_id, "sender": message.sender_id, "text": snippet(message)[:_QUOTE_LENGTH]}


def snippet(message: HubMessage) -> str:
    """A message in one line: its text, or its card's title, or its first file's name."""
    if message.payload is None:
        text = message.text or (message.files[0].name if message.files else "")
    else:
        card = message.payload.get("card")
        title = str(card.get("title") or "") if isinstance(card, Mapping) else ""
        text = title or str(message.payload.get("text") or "")
    return " ".join(text[:400].split())


def person_view(person: Member) -> Record:
    """A member as pages see them."""
    return {
        "id": person.person_id,
        "name": person.name,
        "name_en": person.name_en,
        "role": person.role,
        "region": person.region,
        "zone": person.zone,
    }


def room_view(room: HubRoom, members: Iterable[Member], last: HubMessage | None, unread: int) -> Record:
    """A room as one of its members sees it in the list."""
    latest = None if last is None else {"sender": last.sender_id, "at": last.at, "text": snippet(last)[:_QUOTE_LENGTH]}
    return {
        "id": room.room_id,
        "title": room.title,
        "direct": room.direct,
        "region": room.region,
        "unit": room.unit,
        "language": room.language,
        "outsiders": room.outsiders,
        "members": [person.person_id for person in members],
        "unread": unread,
        "last": latest,
    }


def room_for_bot(room: HubRoom) -> Record:
    """A room as the bot is told about it."""
    return {
        "id": room.room_id,
        "title": room.title,
        "direct": room.direct,
        "region": room.region,
        "unit": room.unit,
        "outsiders": room.outsiders,
        "language": room.language or None,
    }


def is_from_bot(message: HubMessage) -> bool:
    """Whether the bot sent it."""
    return message.sender_id == BOT


def settled(message: HubMessage, state: str, reason: Mapping[str, str] | None) -> HubMessage:
    """The message with another delivery state."""
    return replace(message, state=state, reason=reason)
