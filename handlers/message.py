"""Message: what a person said or did, free of any platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from capture.base import FileRef
from knowledge.people.model import Account, Handle, Lang, Room
from notifiers.notice import ReplyPath


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed: the action it carries, its arguments, and the notice it stood on, as it was seen.

    `receipt` is what the platform handed out with this press for changing that very message; it is kept with the
    receipt of the send.
    """

    action: str
    args: Mapping[str, str]
    version: int
    kind: str = ""
    subject: str = ""
    receipt: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Another message that a message hands on, by quoting or forwarding it; what its platform does not tell is empty.

    `sender_id` is its author's account on the same messenger. `by_bot`: we said it ourselves.
    """

    text: str
    sender_name: str = ""
    message_id: str = ""
    files: tuple[FileRef, ...] = ()
    sender_id: str = ""
    said_at: datetime | None = None
    by_bot: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said or pressed in a room. `text` has the mention of the bot removed.

    `private`: said in a room, but only its sender sees the answer (a slash command, a shortcut). `edited`: this is what
    an earlier message, `message_id`, says now; nobody expects an answer to that. `lang` and `now` are set where a
    command asks for a language, or asks as of another day. `forwarded` are the messages of a chat that it passes on.
    """

    messenger: str
    event_id: str
    sender: Handle
    sender_name: str
    room: Room
    text: str
    to_bot: bool
    said_at: datetime
    thread: str = ""
    message_id: str = ""
    press: Press | None = None
    files: tuple[FileRef, ...] = ()
    quoted: Quoted | None = None
    forwarded: tuple[Quoted, ...] = ()
    private: bool = False
    edited: bool = False
    lang: Lang | None = None
    now: datetime | None = None
    reply: ReplyPath = field(default_factory=lambda: ReplyPath("room"))


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's place in a room."""

    room: Room
    member: Handle


@dataclass(frozen=True, slots=True)
class News:
    """What a platform tells of itself: accounts as they are now, rooms as they are now.

    `joined` is a room that the bot was just added to; `left` one that it no longer is in. `came` and `went` are others
    who came into a room, or are no longer in it.
    """

    messenger: str
    event_id: str
    accounts: tuple[Account, ...] = ()
    rooms: tuple[Room, ...] = ()
    joined: Room | None = None
    left: Room | None = None
    came: tuple[Seat, ...] = ()
    went: tuple[Seat, ...] = ()


__all__ = ["Message", "News", "Press", "Quoted", "ReplyPath", "Seat"]
