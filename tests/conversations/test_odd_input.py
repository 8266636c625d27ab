"""What nobody should type, and somebody does: each gets one clear sentence, and nothing else happens."""

import csv
import json
from io import BytesIO
from pathlib import Path

from bot.messengers.local.hub import sign
from bot.messengers.local.messenger import EVENTS
from tests.conversations.stage import HOOK_KEY, SECRET, Stage

NOTHING = ["", "   ", "？", "。。。", "🙂", "\u202e谁", "%s {} {customer} \\d+(", "'; DROP TABLE people;--"]
NAMES = ["🌵仙人掌🌵科技", "شركة الواحة للطاقة", "O'Neil & Söhne <b>GmbH</b>", "𠮷野家（华东）"]


async def test_emoji_and_right_to_left_names(stage: Stage, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    with (folder / "customers.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["customer_id", "name"], *([f"X{n}", name] for n, name in enumerate(NAMES))])
    with (folder / "ownership.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [[f"X{n}", "han.mei", "rep", "2026-01-01"] for n in range(len(NAMES))]
        csv.writer(file).writerows([["customer_id", "person_id", "role", "valid_from"], *rows])
    assert (await stage.imports(folder))["rejected"] == []
    for name in NAMES:
        said = await stage.told("emma.thorne", f"who owns {name}?")
        assert said.startswith(f"Han Mei owns {name} (since 2026-01-01")


async def test_a_date_that_cannot_be(stage: Stage) -> None:
    for text in ("谁负责 Acme 在 2025-02-30", "who owned Acme on 2025-02-30?"):
        assert await stage.told("han.mei", text) == "没有“2025-02-30”这一天，请换个日期再问，例如 2025-12-31。"
        said = await stage.told("emma.thorne", text)
        assert said == "There is no such day as “2025-02-30”; try a date such as 2025-12-31."


async def test_a_date_that_may_be_two(stage: Stage) -> None:
    assert "“03/04/2025”分不清" in await stage.told("han.mei", "who owned Acme on 03/04/2025?")
    assert "“03/04/2025” could be two different days" in await stage.told("emma.thorne", "who owned Acme on 03/04/2025")


async def test_twenty_thousand_characters_are_answered_with_a_sentence(stage: Stage) -> None:
    said = await stage.told("han.mei", "谁" * 20_001)
    assert said == "这条消息太长了（上限 20,000 字），我没有读。请拆短些，或作为文件发来。"
    assert "the limit is 20,000 characters" in await stage.told("emma.thorne", "a " * 10_001)


async def test_ten_megabytes_are_refused_at_both_doors(stage: Stage) -> None:
    url = f"{stage.runtime.base_url}/local/api/rooms/dm:han.mei/messages?as=han.mei"
    big = BytesIO(json.dumps({"client_id": "big", "text": "a" * 10_000_000}).encode())
    async with stage.session.post(url, data=big, headers={"Content-Type": "application/json"}) as answer:
        assert answer.status == 413
        assert set((await answer.json())["error"]) == {"zh", "en"}
    for path in (EVENTS, "/hooks/web"):
        big, key = BytesIO(b"x" * 10_000_000), {"X-Dazi-Key": HOOK_KEY}
        async with stage.session.post(stage.runtime.base_url + path, data=big, headers=key) as answer:
            assert answer.status == 413
            assert "The body is too large" in (await answer.json())["error"]["en"]
    assert await stage.messages("dm:han.mei") == []


async def test_the_page_refuses_what_is_longer_than_a_message_may_be(stage: Stage) -> None:
    url = f"{stage.runtime.base_url}/local/api/rooms/dm:han.mei/messages?as=han.mei"
    async with stage.session.post(url, json={"client_id": "big", "text": "汉" * 40_000}) as answer:
        assert answer.status == 413


async def test_texts_that_say_nothing(stage: Stage) -> None:
    for text in NOTHING:
        await stage.event("han.mei", {"id": "dm:han.mei", "direct": True}, text)
        assert (await stage.reply("direct", "han.mei")).startswith("这句我没听懂"), text


async def test_texts_that_look_like_code_stay_text(stage: Stage) -> None:
    for text in ("{customer} %s", "<script>alert(1)</script>", "\\1 (a+)+$"):
        assert text in await stage.told("han.mei", f"谁负责 {text}")


async def test_a_button_that_no_longer_means_anything(stage: Stage) -> None:
    room = {"id": "dm:han.mei", "direct": True}
    for action, args in (("sell_everything", {}), ("claim_lead", {"alert": "999"}), ("claim_lead", {"alert": "x'y"})):
        press = {"action": action, "args": args, "version": 1, "message_id": "m"}
        assert await stage.event("han.mei", room, "", kind="pressed", press=press) == 200
        said = await stage.reply("direct", "han.mei")
        assert "没有找到" in said or said == "这个按钮已经不能用了，请重新问我一次。"


async def test_a_button_that_the_message_never_had_is_refused_by_the_page(stage: Stage) -> None:
    await stage.told("han.mei", "谁负责北禾")
    message = (await stage.messages("dm:han.mei"))[-1]
    url = f"{stage.runtime.base_url}/local/api/rooms/dm:han.mei/messages/{message['id']}/press?as=han.mei"
    body = {"press_id": "p", "action": "claim_lead", "args": {}, "version": 1}
    async with stage.session.post(url, json=body) as answer:
        assert answer.status == 400


async def test_the_same_event_twice_is_answered_once(stage: Stage) -> None:
    room = {"id": "dm:han.mei", "direct": True}
    for _ in range(2):
        assert await stage.event("han.mei", room, "谁负责华东光伏", event_id="the-same") == 200
    assert len(await stage.messages("dm:han.mei")) == 1


async def test_bodies_that_are_no_event(stage: Stage) -> None:
    for body in (b"", b"{", b"[]", b'{"kind": "said"}', b'{"event_id": 1, "kind": "said", "room": 3}'):
        await _refused(stage, body)


async def _refused(stage: Stage, body: bytes) -> None:
    stamp = str(int(stage.clock.now().timestamp()))
    headers = {"X-Dazi-Timestamp": stamp, "X-Dazi-Signature": sign(SECRET.encode(), stamp, body)}
    async with stage.session.post(stage.runtime.base_url + EVENTS, data=body, headers=headers) as answer:
        assert answer.status == 400
        assert set((await answer.json())["error"]) == {"zh", "en"}


async def test_events_that_nobody_signed(stage: Stage) -> None:
    unsigned: list[dict[str, str]] = [{}, {"X-Dazi-Timestamp": "1", "X-Dazi-Signature": "x"}, {"X-Dazi-Signature": "x"}]
    for headers in unsigned:
        async with stage.session.post(stage.runtime.base_url + EVENTS, data=b"{}", headers=headers) as answer:
            assert answer.status == 401
