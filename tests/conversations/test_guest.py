"""The LLM guest helps: it understands what the patterns did not, and puts several answers together."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conversations.guest import EN, ZH, Speaking, Table, seated
from tests.conversations.stage import labels
from tests.vendors.openai.asked import calling, calling_all
from tests.vendors.openai.fake import FakeOpenAI
from tests.vendors.openai.minds import quoting, script, silent

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])
BOTH = pytest.mark.parametrize("speaking", [ZH, EN], ids=["zh", "en"])


@pytest.fixture
async def table(team_url: str, tmp_path: Path) -> AsyncIterator[Table]:
    async with FakeOpenAI() as model, seated(team_url, tmp_path, model) as found:
        yield found


@BOTH
async def test_one_call_is_answered_by_the_bot_itself(table: Table, speaking: Speaking) -> None:
    plain = await table.told(speaking, speaking.owner, silent)
    assert table.model.asked == []
    said = await table.told(speaking, speaking.one, script(calling("who_owns", customer=speaking.customer)))
    assert said == plain
    (asked,) = table.model.asked
    assert asked.question == speaking.one
    (kept,) = await table.asked()
    assert (kept["actor"], kept["subject"]) == (speaking.person, f"local:dm:{speaking.person}")
    assert (kept["details"]["tools"], kept["details"]["outcome"]) == (["who_owns"], "understood")
    assert 0 < kept["details"]["tokens"] == await table.spent()
    assert speaking.customer not in str(kept)
    async with table.stage.session.get(f"{table.stage.runtime.base_url}/metrics") as page:
        figures = await page.text()
    assert 'dazi_llm_questions_total{outcome="understood"}' in figures
    assert "dazi_llm_tokens_total" in figures


async def test_a_day_and_a_mark_are_understood_as_well(table: Table) -> None:
    text = "华东光伏嘛，2025 年那会儿是咱们哪位同事在打理来着"
    said = await table.told(ZH, text, script(calling("who_owns", customer="华东光伏", day="2025 年")))
    assert said.startswith("2025 年，华东光伏由韩梅负责")
    text = "Vantory: I forgot the figure we gave them most recently"
    said = await table.told(EN, text, script(calling("quotes", customer="Vantory", newest=True)))
    assert said.startswith("The last quote for Vantory: ")


async def test_the_bot_asks_back_with_buttons_and_takes_the_pick(table: Table) -> None:
    table.thinks(script(calling("who_owns", customer="北禾")))
    await table.stage.says("wang.qiang", "direct", "我想给北禾打个电话，先跟咱们哪位通个气好")
    answer = await table.stage.answer("direct", "wang.qiang")
    assert labels(answer) == ["北禾电子", "北禾食品"]
    assert "北禾食品由" in await table.stage.told("wang.qiang", "2")
    assert len(table.model.asked) == 1


async def test_several_answers_are_put_together_with_their_quotes(table: Table) -> None:
    calls = calling_all(("quotes", {"customer": "同屹轨道", "newest": True}), ("open_deals", {"customer": "同屹轨道"}))
    final = quoting(
        ("同屹轨道最近一次报价是 V3.0，64 万", 1, "V3.0"), ("商机在商务谈判阶段，由李雷负责", 2, "商务谈判阶段")
    )
    said = await table.told(ZH, ZH.several, script(calls, final))
    lines = said.splitlines()
    assert lines[0] == "以下由大模型整理，括号里是记录的原文："
    assert lines[1].startswith("· 同屹轨道最近一次报价是 V3.0，64 万（“同屹轨道最近一次报价：")
    assert lines[2].startswith("· 商机在商务谈判阶段，由李雷负责（“同屹轨道 产线监测，商务谈判阶段，¥64 万")
    assert lines[3] == "来源：CRM 导入 2026-01-11。"
    (kept,) = await table.asked()
    assert (kept["details"]["tools"], kept["details"]["outcome"]) == (["quotes", "open_deals"], "phrased")


async def test_several_answers_in_english_also_after_a_detour(table: Table) -> None:
    wrong = calling("who_owns", customer="Vantory Global Holdings")
    calls = calling_all(("quotes", {"customer": "Vantory", "newest": True}), ("open_deals", {"customer": "Vantory"}))
    final = quoting(("The last quote for Vantory is V2.0, $32k", 1, "V2.0"), ("Emma Thorne owns the deal", 2, "Emma"))
    said = await table.told(EN, EN.several, script(wrong, calls, final))
    assert said.startswith("Put together by the language model; the records' own words are in brackets:")
    assert "· The last quote for Vantory is V2.0, $32k (“The last quote for Vantory: " in said
    assert said.splitlines()[-1].startswith("Source: CRM import 2026-01-11")
    assert "copied from the question" in table.model.asked[1].results[0]["error"]


async def test_in_a_room_it_answers_what_the_room_may_hear(table: Table) -> None:
    table.thinks(script(calling("who_owns", customer="华东光伏")))
    await table.stage.says("li.lei", "east-pv", f"@搭子 {ZH.one}")
    assert (await table.stage.reply("east-pv")).startswith("华东光伏由李雷负责")


async def test_what_is_not_said_to_the_bot_or_understood_anyway_is_not_asked(table: Table) -> None:
    table.thinks(silent)
    await table.stage.says("li.lei", "east-pv", "今天中午去哪家吃面比较好呢")
    await table.stage.told("li.lei", "谁负责华东光伏？")
    await table.stage.told("li.lei", "谢谢")
    await table.stage.told("li.lei", "字" * 3000)
    assert table.model.asked == []


@BOTH
async def test_nothing_to_say_is_the_plain_answer(table: Table, speaking: Speaking) -> None:
    assert (await table.told(speaking, speaking.one, silent)).startswith(speaking.lost)
    (kept,) = await table.asked()
    assert kept["details"]["outcome"] == "nothing_found"


async def test_the_command_line_has_it_as_well(table: Table) -> None:
    table.thinks(script(calling("who_owns", customer="华东光伏")))
    found = await table.stage.asks(ZH.one, as_whom="li.lei")
    assert found["outcome"] == "answer"
    assert found["sources"] != []
