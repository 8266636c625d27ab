"""Follow-ups: what a sentence leaves out is what this person was last told about in this conversation."""

from datetime import timedelta

from tests.conversations.stage import MONDAY, Stage, labels

WHICH = "问的是哪家客户？说一下名字。"


async def test_a_follow_up_keeps_the_customer(stage: Stage) -> None:
    assert (await stage.told("li.lei", "谁负责同屹轨道？")).startswith("同屹轨道由李雷负责")
    assert (await stage.told("li.lei", "那报价呢？")).startswith("同屹轨道共有 3 次报价")
    assert (await stage.told("li.lei", "他们的合同什么时候到期？")).startswith("同屹轨道有 1 份有效合同")
    assert "位联系人" in await stage.told("li.lei", "关键联系人有哪些？")
    assert (await stage.told("li.lei", "商机到哪一步了")).startswith("同屹轨道有 1 个进行中的商机")
    assert (await stage.told("li.lei", "那华东光伏呢？")).startswith("华东光伏现在没有进行中的商机")
    assert (await stage.told("li.lei", "谁在跟这家客户？")).startswith("华东光伏由李雷负责")
    assert (await stage.told("li.lei", "去年呢？")).startswith("2025 年，华东光伏由韩梅负责")
    assert (await stage.told("li.lei", "那北禾电子呢？")).startswith("2025 年，北禾电子")


async def test_the_same_in_english(stage: Stage) -> None:
    assert "owns Vantory" in await stage.told("emma.thorne", "who owns Vantory?")
    assert (await stage.told("emma.thorne", "and the quotes?")).startswith("Vantory was quoted 2 times")
    assert "Vantory" in await stage.told("emma.thorne", "when does their contract expire?")
    assert "at Vantory" in await stage.told("emma.thorne", "key contacts?")
    assert "Vantory has" in await stage.told("emma.thorne", "where do we stand with them?")
    assert "Northwyck has" in await stage.told("emma.thorne", "what about Northwyck?")
    assert "Northwyck" in await stage.told("emma.thorne", "who owns it?")
    assert "2025" in await stage.told("emma.thorne", "and last year?")
    assert "Acme" in await stage.told("emma.thorne", "how about Acme?")


async def test_a_pronoun_means_whoever_was_named_last(stage: Stage) -> None:
    await stage.told("li.lei", "谁负责华东光伏？")
    assert (await stage.told("li.lei", "那她的电话呢？")).startswith("李雷（华东光伏单元）：电话 12000000103")
    assert (await stage.told("li.lei", "华东光伏谁拍板？")).startswith("华东光伏的决策人：\n· 陶然")
    assert (await stage.told("li.lei", "他的邮箱是什么")).startswith(
        "陶然（华东光伏 总经理）：邮箱 tao.ran@huadong-pv.example，电话 021-5550-0101。\n来源："
    )
    await stage.told("emma.thorne", "who is the decision maker at Northwyck?")
    assert "phone" in await stage.told("emma.thorne", "and her phone?")
    assert (await stage.told("emma.thorne", "how do I reach her?")).startswith("Anneke Vos (Northwyck, COO): phone")


async def test_where_two_fit_it_asks(stage: Stage) -> None:
    await stage.told("li.lei", "华东光伏的关键联系人")
    await stage.says("li.lei", "direct", "那她的电话呢？")
    answer = await stage.answer("direct", "li.lei")
    assert answer["payload"]["text"].startswith("你问的是哪一位：陶然（华东光伏 总经理）、")
    assert (await stage.told("li.lei", "第二个")).startswith("邵宇（华东光伏 设备部经理）：电话 021-5550-0102")
    assert (await stage.told("li.lei", "她的邮箱")).startswith("邵宇")
    await stage.told("li.lei", "华东光伏和蓝屿组件什么关系？")
    await stage.says("li.lei", "direct", "他们的联系人？")
    answer = await stage.answer("direct", "li.lei")
    assert labels(answer) == ["华东光伏", "蓝屿组件"]
    assert (await stage.told("li.lei", "华东光伏")).startswith("华东光伏有 3 位联系人")


async def test_where_nothing_is_remembered_it_asks_which(stage: Stage) -> None:
    assert await stage.told("li.lei", "他们的报价呢？") == WHICH
    assert (await stage.told("li.lei", "同屹轨道")).startswith("同屹轨道共有 3 次报价")
    assert await stage.told("emma.thorne", "key contacts?") == "Which customer do you mean? Tell me the name."
    assert "at Northwyck" in await stage.told("emma.thorne", "Northwyck")
    assert await stage.told("han.mei", "那她的电话呢？") == "问的是哪一位？说一下名字。"
    assert (await stage.told("han.mei", "周敏")).startswith("周敏（华东光伏单元）：电话 12000000101")


async def test_each_remembers_for_themselves_and_for_an_hour(stage: Stage) -> None:
    await stage.says("li.lei", "east-pv", "@搭子 谁负责同屹轨道？")
    await stage.says("han.mei", "east-pv", "@搭子 那还有谁在跟？")
    assert (await stage.reply("east-pv")) == WHICH
    await stage.says("li.lei", "east-pv", "@搭子 那还有谁在跟？")
    assert (await stage.reply("east-pv")).startswith("同屹轨道只有 1 位同事在跟")
    assert await stage.told("li.lei", "那还有谁在跟？") == WHICH
    await stage.later(MONDAY + timedelta(hours=1, minutes=5))
    await stage.says("li.lei", "east-pv", "@搭子 那还有谁在跟？")
    assert (await stage.reply("east-pv")) == WHICH


async def test_a_new_name_and_a_correction_go_first(stage: Stage) -> None:
    await stage.told("li.lei", "谁负责华东光伏？")
    assert (await stage.told("li.lei", "那同屹轨道的报价呢？")).startswith("同屹轨道共有 3 次报价")
    await stage.told("li.lei", "谁负责华东光伏？")
    said = await stage.told("li.lei", "不是李雷，是韩梅负责")
    assert "华东光伏" in said
    assert "韩梅" in said
    assert (await stage.told("li.lei", "谁在跟他们？")).startswith("华东光伏由韩梅负责")


async def test_asked_by_command_in_a_thread(stage: Stage) -> None:
    first = await stage.asks("谁负责同屹轨道？", as_whom="li.lei", thread="t1")
    assert first["outcome"] == "answer"
    second = await stage.asks("那报价呢？", as_whom="li.lei", thread="t1")
    assert second["text"].startswith("同屹轨道共有 3 次报价")
    other = await stage.asks("那报价呢？", as_whom="li.lei", thread="t2")
    assert other["outcome"] == "ambiguous"


async def test_what_is_left_out_gives_no_rights(stage: Stage) -> None:
    await stage.told("emma.thorne", "谁负责同屹轨道？")
    refused = await stage.told("emma.thorne", "那报价呢？")
    assert "¥" not in refused
    assert "64" not in refused
