import base64
import hashlib

import pytest

from tests.clocks import FakeClock
from tests.unit.vendors.wecom.caller import PNG, Caller
from tests.vendors.wecom.fake import FakeWeCom

NOTICE = {"card_type": "text_notice", "main_title": {"title": "到款"}}


async def send(caller: Caller, kind: str, content: object, key: str = "key-1") -> int:
    answer = await caller.post("webhook/send", {"msgtype": kind, kind: content}, key=key)
    return int(answer["errcode"])


async def test_text_rings_those_it_names(caller: Caller, fake: FakeWeCom) -> None:
    content = {"content": "看一下 <@wang.wei>", "mentioned_list": ["li.na"], "mentioned_mobile_list": ["@all"]}
    assert await send(caller, "text", content) == 0
    assert fake.robot("key-1").sent[0].mentions == ("li.na", "@all", "wang.wei")
    assert fake.shown("chat-1") == "看一下 <@wang.wei>\n@li.na\n@@all\n@wang.wei"


async def test_markdown_rings_by_id_only_and_v2_nobody(caller: Caller, fake: FakeWeCom) -> None:
    content = {"content": "**看** <@wang.wei>", "mentioned_list": ["li.na"]}
    assert await send(caller, "markdown", content) == 0
    assert await send(caller, "markdown_v2", content) == 0
    assert [sent.mentions for sent in fake.robot("key-1").sent] == [("wang.wei",), ()]


async def test_twenty_in_any_minute(caller: Caller, fake: FakeWeCom, clock: FakeClock) -> None:
    for n in range(20):
        assert await send(caller, "text", {"content": str(n)}) == 0
        clock.advance(1)
    assert await send(caller, "text", {"content": "too much"}) == 45009
    clock.advance(40)
    assert await send(caller, "text", {"content": "the first is a minute old"}) == 0
    assert await send(caller, "text", {"content": "the second is not"}) == 45009
    assert (fake.robot("key-1").overruns, len(fake.robot("key-1").sent)) == (2, 21)
    assert (fake.robot("key-1").sent[-1].at - fake.robot("key-1").sent[0].at).total_seconds() == 60


async def test_an_image_is_checked(caller: Caller, fake: FakeWeCom) -> None:
    good = {"base64": base64.b64encode(PNG).decode(), "md5": hashlib.md5(PNG, usedforsecurity=False).hexdigest()}
    big = base64.b64encode(PNG + bytes(2 * 1024 * 1024)).decode()
    assert await send(caller, "image", good) == 0
    assert await send(caller, "image", {**good, "md5": "0" * 32}) == 40058
    assert await send(caller, "image", {**good, "base64": big}) == 40009
    assert await send(caller, "image", {**good, "base64": "?"}) == 40058
    assert fake.shown("chat-1") == "[image ]"


async def test_a_file_is_uploaded_then_sent(caller: Caller, fake: FakeWeCom) -> None:
    kept = await caller.upload("webhook/upload_media", "清单.txt", b"seven million", key="key-1", type="file")
    assert await send(caller, "file", {"media_id": kept["media_id"]}) == 0
    assert fake.shown("chat-1") == "[file 清单.txt]"
    refused = await caller.upload("webhook/upload_media", "a.png", PNG, key="key-1", type="image")
    assert refused["errcode"] == 40005
    assert (await caller.upload("webhook/upload_media", "a", b"123456", key="?", type="file"))["errcode"] == 93000


@pytest.mark.parametrize(
    ("kind", "content", "errcode"),
    [
        ("text", {"content": "长" * 683}, 40058),
        ("markdown", {"content": "长" * 1366}, 40058),
        ("markdown_v2", {"content": "a" * 4097}, 40058),
        ("news", {"articles": []}, 40058),
        ("news", {"articles": [{"title": "长" * 43, "url": "https://a.example"}]}, 40058),
        ("template_card", NOTICE, 42045),
        ("template_card", {**NOTICE, "card_action": {"type": 1}}, 42045),
        ("template_card", {**NOTICE, "card_type": "button_interaction"}, 40058),
        ("textcard", {"title": "a"}, 40008),
    ],
)
async def test_what_is_refused(caller: Caller, fake: FakeWeCom, kind: str, content: object, errcode: int) -> None:
    assert await send(caller, kind, content) == errcode
    assert fake.robot("key-1").sent == []


async def test_what_just_fits(caller: Caller) -> None:
    assert await send(caller, "text", {"content": "长" * 682}) == 0
    assert await send(caller, "markdown", {"content": "a" * 4096}) == 0
    assert await send(caller, "template_card", {**NOTICE, "card_action": {"type": 1, "url": "https://a.example"}}) == 0


async def test_a_wrong_key(caller: Caller) -> None:
    assert await send(caller, "text", {"content": "x"}, key="key-2") == 93000
