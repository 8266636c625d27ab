import asyncio
import base64
import hashlib

import aiohttp
import pytest

from tests.clocks import FakeClock
from tests.unit.vendors.wecom.caller import PNG, Socket
from tests.unit.vendors.wecom.conftest import Dial
from tests.unit.vendors.wecom.test_sending import card
from tests.vendors.http.faults import Error, Hang, RateLimited, TakenThenDropped
from tests.vendors.wecom.crypto import decrypt_bytes, raw_key
from tests.vendors.wecom.fake import FakeWeCom

SEND, RESPOND, UPDATE = "aibot_send_msg", "aibot_respond_msg", "aibot_respond_update_msg"
HELLO = {"msgtype": "markdown", "markdown": {"content": "早"}}


async def test_nothing_goes_before_a_subscribe(dial: Dial) -> None:
    socket = await dial()
    assert await socket.code("ping", {}) == 846609
    assert await socket.subscribe(secret="guess") == 853000
    assert await socket.subscribe(bot_id="nobody") == 853000
    assert await socket.subscribe() == 0
    ack = await socket.ask("ping", {}, "ping-9")
    assert ack == {"headers": {"req_id": "ping-9"}, "errcode": 0, "errmsg": "ok"}


async def test_a_second_connection_kicks_the_first(fake: FakeWeCom, socket: Socket, dial: Dial) -> None:
    asked = await fake.bot_chat("li.na").say("hello")
    await socket.next()
    second = await dial()
    assert await second.subscribe() == 0
    told = await socket.next()
    assert (told["cmd"], told["body"]["event"]["eventtype"]) == ("aibot_event_callback", "disconnected_event")
    assert (await socket.ws.receive()).type is aiohttp.WSMsgType.CLOSE
    assert await second.stream(asked.req_id, "late", finish=True) == 846605


async def test_text_alone_and_in_a_group(fake: FakeWeCom, socket: Socket) -> None:
    await fake.bot_chat("li.na").say("hello")
    await fake.bot_chat("li.na", "chat-1").say("谁负责")
    alone, group = (await socket.next())["body"], (await socket.next())["body"]
    assert (alone["chattype"], alone["text"]["content"], "chatid" in alone) == ("single", "hello", False)
    assert (group["chattype"], group["chatid"], group["text"]["content"]) == ("group", "chat-1", "@搭子 谁负责")
    assert group["from"] == {"userid": "li.na"}


async def test_a_group_is_not_overheard(fake: FakeWeCom, socket: Socket) -> None:
    chat = fake.bot_chat("li.na", "chat-1")
    chat.mutter("between us")
    dropped = chat.drop_file("minutes.txt", b"promised: Friday")
    with pytest.raises(AssertionError, match="never reaches"):
        await chat.send_file("minutes.txt", b"promised: Friday")
    await chat.say("读一下", quote=dropped)
    body = (await socket.next())["body"]
    assert (body["text"]["content"], body["quote"]["msgtype"]) == ("@搭子 读一下", "file")
    assert "between us" in fake.shown("chat-1")


async def test_a_file_is_fetched_and_decrypted_within_five_minutes(
    fake: FakeWeCom, socket: Socket, clock: FakeClock
) -> None:
    await fake.bot_chat("li.na").send_file("会议 纪要.txt", b"promised: Friday")
    about = (await socket.next())["body"]["file"]
    async with aiohttp.ClientSession() as session:
        async with session.get(about["url"]) as response:
            data, disposition = await response.read(), response.headers["Content-Disposition"]
        clock.advance(300)
        async with session.get(about["url"]) as response:
            assert response.status == 403
    assert decrypt_bytes(data, raw_key(about["aeskey"])) == b"promised: Friday"
    assert "filename*=UTF-8''%E4%BC%9A" in disposition


async def test_every_kind_of_message(fake: FakeWeCom, socket: Socket) -> None:
    chat = fake.bot_chat("li.na")
    await chat.send_mixed("看图", PNG)
    await chat.send_image(PNG)
    await chat.send_voice("明天给报价")
    await chat.send_video("a.mp4", b"0000ftyp")
    await chat.enter()
    await chat.rate("f-1", 2, "too long")
    bodies = [(await socket.next())["body"] for _ in range(6)]
    kinds = [body["msgtype"] for body in bodies]
    assert kinds == ["mixed", "image", "voice", "video", "event", "event"]
    assert [item["msgtype"] for item in bodies[0]["mixed"]["msg_item"]] == ["text", "image"]
    assert bodies[2]["voice"] == {"content": "明天给报价"}
    assert bodies[5]["event"]["feedback_event"]["type"] == 2


async def test_a_stream_replaces_itself_until_it_ends(fake: FakeWeCom, socket: Socket) -> None:
    asked = await fake.bot_chat("li.na").say("谁负责")
    await socket.next()
    assert await socket.stream(asked.req_id, "想") == 0
    assert await socket.stream(asked.req_id, "想好了", finish=True) == 0
    assert fake.shown("li.na") == "谁负责\n想好了"
    assert await asked.finished() == "想好了"
    assert await socket.stream(asked.req_id, "又想", finish=True) == 846608


async def test_a_stream_lives_six_minutes(fake: FakeWeCom, socket: Socket, clock: FakeClock) -> None:
    asked = await fake.bot_chat("li.na").say("谁负责")
    await socket.next()
    clock.advance(360)
    assert await socket.stream(asked.req_id, "想") == 0
    clock.advance(1)
    assert await socket.stream(asked.req_id, "想好了", finish=True) == 846608


async def test_limits_of_a_stream(fake: FakeWeCom, socket: Socket) -> None:
    asked = await fake.bot_chat("li.na").say("谁负责")
    await socket.next()
    picture = {"base64": base64.b64encode(PNG).decode(), "md5": hashlib.md5(PNG, usedforsecurity=False).hexdigest()}
    items = [{"msgtype": "image", "image": picture}]
    assert await socket.stream(asked.req_id, "a" * 20481) == 40058
    assert await socket.stream(asked.req_id, "a" * 20480) == 0
    assert await socket.stream(asked.req_id, "a", msg_item=items) == 40058
    assert await socket.stream(asked.req_id, "a", msg_item=items, finish=True) == 0
    assert await socket.code(RESPOND, {"msgtype": "text", "text": {"content": "x"}}, asked.req_id) == 40008
    assert await socket.stream("made-up", "a") == 846605


async def test_a_welcome_has_five_seconds(fake: FakeWeCom, socket: Socket, clock: FakeClock) -> None:
    body = {"msgtype": "text", "text": {"content": "你好"}}
    chat = fake.bot_chat("li.na")
    late, soon = await chat.enter(), None
    clock.advance(5.1)
    soon = await chat.enter()
    for _ in range(2):
        await socket.next()
    assert await socket.code("aibot_respond_welcome_msg", body, late.req_id) == 846605
    assert await socket.code("aibot_respond_welcome_msg", body, soon.req_id) == 0
    assert await socket.code("aibot_respond_welcome_msg", body, soon.req_id) == 846605
    assert fake.shown("li.na") == "你好"


async def test_a_card_changes_within_five_seconds_of_the_press(
    fake: FakeWeCom, socket: Socket, clock: FakeClock
) -> None:
    chat = fake.bot_chat("li.na", "chat-1")
    asked = await chat.say("有新线索吗")
    await socket.next()
    assert await socket.code(RESPOND, {"msgtype": "template_card", "template_card": card()}, asked.req_id) == 0
    pressed = await chat.press("认领")
    event = (await socket.next())["body"]["event"]["template_card_event"]
    assert (event["event_key"], event["task_id"]) == ("claim", "task-1")
    change = {"response_type": "update_template_card", "template_card": card(main_title={"title": "李娜在跟"})}
    other = {**change, "template_card": card("task-2")}
    assert await socket.code(UPDATE, other, pressed.req_id) == 40058
    assert await socket.code(UPDATE, change, pressed.req_id) == 0
    assert "李娜在跟" in fake.shown("chat-1")
    again = await chat.press("稍后")
    await socket.next()
    clock.advance(5.1)
    assert await socket.code(UPDATE, change, again.req_id) == 846605


async def test_it_speaks_first_only_where_it_was_spoken_to(fake: FakeWeCom, socket: Socket) -> None:
    assert await socket.code(SEND, {"chatid": "li.na", **HELLO}) == 86003
    await fake.bot_chat("li.na").say("hello")
    await socket.next()
    assert await socket.code(SEND, {"chatid": "li.na", **HELLO}) == 0
    assert await socket.code(SEND, {"chatid": "li.na", "chat_type": 2, **HELLO}) == 40058
    card_body = {
        "msgtype": "template_card",
        "template_card": {"card_type": "text_notice", "main_title": {"title": "a"}},
    }
    assert await socket.code(SEND, {"chatid": "li.na", **card_body}) == 42045
    assert fake.shown("li.na") == "hello\n早"


async def test_thirty_a_minute_in_one_chat(fake: FakeWeCom, socket: Socket, clock: FakeClock) -> None:
    asked = await fake.bot_chat("li.na").say("hello")
    await socket.next()
    codes = [await socket.code(SEND, {"chatid": "li.na", **HELLO}) for _ in range(29)]
    assert set(codes) == {0}
    assert await socket.stream(asked.req_id, "the thirtieth") == 0
    assert await socket.stream(asked.req_id, "one too many") == 846607
    clock.advance(60)
    assert await socket.stream(asked.req_id, "done", finish=True) == 0


async def test_media_goes_up_in_chunks(fake: FakeWeCom, socket: Socket) -> None:
    data = b"promised: Friday. " * 40_000
    md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
    about = {"type": "file", "filename": "纪要.txt", "total_size": len(data), "total_chunks": 2, "md5": md5}
    assert await socket.code("aibot_upload_media_init", {**about, "total_chunks": 1}) == 40058
    upload_id = (await socket.ask("aibot_upload_media_init", about))["body"]["upload_id"]
    chunks = [data[: 512 * 1024], data[512 * 1024 :]]
    for index, chunk in enumerate(chunks):
        body = {"upload_id": upload_id, "chunk_index": index, "base64_data": base64.b64encode(chunk).decode()}
        assert await socket.code("aibot_upload_media_finish", {"upload_id": upload_id}) == 40058
        assert await socket.code("aibot_upload_media_chunk", body) == 0
    kept = (await socket.ask("aibot_upload_media_finish", {"upload_id": upload_id}))["body"]
    await fake.bot_chat("li.na").say("hello")
    await socket.next()
    body = {"chatid": "li.na", "msgtype": "file", "file": {"media_id": kept["media_id"]}}
    assert await socket.code(SEND, body) == 0
    assert fake.shown("li.na") == "hello\n[file 纪要.txt]"


async def test_what_happens_while_nobody_listens_is_lost(fake: FakeWeCom, socket: Socket, dial: Dial) -> None:
    bot = fake.sockets.first()
    bot.abort()
    await bot.gone()
    assert (await socket.ws.receive()).type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
    asked = await fake.bot_chat("li.na").say("anybody?")
    assert (asked.delivered, bot.lost) == (False, [asked])
    again = await dial()
    assert await again.subscribe() == 0
    await bot.connected(2)
    assert (await again.ask("ping"))["errcode"] == 0


async def test_a_clean_close_a_kick_and_a_refusal(fake: FakeWeCom, socket: Socket, dial: Dial) -> None:
    bot = fake.sockets.first()
    closing = asyncio.ensure_future(bot.close(1000))
    assert (await socket.ws.receive()).data == 1000
    await closing
    bot.refuse(853000)
    second = await dial()
    assert [await second.subscribe(), await second.subscribe()] == [853000, 0]
    kicking = asyncio.ensure_future(bot.kick())
    assert (await second.next())["body"]["event"]["eventtype"] == "disconnected_event"
    assert (await second.ws.receive()).type is aiohttp.WSMsgType.CLOSE
    await kicking
    fake.sockets.upgrades_to = 503
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await dial()


async def test_silence(fake: FakeWeCom, socket: Socket) -> None:
    fake.sockets.first().silent = True
    await socket.ws.send_json({"cmd": "ping", "headers": {"req_id": "p1"}})
    await fake.called("ping")
    fake.sockets.first().silent = False
    assert (await socket.ask("ping", req_id="p2"))["headers"] == {"req_id": "p2"}


async def test_faults_on_the_socket(fake: FakeWeCom, socket: Socket) -> None:
    await fake.bot_chat("li.na").say("hello")
    await socket.next()
    body = {"chatid": "li.na", **HELLO}
    fake.faults.next(SEND, Error(6000), RateLimited(), Hang(), TakenThenDropped())
    assert [await socket.code(SEND, body) for _ in range(2)] == [6000, 846607]
    await socket.ws.send_json({"cmd": SEND, "headers": {"req_id": "h1"}, "body": body})
    assert (await socket.ask("ping", req_id="after"))["headers"] == {"req_id": "after"}
    await socket.ws.send_json({"cmd": SEND, "headers": {"req_id": "h2"}, "body": body})
    assert (await socket.ws.receive()).type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
    assert fake.shown("li.na") == "hello\n早"


@pytest.mark.parametrize("text", ["", "[]", '{"cmd": "ping"}', '{"cmd": 1, "headers": {"req_id": "a"}}', "null"])
async def test_what_is_no_frame_closes_the_connection(socket: Socket, text: str) -> None:
    await socket.ws.send_str(text)
    assert (await socket.ws.receive()).data == 1007


async def test_held_back_callbacks_come_in_another_order(fake: FakeWeCom, socket: Socket) -> None:
    fake.hold()
    for text in ("one", "two"):
        await fake.bot_chat("li.na").say(text, times=2 if text == "one" else 1)
    await fake.release(order=reversed)
    bodies = [(await socket.next())["body"] for _ in range(3)]
    assert [body["text"]["content"] for body in bodies] == ["two", "one", "one"]
    assert bodies[1]["msgid"] == bodies[2]["msgid"]
