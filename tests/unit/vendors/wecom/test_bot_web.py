import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from tests.clocks import FakeClock
from tests.unit.vendors.wecom.caller import Caller, Socket
from tests.unit.vendors.wecom.conftest import Dial
from tests.unit.vendors.wecom.test_sending import card
from tests.vendors.http.server import serving
from tests.vendors.wecom.bot_web import BotWeb
from tests.vendors.wecom.crypto import Envelope, decrypt_bytes, raw_key
from tests.vendors.wecom.fake import FakeWeCom

Reply = Callable[[dict[str, Any]], dict[str, Any]]


@asynccontextmanager
async def callback_mode(fake: FakeWeCom, reply: Reply) -> AsyncIterator[BotWeb]:
    """The fake's AI bot with a URL that answers so."""
    mode: list[BotWeb] = []

    async def take(request: web.Request) -> web.Response:
        sealed = (await request.json())["encrypt"]
        envelope, query = mode[0].envelope, request.query
        assert envelope.signed(query["msg_signature"], query["timestamp"], query["nonce"], sealed)
        return sign(envelope, reply(json.loads(envelope.unseal(sealed))))

    async def prove(request: web.Request) -> web.Response:
        return web.Response(text=mode[0].envelope.unseal(request.query["echostr"]))

    app = web.Application()
    app.add_routes([web.post("/bot", take), web.get("/bot", prove)])
    async with serving(app) as root:
        mode.append(fake.deliver_bot_to(f"{root}/bot"))
        yield mode[0]


def sign(envelope: Envelope, body: dict[str, Any]) -> web.Response:
    if not body:
        return web.Response()
    sealed = envelope.seal(json.dumps(body))
    signature = envelope.sign("1768179600", "n", sealed)
    return web.json_response({"encrypt": sealed, "msgsignature": signature, "timestamp": 1768179600, "nonce": "n"})


def stream(text: str, *, finish: bool) -> dict[str, Any]:
    return {"msgtype": "stream", "stream": {"id": "s1", "content": text, "finish": finish}}


async def test_a_stream_is_polled_until_it_ends(fake: FakeWeCom) -> None:
    asked_for: list[dict[str, Any]] = []

    def reply(body: dict[str, Any]) -> dict[str, Any]:
        asked_for.append(body)
        return stream("想", finish=False) if body["msgtype"] == "text" else stream("想好了", finish=True)

    async with callback_mode(fake, reply) as mode:
        assert await mode.verify() == ""
        asked = await fake.bot_chat("li.na", "chat-1").say("谁负责")
        assert fake.shown("chat-1") == "@搭子 谁负责\n想"
        await mode.refresh(asked)
    assert fake.shown("chat-1") == "@搭子 谁负责\n想好了"
    assert asked_for[1]["stream"] == {"id": "s1"}


async def test_one_more_answer_by_response_url(fake: FakeWeCom, caller: Caller, clock: FakeClock) -> None:
    async with callback_mode(fake, lambda _: {}):
        asked = await fake.bot_chat("li.na").say("谁负责")
        late = await fake.bot_chat("li.na").say("还有谁")
    name, code = asked.body["response_url"].removeprefix(f"{fake.api_url}/").split("?response_code=")
    later = {"msgtype": "markdown", "markdown": {"content": "王伟"}}
    codes = [(await caller.post(name, later, response_code=code))["errcode"] for _ in range(2)]
    clock.advance(3600)
    code = late.body["response_url"].split("=")[1]
    codes.append((await caller.post(name, later, response_code=code))["errcode"])
    assert codes == [0, 60140, 60140]
    assert fake.shown("li.na") == "谁负责\n还有谁\n王伟"


async def test_files_are_encrypted_with_the_urls_own_key(fake: FakeWeCom, caller: Caller) -> None:
    async with callback_mode(fake, lambda _: {}) as mode:
        asked = await fake.bot_chat("li.na").send_file("a.txt", b"promised: Friday")
    assert "aeskey" not in asked.body["file"]
    async with caller.session.get(asked.body["file"]["url"]) as response:
        assert decrypt_bytes(await response.read(), raw_key(mode.envelope.aes_key)) == b"promised: Friday"


async def test_a_press_changes_the_card_and_a_bad_reply_is_loud(fake: FakeWeCom) -> None:
    def reply(body: dict[str, Any]) -> dict[str, Any]:
        if body["msgtype"] == "event":
            return {"response_type": "update_template_card", "template_card": card(main_title={"title": "在跟"})}
        if body["text"]["content"] == "card":
            return {"msgtype": "template_card", "template_card": card()}
        return {"msgtype": "text", "text": {"content": "not here"}}

    async with callback_mode(fake, reply):
        chat = fake.bot_chat("li.na")
        await chat.say("card")
        await chat.press("认领")
        assert fake.shown("li.na") == "card\n在跟\n[认领]\n[稍后]"
        with pytest.raises(AssertionError, match="40008"):
            await chat.say("text")


async def test_the_socket_is_closed_to_a_bot_in_callback_mode(fake: FakeWeCom, dial: Dial) -> None:
    async with callback_mode(fake, lambda _: {}):
        socket: Socket = await dial()
        assert await socket.subscribe() == 853000
