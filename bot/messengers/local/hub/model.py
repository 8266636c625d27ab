"""The hub's values: members, rooms, files, messages, and events on their way to the bot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

BOT = "bot"
Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Member:
    """A person who can use the page; `zone` is the time zone they read times in (IANA), "" for the browser's own."""

    person_id: str
    name: str
    name_en: str = ""
    role: str = ""
    region: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class HubRoom:
    """A conversation. `outsiders` is None where unknown; a group without `members` is open to the whole team."""

    room_id: str
    title: str
    direct: bool = False
    region: str = ""
    unit: str = ""
    language: str = ""
    outsiders: bool | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An upload that the hub keeps. `size` is in bytes."""

    file_id: str
    name: str
    size: int
    media_type: str
    room_id: str = ""
    owner_id: str = ""


@dataclass(frozen=True, slots=True)
class HubMessage:
    """One message. `number` counts within its room; people's have `text` and `files`, the bot's a `payload`.

    `state` is the delivery to the bot as its sender sees it: sending, waiting, delivered or failed.
    """

    number: int
    message_id: str
    room_id: str
    sender_id: str
    at: str
    text: str = ""
    thread: str = ""
    files: tuple[StoredFile, ...] = ()
    payload: Json | None = None
    key: str = ""
    client_id: str = ""
    edited_at: str = ""
    state: str = ""
    reason: Mapping[str, str] | None = None
    offered: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """What a person wants to say. `client_id` is made by the page, so that a resend is recognised."""

    client_id: str
    text: str
    thread: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that a person pressed, with the version of the card they saw. `press_id` is made by the page."""

    press_id: str
    message_id: str
    action: str
    args: Mapping[str, str]
    version: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something a person did, on its way to the bot. `bot_posts`: how often the bot had spoken in the room by then."""

    event_id: str
    room_id: str
    person_id: str
    body: Json
    message_id: str = ""
    press_id: str = ""
    wants_reply: bool = False
    bot_posts: int = 0


@dataclass(frozen=True, slots=True)
class HubSettings:
    """How the hub runs. `journal` None keeps history in memory only; `files` None takes no uploads.

    `hosts` are the names under which browsers may reach the page; sizes are in bytes, `invite_seconds` the life of a
    personal link, `keep` the messages remembered per room.
    """

    receiver_url: str
    secret: bytes = field(repr=False)
    bot_token: str = field(repr=False)
    people: tuple[Member, ...] = ()
    rooms: tuple[Mapping[str, object], ...] = ()
    journal: Path | None = None
    files: Path | None = None
    demo: bool = False
    team: str = ""
    bot_name: Mapping[str, str] = field(default_factory=lambda: {"zh": "搭子", "en": "Dazi"})
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "::1")
    invite_seconds: int = 86_400
    session_seconds: int = 30 * 86_400
    text_limit: int = 100_000
    file_limit: int = 25_000_000
    keep: int = 2_000
