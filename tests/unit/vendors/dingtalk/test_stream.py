"""Stream mode: tickets, frames, acknowledgements with their deadlines, connections that go."""

import asyncio
import json

import aiohttp
import pytest

from tests.clocks import FakeClock
from tests.unit.vendors.dingtalk.bot import Client, ack, frame, taken
from tests.vendors.dingtalk.fake import FakeDingTalk
from tests.vendors.http.faults import Error, Status


async def test_a_wrong_secret_opens_nothing(stranger: Client) -> None:
    said = await stranger.open("wrong")
    assert (said.status, said.body["code"]) == (401, "authFailed")


async def test_who_does_not_ask_for_json_gets_xml(fake: FakeDingTalk, stranger: Client) -> None:
    body = {
        "clientId": fake.app_key,
        "clientSecret": fake.app_secret,
        "subscriptions": [{"type": "EVENT", "topic": "*"}],
    }
    async with stranger.session.post(f"{fake.url}/v1.0/gateway/connections/open", json=body) as response:
        assert response.content_type == "application/xml"


async def test_a_ticket_opens_once(stranger: Client) -> None:
    ticket = (await stranger.open()).body
    await stranger.connect(ticket)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await stranger.connect(ticket)


async def test_a_ticket_lives_90_seconds(stranger: Client, clock: FakeClock) -> None:
    ticket = (await stranger.open()).body
    clock.advance(90)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await stranger.connect(ticket)


async def test_tickets_and_opens_can_be_refused(fake: FakeDingTalk, stranger: Client) -> None:
    fake.gateway.refused_tickets = 1
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await stranger.connect()
    fake.faults.next("gateway/connections/open", Error("ServiceUnavailable"), Status(502))
    assert (await stranger.open()).status == 503
    with pytest.raises(aiohttp.ContentTypeError):
        await stranger.open()
    await stranger.connect()


async def test_a_message_comes_as_the_fact_sheet_has_it(fake: FakeDingTalk, stranger: Client) -> None:
    li, socket = fake.person("u1", "李雷", mobile="13800000001"), await stranger.connect()
    group = fake.group("华东", li)
    saying = asyncio.create_task(fake.say(li, "@搭子 谁负责华东光伏？", group.room_id))
    got = await frame(socket)
    assert (got["specVersion"], got["type"]) == ("1.0", "CALLBACK")
    assert got["headers"]["topic"] == "/v1.0/im/bot/messages/get"
    told = json.loads(got["data"])
    assert told["text"] == {"content": " 谁负责华东光伏？"}
    assert (told["conversationType"], told["conversationTitle"], told["isInAtList"]) == ("2", "华东", True)
    assert told["atUsers"] == [{"dingtalkId": told["chatbotUserId"]}]
    assert told["senderStaffId"] == "u1"
    assert told["sessionWebhookExpiredTime"] - told["createAt"] == 5_400_000
    await ack(socket, got, {"response": None})
    assert (await saying).answer.ok


async def test_a_group_message_without_mention_stays_there(fake: FakeDingTalk, stranger: Client) -> None:
    li = fake.person("u1", "李雷")
    await stranger.connect()
    group = fake.group("华东", li)
    assert (await fake.say(li, "大家好", group.room_id)).kind == "unheard"
    assert (await fake.file(li, "a.pdf", b"pdf", group.room_id)).kind == "unheard"
    assert fake.shown(group.room_id) == "大家好\n[文件] a.pdf"


async def test_a_group_file_reaches_the_bot_in_a_quote(fake: FakeDingTalk, stranger: Client) -> None:
    li, socket = fake.person("u1", "李雷"), await stranger.connect()
    room = fake.group("华东", li).room_id
    await fake.file(li, "方案.pdf", b"%PDF", room)
    quoting = asyncio.create_task(fake.quote(li, "@搭子 存一下", fake.messages(room)[0], room))
    told = await taken(socket)
    await quoting
    replied = told["text"]["repliedMsg"]
    assert (told["text"]["isReplyMsg"], told["text"]["content"]) == (True, " 存一下")
    assert (replied["msgType"], replied["content"]["fileName"], replied["senderNick"]) == ("file", "方案.pdf", "李雷")


async def test_a_quoted_text_and_an_answer_of_the_bot(fake: FakeDingTalk) -> None:
    li = fake.person("u1", "李雷")
    await fake.say(li, "周三前报价")
    fake.webhooks.answer(fake.direct(li), b'{"msgtype": "text", "text": {"content": "\\u597d"}}')
    quoted = [await fake.quote(li, "这个", one) for one in fake.messages("u1")]
    told = [one.payload["text"]["repliedMsg"] for one in quoted]
    assert [one["content"] for one in told] == [{"text": "周三前报价"}, {"text": "好"}]


async def test_rich_text_in_a_group_loses_the_mention_only(fake: FakeDingTalk) -> None:
    li, han = fake.person("u1", "李雷"), fake.person("u2", "韩梅梅")
    room = fake.group("华东", li, han).room_id
    told = (await fake.rich(li, ["@搭子 ", b"png", "给@韩梅梅看"], room)).payload
    assert [part.get("text", part.get("type")) for part in told["content"]["richText"]] == [
        " ",
        "picture",
        "给@韩梅梅看",
    ]
    assert told["atUsers"][1]["staffId"] == "u2"


async def test_who_leaves_is_told_and_gone(fake: FakeDingTalk) -> None:
    left = await fake.leaves(fake.person("u1", "李雷"))
    assert (left.kind, left.payload) == ("user_leave_org", {"userId": ["u1"]})
    with pytest.raises(KeyError):
        fake.shown("u1")


async def test_an_outsider_has_no_staff_id(fake: FakeDingTalk, stranger: Client) -> None:
    guest, socket = fake.outsider("客户王总"), await stranger.connect()
    saying = asyncio.create_task(fake.say(guest, "你好"))
    told = await taken(socket)
    await saying
    assert "senderStaffId" not in told
    assert told["senderCorpId"] != told["chatbotCorpId"]


async def test_unacknowledged_comes_again_after_a_minute(
    fake: FakeDingTalk, stranger: Client, clock: FakeClock
) -> None:
    li, socket = fake.person("u1", "李雷"), await stranger.connect()
    saying = asyncio.create_task(fake.say(li, "你好"))
    first = await frame(socket)
    clock.advance(59.9)
    clock.advance(0.1)
    delivery = await saying
    assert delivery.answer.trouble == "no_ack"
    second = await frame(socket)
    assert json.loads(first["data"])["msgId"] == json.loads(second["data"])["msgId"]
    await ack(socket, first, {"response": None})
    await fake.gateway.changes.until(lambda: len(fake.gateway.late) == 1)
    await ack(socket, second, {"response": None})
    assert (await delivery.tried(2)).ok
    assert clock.sleeping() == []


async def test_a_message_waits_a_minute_for_a_connection(
    fake: FakeDingTalk, stranger: Client, clock: FakeClock
) -> None:
    delivery = await fake.say(fake.person("u1", "李雷"), "你好")
    assert delivery.answer.trouble == "no_connection"
    socket = await stranger.connect()
    await clock.somebody_sleeps()
    clock.advance(60)
    assert (await taken(socket))["msgId"] == delivery.id


async def test_an_event_answered_later_comes_again(fake: FakeDingTalk, stranger: Client, clock: FakeClock) -> None:
    socket = await stranger.connect()
    telling = asyncio.create_task(fake.event("user_add_org", {"userId": ["u2"]}))
    first = await frame(socket)
    await ack(socket, first, {"status": "LATER"})
    delivery = await telling
    await clock.somebody_sleeps()
    clock.advance(60)
    again = await frame(socket)
    assert again["headers"]["eventId"] == first["headers"]["eventId"]
    await ack(socket, again, {"status": "SUCCESS"})
    await delivery.tried(2)


async def test_ping_and_its_opaque(fake: FakeDingTalk, stranger: Client) -> None:
    socket = await stranger.connect()
    pinging = asyncio.create_task(fake.ping("abc"))
    got = await frame(socket)
    assert (got["type"], got["headers"]["topic"]) == ("SYSTEM", "ping")
    await ack(socket, got, json.loads(got["data"]))
    assert [one.data for one in await pinging] == [{"opaque": "abc"}]


async def test_disconnect_closes_after_ten_seconds(fake: FakeDingTalk, stranger: Client, clock: FakeClock) -> None:
    old = await stranger.connect()
    leaving = asyncio.create_task(fake.disconnect())
    assert (await frame(old))["headers"]["topic"] == "disconnect"
    new = await stranger.connect()
    saying = asyncio.create_task(fake.say(fake.person("u1", "李雷"), "你好"))
    assert (await taken(new))["text"]["content"] == "你好"
    await saying
    clock.advance(10)
    assert (await old.receive()).type is aiohttp.WSMsgType.CLOSE
    await leaving


async def test_each_message_goes_to_one_connection(fake: FakeDingTalk, stranger: Client) -> None:
    sockets = [await stranger.connect(), await stranger.connect()]
    li, got = fake.person("u1", "李雷"), []

    async def serve(number: int) -> None:
        while True:
            await taken(sockets[number])
            got.append(number)

    serving = [asyncio.create_task(serve(number)) for number in range(2)]
    for number in range(12):
        await fake.say(li, f"{number}")
    for task in serving:
        task.cancel()
    assert len(got) == 12
    assert set(got) == {0, 1}


async def test_held_messages_come_in_another_order(fake: FakeDingTalk, stranger: Client) -> None:
    li, socket = fake.person("u1", "李雷"), await stranger.connect()
    fake.hold()
    await fake.say(li, "一")
    await fake.say(li, "二")
    fake.release(order=[1, 0, 1])
    assert [(await taken(socket))["text"]["content"] for _ in range(3)] == ["二", "一", "二"]


async def test_garbage_is_noted(fake: FakeDingTalk, stranger: Client) -> None:
    socket = await stranger.connect()
    await socket.send_str("no json")
    await socket.send_str('{"code": 200, "headers": {"messageId": "m"}, "data": {"not": "text"}}')
    await fake.gateway.changes.until(lambda: len(fake.gateway.bad_frames) == 2)


@pytest.mark.parametrize("how", ["close", "abort"])
async def test_connections_go(fake: FakeDingTalk, stranger: Client, how: str) -> None:
    socket = await stranger.connect()
    await fake.connected()
    if how == "close":
        closing = asyncio.create_task(fake.close_connections(1001))
        assert (await socket.receive()).data == 1001
        await closing
    else:
        fake.abort_connections()
        assert (await socket.receive()).type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
    await fake.connected(0)


async def test_a_silent_connection_says_nothing(fake: FakeDingTalk, stranger: Client, clock: FakeClock) -> None:
    socket = await stranger.connect()
    fake.silence_connections()
    saying = asyncio.create_task(fake.say(fake.person("u1", "李雷"), "你好"))
    await clock.somebody_sleeps()
    with pytest.raises(TimeoutError):
        await socket.receive(timeout=0.05)
    clock.advance(60)
    assert (await saying).answer.trouble == "no_ack"
