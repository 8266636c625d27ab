"""What is in stock, asked in the chat: with source and time; where several can be meant it is asked which."""

from datetime import timedelta
from pathlib import Path

import pytest

from knowledge.deals.stock import Level, record_levels
from knowledge.store.feeds import Progress, advance
from knowledge.store.unit import Unit
from tests.conversations.stage import MONDAY, Stage, buttons, playing, text_of

LEVELS = [
    Level("A100 40G", "上海", 820, "台", "SKU-1", None, "ERP"),
    Level("A100 40G", "深圳", 400, "台", "SKU-1", None, "ERP"),
    Level("A100 80G", "上海", 3, "台", "SKU-2", None, "ERP"),
    Level("巡检无人机 X2", "", 0, "架", "UAV-2", MONDAY - timedelta(minutes=10), "ERP"),
]


@pytest.fixture
def database_kind() -> str:
    """The feed and its table are tried on both databases elsewhere."""
    return "sqlite"


@pytest.fixture
async def stocked(stage: Stage) -> Stage:
    def put(unit: Unit) -> None:
        record_levels(unit, "stock", "s", LEVELS)
        advance(unit, Progress("stock", "", "x"), [], [])

    await stage.runtime.store.write(put)
    return stage


async def test_the_answer_says_how_many_where_by_whom_and_when(stocked: Stage) -> None:
    text = await stocked.told("li.lei", "A100 40G 还有多少货？")
    assert text.splitlines()[0] == "A100 40G 现有 1,220 台：上海 820 台、深圳 400 台。"
    assert text.splitlines()[1] == "来源：ERP，2026-01-12 09:00 读取。"
    english = await stocked.told("emma.thorne", "how many A100 40G in stock?")
    assert english.startswith(
        "A100 40G: 1,220 台 in stock: 上海 820 台, 深圳 400 台.\nSource: ERP, read at 2026-01-12 "
    )


async def test_of_several_products_it_is_asked_which(stocked: Stage) -> None:
    await stocked.says("li.lei", "direct", "A100 还有多少货?")
    asked = await stocked.answer("direct", "li.lei")
    assert text_of(asked).strip() == "“A100”有 2 种：A100 40G、A100 80G。你问哪种？"
    assert [choice["label"] for choice in buttons(asked)] == ["A100 40G", "A100 80G"]
    assert (await stocked.told("li.lei", "第二个")).startswith("A100 80G 现有 3 台")
    await stocked.presses("li.lei", asked, "A100 40G")
    assert (await stocked.reply("direct", "li.lei")).strip().startswith("A100 40G 现有 1,220 台")


async def test_what_is_not_on_the_list_is_not_guessed(stocked: Stage) -> None:
    text = await stocked.told("li.lei", "查一下 A10 的库存")
    assert text == "库存表里没有“A10”。最接近的是：A100 80G、A100 40G。"
    text = await stocked.told("li.lei", "巡检无人鸡 X2 库存")
    assert text.strip() == "库存表里没有“巡检无人鸡 X2”。最接近的是：巡检无人机 X2。"
    assert (await stocked.told("li.lei", "无人机还有货吗")).startswith(
        "巡检无人机 X2 现在没有货。\n来源：ERP，2026-01-12 08:50 的数据"
    )


async def test_a_list_that_was_not_read_for_long_warns(stocked: Stage) -> None:
    await stocked.later(MONDAY + timedelta(hours=3))
    text = await stocked.told("li.lei", "A100 80G 库存")
    assert "注意：库存表从 2026-01-12 09:00 起没有再读到" in text


async def test_whoever_is_from_outside_hears_nothing_of_it(stocked: Stage) -> None:
    await stocked.says("li.lei", "partner-heqiao", "@搭子 A100 40G 还有多少货？")
    assert "820" not in await stocked.reply("partner-heqiao")


async def test_without_a_list_it_says_what_is_missing(stage: Stage) -> None:
    assert "[sources.stock]" in await stage.told("li.lei", "A100 还有多少货？")
    found = await stage.asks("stock of A100", as_whom="emma.thorne")
    assert found["outcome"] == "unknown"


async def test_the_list_comes_by_its_feed(team_url: str, tmp_path: Path) -> None:
    file = tmp_path / "stock.csv"
    file.write_text("product,quantity,unit\nA100,12,台\n", encoding="utf-8")
    section = {"path": str(file), "every": 0.1, "name": "ERP"}
    async with playing(team_url, tmp_path, sources={"stock": section}) as stage:
        text = ""
        while "12" not in text:  # the feed's first look is under way
            text = await stage.told("li.lei", "A100 还有多少货？")
        assert text.startswith("A100 现有 12 台。\n来源：ERP，")
