"""Changes on their way to the open pages: numbered, resumable, seen only by those who may."""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.messengers.local.hub.model import Json


@dataclass(slots=True)
class Change:
    """One change. It concerns a room, or one person alone where `person_id` is set; neither: everybody."""

    number: int
    kind: str
    data: Json
    room_id: str = ""
    person_id: str = ""
    _encoded: bytes = b""

    def encode(self, boot: str) -> bytes:
        """The change as a server-sent event; encoded once for all readers."""
        if not self._encoded:
            text = json.dumps(self.data, ensure_ascii=False, separators=(",", ":"))
            self._encoded = f"id: {boot}-{self.number}\nevent: {self.kind}\ndata: {text}\n\n".encode()
        return self._encoded


@dataclass(slots=True, eq=False)
class Subscription:
    """One open page. `queue` holds encoded events, and None when the stream has to end."""

    person_id: str
    queue: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(2_000))

    def put(self, chunk: bytes | None) -> None:
        """Hand over; a reader too slow to follow is ended, and resumes by the last event id it has seen."""
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            chunk = None
        self.queue.put_nowait(chunk)


class Feed:
    """The last `keep` changes and everybody who listens. `boot` tells this run's numbers from an earlier run's."""

    def __init__(self, boot: str, may_enter: Callable[[str, str], bool], keep: int = 1_500) -> None:
        self._boot = boot
        self._may_enter = may_enter
        self._recent: deque[Change] = deque(maxlen=keep)
        self._number = 0
        self._open: set[Subscription] = set()

    @property
    def cursor(self) -> str:
        """Where the feed stands: a stream opened `since` this misses nothing."""
        return f"{self._boot}-{self._number}"

    def publish(self, kind: str, data: Json, *, room_id: str = "", person_id: str = "") -> None:
        """Tell everybody who may know."""
        self._number += 1
        change = Change(self._number, kind, data, room_id, person_id)
        self._recent.append(change)
        for subscription in self._open:
            if self._concerns(change, subscription.person_id):
                subscription.put(change.encode(self._boot))

    def _concerns(self, change: Change, person_id: str) -> bool:
        if change.person_id:
            return change.person_id == person_id
        return not change.room_id or self._may_enter(person_id, change.room_id)

    def subscribe(self, person_id: str, since: str) -> Subscription:
        """Listen from `since` on; when that is too long ago the first event is `reset`: load everything again."""
        subscription = Subscription(person_id)
        missed = self._missed(since)
        if missed is None:
            subscription.put(f"id: {self.cursor}\nevent: reset\ndata: {{}}\n\n".encode())
        for change in missed or ():
            if self._concerns(change, person_id):
                subscription.put(change.encode(self._boot))
        self._open.add(subscription)
        return subscription

    def _missed(self, since: str) -> list[Change] | None:
        boot, _, tail = since.rpartition("-")
        number = int(tail) if tail.isascii() and tail.isdigit() and len(tail) < 16 else -1
        if boot != self._boot or not self._number - len(self._recent) <= number <= self._number:
            return None
        return [change for change in self._recent if change.number > number]

    def unsubscribe(self, subscription: Subscription) -> None:
        """Stop listening."""
        self._open.discard(subscription)

    def close(self) -> None:
        """End every open stream."""
        for subscription in self._open:
            subscription.put(None)
