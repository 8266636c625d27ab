"""The app's callback, over the real front door."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.messengers.base import Admitted, BadPayload, Ignored, Raw
from bot.messengers.wecom.messenger import WeComMessenger
from handlers.message import Message
from tests.clocks import START, FakeClock
from tests.contract.messengers.host import FakeHost
from tests.contract.messengers.payloads import golden
from tests.contract.messengers.rigs.wecom import sealed
from tests.vendors.wecom.app_chat import AppChat
from tests.vendors.wecom.crypto import Envelope, new_key
from tests.vendors.wecom.fake import FakeWeCom


@pytest.fixture
async def chat(fake: FakeWeCom, messenger: WeComMessenger, host: FakeHost) -> AsyncIterator[AppChat]:
    """Li Lei's chat with the app, whose callbacks reach the messenger."""

    async def receive(request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        found = messenger.admit(Raw(headers, await request.read(), dict(request.query)))
        if isinstance(found, BadPayload):
            return web.Response(status=found.status)
        if isinstance(found, Admitted):
            await host.take(found)
        return web.Response(text=found.answer)

    app = web.Application()
    app.add_routes([web.post(path, receive) for path in messenger.receives])
    app.add_routes(messenger.routes())
    async with TestServer(app) as server:
        fake.deliver_to(str(server.make_url(messenger.receives[0])))
        yield fake.app_chat("li.lei")


def message(messenger: WeComMessenger, host: FakeHost) -> Message:
    """The latest that was taken."""
    found = messenger.decode(host.taken[-1].body)
    assert isinstance(found, Message)
    return found


async def test_the_console_accepts_the_url(chat: AppChat, fake: FakeWeCom) -> None:
    assert await fake.verify(chat.app) == ""


async def test_a_console_with_another_key_gets_401(chat: AppChat, fake: FakeWeCom) -> None:
    chat.app.envelope = Envelope("another-token", new_key(), "ww1f2a3b4c5d6e7f80")
    assert await fake.verify(chat.app) == "status 401"


async def test_a_verification_of_long_ago_gets_401(chat: AppChat, fake: FakeWeCom) -> None:
    fake.world.clock = FakeClock(START - timedelta(seconds=700))
    assert await fake.verify(chat.app) == "status 401"


async def test_what_is_said_three_times_is_taken_once(chat: AppChat, messenger: WeComMessenger, host: FakeHost) -> None:
    told = await chat.say("谁负责华东光伏？", times=3)
    assert [answer.body for answer in told.answers] == [b"", b"", b""]
    assert len(host.taken) == 1
    assert message(messenger, host).text == "谁负责华东光伏？"


async def test_what_is_said_twice_is_taken_twice(chat: AppChat, host: FakeHost) -> None:
    await chat.say("hello")
    await chat.say("hello")
    assert len(host.taken) == 2


async def test_a_voice_message_is_a_file(chat: AppChat, messenger: WeComMessenger, host: FakeHost) -> None:
    await chat.send_voice(b"#!AMR voice")
    (file,) = message(messenger, host).files
    assert (file.name, file.media_type) == ("voice.amr", "audio/amr")


async def test_opening_the_chat_is_news(chat: AppChat, host: FakeHost) -> None:
    await chat.enter()
    assert host.taken[-1].kind == "noticed"


async def test_leaving_the_app_asks_nothing_of_us(chat: AppChat, host: FakeHost) -> None:
    assert (await chat.unsubscribe()).answer.body == b""
    assert host.taken == []


async def test_presses_are_told_apart_by_their_button(messenger: WeComMessenger) -> None:
    pressed = next(one.body for one in golden("wecom") if one.name == "pressed")
    other = pressed.replace(b'"claim_lead"', b'"reject_lead"')
    found = [messenger.admit(sealed(body, START)) for body in (pressed, other, pressed)]
    ids = [one.event_id for one in found if isinstance(one, Admitted)]
    assert ids[0] == ids[2] != ids[1]


async def test_a_button_of_another_program_is_ignored(messenger: WeComMessenger) -> None:
    pressed = next(one.body for one in golden("wecom") if one.name == "pressed")
    assert isinstance(messenger.admit(sealed(pressed.replace(b'"dz"', b'"xx"'), START)), Ignored)


@pytest.mark.parametrize("stamp", [b"abc", b"9" * 30, b"-1" + b"0" * 20, b""])
async def test_a_time_that_is_none_is_refused(messenger: WeComMessenger, stamp: bytes) -> None:
    said = next(one.body for one in golden("wecom") if one.name == "said")
    found = messenger.admit(sealed(said.replace(b"1768179600", stamp), START))
    assert isinstance(found, BadPayload)
    assert found.status == 400


async def test_a_body_beyond_any_callback_is_too_large(messenger: WeComMessenger) -> None:
    found = messenger.admit(sealed(b"x" * 300_000, START))
    assert isinstance(found, BadPayload)
    assert found.status == 413
