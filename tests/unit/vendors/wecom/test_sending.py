from typing import Any

import pytest

from tests.clocks import FakeClock
from tests.unit.vendors.wecom.caller import PNG, SignedIn, Url
from tests.vendors.wecom.fake import FakeWeCom


def card(task_id: str = "task-1", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any part of a card
    buttons = [{"text": "认领", "key": "claim", "style": 1}, {"text": "稍后", "key": "later"}]
    start = {"card_type": "button_interaction", "main_title": {"title": "新线索"}, "task_id": task_id}
    return {**start, "button_list": buttons, **more}


async def test_text_is_shown_to_each_recipient(api: SignedIn, fake: FakeWeCom) -> None:
    answer = await api.send("text", {"content": "你好"}, to="li.na|wang.wei")
    assert answer["errcode"] == 0
    assert (fake.shown("li.na"), fake.shown("wang.wei")) == ("你好", "你好")


async def test_unknown_people_are_named_and_nobody_is_an_error(api: SignedIn) -> None:
    assert (await api.send("text", {"content": "x"}, to="li.na|ghost"))["invaliduser"] == "ghost"
    assert (await api.send("text", {"content": "x"}, to="ghost"))["errcode"] == 81013
    assert (await api.send("text", {"content": "x"}, to=""))["errcode"] == 81013


async def test_a_department_and_everybody(api: SignedIn, fake: FakeWeCom) -> None:
    await api.send("text", {"content": "to all"}, to="@all")
    answer = await api.send("text", {"content": "to one"}, to="", toparty="1|9")
    assert (fake.shown("wang.wei"), answer["invalidparty"]) == ("to all\nto one", "9")


async def test_long_text_is_cut_inside_no_character(api: SignedIn, fake: FakeWeCom) -> None:
    await api.send("text", {"content": "长" * 700})
    [message] = fake.messages("li.na")
    assert (message.cut, message.content["content"]) == (("content",), "长" * 682)


@pytest.mark.parametrize(
    ("kind", "content", "errcode"),
    [
        ("text", {}, 44004),
        ("markdown", {"content": "长" * 683}, 40058),
        ("markdown", {"content": ""}, 44004),
        ("voice", {"media_id": "none"}, 40007),
        ("textcard", {"title": "a", "description": "b"}, 40058),
        ("news", {"articles": [{"title": "a", "url": "https://a.example"}] * 9}, 40058),
        ("sticker", {}, 40008),
        ("text", "hello", 44004),
        ("template_card", {"card_type": "poster"}, 40058),
        ("template_card", {"card_type": "text_notice", "main_title": {"title": "a"}}, 42045),
        ("template_card", card(button_list=[]), 40058),
        ("template_card", card(button_list=[{"text": str(n), "key": str(n)} for n in range(7)]), 40058),
        ("template_card", card(button_list=[{"text": "a", "key": "k"}, {"text": "b", "key": "k"}]), 40058),
        ("template_card", card(button_list=[{"text": "a", "key": "k" * 1025}]), 40058),
        ("template_card", card(horizontal_content_list=[{"keyname": "a", "value": "b"}] * 7), 40058),
        ("template_card", card(jump_list=[{"title": "a", "type": 1, "url": "https://a.example"}] * 4), 40058),
        ("template_card", card(main_title={}), 40058),
        ("template_card", card(task_id="with space"), 40058),
        ("template_card", card(task_id="t" * 129), 40058),
        ("template_card", {**card(), "task_id": None}, 40058),
        ("template_card", {"card_type": "multiple_interaction", "main_title": {"title": "a"}, "task_id": "t"}, 40058),
    ],
)
async def test_what_is_refused(api: SignedIn, fake: FakeWeCom, kind: str, content: object, errcode: int) -> None:
    assert (await api.send(kind, content))["errcode"] == errcode
    assert fake.shown("li.na") == ""


async def test_another_agent_is_refused(api: SignedIn) -> None:
    body = {"touser": "li.na", "msgtype": "text", "text": {"content": "x"}}
    assert (await api.post("message/send", {**body, "agentid": 7}))["errcode"] == 301002
    assert (await api.post("message/send", {**body, "agentid": "1000002"}))["errcode"] == 301002


async def test_files_and_cards_of_every_kind_are_shown(api: SignedIn, fake: FakeWeCom) -> None:
    kept = await api.upload("image", "photo.png", PNG)
    await api.send("image", {"media_id": kept["media_id"]})
    await api.send("textcard", {"title": "合同", "description": "到期", "url": "https://a.example", "btntxt": "打开"})
    await api.send("news", {"articles": [{"title": "周报", "url": "https://a.example"}]})
    assert fake.shown("li.na") == "[image photo.png]\n合同\n到期\n[打开]\n周报"
    assert (await api.send("file", {"media_id": kept["media_id"]}))["errcode"] == 40007


async def test_a_repeat_in_the_window_is_dropped_silently(api: SignedIn, fake: FakeWeCom, clock: FakeClock) -> None:
    check: dict[str, Any] = {"enable_duplicate_check": 1, "duplicate_check_interval": 600}
    codes = [(await api.send("text", {"content": "once"}, **check))["errcode"] for _ in range(2)]
    await api.send("text", {"content": "once"}, to="wang.wei", **check)
    assert (codes, fake.shown("li.na"), fake.shown("wang.wei")) == ([0, 0], "once", "once")
    clock.advance(600)
    await api.send("text", {"content": "once"}, **check)
    assert fake.shown("li.na") == "once\nonce"
    too_long: dict[str, Any] = {"enable_duplicate_check": 1, "duplicate_check_interval": 14401}
    assert (await api.send("text", {"content": "x"}, **too_long))["errcode"] == 40058


async def test_a_repeated_card_is_dropped_before_its_task_id_is_looked_at(api: SignedIn, fake: FakeWeCom) -> None:
    check: dict[str, Any] = {"enable_duplicate_check": 1}
    first = await api.send("template_card", card(), **check)
    again = await api.send("template_card", card(), **check)
    assert (again["errcode"], "response_code" in first, "response_code" in again) == (0, True, False)
    assert len(fake.messages("li.na")) == 1
    refused = await api.send("template_card", card(main_title={"title": "other"}), **check)
    repeated = await api.send("template_card", card(main_title={"title": "other"}), **check)
    assert (refused["errcode"], repeated["errcode"]) == (40058, 40058)


async def test_more_than_thirty_a_minute_to_one_member_are_lost(
    api: SignedIn, fake: FakeWeCom, clock: FakeClock
) -> None:
    codes = {(await api.send("text", {"content": str(n)}))["errcode"] for n in range(32)}
    assert (codes, len(fake.messages("li.na")), len(fake.sending.dropped)) == ({0}, 30, 2)
    clock.advance(60)
    await api.send("text", {"content": "again"})
    assert fake.shown("li.na").endswith("29\nagain")


async def test_a_message_can_be_taken_back_for_a_day(api: SignedIn, fake: FakeWeCom, clock: FakeClock) -> None:
    first = await api.send("text", {"content": "wrong"})
    assert (await api.post("message/recall", {"msgid": first["msgid"]}))["errcode"] == 0
    assert fake.shown("li.na") == ""
    late = await api.send("text", {"content": "old"})
    clock.advance(24 * 3600)
    later = await api.caller.signed_in()
    assert (await later.post("message/recall", {"msgid": late["msgid"]}))["errcode"] == 40058


async def test_a_response_code_updates_a_card_once(api: SignedIn, fake: FakeWeCom) -> None:
    sent = await api.send("template_card", card(), to="li.na|wang.wei")
    assert fake.shown("li.na") == "新线索\n[认领]\n[稍后]"
    change = {"userids": ["li.na"], "agentid": 1_000_002, "response_code": sent["response_code"]}
    done = {**change, "button": {"replace_name": "已认领"}}
    assert (await api.post("message/update_template_card", done))["errcode"] == 0
    assert (fake.shown("li.na"), fake.shown("wang.wei")) == ("新线索\n(已认领)", "新线索\n[认领]\n[稍后]")
    assert (await api.post("message/update_template_card", done))["errcode"] == 60140


async def test_a_response_code_ends_after_72_hours(api: SignedIn, clock: FakeClock) -> None:
    sent = await api.send("template_card", card())
    clock.advance(72 * 3600)
    later = await api.caller.signed_in()
    change = {"userids": ["li.na"], "agentid": 1_000_002, "response_code": sent["response_code"]}
    done = {**change, "button": {"replace_name": "已认领"}}
    assert (await later.post("message/update_template_card", done))["errcode"] == 60140


async def test_a_press_brings_a_fresh_code_for_another_card(api: SignedIn, fake: FakeWeCom, bot_url: Url) -> None:
    await api.send("template_card", card())
    await fake.app_chat("li.na").press("稍后")
    [event] = bot_url.heard
    assert (event["EventKey"], event["TaskId"], event["CardType"]) == ("later", "task-1", "button_interaction")
    change = {"userids": ["li.na"], "agentid": 1_000_002, "response_code": event["ResponseCode"]}
    other = card(main_title={"title": "已推迟"}, replace_text="处理过")
    assert (await api.post("message/update_template_card", {**change, "template_card": other}))["errcode"] == 0
    assert fake.shown("li.na") == "已推迟\n(处理过)"
    with pytest.raises(AssertionError, match="no button"):
        await fake.app_chat("li.na").press("稍后")


async def test_a_task_id_is_used_once(api: SignedIn) -> None:
    codes = [(await api.send("template_card", card("same")))["errcode"] for _ in range(2)]
    assert codes == [0, 40058]
