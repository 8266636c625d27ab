"""Interactive cards: one per outTrackId, delivered in part, changed, streamed, pressed."""

import asyncio
import json
from typing import Any

import pytest

from tests.clocks import FakeClock
from tests.unit.vendors.dingtalk.bot import Client, Said, ack, frame
from tests.vendors.dingtalk.fake import FakeDingTalk
from tests.vendors.dingtalk.templates import CardTemplate, TemplateButton
from tests.vendors.dingtalk.world import Person

TEMPLATE = CardTemplate(
    "t1", "{title}\n{body}", (TemplateButton("{yes}", "claim", {"lead": "{lead}"}),), button_list="more"
)
VALUES = {"title": "线索变热", "body": "华东光伏", "yes": "认领", "lead": "L1"}


@pytest.fixture
def li(fake: FakeDingTalk) -> Person:
    fake.template(TEMPLATE)
    return fake.person("u1", "李雷")


def _card(fake: FakeDingTalk, space: str = "IM_ROBOT.u1", /, **more: object) -> dict[str, Any]:
    models = {
        "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": fake.robot_code},
        "imGroupOpenDeliverModel": {"robotCode": fake.robot_code},
    }
    card = {"cardTemplateId": "t1", "outTrackId": "o1", "callbackType": "STREAM", "cardData": {"cardParamMap": VALUES}}
    return {**card, "openSpaceId": f"dtv1.card//{space}", **models, **more}


async def _made(bot: Client, **more: object) -> Said:
    return await bot.call("card/instances/createAndDeliver", _card(bot.fake, **more))


async def _changed(bot: Client, **values: str) -> Said:
    options = {"cardUpdateOptions": {"updateCardDataByKey": True}}
    return await bot.call(
        "card/instances", {"outTrackId": "o1", "cardData": {"cardParamMap": values}, **options}, "PUT"
    )


@pytest.mark.usefixtures("li")
async def test_the_same_track_id_makes_no_second_card(fake: FakeDingTalk, bot: Client) -> None:
    first, second = await _made(bot), await _made(bot)
    assert first.body == second.body
    assert first.body["result"]["deliverResults"][0]["success"]
    assert fake.shown("u1") == "线索变热\n华东光伏\n[认领]"


async def test_some_spaces_fail(fake: FakeDingTalk, bot: Client, li: Person) -> None:
    group = fake.group("华东", li)
    fake.cards.blocked.add(group.room_id)
    both = _card(fake, f"IM_ROBOT.u1;IM_GROUP.{group.room_id}")
    said = await bot.call("card/instances/createAndDeliver", both)
    assert [one["success"] for one in said.body["result"]["deliverResults"]] == [True, False]
    fake.cards.blocked.clear()
    await bot.call("card/instances/createAndDeliver", both)
    assert [len(fake.messages(room)) for room in ("u1", group.room_id)] == [1, 1]


@pytest.mark.parametrize(
    "wrong",
    [{"cardTemplateId": "t9"}, {"outTrackId": ""}, {"cardData": {"cardParamMap": {"title": 1}}}, {"cardData": {}},
     {"openSpaceId": "IM_ROBOT.u1"}, {"openSpaceId": "dtv1.card//MOON.u1"}, {"callbackType": "PIGEON"},
     {"callbackType": "HTTP", "callbackRouteKey": "nobody"}],
)  # fmt: skip
@pytest.mark.usefixtures("li")
async def test_odd_cards_are_refused(bot: Client, wrong: dict[str, Any]) -> None:
    assert (await _made(bot, **wrong)).status == 400


@pytest.mark.parametrize(
    ("space", "more"),
    [("IM_ROBOT.u9", {}), ("IM_GROUP.cid", {}), ("IM_ROBOT.u1", {"imRobotOpenDeliverModel": {}}),
     ("IM_ROBOT.u1", {"imRobotOpenDeliverModel": None})],
)  # fmt: skip
@pytest.mark.usefixtures("li")
async def test_undelivered_is_told_per_space(
    fake: FakeDingTalk, bot: Client, space: str, more: dict[str, object]
) -> None:
    said = await bot.call("card/instances/createAndDeliver", _card(fake, space, **more))
    result = said.body["result"]["deliverResults"][0]
    assert (said.status, result["success"], bool(result["errorMsg"])) == (200, False, True)


@pytest.mark.usefixtures("li")
async def test_changes_by_key_or_over_all(fake: FakeDingTalk, bot: Client) -> None:
    await _made(bot)
    await _changed(bot, body="已认领")
    assert fake.shown("u1") == "线索变热\n已认领\n[认领]"
    await bot.call("card/instances", {"outTrackId": "o1", "cardData": {"cardParamMap": {"title": "完"}}}, "PUT")
    assert fake.shown("u1") == "完"
    assert (await bot.call("card/instances", {"outTrackId": "o9"}, "PUT")).status == 404


@pytest.mark.usefixtures("li")
async def test_streamed_text(fake: FakeDingTalk, bot: Client) -> None:
    await _made(bot)
    step = {"outTrackId": "o1", "key": "body", "isFull": False}
    await bot.call("card/streaming", {**step, "guid": "g1", "content": "答", "isFull": True}, "PUT")
    await bot.call("card/streaming", {**step, "guid": "g1", "content": "答"}, "PUT")
    await bot.call("card/streaming", {**step, "guid": "g2", "content": "案", "isFinalize": True}, "PUT")
    assert fake.shown("u1") == "线索变热\n答案\n[认领]"
    late = await bot.call("card/streaming", {**step, "guid": "g3", "content": "!"}, "PUT")
    assert late.status == 400


async def test_a_press_calls_back_and_its_answer_changes_the_card(fake: FakeDingTalk, bot: Client, li: Person) -> None:
    await _made(bot)
    socket = await bot.connect()
    pressing = asyncio.create_task(fake.press(li, "认领", "u1"))
    got = await frame(socket)
    told = json.loads(got["data"])
    assert (told["type"], told["outTrackId"], told["userId"]) == ("actionCallback", "o1", "u1")
    assert json.loads(told["content"])["cardPrivateData"] == {"actionIds": ["claim"], "params": {"lead": "L1"}}
    values = {"cardParamMap": {"body": "李雷认领了", "yes": ""}}
    await ack(socket, got, {"response": {"cardUpdateOptions": {"updateCardDataByKey": True}, "cardData": values}})
    assert (await pressing).answer.ok
    assert fake.shown("u1") == "线索变热\n李雷认领了"
    with pytest.raises(AssertionError, match="no card shows"):
        await fake.press(li, "认领", "u1")


async def test_an_answer_after_two_seconds_changes_nothing(
    fake: FakeDingTalk, bot: Client, li: Person, clock: FakeClock
) -> None:
    await _made(
        bot, cardData={"cardParamMap": {"more": json.dumps([{"text": "驳回", "id": "no", "params": {"a": "1"}}])}}
    )
    socket = await bot.connect()
    pressing = asyncio.create_task(fake.press(li, "驳回"))
    got = await frame(socket)
    clock.advance(2)
    assert (await pressing).answer.trouble == "no_ack"
    await ack(socket, got, {"response": {"cardData": {"cardParamMap": {"title": "晚了"}}}})
    await fake.gateway.changes.until(lambda: len(fake.gateway.late) == 1)
    assert fake.shown("u1") == "[驳回]"


async def test_values_that_are_no_texts_are_not_taken_from_an_answer(
    fake: FakeDingTalk, bot: Client, li: Person
) -> None:
    await _made(bot)
    socket = await bot.connect()
    pressing = asyncio.create_task(fake.press(li, "认领"))
    await ack(socket, await frame(socket), {"response": {"cardData": {"cardParamMap": {"title": 1}}}})
    await pressing
    assert len(fake.bad_card_answers) == 1
    assert "线索变热" in fake.shown("u1")


async def test_private_values_are_seen_by_one(fake: FakeDingTalk, bot: Client, li: Person) -> None:
    group = fake.group("华东", li)
    private = {"u1": {"cardParamMap": {"yes": "我来"}}}
    await bot.call("card/instances/createAndDeliver", _card(fake, f"IM_GROUP.{group.room_id}", privateData=private))
    assert "[认领]" in fake.shown(group.room_id)
    assert (await fake.press(li, "我来", group.room_id)).answer.trouble == "no_connection"
