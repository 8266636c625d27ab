"""The local messenger behind the port: signed events in, messages and edits out, and the page it serves."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.clock import new_secret
from bot.messengers.base import (
    Admitted,
    BadPayload,
    CannotTell,
    Check,
    Dead,
    Delivered,
    Fetched,
    Host,
    Ignored,
    Json,
    Limits,
    NotEditable,
    Pace,
    Raw,
    Repeatable,
    Retry,
    Sent,
    Surroundings,
)
from bot.messengers.local import receive, render
from bot.messengers.local.hub import Hub, HubSettings, Member, hub_routes
from bot.messengers.local.send import FarLine, Line, NearLine
from bot.messengers.local.settings import LocalSettings
from capture.base import FileRef
from config.sections import Where, validate_section
from handlers.message import Message
from knowledge.people.model import Account, Handle, Person, Room
from notifiers.notice import Address, Notice, ReplyPath

HOSTS = ("localhost", "127.0.0.1", "::1")
EVENTS = "/messengers/local/events"
TEXT_BYTES = 60_000
CHOICES = 20


class LocalMessenger:
    """The local messenger; `hub` is its page's server where that is part of this process."""

    name: str = "local"
    receives: Sequence[str] = (EVENTS,)
    limits: Limits = Limits(TEXT_BYTES, CHOICES)

    def __init__(
        self, settings: LocalSettings, around: Surroundings, line: Line, hub: Hub | None, secret: bytes
    ) -> None:
        self.hub, self._line, self._secret, self._now = hub, line, secret, around.clock.now
        self._zone = around.zone.key
        self._guests = tuple(Member(guest.id, guest.name, zone=self._zone) for guest in settings.guests)
        self._met: object = None
        self._left: frozenset[str] = frozenset()
        self._pace = Pace(settings.interval, settings.burst)

    def pace(self, room_id: str) -> Pace:  # noqa: ARG002  all rooms alike
        """As the settings say."""
        return self._pace

    def routes(self) -> Sequence[web.RouteDef]:
        """The page and its server, and the way there from the front door."""
        return [web.get("/", _to_page), *hub_routes(self.hub)] if self.hub else []

    async def start(self, host: Host) -> None:  # noqa: ARG002  its events come over HTTP
        """Let the page's server deliver what people do."""
        if self.hub is not None:
            await self.hub.start()

    async def meet(self, people: Sequence[Person], rooms: Sequence[Room]) -> None:
        """Show the team and its rooms on the page, where anything changed: open pages load again then."""
        self._left = frozenset(person.person_id for person in people if person.left_on is not None)
        if self.hub is None or self._met == (people, rooms):
            return
        self._met = (people, rooms)
        members = [_member(person, self._zone) for person in people if person.left_on is None]
        self.hub.set_people([*members, *self._guests])
        self.hub.set_rooms(_room(room) for room in rooms if room.messenger == self.name and not room.direct)

    def admit(self, raw: Raw) -> Admitted | Ignored | BadPayload:
        """Verify the page server's signature and take the ids."""
        return receive.admit(raw, self._secret, self._now)

    def decode(self, body: Json) -> Message:
        """A stored event as a Message."""
        return receive.decode(body)

    def render(self, notice: Notice, room_id: str) -> Sequence[Json]:  # noqa: ARG002  all rooms alike
        """The notice as the page shows it."""
        return (render.render(notice, self.limits),)

    async def send(
        self,
        payload: Json,
        to: Address,
        key: str,
        path: ReplyPath | None,  # noqa: ARG002  rooms can always be written to
    ) -> Delivered:
        """Post a message."""
        return await self._line.send(payload, to, key)

    async def edit(self, receipt: Json, payload: Json) -> Sent | Retry | Dead | NotEditable:
        """Change a message in place."""
        return await self._line.edit(str(receipt["message_id"]), payload)

    async def find(
        self,
        to: Address,  # noqa: ARG002  keys are unique over rooms
        key: str,
        since: datetime,  # noqa: ARG002  and over time
    ) -> Sent | Repeatable | CannotTell:
        """Whether a send in doubt had arrived."""
        return await self._line.find(key)

    async def fetch(self, file: FileRef, into: Path) -> Fetched | Retry | Dead:
        """A file that somebody dropped into the page."""
        return await self._line.fetch(file, into)

    async def look_up_file(self, file: FileRef) -> FileRef:
        """The page tells of its files at once."""
        return file

    async def look_up_user(self, user_id: str) -> Account | None:
        """The guests of the settings; of others the page knows nobody but whom we introduce."""
        guest = next((one for one in self._guests if one.person_id == user_id), None)
        return Account(Handle(self.name, user_id), name=guest.name, outsider=True) if guest else None

    async def look_up_room(self, room_id: str) -> Room | None:
        """Who sits in a group that has members; one without is open to the team, and to the guests."""
        members = await self._line.members(room_id)
        roster = self.hub.roster if self.hub else None
        enters = roster is not None and any(roster.may_enter(one.person_id, room_id) for one in self._guests)
        if members is None and not enters:
            return None
        sitting = None if members is None else tuple(one for one in members if one not in self._left)
        return Room(self.name, room_id, direct=False, outsiders=True if enters else None, accounts=sitting)

    async def check(self) -> Sequence[Check]:
        """Whether the page's server can be reached."""
        return [await self._line.check()]

    async def hang_up(self) -> None:
        """End the open pages' streams, and bring nothing more."""
        if self.hub is not None:
            await self.hub.hang_up()

    async def close(self) -> None:
        """Let go of connections and the journal."""
        await self._line.close()
        if self.hub is not None:
            await self.hub.stop()


def open_local(section: Mapping[str, Any], where: Where, around: Surroundings) -> LocalMessenger | None:
    """The local messenger as its settings say; None where it is switched off. Raises SettingsError."""
    settings = validate_section(LocalSettings, section, where)
    if not settings.enabled:
        return None
    folder = around.data_dir / "local"
    secret = settings.secret.get_secret_value() if settings.secret else _kept_secret(folder / "secret")
    token = settings.bot_token.get_secret_value() if settings.bot_token else new_secret()
    hub = None if settings.hub_url else _open_hub(settings, secret, token, around)
    line = NearLine(hub) if hub else FarLine(settings.hub_url, token)
    return LocalMessenger(settings, around, line, hub, secret.encode())


def _kept_secret(file: Path) -> str:
    """The secret of earlier runs, so that sessions outlive a restart; made at the first. For this user's eyes only."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(new_secret(), encoding="utf-8")
    return file.read_text(encoding="utf-8").strip()


def _open_hub(settings: LocalSettings, secret: str, token: str, around: Surroundings) -> Hub:
    folder = around.data_dir / "local"
    folder.mkdir(parents=True, exist_ok=True)
    hub = HubSettings(
        receiver_url=around.base_url + EVENTS,
        secret=secret.encode(),
        bot_token=token,
        journal=folder / "journal.jsonl",
        files=folder / "files",
        demo=settings.demo,
        team=around.team_name,
        hosts=(*HOSTS, *settings.hosts),
        file_limit=around.most_upload_bytes,
    )
    return Hub(hub, now=around.clock.now, new_id=around.clock.new_id)


async def _to_page(request: web.Request) -> web.StreamResponse:  # noqa: ARG001  wherever it came from
    raise web.HTTPFound("/local/")


def _member(person: Person, zone: str) -> Member:
    role, reads_in = person.role.value, person.timezone or zone
    return Member(person.person_id, person.name, person.name_en, role, person.region, reads_in)


def _room(room: Room) -> Mapping[str, object]:
    return {
        "id": room.room_id,
        "title": room.title,
        "region": room.region,
        "unit": room.unit,
        "language": room.language or "",
        "outsiders": room.outsiders,
        "members": list(room.people),
    }
