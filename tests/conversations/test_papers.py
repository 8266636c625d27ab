"""Deals, quotes, proposals, contracts, contacts and battle cards: asked in a sentence, told with source and date."""

from pathlib import Path

from tests.conversations.stage import Stage, labels

SOURCE = "来源：CRM 导入 2026-01-11。"
QUOTES = "quote_id,customer_id,deal_id,version,product,amount,currency,quoted_on,quoted_by"


async def test_quote_history_newest_first(stage: Stage) -> None:
    said = await stage.told("li.lei", "同屹轨道的报价历史")
    assert said.splitlines() == [
        "同屹轨道共有 3 次报价，新的在前：",
        "同屹轨道 产线监测：",
        "· V3.0，¥64 万，LineSight，2025-10-17，李雷报出",
        "· V2.0，¥64 万，LineSight，2025-10-13，李雷报出",
        "· V1.0，¥69.1 万（¥691,200），LineSight，2025-09-19，李雷报出",
        SOURCE,
    ]
    said = await stage.told("emma.thorne", "quote history of Vantory")
    assert said.splitlines() == [
        "Vantory was quoted 2 times, newest first:",
        "Vantory energy analytics:",
        "· V2.0, $32k, LineSight, 2025-10-22, by Emma Thorne",
        "· V1.0, $34.6k ($34,560), LineSight, 2025-10-13, by Emma Thorne",
        "Source: CRM import 2026-01-11.",
    ]


async def test_the_last_quote_and_what_was_quoted_by_a_day(stage: Stage) -> None:
    said = await stage.told("li.lei", "帮我看看同屹轨道上次报价")
    assert said.startswith("同屹轨道最近一次报价：同屹轨道 产线监测，V3.0，¥64 万，LineSight，2025-10-17，李雷报出。")
    assert "这个商机之前还报过 2 次。" in said
    said = await stage.told("li.lei", "2025年9月给同屹轨道的报价")
    assert said.startswith("2025 年 9 月，同屹轨道最近一次报价：同屹轨道 产线监测，V1.0，¥69.1 万（¥691,200）")
    said = await stage.told("emma.thorne", "what was the last quote for Vantory on 2025-10-15?")
    assert said.startswith("The last quote for Vantory by 2025-10-15: Vantory energy analytics, V1.0, $34.6k ($34,560)")
    assert (await stage.told("li.lei", "给同屹轨道的报价 2024年")).startswith("2024 年，没有记录给同屹轨道的报价。")
    assert await stage.told("emma.thorne", "quotes for Northwyck in 2023") == (
        "No quote for Northwyck is recorded in 2023."
    )


async def test_every_statement_names_its_row(stage: Stage) -> None:
    answer = await stage.asks("同屹轨道上次报价", as_whom="li.lei")
    assert answer["outcome"] == "answer"
    assert answer["sources"] == [{"what": "import", "where": "quotes.csv line 4", "date": "2026-01-11"}]


async def test_versions_side_by_side(stage: Stage) -> None:
    said = await stage.told("li.lei", "同屹轨道的报价 V1.0 和 V3.0 有什么不同？")
    assert said.splitlines() == [
        "同屹轨道 产线监测 报价 V1.0（2025-09-19） → V3.0（2025-10-17）：",
        "· 金额：¥69.1 万（¥691,200） → ¥64 万，降 ¥5.1 万（¥51,200）（−7.4%）",
        "· 其他记录都一样",
        SOURCE,
    ]
    said = await stage.told("li.lei", "对比同屹轨道的方案")
    assert "方案 V1.0（2025-09-17） → V2.0（2025-10-09）：" in said
    assert "· 链接：https://docs.dazi-team.example/p/d053-v1 → https://docs.dazi-team.example/p/d053-v2" in said
    assert "方案正文我读不到" in said
    said = await stage.told("emma.thorne", "compare the quotes for Vantory")
    assert "· amount: $34.6k ($34,560) → $32k, down $2.6k ($2,560) (−7.4%)" in said
    said = await stage.told("emma.thorne", "compare v1 and v9 of the quote for Vantory")
    assert said.startswith("There are no two versions to compare for Vantory. On record: quote V1.0, quote V2.0.")


async def test_a_changed_quote_supersedes_and_a_missing_one_stays(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    text = f"{QUOTES}\nQ003,C028,D053,V3.0,LineSight,625000,CNY,2025-10-17,li.lei\n"
    (tmp_path / "more" / "quotes.csv").write_text(text, encoding="utf-8")
    summary = await stage.imports(tmp_path / "more")
    assert summary["tables"]["quotes"] == {"created": 0, "changed": 1, "unchanged": 0}
    said = await stage.told("li.lei", "同屹轨道的报价历史")
    assert "· V3.0，¥62.5 万，" in said
    assert "· V2.0，¥64 万，" in said
    assert said.endswith("来源：CRM 导入 2026-01-11、CRM 导入 2026-01-12。")
    again = await stage.imports(tmp_path / "more")
    assert again["tables"]["quotes"] == {"created": 0, "changed": 0, "unchanged": 1}


async def test_open_deals_and_their_stage(stage: Stage) -> None:
    said = await stage.told("li.lei", "同屹轨道谈到哪一步了")
    assert said.splitlines() == [
        "同屹轨道有 1 个进行中的商机：",
        "· 同屹轨道 产线监测，商务谈判阶段，¥64 万，预计 2026-01-26（周一）成交，李雷负责",
        SOURCE,
    ]
    said = await stage.told("emma.thorne", "my deals")
    assert said.startswith("You have 10 open deals:\n· Ferrowind maintenance cloud, stage proposal, $58k, ")
    assert "\nTogether $872k.\n" in said
    assert (await stage.told("gao.yuan", "我的商机")) == "没有进行中的商机记在你名下。"
    said = await stage.told("diego.fuentes", "open deals with Mandrake Bay")
    assert said.startswith("Mandrake Bay has no open deal.")


async def test_contracts_and_sla(stage: Stage) -> None:
    said = await stage.told("xu.lan", "同屹轨道的合同什么时候到期")
    assert said.splitlines() == [
        "同屹轨道有 1 份有效合同：",
        ("· DZ-2024-010，SLA 为 8x5，2024-06-26 至 2026-06-25，还有 164 天到期，¥64 万，2024-06-12 签订，客户成功徐岚"),
        SOURCE,
    ]
    said = await stage.told("emma.thorne", "what is Northwyck's SLA?")
    assert "· DZ-2024-006, SLA 8x5, 2024-04-15 to 2026-04-14, 92 days left, $75k, signed 2024-04-01" in said
    said = await stage.told("chen.jing", "橙阁家具的合同")
    assert said.startswith("橙阁家具现在没有有效合同。\n已到期 1 份：\n· DZ-2023-002，")


async def test_contacts_their_roles_and_lines(stage: Stage) -> None:
    said = await stage.told("li.lei", "华东光伏的关键联系人")
    assert said.splitlines()[:3] == [
        "华东光伏有 3 位联系人，上级在前：",
        "· 陶然（决策人），总经理，电话 021-5550-0101，tao.ran@huadong-pv.example",
        "· 邵宇（内部支持者），设备部经理，向陶然汇报，电话 021-5550-0102，shao.yu@huadong-pv.example",
    ]
    assert (await stage.told("li.lei", "华东光伏谁拍板")).startswith("华东光伏的决策人：\n· 陶然（决策人）")
    said = await stage.told("emma.thorne", "who is our gatekeeper at Northwyck?")
    assert said.startswith(
        "Nobody at Northwyck is marked as gatekeeper. Known there:\n· Anneke Vos (decision maker), COO"
    )


async def test_who_else_is_on_it_and_the_last_contact(stage: Stage) -> None:
    said = await stage.told("xu.lan", "还有谁在跟华东光伏？")
    assert said.splitlines() == [
        "华东光伏有 3 位同事在跟：",
        "· 李雷：负责人（自 2026-01-01）",
        "· 孙浩：售前（自 2024-03-01）",
        "· 徐岚：客户成功（自 2024-09-01），合同 DZ-2024-016 的客户成功",
        "来源：CRM 导入 2026-01-03、CRM 导入 2026-01-11。",
    ]
    said = await stage.told("han.mei", "还有谁在跟华东光伏？")
    assert "DZ-2024-016" not in said
    assert "\n没有算上合同：只给跟这家客户的同事看，你目前不在其中。\n" in said
    said = await stage.told("emma.thorne", "when was the last contact with Vantory?")
    assert said.startswith(
        "The last contact with Vantory on record was 2025-10-22 (82 days ago): Emma Thorne quoted LineSight V2.0."
    )
    assert "phone calls are not on record" in said


async def test_proposals_with_their_links(stage: Stage) -> None:
    said = await stage.told("li.lei", "同屹轨道最新的方案")
    assert said.splitlines() == [
        "发给同屹轨道的最新方案：",
        "· 同屹轨道 产线监测 方案 V3.0，2025-10-15，李雷发出 https://docs.dazi-team.example/p/d053-v3",
        SOURCE,
    ]
    assert "sent by Emma Thorne" in await stage.told("emma.thorne", "proposals for Hollowell")


async def test_a_battle_card_names_owner_date_and_lines(stage: Stage) -> None:
    said = await stage.told("li.lei", "Maintiva 的竞品卡")
    assert said.splitlines()[:3] == [
        "《FieldCare 对 Maintiva》（负责人孙浩，核对于 2025-11-20）",
        "他们强在哪：",
        "· 手机端做得早，界面好看，试用三天就能跑通报修流程。（第 13 行）",
    ]
    answer = await stage.asks("battle card for Servo Desk", as_whom="emma.thorne")
    assert "owner Priya Nair, verified 2025-12-08" in answer["text"]
    assert answer["sources"][0] == {
        "what": "LineSight and FieldCare against ServoDesk",
        "where": "battlecards/servodesk.md line 13",
        "date": "2025-12-08",
    }


async def test_an_old_card_is_told_with_a_warning(stage: Stage) -> None:
    said = await stage.told("li.lei", "怎么应对格瑞汉")
    assert "注意：《SunWatch 对 GridHand》已经 241 天没有核对，可能过时，用之前请先问孙浩。" in said
    said = await stage.told("emma.thorne", "how do we beat GridHand?")
    assert "was last verified 241 days ago and may be out of date; check with Sun Hao first." in said


async def test_objections_are_found_by_words_and_topics(stage: Stage) -> None:
    for asked in ("客户说太贵了怎么回？", "客户嫌价格高", "异议：超预算了"):
        said = await stage.told("han.mei", asked)
        assert "· 先问是和什么比" in said, asked
        assert "（《常见异议怎么回》第 11 行，负责人周敏，核对于 2025-12-22）" in said
    said = await stage.told("emma.thorne", "what do we say when they say it is too expensive?")
    assert "· Ask first what it is compared with" in said
    said = await stage.told("han.mei", "客户说Maintiva更便宜怎么回")
    assert "《FieldCare 对 Maintiva》第 20 行" in said


async def test_an_unknown_competitor_offers_the_cards_there_are(stage: Stage) -> None:
    await stage.says("han.mei", "direct", "竞品卡：Zorblax")
    answer = await stage.answer("direct", "han.mei")
    assert answer["payload"]["text"] == "没有找到“Zorblax”的竞品卡。现有的竞品卡：GridHand、Maintiva、ServoDesk。"
    assert labels(answer) == ["GridHand", "Maintiva", "ServoDesk"]
    await stage.presses("han.mei", answer, "Maintiva")
    assert (await stage.reply("direct", "han.mei")).startswith("《FieldCare 对 Maintiva》")
    await stage.told("emma.thorne", "battle card for Zorblax")
    assert (await stage.told("emma.thorne", "ServoDesk")).startswith("“LineSight and FieldCare against ServoDesk”")


async def test_a_product_with_two_cards_is_asked_about(stage: Stage) -> None:
    await stage.says("li.lei", "direct", "FieldCare 的竞品卡")
    answer = await stage.answer("direct", "li.lei")
    assert answer["payload"]["text"] == "“FieldCare”有 2 张竞品卡，要看哪张？"
    assert labels(answer) == ["Maintiva", "ServoDesk"]


async def test_a_name_that_means_two_is_asked_about(stage: Stage) -> None:
    await stage.says("zhou.min", "direct", "北禾的合同")
    answer = await stage.answer("direct", "zhou.min")
    assert labels(answer) == ["北禾电子", "北禾食品"]
    await stage.presses("zhou.min", answer, "北禾食品")
    assert (await stage.reply("direct", "zhou.min")).startswith("北禾食品")
    await stage.told("chen.jing", "北禾的合同")
    await stage.says("chen.jing", "direct", "2")
    assert (await stage.reply("direct", "chen.jing")).startswith("这家客户的合同只给跟这家客户的同事看")


async def test_what_not_everybody_in_the_room_may_see_is_told_alone(stage: Stage) -> None:
    await stage.says("li.lei", "all-sales", "@搭子 同屹轨道的报价历史")
    assert (await stage.reply("all-sales")).startswith("群里不是每位同事都能看这家客户的报价，我就不在这里说了。")
    assert "¥64 万" in await stage.reply("direct", "li.lei")
    await stage.says("emma.thorne", "international", "@Dazi who else is on Vantory?")
    assert "Left out here: deals, contracts, tasks." in await stage.reply("international")


async def test_where_outsiders_listen_it_is_told_alone(stage: Stage) -> None:
    for asked, told in (("同屹轨道的报价历史", "¥64 万"), ("Maintiva 的竞品卡", "离线可用")):
        await stage.says("li.lei", "partner-heqiao", f"@搭子 {asked}")
        assert told not in await stage.reply("partner-heqiao")
        assert told in await stage.reply("direct", "li.lei")
