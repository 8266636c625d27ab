"""What somebody may see follows who works together: given for a while, asked for, ended by itself, and explained."""

from datetime import datetime
from pathlib import Path

from tests.conversations.stage import SHANGHAI, Stage, labels, text_of

QUOTES = "蓝屿组件的报价历史"
REFUSED = "只给跟这家客户的同事看"


def at(month: int, day: int, hour: int = 9, minute: int = 1) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


async def test_given_reminded_over_refused_asked_and_given_again(stage: Stage) -> None:
    assert REFUSED in await stage.told("wang.qiang", QUOTES)
    said = await stage.told("li.lei", "把蓝屿组件的报价开放给王强，到1月底，因为一起投标")
    assert said == "好，王强可以看蓝屿组件的报价，到 2026-01-31 为止（一起投标）。已经告诉王强。要收回就说“撤回”。"
    heard = await stage.reply("direct", "wang.qiang")
    assert heard == "李雷让你看望海蓝屿组件制造有限公司的报价，到 2026-01-31 为止（一起投标）。现在可以直接问我。"
    assert "V2.0" in await stage.told("wang.qiang", QUOTES)

    await stage.later(at(1, 30))  # the 31st is a Saturday
    card = await stage.card("direct", "li.lei")
    assert "2026-01-31" in text_of(card)
    assert labels(card) == ["延长 30 天", "到期就结束"]
    await stage.presses("li.lei", card, "到期就结束")
    assert "到 2026-01-31（周六）结束" in text_of(await stage.card("direct", "li.lei"))
    assert labels(await stage.card("direct", "li.lei")) == []

    await stage.later(at(2, 1, 0))
    assert "期限到了" in await stage.reply("direct", "wang.qiang")
    assert "已经自动收回" in await stage.reply("direct", "li.lei")
    await stage.says("wang.qiang", "direct", QUOTES)
    refusal = await stage.answer("direct", "wang.qiang")
    assert REFUSED in text_of(refusal)
    assert labels(refusal) == ["向李雷申请"]
    await stage.presses("wang.qiang", refusal, "向李雷申请")
    asking = (await stage.news("direct", "li.lei"))[-1]
    assert "王强想看望海蓝屿组件制造有限公司的报价" in text_of(asking)
    assert QUOTES in text_of(asking)
    assert "还没有答复" in await stage.told("wang.qiang", "申请看蓝屿组件的报价")
    await stage.presses("li.lei", asking, "7 天")
    assert "李雷让你看" in text_of((await stage.news("direct", "wang.qiang"))[-1])
    settled = next(card for card in await stage.cards("direct", "li.lei") if card["id"] == asking["id"])
    assert "李雷于 2026-02-01 00:0" in text_of(settled)
    assert labels(settled) == []
    assert "V2.0" in await stage.told("wang.qiang", QUOTES)
    assert "V2.0" not in await stage.told("chen.jing", QUOTES)


async def test_in_english_by_name_until_friday(stage: Stage) -> None:
    said = await stage.told(
        "emma.thorne", "share Northwyck's quotes with Priya Nair until Friday because of the tender"
    )
    assert said.startswith(
        "Done: Priya Nair may see Northwyck's quotes until Fri 2026-01-16 (the tender). I've told them."
    )
    assert (await stage.reply("direct", "priya.nair")).startswith(
        "Emma Thorne lets you see Northwyck Pumps Ltd's quotes"
    )
    assert "V3.0" in await stage.told("priya.nair", "quote history of Northwyck")
    why = await stage.told("olivia.brandt", "why can Priya Nair see Northwyck's quotes?")
    assert "given by Emma Thorne on 2026-01-12, the tender" in why
    everybody = await stage.told("emma.thorne", "who can see Northwyck's quotes and why?")
    assert "Emma Thorne: the owner since 2025-05-01, hand-over note 2025-04-28" in everybody
    assert "Olivia Brandt: over Emma Thorne, the owner" in everybody
    assert "all admins" in everybody
    assert "is for its owner" in await stage.told("diego.fuentes", "who can see Northwyck's quotes?")
    assert "The access log" in await stage.told("diego.fuentes", "access log of Northwyck")
    assert "shared with you" in await stage.told("priya.nair", "share Northwyck's quotes with Diego Fuentes for a week")
    assert "quotes: Priya Nair may see" in await stage.told("priya.nair", "what can I see of Northwyck?")
    said = await stage.told("emma.thorne", "extend Priya Nair's access to Northwyck until the end of February")
    assert "until 2026-02-28" in said
    assert "until 2026-02-28" in await stage.reply("direct", "priya.nair")
    assert "Priya Nair may see Northwyck's quotes until 2026-02-28" in await stage.told(
        "emma.thorne", "what have I shared"
    )
    said = await stage.told("emma.thorne", "stop sharing Northwyck with Priya Nair")
    assert said == "Taken back: Priya Nair may no longer see Northwyck's quotes by that. I've told them."
    assert "V3.0" not in await stage.told("priya.nair", "quote history of Northwyck")
    log = await stage.told("olivia.brandt", "access log of Northwyck")
    assert [part in log for part in ("took back", "changed the end", "let Priya Nair see")] == [True] * 3


async def test_all_my_customers_for_some_days_and_taken_back_by_a_word(stage: Stage) -> None:
    assert "没有客户" in await stage.told("sun.hao", "让王强看我所有客户的合同，看两周")
    said = await stage.told("li.lei", "让王强看我所有客户的合同，看两周")
    assert "王强可以看你名下所有客户的合同，到 2026-01-26（周一）为止" in said
    assert REFUSED not in await stage.told("wang.qiang", "华东光伏的合同什么时候到期")
    assert REFUSED in await stage.told("wang.qiang", "朗原电力的合同什么时候到期")
    await stage.told("zhou.min", "华东光伏改由韩梅负责")
    assert REFUSED in await stage.told("wang.qiang", "华东光伏的合同什么时候到期")
    assert "撤回了" in await stage.told("li.lei", "撤回王强的权限")
    assert "李雷撤回了" in await stage.reply("direct", "wang.qiang")


async def test_what_is_not_clear_is_asked(stage: Stage) -> None:
    await stage.says("li.lei", "direct", "把蓝屿组件开放给王强")
    asked = await stage.answer("direct", "li.lei")
    assert labels(asked) == ["报价", "合同", "全部资料"]
    said = await stage.told("li.lei", "报价")
    assert "没说到什么时候，先按 30 天算" in said
    assert "到 2026-02-11 为止" in said
    assert "延长到……" in said
    assert "改为到 2026-02-28 为止" in await stage.told("li.lei", "延长到2月底")
    assert "不能再凭这次开放看" in await stage.told("li.lei", "撤回王强的权限")
    assert "没有找到" in await stage.told("li.lei", "把蓝屿组件的报价开放给某某人")
    assert "已经过去" in await stage.told("li.lei", "把蓝屿组件的报价开放给王强，到昨天，因为投标")
    assert "到 2026-03-31 为止（投标）" in await stage.told("li.lei", "到3月底")
    assert "只有蓝屿组件的负责人" in await stage.told("han.mei", "把蓝屿组件的报价开放给陈静")
    assert "周敏本来就能看" in (said := await stage.told("li.lei", "把蓝屿组件的报价开放给周敏")), said


async def test_a_closed_deal_ends_it_whoever_closes_it(stage: Stage, tmp_path: Path) -> None:
    said = await stage.told("li.lei", "把蓝屿组件的报价开放给王强，直到这个商机结束")
    assert "到商机“蓝屿组件 设备维保云”结束" in said
    (tmp_path / "crm").mkdir()
    (tmp_path / "crm" / "deals.csv").write_text("deal_id,outcome,closed_at\nD070,won,2026-01-12\n", encoding="utf-8")
    await stage.imports(tmp_path / "crm")
    await stage.quiet()
    assert REFUSED in await stage.told("wang.qiang", QUOTES)
    log = await stage.told("li.lei", "权限记录 蓝屿组件")
    assert "商机结束" in log
    assert "没有进行中的商机" in await stage.told("li.lei", "把蓝屿组件的报价开放给王强，直到这个商机结束")


async def test_why_and_when(stage: Stage) -> None:
    await stage.told("li.lei", "把蓝屿组件的报价开放给王强，看10天，因为一起投标")
    said = await stage.told("zhou.min", "王强为什么能看蓝屿组件的报价？")
    assert said == (
        "王强能看蓝屿组件的报价："
        "王强可以看蓝屿组件的报价，到 2026-01-22（周四）为止（李雷 2026-01-12 开放，一起投标）。"
    )
    said = await stage.told("li.lei", "上周王强能看蓝屿组件的报价吗？")
    assert said.startswith("2026-01-11 那天王强不能看蓝屿组件的报价。")
    assert "大致推算" in said
    assert "只告诉负责人" in await stage.told("wang.qiang", "孙浩为什么能看蓝屿组件的报价？")
    assert "王强可以看蓝屿组件的报价" in await stage.told("wang.qiang", "我为什么能看蓝屿组件的报价？")
    said = await stage.told("li.lei", "谁能看蓝屿组件的商机？")
    assert "孙浩：这家客户的售前（自 2024-06-01），CRM 导入 2026-01-03" in said
    assert "华东光伏单元的所有同事" in said
    await stage.says("li.lei", "east-pv", "@搭子 谁能看蓝屿组件的报价？")
    assert "王强" not in await stage.reply("east-pv")
    assert "王强" in await stage.reply("direct", "li.lei")


async def test_declined_and_too_late(stage: Stage) -> None:
    await stage.told("wang.qiang", "申请看蓝屿组件的报价")
    asking = await stage.card("direct", "li.lei")
    await stage.presses("li.lei", asking, "不同意")
    assert "没有同意" in await stage.reply("direct", "wang.qiang")
    await stage.presses("li.lei", asking, "30 天")
    assert "李雷已经定了：不开放" in await stage.reply("direct", "li.lei")
    assert REFUSED in await stage.told("wang.qiang", QUOTES)


async def test_no_button_in_a_room(stage: Stage) -> None:
    await stage.says("wang.qiang", "all-sales", f"@搭子 {QUOTES}")
    refusal = (await stage.news("all-sales"))[-1]
    assert labels(refusal) == []
    assert "李雷" not in text_of(refusal)


async def test_it_goes_with_the_customer_and_ends_with_a_leaver(stage: Stage) -> None:
    await stage.told("li.lei", "把蓝屿组件的报价开放给王强，看60天")
    await stage.told("li.lei", "把蓝屿组件的合同开放给陈静，看60天")
    await stage.told("zhou.min", "把李雷的客户全部交给韩梅")
    told = [one for one in await stage.news("direct", "han.mei") if "还开放给别人" in text_of(one)]
    assert sorted(labels(told[0])) == ["撤回王强的", "撤回陈静的"]
    await stage.presses("han.mei", told[0], "撤回陈静的")
    assert "韩梅撤回了" in await stage.reply("direct", "chen.jing")
    assert "V2.0" in await stage.told("wang.qiang", QUOTES)
    await stage.told("zhou.min", "王强离职了")
    await stage.later(at(1, 14))
    assert "王强离职" in await stage.reply("direct", "li.lei")
    assert "有人离职" in await stage.told("zhou.min", "权限记录 蓝屿组件")


async def test_while_they_are_in_the_room(stage: Stage) -> None:
    assert "要在那个群里说" in await stage.told("chen.jing", "把启桥模具的报价开放给王强，在本群期间")
    await stage.says("chen.jing", "south-mfg", "@搭子 把启桥模具的报价开放给王强，在本群期间")
    assert "王强可以看启桥模具的报价，在群里期间" in await stage.reply("south-mfg")
    assert "陈静让你看" in await stage.reply("direct", "wang.qiang")
    assert "在群里期间" in await stage.told("wang.qiang", "我为什么能看启桥模具的报价？")


async def test_the_reminder_in_english_makes_it_longer(stage: Stage) -> None:
    await stage.told("emma.thorne", "let Priya Nair see Northwyck's quotes for 4 days, for the tender")
    await stage.later(datetime(2026, 1, 15, 17, 1, tzinfo=SHANGHAI))  # nine in London
    card = await stage.card("direct", "emma.thorne")
    assert labels(card) == ["Extend 30 days", "Let it end"]
    await stage.presses("emma.thorne", card, "Extend")
    card = await stage.card("direct", "emma.thorne")
    assert "Extended until 2026-02-15" in text_of(card)
    assert "until 2026-02-15" in await stage.reply("direct", "priya.nair")
    await stage.later(datetime(2026, 1, 17, 1, 0, tzinfo=SHANGHAI))  # the first end is over, nothing happens
    assert await stage.everywhere() == ""
    assert "V3.0" in await stage.told("priya.nair", "quote history of Northwyck")
