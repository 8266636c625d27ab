import asyncio

import pytest
from aiohttp import web

from tests.clocks import FakeClock
from tests.unit.vendors.wecom.caller import PNG, SignedIn, Url, empty
from tests.unit.vendors.wecom.test_sending import card
from tests.vendors.wecom.fake import FakeWeCom


async def test_the_url_proves_itself(fake: FakeWeCom, bot_url: Url) -> None:
    assert await fake.verify() == ""
    bot_url.echo = '"{}"'.format
    assert "answered" in await fake.verify()
    fake.deliver_to(bot_url.url + "/nowhere")
    assert await fake.verify() == "status 404"


async def test_every_kind_of_message_arrives_decryptable(fake: FakeWeCom, bot_url: Url) -> None:
    chat = fake.app_chat("li.na")
    await chat.say("你好")
    await chat.send_image(PNG)
    await chat.send_voice(b"#!AMR\n")
    await chat.send_video(b"0000ftyp")
    await chat.send_file("报价.pdf", b"%PDF-1.7")
    await chat.share_location(31.2, 121.5, "上海")
    await chat.share_link("文章", "https://a.example")
    kinds = [heard["MsgType"] for heard in bot_url.heard]
    assert kinds == ["text", "image", "voice", "video", "file", "location", "link"]
    assert {heard["FromUserName"] for heard in bot_url.heard} == {"li.na"}
    assert len({heard["MsgId"] for heard in bot_url.heard}) == 7
    assert int(bot_url.heard[0]["MsgId"]) > 2**53
    assert fake.media.get(bot_url.heard[4]["MediaId"]).data == b"%PDF-1.7"


async def test_events_have_no_message_id(fake: FakeWeCom, bot_url: Url) -> None:
    chat = fake.app_chat("li.na")
    await chat.subscribe()
    await chat.enter()
    await chat.click("today")
    await chat.unsubscribe()
    heard = [(event["Event"], event["EventKey"], "MsgId" in event) for event in bot_url.heard]
    assert heard == [
        ("subscribe", "", False),
        ("enter_agent", "", False),
        ("click", "today", False),
        ("unsubscribe", "", False),
    ]


async def test_an_empty_answer_ends_it(fake: FakeWeCom, bot_url: Url) -> None:
    told = await fake.app_chat("li.na").say("hello")
    assert (len(told.answers), len(bot_url.heard), told.reply) == (1, 1, {})


async def test_the_very_same_message_twice(fake: FakeWeCom, bot_url: Url) -> None:
    await fake.app_chat("li.na").say("hello", times=2)
    assert bot_url.heard[0] == bot_url.heard[1]
    assert fake.shown("li.na") == "hello"


async def test_three_attempts_on_errors(fake: FakeWeCom, bot_url: Url) -> None:
    async def broken(_request: web.Request, _inner: str) -> web.Response:
        return web.Response(status=503)

    bot_url.answer = broken
    told = await fake.app_chat("li.na").say("hello")
    assert [answer.status for answer in told.answers] == [503, 503, 503]
    assert len({heard["MsgId"] for heard in bot_url.heard}) == 1


@pytest.mark.parametrize("resigns", [False, True])
async def test_five_seconds_then_again(fake: FakeWeCom, bot_url: Url, clock: FakeClock, *, resigns: bool) -> None:
    signatures: list[str] = []
    reached = asyncio.Event()
    fake.world.apps[1_000_002].resigns = resigns

    async def slow_at_first(request: web.Request, _inner: str) -> web.Response:
        signatures.append(request.query["msg_signature"])
        reached.set()
        if len(signatures) == 1:
            await asyncio.Event().wait()
        return web.Response()

    bot_url.answer = slow_at_first
    telling = asyncio.ensure_future(fake.app_chat("li.na").say("hello"))
    await reached.wait()
    assert clock.sleeping() == [5.0]
    clock.advance(5)
    told = await telling
    assert [answer.trouble for answer in told.answers] == ["http_timeout", ""]
    assert len(set(signatures)) == (2 if resigns else 1)


async def test_nobody_there_is_three_failures(fake: FakeWeCom) -> None:
    fake.deliver_to("http://127.0.0.1:9/wecom")
    told = await fake.app_chat("li.na").say("hello")
    assert [answer.trouble for answer in told.answers] == ["connection_failed"] * 3


async def test_a_passive_text_is_shown(fake: FakeWeCom, bot_url: Url) -> None:
    async def reply(_request: web.Request, _inner: str) -> web.Response:
        return bot_url.reply({"ToUserName": "li.na", "MsgType": "text", "Content": "收到"})

    bot_url.answer = reply
    told = await fake.app_chat("li.na").say("hello")
    assert told.reply["Content"] == "收到"
    assert fake.shown("li.na") == "hello\n收到"


async def test_a_passive_update_changes_the_pressed_card(fake: FakeWeCom, bot_url: Url, api: SignedIn) -> None:
    await api.send("template_card", card(), to="li.na|wang.wei")
    replies: list[dict[str, object]] = [
        {"MsgType": "update_template_card", "TemplateCard": _xml_card("谁来跟", "我来")},
        {"MsgType": "update_button", "Button": {"ReplaceName": "已认领"}},
    ]

    async def reply(_request: web.Request, _inner: str) -> web.Response:
        return bot_url.reply(replies.pop(0))

    bot_url.answer = reply
    await fake.app_chat("li.na").press("认领")
    assert fake.shown("li.na") == "谁来跟\n[我来]"
    await fake.app_chat("li.na").press("我来")
    assert fake.shown("li.na") == "谁来跟\n(已认领)"
    assert fake.shown("wang.wei") == "新线索\n[认领]\n[稍后]"


def _xml_card(title: str, label: str) -> dict[str, object]:
    button = {"Text": label, "Key": "mine", "Type": 0}
    return {"CardType": "button_interaction", "MainTitle": {"Title": title}, "ButtonList": [button], "TaskId": "t2"}


async def test_an_unreadable_passive_reply_fails_loudly(fake: FakeWeCom, bot_url: Url) -> None:
    async def plain(_request: web.Request, _inner: str) -> web.Response:
        return web.Response(text="success")

    async def forged(_request: web.Request, _inner: str) -> web.Response:
        whole = bot_url.reply({"MsgType": "text", "Content": "x"})
        return web.Response(text=(whole.text or "").replace("n1", "n2"))

    for answer in (plain, forged):
        bot_url.answer = answer
        with pytest.raises(AssertionError, match="passive reply"):
            await fake.app_chat("li.na").say("hello")


async def test_held_back_and_released_in_another_order(fake: FakeWeCom, bot_url: Url) -> None:
    bot_url.answer = empty
    fake.hold()
    told = [await fake.app_chat("li.na").say(text) for text in ("one", "two", "three")]
    assert bot_url.heard == []
    await fake.release(order=reversed)
    assert [heard["Content"] for heard in bot_url.heard] == ["three", "two", "one"]
    assert all(one.answer.ok for one in told)


async def test_what_was_held_is_applied_when_it_is_answered(fake: FakeWeCom, bot_url: Url, api: SignedIn) -> None:
    await api.send("template_card", card())

    async def reply(_request: web.Request, _inner: str) -> web.Response:
        return bot_url.reply({"MsgType": "update_button", "Button": {"ReplaceName": "已认领"}})

    bot_url.answer = reply
    fake.hold()
    await fake.app_chat("li.na").press("认领")
    assert "[认领]" in fake.shown("li.na")
    await fake.release()
    assert fake.shown("li.na") == "新线索\n(已认领)"


async def test_wechatpy_reads_what_is_delivered(fake: FakeWeCom, bot_url: Url) -> None:
    enterprise = pytest.importorskip("wechatpy.enterprise")
    crypto = pytest.importorskip("wechatpy.enterprise.crypto")
    envelope = fake.world.apps[1_000_002].envelope
    theirs = crypto.WeChatCrypto(envelope.token, envelope.aes_key, envelope.receive_id)
    parsed = []

    async def read_by_them(request: web.Request, _inner: str) -> web.Response:
        query = request.query
        text = theirs.decrypt_message(await request.text(), query["msg_signature"], query["timestamp"], query["nonce"])
        parsed.append(enterprise.parse_message(text))
        return web.Response(
            text=theirs.encrypt_message("<xml><MsgType>text</MsgType><Content>收到</Content></xml>", "n")
        )

    bot_url.answer = read_by_them
    await fake.app_chat("li.na").say("你好 ]]> <b>")
    assert (parsed[0].type, parsed[0].content, parsed[0].source) == ("text", "你好 ]]> <b>", "li.na")
    assert fake.shown("li.na").endswith("收到")


async def test_selections_go_with_a_press(fake: FakeWeCom, bot_url: Url, api: SignedIn) -> None:
    options = [{"id": "a", "text": "甲"}, {"id": "b", "text": "乙"}]
    vote = {"card_type": "vote_interaction", "main_title": {"title": "选"}, "task_id": "v-1"}
    vote |= {"checkbox": {"question_key": "q", "mode": 1, "option_list": options}}
    vote |= {"submit_button": {"text": "提交", "key": "go"}}
    assert (await api.send("template_card", vote))["errcode"] == 0
    await fake.app_chat("li.na").press("提交", {"q": ["a", "b"]})
    item = bot_url.heard[-1]["SelectedItems"]["SelectedItem"]
    assert item == {"QuestionKey": "q", "OptionIds": {"OptionId": ["a", "b"]}}
