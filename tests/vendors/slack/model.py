"""What a Slack workspace holds: people, conversations, messages, files, views."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["channel", "group", "im", "mpim"]

SCOPES = (
    "app_mentions:read",
    "channels:history",
    "groups:history",
    "im:history",
    "mpim:history",
    "channels:read",
    "groups:read",
    "im:read",
    "im:write",
    "mpim:read",
    "mpim:write",
    "channels:join",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "links:read",
    "links:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "usergroups:read",
    "users:read",
    "users:read.email",
)


class Refused(Exception):
    """Slack says no: the error code and the further fields of its answer."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code, self.fields = code, fields


@dataclass(slots=True)
class User:
    """A person, or a bot's user."""

    id: str
    name: str
    team_id: str
    real_name: str = ""
    email: str = ""
    tz: str = "Asia/Shanghai"
    tz_offset: int = 28800
    locale: str = "zh-CN"
    deleted: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    is_stranger: bool = False

    def json(self) -> Json:
        """As users.info with include_locale gives it, to a token that may read e-mail addresses."""
        profile = {"real_name": self.real_name, "display_name": self.name, "email": self.email, "team": self.team_id}
        flags = {"deleted": self.deleted, "is_bot": self.is_bot, "is_restricted": self.is_restricted}
        flags |= {"is_ultra_restricted": False, "is_stranger": self.is_stranger, "is_app_user": False}
        names = {"id": self.id, "team_id": self.team_id, "name": self.name, "real_name": self.real_name}
        where = {"tz": self.tz, "tz_label": self.tz, "tz_offset": self.tz_offset, "locale": self.locale}
        return {**names, **flags, **where, "profile": profile, "updated": 1700000000}


@dataclass(slots=True)
class Channel:
    """A conversation of any kind. `messages` are as people see them, oldest first, replies among them."""

    id: str
    name: str
    team_id: str
    kind: Kind = "channel"
    members: list[str] = field(default_factory=list)
    creator: str = ""
    is_ext_shared: bool = False
    is_archived: bool = False
    messages: list[Json] = field(default_factory=list)
    ephemerals: list[Json] = field(default_factory=list)

    @property
    def is_private(self) -> bool:
        return self.kind != "channel"

    def find(self, ts: str) -> Json | None:
        return next((message for message in self.messages if message["ts"] == ts), None)

    def json(self, bot_user: str) -> Json:
        """As conversations.info gives it to this bot."""
        kinds = {f"is_{kind}": self.kind == kind for kind in ("channel", "group", "im", "mpim")}
        flags = {"is_private": self.is_private, "is_archived": self.is_archived, "is_ext_shared": self.is_ext_shared}
        flags |= {"is_member": bot_user in self.members, "is_general": False, "is_shared": self.is_ext_shared}
        base: Json = {"id": self.id, **kinds, **flags, "created": 1700000000, "context_team_id": self.team_id}
        if self.kind == "im":
            return {**base, "user": next((one for one in self.members if one != bot_user), bot_user)}
        return {**base, "name": self.name, "creator": self.creator, "num_members": len(self.members)}


@dataclass(slots=True)
class File:
    """A file that was, or is about to be, uploaded."""

    id: str
    name: str
    team_id: str
    mimetype: str
    size: int
    user: str = ""
    content: bytes | None = None
    title: str = ""
    subtype: str = ""
    transcription: Json = field(default_factory=dict)
    checked_on_use: bool = False
    """Of a shared channel: messages carry only its id, with file_access check_file_info."""
    shared_in: list[str] = field(default_factory=list)
    shown_text: str = ""

    def json(self, url: str) -> Json:
        """The file object of messages and files.info; `url` is the fake's root."""
        private = f"{url}/files-pri/{self.team_id}-{self.id}/{self.name}"
        kind = self.name.rpartition(".")[2]
        found: Json = {"id": self.id, "created": 1700000000, "name": self.name, "title": self.title or self.name}
        found |= {"mimetype": self.mimetype, "filetype": kind, "user": self.user, "mode": "hosted", "size": self.size}
        found |= {"is_external": False, "external_type": "", "file_access": "visible", "channels": list(self.shared_in)}
        found |= {
            "url_private": private,
            "url_private_download": private.replace(f"/{self.name}", f"/download/{self.name}"),
        }
        if self.subtype:
            found |= {"subtype": self.subtype, "duration_ms": 4200, "media_display_type": "audio"}
            found |= {"transcription": self.transcription}
        return found

    def in_message(self, url: str) -> Json:
        """The file as a message carries it."""
        return (
            {"id": self.id, "mode": "file_access", "file_access": "check_file_info"}
            if self.checked_on_use
            else self.json(url)
        )


@dataclass(slots=True)
class Workspace:
    """A team with the app installed in it (or not yet: no token)."""

    id: str
    name: str
    app_id: str
    bot_user_id: str
    bot_id: str
    bot_token: str = ""
    scopes: list[str] = field(default_factory=lambda: list(SCOPES))
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    usergroups: dict[str, Json] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    stacks: dict[str, list[Json]] = field(default_factory=dict)
    revoked_tokens: set[str] = field(default_factory=set)
    expired_tokens: set[str] = field(default_factory=set)
    rotates: bool = False
    """Token rotation is on: a bot token lives twelve hours and comes with a refresh token, good once."""
    refresh_token: str = ""
    last_ts: int = 0

    def next_ts(self, now: datetime) -> str:
        """A message's time stamp: later than any before it, microseconds apart where the clock stands still."""
        self.last_ts = max(self.last_ts + 1, round(now.timestamp() * 1_000_000))
        return f"{self.last_ts // 1_000_000}.{self.last_ts % 1_000_000:06d}"

    def im_with(self, user_id: str) -> Channel | None:
        both = {user_id, self.bot_user_id}
        return next((one for one in self.channels.values() if one.kind == "im" and set(one.members) == both), None)

    def open_views(self) -> Iterator[Json]:
        """Every view that somebody has before them: modals and homes."""
        for stack in self.stacks.values():
            yield from stack
        yield from self.homes.values()
