"""What people do at the page: say, press, try again, read; and what their page shows at first."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from bot.messengers.local.hub.choices import require_offered
from bot.messengers.local.hub.courier import Courier
from bot.messengers.local.hub.errors import BadRequest, TooLarge, UnknownFile
from bot.messengers.local.hub.ledger import Ledger
from bot.messengers.local.hub.model import Event, HubMessage, HubRoom, HubSettings, Json, Pressed, Said, StoredFile
from bot.messengers.local.hub.records import file_view, person_view, room_for_bot, room_view

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
RECENT_PRESSES = 1_000


def mention_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Matches a mention of the bot by any of its names: "@搭子谁负责…", "@Dazi who owns …", never an e-mail address."""
    parts = [re.escape(name) + (r"(?![A-Za-z0-9_])" if name[-1:].isascii() else "") for name in names if name]
    return re.compile(r"(?<![A-Za-z0-9._-])[@\uff20](?:" + "|".join(parts) + ")", re.IGNORECASE)


def clean_text(text: str, limit: int) -> str:
    """The text as it is kept: no control characters, no blank ends. `limit` in bytes. Raises BadRequest or TooLarge."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise BadRequest(
            "文字里有半个字符，无法保存。", "The text contains half a character and cannot be kept."
        ) from None
    if size > limit:
        raise TooLarge(limit)
    return _CONTROL.sub("", text.replace("\r\n", "\n")).strip()


class PersonSide:
    """The actions of people; each becomes an event for the bot."""

    def __init__(
        self,
        settings: HubSettings,
        ledger: Ledger,
        courier: Courier,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._settings, self._ledger, self._courier = settings, ledger, courier
        self._now, self._new_id = now, new_id
        self._mention = mention_pattern(settings.bot_name.values())
        self._presses: dict[tuple[str, str], None] = {}

    def _stamp(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def say(self, person_id: str, room_id: str, said: Said) -> HubMessage:
        """A person says something; the same client id again gives the message already there.

        Raises UnknownRoom, UnknownMessage (thread), UnknownFile, BadRequest, TooLarge, NotKept.
        """
        room = self._ledger.roster.room_for(person_id, room_id)
        before = self._ledger.log.said_before(person_id, said.client_id)
        if before is not None:
            return before
        message = self._message(person_id, room, said)
        event = self._said_event(room, message)
        self._ledger.add(message, event)
        self._ledger.mark_read(person_id, room_id, message.number)
        self._courier.take(event)
        return message

    def _message(self, person_id: str, room: HubRoom, said: Said) -> HubMessage:
        text = clean_text(said.text, self._settings.text_limit)
        files = tuple(self._own_file(person_id, room.room_id, file_id) for file_id in said.files)
        if not text and not files:
            raise BadRequest("消息是空的。", "The message is empty.")
        if said.thread:
            self._ledger.log.get_in(room.room_id, said.thread)
        return HubMessage(
            number=self._ledger.log.next_number(room.room_id),
            message_id=self._new_id(),
            room_id=room.room_id,
            sender_id=person_id,
            at=self._stamp(),
            text=text,
            thread=said.thread,
            files=files,
            client_id=said.client_id,
            state="sending",
        )

    def _own_file(self, person_id: str, room_id: str, file_id: str) -> StoredFile:
        file = self._ledger.file(file_id)
        if (file.owner_id, file.room_id) != (person_id, room_id):
            raise UnknownFile
        return file

    def _body(self, event_id: str, kind: str, room: HubRoom, person_id: str, at: str) -> dict[str, object]:
        person = self._ledger.roster.person(person_id)
        return {
            "event_id": event_id,
            "kind": kind,
            "at": at,
            "room": room_for_bot(room),
            "sender": {"id": person.person_id, "name": person.name},
            "text": "",
            "mentions_bot": False,
            "thread": "",
            "message_id": "",
            "files": [],
            "press": None,
        }

    def _said_event(self, room: HubRoom, message: HubMessage) -> Event:
        event_id = self._new_id()
        mentioned = self._mention.search(message.text) is not None
        body = self._body(event_id, "said", room, message.sender_id, message.at)
        body |= {
            "text": message.text,
            "mentions_bot": mentioned,
            "thread": message.thread,
            "message_id": message.message_id,
            "files": [file_view(file) for file in message.files],
        }
        return Event(
            event_id,
            room.room_id,
            message.sender_id,
            body,
            message_id=message.message_id,
            wants_reply=mentioned or room.direct,
            bot_posts=self._ledger.bot_posts(room.room_id),
        )

    def press(self, person_id: str, room_id: str, pressed: Pressed) -> None:
        """A person presses a button; the same press id again does nothing.

        Raises UnknownRoom, UnknownMessage, BadRequest, NotKept.
        """
        room = self._ledger.roster.room_for(person_id, room_id)
        message = self._ledger.log.get_in(room_id, pressed.message_id)
        require_offered(message, pressed)
        if (person_id, pressed.press_id) in self._presses:
            return
        event = self._press_event(person_id, room, message, pressed)
        self._ledger.add_event(event)
        self._remember_press(person_id, pressed.press_id)
        self._courier.take(event)

    def _remember_press(self, person_id: str, press_id: str) -> None:
        self._presses[person_id, press_id] = None
        if len(self._presses) > RECENT_PRESSES:
            del self._presses[next(iter(self._presses))]

    def _press_event(self, person_id: str, room: HubRoom, message: HubMessage, pressed: Pressed) -> Event:
        event_id = self._new_id()
        payload = message.payload or {}
        body = self._body(event_id, "pressed", room, person_id, self._stamp())
        body |= {
            "thread": message.thread,
            "message_id": message.message_id,
            "press": {
                "action": pressed.action,
                "args": dict(pressed.args),
                "version": pressed.version,
                "message_id": message.message_id,
                "kind": payload.get("kind", ""),
                "subject": payload.get("subject", ""),
            },
        }
        return Event(
            event_id,
            room.room_id,
            person_id,
            body,
            message_id=message.message_id,
            press_id=pressed.press_id,
            wants_reply=True,
            bot_posts=self._ledger.bot_posts(room.room_id),
        )

    def try_again(self, person_id: str, room_id: str, message_id: str) -> None:
        """Send a failed message of one's own again, as the same event. Raises UnknownRoom, UnknownMessage, NotKept."""
        self._ledger.roster.room_for(person_id, room_id)
        self._ledger.log.get_in(room_id, message_id)
        event = self._ledger.failed_event(message_id)
        if event.person_id != person_id:
            raise BadRequest("这不是你的消息。", "That message is not yours.")
        self._ledger.send_again(event)
        self._courier.take(event)

    def read(self, person_id: str, room_id: str, number: int) -> None:
        """A person has read a room up to this number. Raises UnknownRoom."""
        self._ledger.roster.room_for(person_id, room_id)
        newest = self._ledger.log.next_number(room_id) - 1
        self._ledger.mark_read(person_id, room_id, min(number, newest))

    def history(self, person_id: str, room_id: str, before: int, limit: int) -> Json:
        """A page of a room's messages, oldest first, those numbered below `before`. Raises UnknownRoom."""
        self._ledger.roster.room_for(person_id, room_id)
        messages, more = self._ledger.log.page(room_id, before, limit)
        return {"messages": [self._ledger.shown_to(person_id, message) for message in messages], "more": more}

    def first_view(self, person_id: str) -> Json:
        """Everything a page needs to begin: who, with whom, in which rooms, and where the stream stands."""
        roster, log = self._ledger.roster, self._ledger.log
        rooms = roster.rooms_of(person_id)
        near = {member.person_id for room in rooms for member in roster.members_of(room)}
        return {
            "me": person_view(roster.person(person_id)),
            "demo": self._settings.demo,
            "bot": dict(self._settings.bot_name),
            "team": self._settings.team,
            "people": [person_view(one) for one in roster.people() if self._settings.demo or one.person_id in near],
            "rooms": [
                room_view(room, roster.members_of(room), log.last(room.room_id), log.unread(person_id, room.room_id))
                for room in rooms
            ],
            "uploads": self._settings.files is not None,
            "text_limit": self._settings.text_limit,
            "file_limit": self._settings.file_limit,
            "cursor": self._ledger.feed.cursor,
        }
