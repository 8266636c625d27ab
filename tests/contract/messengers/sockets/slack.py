"""Slack's Socket Mode before a fake Slack."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

from aiohttp import web

from bot.messengers.base import Messenger
from bot.messengers.slack.messenger import open_slack
from config.sections import Where
from tests.clocks import FakeClock
from tests.contract.messengers.rigs.slack import TOKEN, settings, surroundings
from tests.contract.messengers.sockets.platform import Muted, Outage, Platform, seconds_of
from tests.vendors.http.delivery import Delivery
from tests.vendors.http.faults import Error, Fault, Hang, Status
from tests.vendors.slack.fake import FakeSlack
from tests.vendors.slack.sockets import Socket

APP_TOKEN, OPEN = "xapp-token-of-the-tests", "apps.connections.open"
FAULTS: dict[Outage, Fault] = {Outage.SERVER_ERROR: Status(503), Outage.NO_ANSWER: Hang()}


class _Slack(Platform):
    heartbeat = "bot.messengers.slack.listen.HEARTBEAT_SECONDS"
    secrets = (TOKEN, APP_TOKEN, "ticket-")
    frame: ClassVar[Mapping[str, Any]] = {
        "envelope_id": "env-made-up",
        "type": "events_api",
        "accepts_response_payload": False,
        "payload": {
            "type": "event_callback",
            "team_id": "T1",
            "event_id": "EvMadeUp",
            "event": {"type": "message", "channel": "C1", "user": "U1", "text": "who owns Acme?", "ts": "1768179600.1"},
            "authorizations": [{"team_id": "T1", "user_id": "UBOT", "is_bot": True}],
        },
    }

    def __init__(self, slack: FakeSlack, folder: Path) -> None:
        self._slack, self._folder, self._said = slack, folder, dict[str, Delivery]()
        self._leaving, self.muted = list[Socket](), Muted()
        self._person = slack.user("lilei")
        self._room = slack.channel("east", [self._person])

    def open(self) -> Messenger:
        section = settings(self._slack, app_token=APP_TOKEN, signing_secret=None)
        found = open_slack(section, Where(), surroundings(self._slack.clock, self._folder))
        assert found is not None
        return found

    async def say(self, text: str) -> None:
        self._said[text] = (await self._slack.says(self._person.id, self._room.id, text)).delivery

    def acknowledged(self, text: str) -> int:
        return len([answer for answer in self._said[text].answers if answer.ok])

    def live(self) -> int:
        return len([one for one in self._slack.sockets.open if one.request not in self.muted])

    def attempts(self) -> list[float]:
        return seconds_of(self._slack.journal.named(OPEN))

    async def close(self) -> None:
        await self._slack.sockets.close()

    def abort(self) -> None:
        self._slack.sockets.abort()

    def silence(self) -> None:
        for socket in self._slack.sockets.open:
            self.muted.mute(socket.request)

    def notice(self) -> None:
        self.muted.release()

    def fail(self, outage: Outage, times: int) -> None:
        if outage is Outage.TICKET_REFUSED:
            self._slack.sockets.refusals += times
        else:
            self._slack.faults.next(OPEN, *[FAULTS[outage]] * times)

    def refuse_credentials(self, times: int) -> None:
        self._slack.faults.next(OPEN, *[Error("invalid_auth")] * times)

    def ends(self) -> Sequence[tuple[web.Request, web.WebSocketResponse]]:
        return [(one.request, one.ws) for one in self._slack.sockets.open]

    async def redeliver(self) -> None:
        await self.close()

    async def dismiss(self, text: str) -> None:
        self._leaving = list(self._slack.sockets.open)
        await self._slack.sockets.disconnect("warning")
        await self.say(text)

    async def let_go(self) -> None:
        for socket in self._leaving:
            await socket.ws.close()


@asynccontextmanager
async def line(folder: Path, clock: FakeClock) -> AsyncIterator[Platform]:
    """Slack without a request URL: all goes over sockets."""
    async with FakeSlack(clock, bot_token=TOKEN, app_token=APP_TOKEN) as slack:
        slack.echoes = False
        platform = _Slack(slack, folder)
        yield platform
        platform.muted.release()
