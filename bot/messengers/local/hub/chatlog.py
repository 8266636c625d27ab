"""The messages of all rooms, in memory: the latest of each room, found by id, key, client id or position."""

from collections import deque
from collections.abc import Iterator

from bot.messengers.local.hub.errors import UnknownMessage
from bot.messengers.local.hub.model import HubMessage


class ChatLog:
    """Remembers the last `keep` messages of each room."""

    def __init__(self, keep: int) -> None:
        self._keep = keep
        self._rooms: dict[str, deque[str]] = {}
        self._messages: dict[str, HubMessage] = {}
        self._by_key: dict[str, str] = {}
        self._by_client: dict[tuple[str, str], str] = {}
        self._read: dict[tuple[str, str], int] = {}

    def __iter__(self) -> Iterator[HubMessage]:
        return iter(self._messages.values())

    def next_number(self, room_id: str) -> int:
        """The number of the room's next message; the first is 1."""
        last = self.last(room_id)
        return last.number + 1 if last else 1

    def add(self, message: HubMessage) -> None:
        """Append a message to its room, letting go of the oldest beyond `keep`."""
        ids = self._rooms.setdefault(message.room_id, deque())
        ids.append(message.message_id)
        self._messages[message.message_id] = message
        if message.key:
            self._by_key[message.key] = message.message_id
        if message.client_id:
            self._by_client[message.sender_id, message.client_id] = message.message_id
        if len(ids) > self._keep:
            self._forget(ids.popleft())

    def _forget(self, message_id: str) -> None:
        old = self._messages.pop(message_id)
        self._by_key.pop(old.key, None)
        self._by_client.pop((old.sender_id, old.client_id), None)

    def change(self, message: HubMessage) -> None:
        """Put a changed message in the place of the one with its id. Raises UnknownMessage."""
        self.get(message.message_id)
        self._messages[message.message_id] = message

    def get(self, message_id: str) -> HubMessage:
        """The message of this id. Raises UnknownMessage."""
        if message_id not in self._messages:
            raise UnknownMessage(message_id)
        return self._messages[message_id]

    def get_in(self, room_id: str, message_id: str) -> HubMessage:
        """The message of this id, if it stands in this room. Raises UnknownMessage."""
        message = self.get(message_id)
        if message.room_id != room_id:
            raise UnknownMessage(message_id)
        return message

    def find(self, key: str) -> str | None:
        """The id of the bot's message sent under this key."""
        return self._by_key.get(key)

    def said_before(self, person_id: str, client_id: str) -> HubMessage | None:
        """The message this person already sent under this client id."""
        known = self._by_client.get((person_id, client_id))
        return self._messages[known] if known else None

    def last(self, room_id: str) -> HubMessage | None:
        """The newest message of a room."""
        ids = self._rooms.get(room_id)
        return self._messages[ids[-1]] if ids else None

    def page(self, room_id: str, before: int, limit: int) -> tuple[list[HubMessage], bool]:
        """Up to `limit` messages with numbers below `before`, oldest first, and whether there are earlier ones."""
        ids = self._rooms.get(room_id, deque())
        newest = self._messages[ids[-1]].number if ids else 0
        end = min(len(ids), max(0, len(ids) - (newest + 1 - before)))
        start = max(0, end - limit)
        return [self._messages[ids[place]] for place in range(start, end)], start > 0

    def mark_read(self, person_id: str, room_id: str, number: int) -> bool:
        """Remember up to where a person has read; False where that was known."""
        if number <= self.read_to(person_id, room_id):
            return False
        self._read[person_id, room_id] = number
        return True

    def read_to(self, person_id: str, room_id: str) -> int:
        """The number up to which a person has read a room; 0 before the first."""
        return self._read.get((person_id, room_id), 0)

    def reads(self) -> Iterator[tuple[str, str, int]]:
        """(person, room, number) of everything read."""
        return ((person, room, number) for (person, room), number in self._read.items())

    def unread(self, person_id: str, room_id: str) -> int:
        """How many messages of others a person has not read."""
        read, count = self.read_to(person_id, room_id), 0
        for message_id in reversed(self._rooms.get(room_id, ())):
            message = self._messages[message_id]
            if message.number <= read:
                break
            count += message.sender_id != person_id
        return count
