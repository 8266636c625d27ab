"""Proposals shared as links: attached, asked about, put right with one tap, numbered, mixed up, asked for, edited."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.messengers.local.messenger import LocalMessenger
from handlers.message import Message, Quoted
from knowledge.proposals.documents import document_meant
from knowledge.proposals.tables import document_opens
from knowledge.store.unit import Unit
from tests.conversations.stage import Json, Stage, labels, playing, settings_for, text_of
from tests.unit.capture.documents.office_files import docx

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
"""What is written is tested on both databases in tests/unit/knowledge/proposals."""


def deck(key: str, tail: str = "/edit?usp=sharing") -> str:
    return f"https://docs.google.com/presentation/d/1{key}{tail}"


def sheet(key: str) -> str:
    return f"https://docs.qq.com/sheet/D{key}?tab=BB08J2"


async def asked(stage: Stage, text: str, whom: str = "li.lei") -> str:
    return str((await stage.asks(text, as_whom=whom))["text"])


# ------------------------------------------------------------------------------------------------------- attached


async def test_a_link_in_a_group_is_attached_and_said_so(stage: Stage) -> None:
    await stage.says("han.mei", "east-pv", f"朗原电力的方案更新了 {deck('langyuan')}")
    card = text_of(await stage.answer("east-pv"))
    assert "朗原电力工程有限公司 方案 V3" in card
    assert "发出 韩梅，2026-01-12 09:00，华东光伏单元 · East PV" in card
    assert "上一版 V2.0（2025-10-16 17:05，韩梅）" in card
    assert "句中点名了客户" in card
    said = await asked(stage, "朗原电力最新的方案", "han.mei")
    assert "V3，2026-01-12，韩梅发出 https://docs.google.com/presentation/d/1langyuan" in said


async def test_many_in_one_message_are_all_taken_and_told_in_one_list(team_url: str, tmp_path: Path) -> None:
    local = {**settings_for(team_url, tmp_path).messengers["local"], "interval": 30, "burst": 3}
    async with playing(team_url, tmp_path, messengers={"local": local}) as stage:
        links = "\n".join(f"朗原电力的方案 {deck(f'of-many-{number}')}" for number in range(14))
        await stage.says("han.mei", "east-pv", links)
        told = text_of(await stage.answer("east-pv"))
    marks = re.findall(r"方案 V\d+（(doc-\w+)）", told)
    assert "14 条提醒" in told
    assert len(set(marks)) == 14
    assert f"{marks[0]} " in told


async def test_in_english_it_reads_as_english(stage: Stage) -> None:
    await stage.says("emma.thorne", "international", f"Vantory proposal v5 is here: {deck('vantory')}")
    assert await stage.news("international") == []  # a CSM of another customer sits there
    card = text_of(await stage.answer("direct", "emma.thorne"))
    assert "Vantory" in card
    assert ": proposal V5" in card
    assert "Version before V2.0" in card
    assert "the customer is named" in card


async def test_the_same_document_keeps_its_number_and_says_nothing_again(stage: Stage) -> None:
    await stage.says("han.mei", "east-pv", f"朗原电力的方案 {deck('same')}")
    await stage.says("sun.hao", "east-pv", f"朗原电力的方案再发一遍 {deck('same', '/view?usp=drive_link#slide=id.p3')}")
    assert await stage.news("east-pv") == []
    assert "V4" not in await asked(stage, "朗原电力的方案有哪些版本？", "han.mei")


async def test_other_links_are_let_be(stage: Stage) -> None:
    for text in (
        f"朗原电力的合同 {deck('contract')}",
        f"方案模板 {deck('template')}",
        "看看这个 https://mp.weixin.qq.com/s/AbCdEf",
        f"会议纪要 {deck('minutes')}",
    ):
        await stage.says("han.mei", "east-pv", text)
        assert await stage.news("east-pv") == [], text


async def test_a_link_without_words_goes_by_what_was_just_asked_for(stage: Stage) -> None:
    await stage.says("sun.hao", "east-pv", "朗原电力的方案谁发我一下？")
    await stage.says("han.mei", "east-pv", f"这个 {deck('bare')}")
    assert "朗原电力工程有限公司 方案 V3" in text_of(await stage.answer("east-pv"))


# ---------------------------------------------------------------------------------------- asked, and put right


async def test_where_the_customer_is_not_clear_people_are_asked(stage: Stage) -> None:
    await stage.says("han.mei", "east-pv", f"北禾的方案 {deck('beihe')}")
    card = await stage.answer("east-pv")
    assert "这份方案是给哪家客户的？" in text_of(card)
    found = labels(card)
    assert len([one for one in found if "北禾" in one]) == 2
    assert found[-2:] == ["都不是", "不是方案"]
    await stage.presses("sun.hao", card, next(one for one in found if "北禾食品" in one))
    filed = text_of(await stage.card("east-pv"))
    assert "这份方案归在鹭洲北禾食品股份有限公司" in filed
    assert "孙浩归到了" in filed
    assert "1beihe" in await asked(stage, "北禾食品的方案", "chen.jing")


async def test_none_of_these_asks_for_the_name(stage: Stage) -> None:
    await stage.says("han.mei", "east-pv", f"北禾的方案 {deck('beihe2')}")
    await stage.presses("han.mei", await stage.answer("east-pv"), "都不是")
    assert "是给哪家客户的？说一下名字。" in await stage.reply("east-pv")
    await stage.says("han.mei", "east-pv", "@搭子 曜日新能源")
    (card,) = [one for one in await stage.cards("east-pv") if "曜日" in text_of(one)]
    assert "曜日新能源有限公司 方案 V" in text_of(card)


async def test_one_tap_moves_it_and_undo_brings_it_back(stage: Stage) -> None:
    await stage.says("emma.thorne", "international", f"Proposal for Vantory {deck('moved')}")
    await stage.presses("emma.thorne", await stage.answer("direct", "emma.thorne"), "Another customer")
    assert "Tell me the name" in await stage.reply("direct", "emma.thorne")
    await stage.says("emma.thorne", "direct", "Bluecairn")
    card = await moved(stage, "emma.thorne", "Bluecairn")
    assert "Emma Thorne filed it under Bluecairn" in text_of(card)
    assert "1moved" not in await asked(stage, "proposals for Vantory", "emma.thorne")
    assert "1moved" in await asked(stage, "proposals for Bluecairn", "emma.thorne")
    await stage.presses("emma.thorne", card, "Undo")
    assert "Vantory" in text_of(await moved(stage, "emma.thorne", "Vantory"))
    assert "1moved" in await asked(stage, "proposals for Vantory", "emma.thorne")


async def moved(stage: Stage, person: str, customer: str) -> Json:
    cards = await stage.cards("direct", person)
    (card,) = [one for one in cards if customer in one["payload"]["card"]["title"]]
    return card


async def test_what_is_no_proposal_is_remembered(stage: Stage) -> None:
    await stage.says("han.mei", "east-pv", f"朗原电力的方案 {deck('no')}")
    await stage.presses("han.mei", await stage.answer("east-pv"), "不是方案")
    assert "韩梅说这不是我们的方案" in text_of(await stage.card("east-pv"))
    assert "1no" not in await asked(stage, "朗原电力的方案", "han.mei")
    await stage.says("sun.hao", "east-pv", f"朗原电力方案 {deck('no', '/view')}")
    assert await stage.news("east-pv") == []
    await stage.presses("han.mei", await stage.card("east-pv"), "撤销")
    assert "1no" in await asked(stage, "朗原电力的方案", "han.mei")


# ------------------------------------------------------------------------------------------ versions mixed up


async def test_an_older_version_after_a_newer_one_is_called_out(stage: Stage) -> None:
    await stage.says("han.mei", "east-pv", f"朗原电力方案 V3 {deck('old')}")
    await stage.says("sun.hao", "east-pv", f"朗原电力方案 V4 {deck('new')}")
    assert "方案 V4" in text_of(await stage.answer("east-pv"))
    await stage.says("han.mei", "east-pv", f"朗原电力方案 {deck('old', '/view')}")
    card = text_of(await stage.answer("east-pv"))
    assert "旧版方案 V3 又被发了一次" in card
    assert "韩梅刚发的是 V3，而 V4 在 2026-01-12 09:00 已经由孙浩发出" in card
    await stage.says("han.mei", "east-pv", f"朗原电力方案的旧版，供对比 {deck('old', '/copy')}")
    assert await stage.news("east-pv") == []


async def test_two_documents_of_one_number_are_called_out(stage: Stage) -> None:
    await stage.says("emma.thorne", "international", f"Vantory proposal v3 {deck('one')}")
    await stage.says("priya.nair", "international", f"Vantory proposal v3, my edits {deck('two')}")
    cards = [text_of(one) for one in await stage.news("direct", "priya.nair")]
    assert any("two documents both claim to be proposal V3" in card for card in cards)
    assert any("Priya Nair and Emma Thorne shared different documents, both called V3" in card for card in cards)


async def test_a_price_of_an_old_quote_is_called_out(stage: Stage) -> None:
    await stage.says("li.lei", "east-pv", "同屹轨道这边报价就按 69.12 万走")
    news = [*await stage.news("east-pv"), *await stage.news("direct", "li.lei")]
    (card,) = [text_of(one) for one in news if "旧报价" in text_of(one)]
    assert "李雷说的 ¥69.1 万 出自报价 V1.0；现在有效的是 V3.0：¥64 万（2025-10-17，李雷）。" in card
    for text in ("同屹轨道报价 64 万", "同屹轨道之前报价 69.12 万，现在 64 万", "收到，69.12 万"):
        await stage.says("li.lei", "east-pv", text)
        assert "旧报价" not in await stage.everywhere()


# ------------------------------------------------------------------------------------------------ who saw what


async def test_which_version_a_customer_has_seen(stage: Stage) -> None:
    await stage.says("han.mei", "east-pv", f"朗原电力方案 V3 {deck('v3')}")
    shown = str((await stage.answer("east-pv"))["payload"]["card"]["foot"])
    said = await asked(stage, "朗原电力看过哪一版方案？", "han.mei")
    assert said.startswith("没有朗原电力打开方案的记录；发出的最新一版是 V3（2026-01-12 09:00，韩梅")
    assert "只在内部群里发过" in said
    await _opened(stage, shown.rpartition(" ")[2])
    said = (await stage.asks("which version has 朗原电力 seen?", as_whom="han.mei", lang="en"))["text"]
    assert "has seen proposal V3: last on 2026-01-12 11:00, 3 minutes." in said


async def _opened(stage: Stage, mark: str) -> None:
    at = datetime(2026, 1, 12, 3, 0, tzinfo=UTC)

    def write(unit: Unit) -> None:
        known = document_meant(unit, mark)
        assert known is not None
        unit.run(document_opens.insert(), document=known.document_id, visitor="v1", at=at, seconds=180, what="open")

    await stage.runtime.store.write(write)


# ------------------------------------------------------------------------------- edits, outsiders, other ways


async def test_an_edit_takes_a_wrong_link_back(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    _with(stage, monkeypatch)
    room = {"id": "east-pv", "direct": False, "outsiders": False}
    await stage.event("han.mei", room, f"朗原电力方案 {deck('wrong')}", mentions_bot=False, message_id="m1")
    assert "方案 V3" in text_of(await stage.answer("east-pv"))
    edit = {"mentions_bot": False, "message_id": "m1", "edited": True}
    await stage.event("han.mei", room, f"朗原电力方案 {deck('right')}", **edit)
    before, after = (text_of(one) for one in await stage.cards("east-pv"))
    assert "已经从消息里删掉" in before
    assert "方案 V3" in after
    said = await asked(stage, "朗原电力的方案", "han.mei")
    assert "1right" in said
    assert "1wrong" not in said


async def test_with_outsiders_in_the_room_only_the_sender_hears(stage: Stage) -> None:
    await stage.says("han.mei", "partner-heqiao", f"朗原电力的方案 {deck('partner')}")
    assert await stage.news("partner-heqiao") == []
    assert "方案 V3" in text_of(await stage.answer("direct", "han.mei"))
    await stage.says("lu.ning", "partner-heqiao", f"朗原电力的方案我们也写了一份 {deck('theirs')}")
    assert await stage.everywhere() == ""


async def test_where_a_messenger_does_not_deliver_it_is_handed_in(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with(stage, monkeypatch)
    room = {"id": "east-pv", "direct": False, "outsiders": False}
    quoted = [f"朗原电力的方案 {deck('quoted')}", "韩梅", "m3"]
    await stage.event("sun.hao", room, "@搭子", quoted=quoted)
    assert any("方案 V3" in text_of(one) for one in await stage.news("east-pv"))
    await stage.says("han.mei", "direct", f"转发：朗原电力报价 {sheet('fwd')}")
    assert "报价 V" in text_of(await stage.answer("direct", "han.mei"))


def _with(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The local messenger as it were with quotes and edits, as others have them."""
    local = stage.runtime.messengers["local"]
    assert isinstance(local, LocalMessenger)
    plain = local.decode

    def decode(body: Json) -> Message:
        message = plain(body)
        assert isinstance(message, Message)
        quoted = body.get("quoted")
        return replace(message, quoted=Quoted(*quoted) if quoted else None, edited=bool(body.get("edited")))

    monkeypatch.setattr(local, "decode", decode)


# ------------------------------------------------------------------------------------------------------- files


@pytest.mark.slow
async def test_a_file_is_taken_by_its_name_or_by_the_title_inside(stage: Stage, tmp_path: Path) -> None:
    named, plain = tmp_path / "朗原电力_报价单_V2.docx", tmp_path / "final.docx"
    named.write_bytes(docx([("Title", "x")]))
    plain.write_bytes(docx([("Title", "朗原电力 运维方案 V3"), ("", "目录")]))
    await stage.shares("han.mei", "east-pv", named, "")
    assert "报价 V2" in text_of(await stage.card("east-pv"))
    await stage.shares("han.mei", "east-pv", plain, "")
    cards = [text_of(one) for one in await stage.cards("east-pv")]
    assert any("朗原电力工程有限公司 方案 V3" in one for one in cards)
    assert any("标题里有客户名" in one for one in cards)
