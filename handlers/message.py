"""Message: what a person said or did, free of any platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from capture.base import FileRef
from knowledge.people.model import Handle, Lang, Room


@dataclass(frozen=True, slots=True)
class ReplyPath:
    """How an answer may go back, and until when. kind "room" is a proactive send; "inline" returns to the caller."""

    kind: str
    token: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed: the action it carries, its arguments, and the notice it stood on, as it was seen."""

    action: str
    args: Mapping[str, str]
    version: int
    kind: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said or pressed in a room. `text` has the mention of the bot removed.

    `lang` and `now` are set where a command asks for a language, or asks as of another day.
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
    lang: Lang | None = None
    now: datetime | None = None
    reply: ReplyPath = field(default_factory=lambda: ReplyPath("room"))
