"""HTTP mode: bot messages and card presses as signed POSTs to the bot."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from tests.unit.vendors.dingtalk.bot import Client
from tests.vendors.dingtalk.fake import FakeDingTalk
from tests.vendors.dingtalk.sign import card_sign, robot_sign
from tests.vendors.dingtalk.templates import CardTemplate, TemplateButton
from tests.vendors.http.server import serving


class Door:
    """A bot's web server: keeps the headers and bodies it gets, answers `reply`."""

    def __init__(self) -> None:
        self.reply: object = {}
        self.got: list[tuple[dict[str, str], dict[str, object]]] = []

    async def take(self, request: web.Request) -> web.Response:
        self.got.append(({key.lower(): value for key, value in request.headers.items()}, await request.json()))
        return web.json_response(self.reply)


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
async def door_url(door: Door) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/bot", door.take)
    async with serving(app) as url:
        yield f"{url}/bot"


async def test_a_message_comes_signed_and_is_answered(fake: FakeDingTalk, door: Door, door_url: str) -> None:
    fake.deliver_to(door_url)
    door.reply = {"msgtype": "text", "text": {"content": "在的"}}
    sent = await fake.say(fake.person("u1", "李雷"), "在吗")
    headers, told = door.got[0]
    assert headers["sign"] == robot_sign(headers["timestamp"], fake.app_secret)
    assert told["msgId"] == sent.id
    assert fake.shown("u1") == "在吗\n在的"


async def test_an_answer_that_is_no_message_is_trouble(fake: FakeDingTalk, door: Door, door_url: str) -> None:
    fake.deliver_to(door_url)
    door.reply = {"ok": True}
    sent = await fake.say(fake.person("u1", "李雷"), "在吗")
    assert sent.answer.trouble.startswith("bad_answer")


async def test_a_press_over_http(fake: FakeDingTalk, bot: Client, door: Door, door_url: str) -> None:
    li = fake.person("u1", "李雷")
    fake.template(CardTemplate("t1", "{title}", (TemplateButton("好", "ok"),)))
    await bot.call("card/callbacks/register", {"callbackUrl": door_url, "callbackRouteKey": "r", "apiSecret": "s"})
    model = {"imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT"}, "openSpaceId": "dtv1.card//IM_ROBOT.u1"}
    card = {"cardTemplateId": "t1", "outTrackId": "o", "callbackType": "HTTP", "callbackRouteKey": "r", **model}
    await bot.call("card/instances/createAndDeliver", card | {"cardData": {"cardParamMap": {"title": "问"}}})
    door.reply = {"cardData": {"cardParamMap": {"title": "答"}}}
    assert (await fake.press(li, "好")).answer.ok
    headers, told = door.got[0]
    assert headers["x-ddpaas-signature"] == card_sign(headers["x-ddpaas-signature-timestamp"], "s")
    assert told["outTrackId"] == "o"
    assert fake.shown("u1") == "答\n[好]"
