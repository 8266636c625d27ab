"""A corp with two members, an app, an AI bot and a robot; a client, a callback URL and sockets."""

from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest

from tests.clocks import FakeClock
from tests.unit.vendors.wecom.caller import Caller, SignedIn, Socket, Url
from tests.vendors.wecom.fake import FakeWeCom


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def fake(clock: FakeClock) -> AsyncIterator[FakeWeCom]:
    async with FakeWeCom(clock) as fake:
        fake.add_member("li.na", "李娜", "13800000001", "li.na@example.com")
        fake.add_member("wang.wei", "王伟")
        fake.add_app()
        fake.add_bot()
        fake.add_robot("key-1", "chat-1")
        yield fake


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def caller(fake: FakeWeCom, session: aiohttp.ClientSession) -> Caller:
    return Caller(fake, session)


@pytest.fixture
async def api(caller: Caller) -> SignedIn:
    return await caller.signed_in()


@pytest.fixture
async def bot_url(fake: FakeWeCom) -> AsyncIterator[Url]:
    """The app's callback URL, registered."""
    async with Url(fake.world.apps[1_000_002].envelope).open() as url:
        fake.deliver_to(url.url)
        yield url


Dial = Callable[[], Awaitable[Socket]]


@pytest.fixture
def dial(fake: FakeWeCom, session: aiohttp.ClientSession) -> Dial:
    async def dialled() -> Socket:
        return Socket(await session.ws_connect(fake.ws_url))

    return dialled


@pytest.fixture
async def socket(dial: Dial) -> Socket:
    """Connected and subscribed."""
    socket = await dial()
    assert await socket.subscribe() == 0
    return socket
