"""Our messenger before a fake Slack: both over real HTTP, on a clock moved by hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.messengers.base import Admitted, BadPayload, Delivered, Json, Raw, Sent
from bot.messengers.slack.messenger import SlackMessenger, open_slack
from config.sections import Where
from handlers.message import Message
from notifiers.notice import Address, Notice, ReplyPath
from tests.clocks import FakeClock
from tests.contract.messengers.host import FakeHost
from tests.contract.messengers.rigs.slack import SECRET, TOKEN, settings, surroundings
from tests.vendors.http.server import serving
from tests.vendors.slack.fake import FakeSlack
from tests.vendors.slack.model import Channel, User


@dataclass(frozen=True, slots=True)
class Bench:
    """The two sides, with one person and one channel that they share with the bot."""

    slack: FakeSlack
    messenger: SlackMessenger
    host: FakeHost
    clock: FakeClock
    person: User
    room: Channel

    @property
    def here(self) -> Address:
        return Address("slack", self.room.id)

    @property
    def alone(self) -> Address:
        return Address("slack", f"@{self.person.id}")

    async def send(
        self, notice: Notice, to: Address | None = None, key: str = "outbox-1", path: ReplyPath | None = None
    ) -> Delivered:
        """Send the first message of a notice."""
        address = to or self.here
        return await self.messenger.send(self.messenger.render(notice, address.room_id)[0], address, key, path)

    async def sent(self, notice: Notice, to: Address | None = None, key: str = "outbox-1") -> Json:
        """Send; the receipt."""
        answer = await self.send(notice, to, key)
        assert isinstance(answer, Sent), answer
        return answer.receipt

    def message(self, row: Admitted) -> Message:
        """What was taken, decoded."""
        found = self.messenger.decode(row.body)
        assert isinstance(found, Message)
        return found


@asynccontextmanager
async def bench(folder: Path, clock: FakeClock, **more: object) -> AsyncIterator[Bench]:
    """A bench; `more` are settings, None leaves one out. Slack delivers to the messenger's own address."""
    app_token = str(more.get("app_token") or "xapp-none")
    async with FakeSlack(clock, signing_secret=SECRET, bot_token=TOKEN, app_token=app_token) as slack:
        slack.echoes = False
        person = slack.user("lilei")
        room = slack.channel("east", [person])
        section = settings(slack, authorize_url=f"{slack.url}/oauth/v2/authorize", **more)
        messenger = open_slack(section, Where(), surroundings(clock, folder))
        assert messenger is not None
        host = FakeHost(clock)
        async with serving(_app(messenger, host)) as url:
            slack.deliver_to("" if more.get("app_token") else f"{url}{messenger.receives[0]}")
            await messenger.start(host)
            try:
                yield Bench(slack, messenger, host, clock, person, room)
            finally:
                await messenger.hang_up()
                await messenger.close()


def _app(messenger: SlackMessenger, host: FakeHost) -> web.Application:
    """What the bot's server does with a request (bot/web/server.py), without a database."""

    async def receive(request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        found = messenger.admit(Raw(headers, await request.read(), dict(request.query)))
        if isinstance(found, BadPayload):
            return web.Response(status=found.status)
        if not isinstance(found, Admitted):
            return _answered(found.answer)
        row_id = await host.take(found)
        if found.inline is None:
            return _answered(found.answer)
        result = await host.outcome(row_id, found.inline.seconds) if row_id is not None else None
        return _answered(found.inline.write(result))

    app = web.Application(client_max_size=4 * 1024 * 1024)
    app.add_routes([web.post(path, receive) for path in messenger.receives])
    app.add_routes(messenger.routes())
    return app


def _answered(body: str) -> web.Response:
    return web.Response(text=body, content_type="application/json" if body else "text/plain")
