"""Facts in chat: corrected, contradicted and settled, believed then, merged, handed over; how two are related."""

from pathlib import Path

from tests.conversations.stage import Stage, labels

OWNERSHIP = "customer_id,person_id,role,valid_from,valid_to,source"


async def test_the_owner_corrects_and_takes_it_back(stage: Stage) -> None:
    await stage.told("li.lei", "谁负责华东光伏？")
    await stage.says("li.lei", "direct", "不是李雷，是韩梅负责")
    answer = await stage.answer("direct", "li.lei")
    said = answer["payload"]["text"]
    assert (
        said == "记下了：自 2026-01-12 起，华东光伏由韩梅负责（李雷 2026-01-12 说的）。李雷的记录到 2026-01-11 为止。"
    )
    assert labels(answer) == ["撤销"]
    assert "李雷说，" in await stage.everywhere()
    owner = await stage.told("han.mei", "谁负责华东光伏？")
    assert owner.startswith("华东光伏由韩梅负责（自 2026-01-12，李雷 2026-01-12 说的）。")
    assert "李雷负责" in await stage.told("han.mei", "1月5日谁负责华东光伏")
    (asked,) = [m for m in await stage.messages("dm:li.lei") if m["id"] == answer["id"]]
    await stage.presses("li.lei", asked, "撤销")
    owner = await stage.told("han.mei", "谁负责华东光伏？")
    assert owner.startswith("华东光伏由李雷负责（自 2026-01-01，CRM 导入 2026-01-03）。")


async def test_a_correction_in_english_names_the_customer_and_the_day(stage: Stage) -> None:
    said = await stage.told("emma.thorne", "no, Diego Fuentes owns Acme, since Monday")
    assert said.startswith("Noted: Diego Fuentes owns Acme from 2026-01-12 (said by Emma Thorne on 2026-01-12).")
    assert "The record of Emma Thorne ends on 2026-01-11." in said
    assert (await stage.told("emma.thorne", "who owns Acme?")).startswith(
        "Diego Fuentes owns Acme (since 2026-01-12, said by Emma Thorne on 2026-01-12)."
    )


async def test_undo_in_a_sentence(stage: Stage) -> None:
    await stage.told("emma.thorne", "no, Diego Fuentes owns Acme, since Monday")
    assert await stage.told("emma.thorne", "undo that") == "Undone; everything is as it was before."
    assert "Emma Thorne owns Acme (since 2024-06-01" in await stage.told("emma.thorne", "who owns Acme?")


async def test_in_a_room_the_subject_is_remembered_and_talk_is_left_alone(stage: Stage) -> None:
    await stage.says("zhou.min", "east-pv", "@搭子 谁负责华东光伏？")
    await stage.says("zhou.min", "east-pv", "好的，中午一起吃饭吗")
    assert await stage.news("east-pv") == []
    await stage.says("zhou.min", "east-pv", "不对，是韩梅负责")
    assert "记下了：自 2026-01-12 起，华东光伏由韩梅负责（周敏 2026-01-12 说的）" in await stage.reply("east-pv")


async def test_others_contradict_and_those_who_may_settle_it(stage: Stage) -> None:
    said = await stage.told("wang.qiang", "不对，华东光伏是王强负责")
    assert said == ("记下了你的说法：华东光伏由王强负责。现有记录是李雷，两种说法都先留着，由李雷或周敏来定。")
    card = await stage.card("direct", "zhou.min")
    assert labels(card) == ["以李雷为准", "以王强为准"]
    said = await stage.told("sun.hao", "谁负责华东光伏？")
    assert "2 处来源说法不一" in said
    assert "· 王强（自 2026-01-12，王强 2026-01-12 说的）" in said
    answer = await stage.answer("direct", "sun.hao")
    await stage.presses("sun.hao", answer, "以王强为准")
    assert "由李雷或主管、管理员来定" in await stage.reply("direct", "sun.hao")
    await stage.presses("zhou.min", card, "以李雷为准")
    assert labels(await stage.card("direct", "zhou.min")) == []
    assert "已定：由李雷负责" in str(await stage.card("direct", "li.lei"))
    assert (await stage.told("sun.hao", "谁负责华东光伏？")).startswith("华东光伏由李雷负责")


async def test_a_manager_of_others_cannot_undo_it(stage: Stage) -> None:
    await stage.says("li.lei", "all-sales", "@搭子 谁负责华东光伏？")
    await stage.says("li.lei", "all-sales", "@搭子 不是李雷，是韩梅负责")
    changed = await stage.answer("all-sales")
    await stage.presses("olivia.brandt", changed, "撤销")
    refused = await stage.everywhere()
    assert "本人的上级" in refused or "somebody above them" in refused
    assert "由韩梅负责" in await stage.told("gao.yuan", "谁负责华东光伏？")
    await stage.presses("zhou.min", changed, "撤销")
    assert "由李雷负责" in await stage.told("gao.yuan", "谁负责华东光伏？")


async def test_settled_for_the_newer_one_and_undone(stage: Stage) -> None:
    await stage.told("diego.fuentes", "no, Diego Fuentes owns Acme")
    await stage.says("emma.thorne", "direct", "who owns Acme?")
    answer = await stage.answer("direct", "emma.thorne")
    assert labels(answer) == ["Emma Thorne is right", "Diego Fuentes is right"]
    said = await stage.told("emma.thorne", "2")
    assert said == (
        "Settled: Diego Fuentes owns Acme; what says Emma Thorne no longer counts "
        "(decided by Emma Thorne on 2026-01-12)."
    )
    assert (await stage.told("emma.thorne", "who owns Acme?")).startswith("Diego Fuentes owns Acme")
    assert "Emma Thorne owned Acme in 2025" in await stage.told("emma.thorne", "who owned Acme in 2025?")


async def test_what_we_believed_then(stage: Stage) -> None:
    await stage.told("zhou.min", "华东光伏改由韩梅负责")
    said = await stage.told("li.lei", "我们 1 月 11 日时以为谁负责华东光伏？")
    assert said.startswith("按我们 2026-01-11 所知：华东光伏由李雷负责（自 2026-01-01，CRM 导入 2026-01-03）。")
    said = await stage.told("li.lei", "1 月 11 日我们以为 2025年12月31日谁负责华东光伏？")
    assert said.startswith("按我们 2026-01-11 所知：2025-12-31，华东光伏由韩梅负责")
    said = await stage.told("li.lei", "我们 1 月 1 日时以为谁负责华东光伏？")
    assert said == "2026-01-01 时，我们还没有华东光伏负责人的记录。最早的一条是 2026-01-11 记下的。"
    said = await stage.told("emma.thorne", "who did we think owned Huadong PV on 11 January?")
    assert said.startswith("As we knew it on 2026-01-11: Li Lei owns Huadong PV (since 2026-01-01")
    said = await stage.told("emma.thorne", "what did we believe on 11 January about who owned Huadong PV in 2025?")
    assert said.startswith("As we knew it on 2026-01-11: Han Mei owned Huadong PV in 2025")
    answer = await stage.asks("我们当时以为谁负责华东光伏？", as_whom="li.lei", at="2026-01-11")
    assert "华东光伏由李雷负责" in answer["text"]


async def test_an_import_does_not_bring_back_what_was_corrected(stage: Stage, tmp_path: Path) -> None:
    await stage.told("zhou.min", "华东光伏改由韩梅负责")
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "ownership.csv").write_text(
        f"{OWNERSHIP}\nC001,li.lei,rep,2026-01-01,,CRM 导入 2026-01-03\n", encoding="utf-8"
    )
    await stage.imports(tmp_path / "again")
    assert (await stage.told("li.lei", "谁负责华东光伏？")).startswith("华东光伏由韩梅负责（自 2026-01-12")


async def test_two_customers_are_merged_and_parted(stage: Stage) -> None:
    assert "要由主管或管理员来做" in await stage.told("li.lei", "把北禾食品合并到北禾电子")
    await stage.says("zhou.min", "direct", "把北禾食品合并到北禾电子")
    preview = await stage.answer("direct", "zhou.min")
    text = preview["payload"]["text"]
    assert text.startswith("把北禾食品并入北禾电子，会移过去：负责人和关系 ")
    assert "联系人" in text
    assert "两边的负责人不同（陈静、王强）" in text
    await stage.presses("zhou.min", preview, "确认合并")
    said = await stage.told("chen.jing", "谁负责北禾食品？")
    assert said.startswith("北禾电子的负责人，2 处来源说法不一")
    merged = next(m for m in await stage.messages("dm:zhou.min") if m["id"] == preview["id"])
    assert merged["payload"]["text"] == "合并好了：北禾食品并入了北禾电子。"
    await stage.presses("zhou.min", merged, "撤销")
    assert (await stage.told("chen.jing", "谁负责北禾食品？")).startswith("北禾食品由王强负责")


async def test_a_leavers_customers_go_to_a_colleague_in_one_step(stage: Stage) -> None:
    await stage.says("zhou.min", "direct", "李雷的客户怎么交接")
    answer = await stage.answer("direct", "zhou.min")
    lines = answer["payload"]["text"].splitlines()
    assert lines[0] == "李雷名下要交接的："
    assert lines[1].startswith("· 客户 ")
    assert any(line.startswith("· 进行中的商机 ") for line in lines)
    assert any(line.startswith("· 未转化的线索 ") for line in lines)
    assert labels(answer) == ["全部交给韩梅"]
    said = await stage.told("zhou.min", "全部交给韩梅")
    assert said.startswith("交接好了：自 2026-01-12 起，李雷的 ")
    assert "周敏把李雷的 " in await stage.reply("direct", "han.mei")
    assert "李雷" not in await stage.told("han.mei", "谁负责华东光伏？")
    assert await stage.told("zhou.min", "撤销") == "已撤销，恢复成改之前的样子。"
    assert (await stage.told("han.mei", "谁负责华东光伏？")).startswith("华东光伏由李雷负责")


async def test_hand_over_in_english_in_one_sentence(stage: Stage) -> None:
    said = await stage.told("olivia.brandt", "hand Emma Thorne's customers over to Diego Fuentes")
    assert said.startswith("Handed over: from 2026-01-12, Emma Thorne's 11 customers")
    assert "hand-over" in await stage.told("emma.thorne", "hand over Li Lei's customers")


async def test_how_two_are_related(stage: Stage) -> None:
    said = await stage.told("li.lei", "李雷和蓝屿组件什么关系？")
    assert said.splitlines() == [
        "李雷和蓝屿组件有直接关系：",
        "· 蓝屿组件由李雷负责（自 2024-02-01，CRM 导入 2026-01-03）",
    ]
    said = await stage.told("emma.thorne", "how are Diego Fuentes and Acme related?")
    assert "Diego Fuentes and Acme are" in said
    assert "没有记录把" in await stage.told("li.lei", "高远和Acme什么关系")
