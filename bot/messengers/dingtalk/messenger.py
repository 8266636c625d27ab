"""DingTalk behind the port."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from aiohttp import web

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
from bot.messengers.dingtalk.api import Api
from bot.messengers.dingtalk.check import CALLBACK_PATH, Doctor
from bot.messengers.dingtalk.decode import decode
from bot.messengers.dingtalk.directory import Directory
from bot.messengers.dingtalk.files import Fetcher
from bot.messengers.dingtalk.frames import Frame
from bot.messengers.dingtalk.offers import MOST_BUTTONS
from bot.messengers.dingtalk.quota import Quota
from bot.messengers.dingtalk.receive import Door
from bot.messengers.dingtalk.reception import Reception
from bot.messengers.dingtalk.render import TEXT_BYTES, render
from bot.messengers.dingtalk.rooms import NAME, robot_of
from bot.messengers.dingtalk.send import Sender
from bot.messengers.dingtalk.settings import DingTalkSettings
from bot.messengers.dingtalk.stream import Stream
from bot.messengers.dingtalk.webhooks import Webhooks
from bot.wire.hosts import Hosts
from capture.base import FileRef
from config.sections import Where, validate_section
from handlers.message import Message, News
from knowledge.people.model import Account, Person, Room
from knowledge.store.errors import StoreTrouble
from notifiers.notice import Address, Notice, ReplyPath

ROBOT_PACE = Pace(4.0, 5)
"""A custom robot takes 20 messages a minute; after one more, none for ten minutes."""

ROOM_PACE = Pace(1.0, 5)

log = structlog.get_logger(__name__)


class DingTalkMessenger:
    """DingTalk: one application with its robot, and custom robots of groups."""

    name: str = NAME
    limits: Limits = Limits(TEXT_BYTES, MOST_BUTTONS)

    def __init__(self, settings: DingTalkSettings, around: Surroundings) -> None:
        self._settings, self._clock = settings, around.clock
        self.receives: Sequence[str] = (CALLBACK_PATH,) if settings.callback else ()
        secret = settings.client_secret.get_secret_value()
        self._door = Door(secret, Hosts(settings.oapi_url, settings.session_hosts))
        self._api = Api(settings, around.clock, Quota(around.clock, settings.monthly_calls))
        webhooks = Webhooks(self._api, around.clock, {robot.name: robot for robot in settings.robots})
        self._sender = Sender(settings, self._api, webhooks)
        self._fetcher = Fetcher(self._api, settings.robot, around.most_upload_bytes)
        self._directory = Directory(self._api, around.clock)
        self._stream = Stream(settings, self._api.http, around.clock, self._reply, self._report)
        self._doctor = Doctor(settings, self._api, self._stream, webhooks, around.clock, around.public_url)
        self._host: Host | None = None
        self._reception: Reception | None = None

    def pace(self, room_id: str) -> Pace:
        """Custom robots are slow."""
        return ROOM_PACE if robot_of(room_id) is None else ROBOT_PACE

    def routes(self) -> Sequence[web.RouteDef]:
        """None but the callback."""
        return []

    async def start(self, host: Host) -> None:
        """Connect to the stream, where that is how messages come in."""
        self._host, self._reception = host, Reception(self._door, self._clock, host.take)
        try:
            await self._api.quota.start(host)
        except StoreTrouble as error:
            log.warning("calls of this month not read", why=str(error))
        if self._settings.stream:
            self._stream.start()

    async def meet(self, people: Sequence[Person], rooms: Sequence[Room]) -> None:
        """DingTalk knows them itself."""

    def admit(self, raw: Raw) -> Admitted | Ignored | BadPayload:
        """A message that DingTalk posts in HTTP mode."""
        return self._door.admit(raw, self._clock.now())

    def decode(self, body: Json) -> Message | News:
        """A stored row as what it says."""
        return decode(body)

    def render(self, notice: Notice, room_id: str) -> Sequence[Json]:
        """The notice as messages, each with its card where there is a template."""
        return render(notice, room_id, cards=bool(self._settings.card_template_id))

    async def send(self, payload: Json, to: Address, key: str, path: ReplyPath | None) -> Delivered:
        """Send one message."""
        return await self._sender.send(payload, to, key, path)

    async def edit(self, receipt: Json, payload: Json) -> Sent | Retry | Dead | NotEditable:
        """Change a card."""
        return await self._sender.edit(receipt, payload)

    async def find(
        self,
        to: Address,  # noqa: ARG002  keys are unique over rooms
        key: str,
        since: datetime,  # noqa: ARG002  and over time
    ) -> Sent | Repeatable | CannotTell:
        """A card is shown once however often it is created under its key; of all else DingTalk tells nothing."""
        if self._sender.went_as_card(key):
            return Repeatable("DingTalk shows one card for one outTrackId")
        return CannotTell("DingTalk does not tell whether a message arrived")

    async def fetch(self, file: FileRef, into: Path) -> Fetched | Retry | Dead:
        """Bring a file that somebody sent."""
        return await self._fetcher.fetch(file, into)

    async def look_up_file(self, file: FileRef) -> FileRef:
        """DingTalk tells no more of a file than came with its message."""
        return file

    async def look_up_user(self, user_id: str) -> Account | None:
        """An account by the contact book."""
        return await self._directory.look_up(user_id)

    async def look_up_room(self, room_id: str) -> Room | None:  # noqa: ARG002
        """Groups are described by the messages that come from them."""
        return None

    async def check(self) -> Sequence[Check]:
        """What doctor should say."""
        return await self._doctor.findings()

    async def hang_up(self) -> None:
        """Leave the stream, with everything that was taken acknowledged."""
        await self._stream.stop()

    async def close(self) -> None:
        """Let go of connections."""
        await self._stream.stop()
        await self._api.quota.save()
        await self._api.close()

    async def _reply(self, frame: Frame) -> str | None:
        return await self._reception.answer(frame) if self._reception is not None else None

    async def _report(self, trouble: str, about: Mapping[str, str]) -> None:
        """Tell the operator of trouble with the connection; must not raise."""
        why = "client_id / client_secret" if trouble == "connection_refused" else about.get("over", "")
        words = "messenger_refused" if trouble == "connection_refused" else "messenger_kicked"
        if self._host is None:
            return
        try:
            await self._host.report(words, "stream", messenger="DingTalk", why=why)
        except StoreTrouble as error:
            log.warning("not reported", trouble=trouble, why=str(error))


def open_dingtalk(section: Mapping[str, Any], where: Where, around: Surroundings) -> DingTalkMessenger:
    """DingTalk as its settings say. Raises SettingsError."""
    return DingTalkMessenger(validate_section(DingTalkSettings, section, where), around)
