"""Everything the hub remembers: rooms, messages, reads, files, events under way; written down before it counts."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace

from bot.messengers.local.hub.chatlog import ChatLog
from bot.messengers.local.hub.errors import UnknownFile, UnknownMessage
from bot.messengers.local.hub.feed import Feed
from bot.messengers.local.hub.journal import Journal, Record
from bot.messengers.local.hub.model import Event, HubMessage, Json, StoredFile
from bot.messengers.local.hub.records import (
    event_from,
    event_record,
    message_from,
    message_record,
    message_view,
    own_view,
    settled,
)
from bot.messengers.local.hub.roster import Roster

FAILED_KEPT = 500
REWRITE_FROM = 20_000


class Ledger:
    """State and its journal: each change is appended first, then applied, then told to the open pages."""

    def __init__(self, roster: Roster, log: ChatLog, feed: Feed, journal: Journal) -> None:
        self.roster, self.log, self.feed = roster, log, feed
        self._journal = journal
        self._files: dict[str, StoredFile] = {}
        self._events: dict[str, Event] = {}
        self._failed: dict[str, Event] = {}
        self._used_links: set[str] = set()
        self._bot_posts: dict[str, int] = {}

    def open(self) -> None:
        """Replay the journal, and shorten it where most of it is past."""
        lines = 0
        for record in self._journal.replay():
            self._apply(record)
            lines += 1
        kept = sum(1 for _ in self.log)
        if lines > REWRITE_FROM and lines > 4 * kept:
            self._journal.rewrite(self._snapshot())
        self._journal.open()

    def close(self) -> None:
        """Let go of the journal."""
        self._journal.close()

    def _snapshot(self) -> Iterator[Record]:
        yield from (message_record(message) for message in self.log)
        yield from (event_record(event) for event in self._events.values())
        yield from ({"t": "file", **asdict(file)} for file in self._files.values())
        for link in self._used_links:
            yield {"t": "used", "link": link}
        yield from ({"t": "read", "person": who, "room": room, "number": upto} for who, room, upto in self.log.reads())

    def _apply(self, record: Record) -> None:
        match record["t"]:
            case "message":
                self.log.add(message_from(record))
            case "edit":
                self._apply_edit(record)
            case "event":
                event = event_from(record)
                self._events[event.event_id] = event
            case "settled":
                self._apply_settled(record)
            case "read":
                self.log.mark_read(str(record["person"]), str(record["room"]), int(str(record["number"])))
            case "file":
                self._put_file(StoredFile(**{name: record[name] for name in StoredFile.__slots__}))  # type: ignore[arg-type]
            case "used":
                self._used_links.add(str(record["link"]))

    def _apply_edit(self, record: Record) -> None:
        edited = message_from(record)
        if self._message(edited.message_id) is not None:
            self.log.change(edited)

    def _apply_settled(self, record: Record) -> None:
        event = self._events.get(str(record["event_id"]))
        if event is not None:
            reason = record.get("reason")
            self._settle_in_memory(event, str(record["state"]), reason if isinstance(reason, dict) else None)

    def _message(self, message_id: str) -> HubMessage | None:
        try:
            return self.log.get(message_id)
        except UnknownMessage:
            return None

    def add(self, message: HubMessage, event: Event | None = None) -> None:
        """Keep a new message, and the event that tells the bot about it. Raises NotKept."""
        if event is None:
            self._journal.append(message_record(message))
        else:
            self._journal.append(message_record(message), event_record(event))
            self._events[event.event_id] = event
        self.log.add(message)
        self._count_bot(message)
        self.feed.publish("message", self.shown(message), room_id=message.room_id)

    def edit(self, message: HubMessage) -> None:
        """Keep a changed message of the bot. Raises NotKept."""
        self._journal.append({**message_record(message), "t": "edit"})
        self.log.change(message)
        self._count_bot(message)
        self.feed.publish("edit", self.shown(message), room_id=message.room_id)

    def _count_bot(self, message: HubMessage) -> None:
        if message.payload is not None:
            self._bot_posts[message.room_id] = self.bot_posts(message.room_id) + 1

    def bot_posts(self, room_id: str) -> int:
        """How often the bot has spoken or edited in a room since the hub started."""
        return self._bot_posts.get(room_id, 0)

    def _keep_event(self, event: Event) -> None:
        self._journal.append(event_record(event))
        self._events[event.event_id] = event
        self._failed.pop(event.event_id, None)

    def send_again(self, event: Event) -> None:
        """An event that had failed is under way once more. Raises NotKept."""
        self._keep_event(event)
        self._mark(event, "sending", None)

    def add_event(self, event: Event) -> None:
        """Keep an event without a message of its own: a press. Raises NotKept."""
        self._keep_event(event)

    def settle(self, event: Event, state: str, reason: Mapping[str, str] | None) -> None:
        """An event was delivered, or failed for good. Raises NotKept."""
        self._journal.append({"t": "settled", "event_id": event.event_id, "state": state, "reason": reason})
        self._settle_in_memory(event, state, reason)
        self.tell_state(event, state, reason)

    def _settle_in_memory(self, event: Event, state: str, reason: Mapping[str, str] | None) -> None:
        self._events.pop(event.event_id, None)
        if state == "failed" and not event.press_id:
            self._failed[event.event_id] = event
            if len(self._failed) > FAILED_KEPT:
                del self._failed[next(iter(self._failed))]
        self._mark(event, state, reason)

    def _mark(self, event: Event, state: str, reason: Mapping[str, str] | None) -> None:
        message = self._message(event.message_id) if not event.press_id else None
        if message is not None:
            self.log.change(settled(message, state, reason))

    def tell_state(self, event: Event, state: str, reason: Mapping[str, str] | None) -> None:
        """Show the sender how far their message or press has come."""
        data: Json = {
            "room": event.room_id,
            "message_id": event.message_id,
            "press_id": event.press_id,
            "state": state,
            "reason": reason,
        }
        self.feed.publish("delivery", data, person_id=event.person_id)

    def under_way(self) -> list[Event]:
        """Events that the bot has not taken yet, oldest first."""
        return list(self._events.values())

    def failed_event(self, message_id: str) -> Event:
        """The event of a message that was not delivered. Raises UnknownMessage."""
        for event in self._failed.values():
            if event.message_id == message_id:
                return event
        raise UnknownMessage(message_id)

    def mark_read(self, person_id: str, room_id: str, number: int) -> None:
        """Remember up to where a person has read, and tell their other pages."""
        if self.log.mark_read(person_id, room_id, number):
            self._journal.append({"t": "read", "person": person_id, "room": room_id, "number": number})
            self.feed.publish("read", {"room": room_id, "number": number}, person_id=person_id)

    def add_file(self, file: StoredFile) -> None:
        """Remember an upload. Raises NotKept."""
        self._journal.append({"t": "file", **asdict(file)})
        self._put_file(file)

    def _put_file(self, file: StoredFile) -> None:
        self._files[file.file_id] = file

    def file(self, file_id: str) -> StoredFile:
        """The upload of this id. Raises UnknownFile."""
        if file_id not in self._files:
            raise UnknownFile
        return self._files[file_id]

    def use_link(self, link_id: str) -> None:
        """A personal link was used. Raises NotKept."""
        self._journal.append({"t": "used", "link": link_id})
        self._used_links.add(link_id)

    def link_used(self, link_id: str) -> bool:
        """Whether a personal link was used before."""
        return link_id in self._used_links

    def shown(self, message: HubMessage) -> Record:
        """A message as its room sees it."""
        return message_view(message, self._message(message.thread) if message.thread else None)

    def shown_to(self, person_id: str, message: HubMessage) -> Record:
        """A message as this person sees it."""
        if message.sender_id != person_id:
            return self.shown(message)
        return own_view(message, self._message(message.thread) if message.thread else None)


def edited(message: HubMessage, payload: Json, at: str, offered: frozenset[str]) -> HubMessage:
    """The bot's message with another payload."""
    return replace(message, payload=payload, edited_at=at, offered=message.offered | offered)
