"""Slack behind the port."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web
from pydantic import SecretStr

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
from bot.messengers.slack.api import Answered, Refusal, WebApi
from bot.messengers.slack.check import Checks
from bot.messengers.slack.directory import Directory
from bot.messengers.slack.fetch import Fetcher
from bot.messengers.slack.heed import Heed
from bot.messengers.slack.ids import Ids, place_of
from bot.messengers.slack.installations import Installations, Renew
from bot.messengers.slack.listen import SocketMode
from bot.messengers.slack.oauth import InstallPages
from bot.messengers.slack.receive import Intake, payload_of
from bot.messengers.slack.render import MOST_BYTES, rendered
from bot.messengers.slack.replies import Replies
from bot.messengers.slack.sealing import Seal
from bot.messengers.slack.send import Sender
from bot.messengers.slack.settings import SlackSettings
from bot.messengers.slack.signing import Signatures
from bot.messengers.slack.tokens import OneToken
from bot.messengers.slack.upload import Uploads
from bot.wire.http import Http
from capture.base import FileRef
from config.sections import Where, validate_section
from handlers.message import Message, News
from knowledge.people.model import Account, Person, Room
from notifiers.notice import Address, Notice, ReplyPath

EVENTS = "/messengers/slack/events"
CHOICES = 25
PACE = Pace(interval=1.0, burst=3)
"""About one message a second and channel; short bursts pass."""

HOSTS = ("*.slack.com", "*.slack-gov.com")
"""Where files, response URLs and sockets lie; the bot's token goes nowhere else."""


class SlackMessenger:
    """Slack. Everything arrives at one address, or by a socket; everything leaves by the Web API."""

    name: str = "slack"
    limits: Limits = Limits(MOST_BYTES, CHOICES)

    def __init__(self, settings: SlackSettings, around: Surroundings) -> None:
        clock, ids = around.clock, Ids(settings.several)
        installations = _installations(settings, around, lambda refresh: _renewed(settings, self._api, refresh))
        tokens = installations or OneToken(revealed(settings.bot_token))
        self.receives: Sequence[str] = (EVENTS,)
        self._signatures, self._intake = Signatures(settings.signing_secrets, clock.now), Intake(ids, clock.now)
        self._api = WebApi(settings.api_url, tokens, settings.timeout)
        self._http = Http(settings.api_url, HOSTS, seconds=settings.timeout)
        self._uploads = Uploads(self._api, self._http)
        self._sender = Sender(self._api, Replies(self._api, self._http), self._uploads)
        self._directory = Directory(self._api, ids, clock)
        self._fetcher = Fetcher(self._api, tokens, self._http, around.most_upload_bytes)
        self._heed, self._checks = Heed(ids, self._directory, installations), Checks(settings, self._api, around)
        self._installations, self._rooms = installations, tuple[Room, ...]()
        self._pages = (
            InstallPages(settings, self._api, installations, clock, around.public_url) if installations else None
        )
        self._socket = (
            SocketMode(self._api, self._http, clock, revealed(settings.app_token), self._admitted)
            if settings.app_token
            else None
        )

    def pace(self, room_id: str) -> Pace:  # noqa: ARG002  all rooms alike
        """A message a second."""
        return PACE

    def routes(self) -> Sequence[web.RouteDef]:
        """Where workspaces install the bot."""
        return self._pages.routes() if self._pages else []

    async def start(self, host: Host) -> None:
        """Begin to listen."""
        for part in (self._uploads, self._installations, self._pages, self._heed, self._socket):
            if part is not None:
                part.start(host)

    async def meet(self, people: Sequence[Person], rooms: Sequence[Room]) -> None:  # noqa: ARG002  Slack knows people
        """The rooms that doctor looks at."""
        self._rooms = tuple(rooms)

    def admit(self, raw: Raw) -> Admitted | Ignored | BadPayload:
        """Verify the signature over the raw body, then take the ids."""
        refusal = self._signatures.refusal(raw)
        payload = payload_of(raw) if refusal is None else refusal
        return payload if isinstance(payload, BadPayload) else self._admitted(payload)

    def decode(self, body: Json) -> Message | News:
        """A stored payload as what it was."""
        return self._intake.decode(body)

    def render(self, notice: Notice, room_id: str) -> Sequence[Json]:
        """The notice in Block Kit."""
        return rendered(notice, place_of(room_id).team)

    async def send(self, payload: Json, to: Address, key: str, path: ReplyPath | None) -> Delivered:
        """Send by the path where it takes this, else into the room."""
        return await self._sender.send(payload, to, key, path)

    async def edit(self, receipt: Json, payload: Json) -> Sent | Retry | Dead | NotEditable:
        """Change a message in its place."""
        return await self._sender.edit(receipt, payload)

    async def find(self, to: Address, key: str, since: datetime) -> Sent | Repeatable | CannotTell:
        """Whether a send in doubt had arrived."""
        return await self._sender.find(to, key, since)

    async def fetch(self, file: FileRef, into: Path) -> Fetched | Retry | Dead:
        """Bring a file."""
        return await self._fetcher.fetch(file, into)

    async def look_up_file(self, file: FileRef) -> FileRef:
        """A file of a shared channel, of which the message told the id alone."""
        return await self._fetcher.look_up(file)

    async def look_up_user(self, user_id: str) -> Account | None:
        """An account as Slack describes it now."""
        return await self._directory.account(user_id)

    async def look_up_room(self, room_id: str) -> Room | None:
        """A channel as Slack describes it now."""
        return await self._directory.room(room_id)

    async def check(self) -> Sequence[Check]:
        """Token, scopes, address, clock, rooms."""
        return await self._checks.all(self._rooms)

    async def hang_up(self) -> None:
        """Take nothing more in."""
        if self._socket is not None:
            await self._socket.hang_up()

    async def close(self) -> None:
        """Let go of connections."""
        await self._heed.close()
        await self._api.close()
        await self._http.close()

    def _admitted(self, payload: Mapping[str, Any]) -> Admitted | Ignored | BadPayload:
        """A genuine payload, however it came."""
        self._heed.look(payload)
        return self._intake.admitted(payload)


def open_slack(section: Mapping[str, Any], where: Where, around: Surroundings) -> SlackMessenger | None:
    """Slack as its settings say; None where it is switched off. Raises SettingsError."""
    settings = validate_section(SlackSettings, section, where)
    return SlackMessenger(settings, around) if settings.enabled else None


def revealed(secret: SecretStr | None) -> str:
    """A secret of the settings as text; "" where it is not set."""
    return secret.get_secret_value() if secret else ""


def _installations(settings: SlackSettings, around: Surroundings, renew: Renew) -> Installations | None:
    if not settings.several:
        return None
    return Installations(around.clock, Seal(revealed(settings.token_key or settings.client_secret)), renew)


async def _renewed(settings: SlackSettings, api: WebApi, refresh: str) -> Answered | Refusal | Retry:
    trade = {"grant_type": "refresh_token", "refresh_token": refresh}
    return await api.exchange(settings.client_id, revealed(settings.client_secret), trade)
