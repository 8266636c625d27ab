"""The hub: the part that a vendor plays for other messengers. The bot posts and edits, people say and press."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import UTC, datetime

from bot.messengers.local.hub.chatlog import ChatLog
from bot.messengers.local.hub.choices import offered_in
from bot.messengers.local.hub.courier import Courier, Delivery
from bot.messengers.local.hub.door import Door, stale_link
from bot.messengers.local.hub.errors import NotKept, UnknownMessage, UnknownRoom
from bot.messengers.local.hub.feed import Feed
from bot.messengers.local.hub.journal import Journal
from bot.messengers.local.hub.ledger import Ledger, edited
from bot.messengers.local.hub.model import BOT, Event, HubMessage, HubSettings, Json, Member
from bot.messengers.local.hub.person_side import PersonSide
from bot.messengers.local.hub.roster import Roster
from bot.messengers.local.hub.uploads import Uploads


class Hub:
    """Rooms, people and messages. Call it on the thread of its event loop; nothing here waits but `start` and `stop`.

    `pause` waits some seconds between attempts to reach the bot.
    """

    def __init__(
        self,
        settings: HubSettings,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.settings = settings
        self._now, self._new_id = now, new_id
        self.roster = Roster(settings.people, settings.rooms)
        self.feed = Feed(new_id(), self.roster.may_enter)
        self.ledger = Ledger(self.roster, ChatLog(settings.keep), self.feed, Journal(settings.journal))
        self.courier = Courier(settings.receiver_url, settings.secret, self._report, now=now, pause=pause)
        self.people = PersonSide(settings, self.ledger, self.courier, now=now, new_id=new_id)
        self.uploads = Uploads(settings, self.ledger, new_id)
        self.door = Door(
            settings.secret, now, session_seconds=settings.session_seconds, invite_seconds=settings.invite_seconds
        )
        self.ledger.open()
        for event in self.ledger.under_way():
            self.courier.take(event)

    async def start(self) -> None:
        """Begin to deliver; what an earlier run had not delivered goes first."""
        self.uploads.clear_partial()
        await self.courier.start()

    async def hang_up(self) -> None:
        """End the open pages' streams and stop delivering; the bot may still post. Undelivered stays in the journal."""
        self.feed.close()
        await self.courier.stop()

    async def stop(self) -> None:
        """Hang up, and close the journal."""
        await self.hang_up()
        self.ledger.close()

    def post(self, room_id: str, payload: Mapping[str, object], key: str, thread: str = "") -> str:
        """The bot says something; returns the message id. The same key again returns the same id and says nothing.

        Raises UnknownRoom, or NotKept when the disk refuses.
        """
        known = self.find(key)
        if known is not None:
            return known
        room = self.roster.room(room_id)
        message = HubMessage(
            number=self.ledger.log.next_number(room.room_id),
            message_id=self._new_id(),
            room_id=room.room_id,
            sender_id=BOT,
            at=self._stamp(),
            thread=thread,
            payload=payload,
            key=key,
            offered=offered_in(payload),
        )
        self.ledger.add(message)
        return message.message_id

    def edit(self, message_id: str, payload: Mapping[str, object]) -> None:
        """The bot changes a message of its own. Raises UnknownMessage, or NotKept when the disk refuses."""
        message = self.ledger.log.get(message_id)
        if message.payload is None:
            raise UnknownMessage(message_id)
        self.ledger.edit(edited(message, payload, self._stamp(), offered_in(payload)))

    def find(self, key: str) -> str | None:
        """The id of the message posted under this key, or None."""
        return self.ledger.log.find(key) if key else None

    def members(self, room_id: str) -> tuple[str, ...] | None:
        """The ids of all for whom a group is meant, whether they are here yet or not; None for one that is open to the
        whole team, or that is not there.
        """
        try:
            room = self.roster.room(room_id)
        except UnknownRoom:
            return None
        return room.members if room.members and not room.direct else None

    def invite(self, person_id: str) -> str:
        """A personal link, as a path; it works once and not for long. Raises UnknownPerson."""
        person = self.roster.person(person_id)
        return f"/local/enter/{self.door.invite(person.person_id, self._new_id())}"

    def enter(self, token: str) -> str:
        """Spend a personal link; returns the session cookie's value. Raises Forbidden, UnknownPerson or NotKept."""
        person_id, link_id = self.door.read_invite(token)
        if self.ledger.link_used(link_id):
            raise stale_link()
        person = self.roster.person(person_id)
        self.ledger.use_link(link_id)
        return self.door.open_session(person.person_id)

    def set_people(self, people: Iterable[Member]) -> None:
        """Replace the members, as after an import; open pages load again."""
        self.roster.set_people(people)
        self.feed.publish("reset", {})

    def set_rooms(self, rooms: Iterable[Mapping[str, object]]) -> None:
        """Replace the group rooms; open pages load again. Raises BadRequest for a room without a usable id."""
        self.roster.set_rooms(rooms)
        self.feed.publish("reset", {})

    def _stamp(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def _report(self, event: Event, delivery: Delivery) -> None:
        if delivery.state == "waiting":
            self.ledger.tell_state(event, delivery.state, delivery.reason)
            return
        try:
            self.ledger.settle(event, delivery.state, delivery.reason)
        except NotKept:
            # Not written down: after a restart the event goes out again under its own id, and the bot knows it.
            self.ledger.tell_state(event, delivery.state, delivery.reason)
        if delivery.state == "delivered" and event.wants_reply:
            self._show_typing(event)

    def _show_typing(self, event: Event) -> None:
        if self.ledger.bot_posts(event.room_id) == event.bot_posts:
            data: Json = {"room": event.room_id, "sender": BOT}
            self.feed.publish("typing", data, room_id=event.room_id)
