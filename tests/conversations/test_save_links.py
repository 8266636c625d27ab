"""Links kept from a message: one's own, a quoted one, one whose shortcut was called; told again, and read again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from handlers.consequences import apply_all
from handlers.edits import reread
from handlers.message import Message, Quoted
from tests.conversations.stage import MONDAY, Json, Stage

PLAN, PRICES = "https://acme.example/plan", "https://acme.example/prices"
EAST = {"id": "east-pv", "direct": False, "language": "zh"}
PARTNER = {"id": "partner-heqiao", "direct": False, "outsiders": True}
INTERNATIONAL = {"id": "international", "direct": False, "language": "en"}


@pytest.fixture
def quoting(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """The local messenger as it were with quotes, and with shortcuts for its sender's eyes only."""
    local = stage.runtime.messengers["local"]
    plain = local.decode

    def decode(body: Mapping[str, Any]) -> Message:
        message = plain(body)
        assert isinstance(message, Message)
        quoted = body.get("quoted")
        return replace(message, quoted=Quoted(*quoted) if quoted else None, private=bool(body.get("private")))

    monkeypatch.setattr(local, "decode", decode)
    return stage


def shortcut(text: str, author: str = "", **more: str) -> Json:
    args = {"text": text, "message_id": "m7", "author": author, **more}
    return {"kind": "pressed", "press": {"action": "save_links", "args": args, "version": 1, "message_id": "m7"}}


async def test_in_ones_own_message(stage: Stage) -> None:
    said = await stage.told("li.lei", f"存一下 新版方案：{PLAN}，还有 {PRICES}。")
    assert said.splitlines() == [
        "存好了 2 个链接（李雷，2026-01-12 09:00）：",
        f"· 新版方案：还有：{PLAN}",
        f"· 新版方案：还有：{PRICES}",
        "以后问“存了哪些链接”就能再看到。",
    ]
    said = await stage.told("emma.thorne", f"save {PLAN}")
    assert said.splitlines() == [
        "Saved the link (Emma Thorne, 2026-01-12 01:00):",
        f"· {PLAN}",
        "Ask me for “saved links” to see it again.",
    ]


async def test_of_a_quoted_message(quoting: Stage) -> None:
    quoted = [f"报价在这里 {PRICES}（内部）", "韩梅", "m3"]
    await quoting.event("li.lei", EAST, "@搭子 存一下", quoted=quoted)
    assert (await quoting.reply("east-pv")).splitlines() == [
        "链接存好了（韩梅）：",
        f"· 报价在这里 内部：{PRICES}",
        "以后问“存了哪些链接”就能再看到。",
    ]
    await quoting.event("sun.hao", EAST, "@搭子 存一下", quoted=quoted)
    assert (await quoting.reply("east-pv")).splitlines()[:1] == ["已经存过："]


async def test_by_a_messengers_shortcut(stage: Stage) -> None:
    pressed = shortcut(
        f"Our plan: {PLAN}", "han.mei", said_at=datetime(2026, 1, 9, 8, 0, tzinfo=MONDAY.tzinfo).isoformat()
    )
    await stage.event("emma.thorne", INTERNATIONAL, "", **pressed)
    said = await stage.reply("international")
    assert said.startswith("Saved the link (Han Mei, 2026-01-09 00:00):\n· Our plan: https://acme.example/plan\n")
    await stage.event("emma.thorne", INTERNATIONAL, "", **shortcut(f"again {PLAN}", "somebody else"))
    said = await stage.reply("international")
    assert said.splitlines()[:2] == [
        "Already saved:",
        f"· Our plan: {PLAN} (from Han Mei, saved by Emma Thorne, 2026-01-12 01:00)",
    ]


async def test_a_shortcut_for_its_senders_eyes_only(quoting: Stage) -> None:
    await quoting.event("li.lei", EAST, "", **shortcut(PLAN, said_at="long ago"), private=True)
    assert await quoting.news("east-pv") == []
    assert (await quoting.reply("direct", "li.lei")).startswith(f"链接存好了：\n· {PLAN}\n")
    await quoting.says("han.mei", "east-pv", "@搭子 存了哪些链接")
    assert PLAN in await quoting.reply("east-pv")


async def test_links_longer_than_any_sentence(stage: Stage) -> None:
    long = f"{PLAN}?{'q' * 900}"
    assert long in await stage.told("li.lei", f"存一下 {long} {PRICES}")
    assert long in await stage.told("li.lei", "存了哪些链接")


async def test_without_a_link_it_says_how(stage: Stage) -> None:
    assert (await stage.told("li.lei", "存一下")).startswith("没找到链接。回复带链接的那条消息说“存一下”")
    assert (await stage.told("emma.thorne", "save this")).startswith("I found no link. Reply “save this”")
    await stage.event("li.lei", EAST, "", **shortcut("没有链接的一句话"))
    assert (await stage.reply("east-pv")).startswith("没找到链接")


async def test_asked_for_again_a_room_has_its_own_and_a_person_theirs(stage: Stage) -> None:
    assert (await stage.told("li.lei", "存了哪些链接")).startswith("还没有存过链接")
    assert (await stage.told("emma.thorne", "saved links")).startswith("No links are saved yet.")
    await stage.says("li.lei", "east-pv", f"@搭子 存一下 {PLAN}")
    await stage.told("li.lei", f"存一下 {PRICES}")
    await stage.says("sun.hao", "east-pv", "@搭子 存了哪些链接？")
    assert (await stage.reply("east-pv")).splitlines() == [
        "这里存过 1 个链接：",
        f"· {PLAN} （李雷 2026-01-12 09:00 存）",
    ]
    said = await stage.told("li.lei", "我存的链接")
    assert said.startswith(f"你存过 2 个链接，新的在前：\n· {PRICES}")
    assert (await stage.told("sun.hao", "存了哪些链接")).startswith("还没有存过链接")


async def test_the_newest_ten_and_how_many_more(stage: Stage) -> None:
    many = " ".join(f"{PLAN}/{number}" for number in range(12))
    said = await stage.told("emma.thorne", f"save {many}")
    assert said.splitlines()[11] == "… and 2 more"
    said = await stage.told("emma.thorne", "my saved links")
    assert said.startswith("You have 12 saved links, newest first:")
    assert said.endswith("… and 2 more")
    assert len(said.splitlines()) == 12


async def test_where_outsiders_sit_it_is_kept_and_nothing_is_told(stage: Stage) -> None:
    await stage.says("li.lei", "direct", f"存一下 {PRICES}")
    await stage.says("li.lei", "partner-heqiao", f"@搭子 存一下 {PLAN} {PRICES}")
    assert await stage.everywhere() == "存好了。"
    await stage.says("li.lei", "partner-heqiao", f"@搭子 存一下 {PRICES}")
    assert await stage.everywhere() == "已经存过了。"
    await stage.says("li.lei", "partner-heqiao", "@搭子 存了哪些链接")
    assert PLAN not in await stage.reply("partner-heqiao")
    assert PLAN in await stage.reply("direct", "li.lei")


async def test_a_stranger_can_neither_keep_nor_see(stage: Stage) -> None:
    for text in (f"@搭子 存一下 {PLAN}", "@搭子 存了哪些链接"):
        await stage.event("somebody", EAST, text)
        assert (await stage.everywhere()).startswith("我还不认识你")
    await stage.event("lu.ning", PARTNER, f"@搭子 存一下 {PLAN}")
    assert await stage.everywhere() == "我只回答团队同事的问题，请直接联系你的对接人。"


async def edited(stage: Stage, message_id: str, text: str) -> int:
    """An edit of a message in the room of the east, as a messenger would decode it; how many commands followed."""
    body = {
        "event_id": f"edit-{message_id}-{len(text)}",
        "kind": "said",
        "at": stage.clock.now().isoformat(),
        "room": EAST,
        "sender": {"id": "li.lei"},
        "text": text,
        "message_id": message_id,
    }
    message = stage.runtime.messengers["local"].decode(body)
    assert isinstance(message, Message)
    assert await stage.runtime.store.read(partial(reread, message)) == ()
    commands = await stage.runtime.store.read(partial(reread, replace(message, edited=True)))
    await stage.runtime.store.write(lambda unit: apply_all(unit, commands, "li.lei"))
    return len(commands)


async def test_an_edited_message_is_read_again(stage: Stage) -> None:
    message_id = await stage.says("li.lei", "east-pv", f"@搭子 存一下 {PLAN}")
    assert await edited(stage, message_id, f"存一下 {PRICES}") == 1
    await stage.says("li.lei", "east-pv", "@搭子 存了哪些链接")
    said = await stage.reply("east-pv")
    assert PRICES in said
    assert PLAN not in said
    assert await edited(stage, message_id, f"存一下，新的 {PRICES}") == 0
    assert await edited(stage, "m-unknown", f"存一下 {PLAN}") == 0
    assert await edited(stage, message_id, "没有了") == 1
    await stage.says("li.lei", "east-pv", "@搭子 存了哪些链接")
    assert (await stage.reply("east-pv")).startswith("还没有存过链接")
