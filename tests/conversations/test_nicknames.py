"""What people call their customers: said once, it is a name like any other; picked once, it is offered to be kept."""

from tests.conversations.stage import Stage, buttons, labels, text_of


async def test_a_nickname_is_learnt_used_and_taken_back(stage: Stage) -> None:
    assert (await stage.told("han.mei", "谁负责小太阳？")).startswith("没有找到“小太阳”")
    await stage.says("han.mei", "east-pv", "@搭子 记住，小太阳就是华东光伏")
    noted = await stage.answer("east-pv")
    assert text_of(noted) == "记下了：以后说“小太阳”就是华东光伏（韩梅 2026-01-12 说的）。"
    assert labels(noted) == ["撤销"]
    answer = await stage.asks("谁负责小太阳？", as_whom="li.lei")
    assert answer["text"].startswith("华东光伏由李雷负责")
    assert {"what": "message", "where": "local:east-pv", "date": "2026-01-12"} in answer["sources"]
    known = await stage.told("li.lei", "小太阳就是华东光伏")
    assert known == "“小太阳”我已经认得，就是华东光伏（韩梅 2026-01-12 说的）。"
    await stage.presses("li.lei", noted, "撤销")
    assert "只有本人、本人的上级或管理员能撤销" in await stage.everywhere()
    await stage.presses("han.mei", noted, "撤销")
    assert (await stage.told("li.lei", "谁负责小太阳？")).startswith("没有找到“小太阳”")


async def test_a_nickname_in_english(stage: Stage) -> None:
    said = await stage.told("emma.thorne", "by Sunny Pumps we mean Northwyck")
    assert said == "Noted: “Sunny Pumps” means Northwyck from now on (said by Emma Thorne on 2026-01-12)."
    assert (await stage.told("emma.thorne", "who owns Sunny Pumps?")).count("Northwyck") >= 1
    known = await stage.told("emma.thorne", "Sunny Pumps means Northwyck")
    assert known.startswith("I know “Sunny Pumps” already: it is Northwyck (said by Emma Thorne")
    await stage.told("emma.thorne", "Sunny Boys is our nickname for Northwyck")
    assert (await stage.told("emma.thorne", "undo")) == "Undone; everything is as it was before."
    assert "don't know a customer called “Sunny Boys”" in await stage.told("emma.thorne", "who owns Sunny Boys?")


async def test_a_name_that_means_another_customer_is_asked_about(stage: Stage) -> None:
    await stage.told("han.mei", "我们管华东光伏叫老朋友")
    await stage.says("li.lei", "direct", "老朋友指的是北禾食品")
    question = await stage.answer("direct", "li.lei")
    assert text_of(question) == "“老朋友”现在指的是华东光伏（韩梅 2026-01-12 说的），以后指哪家？"
    assert labels(question) == ["北禾食品", "华东光伏"]
    assert (await stage.told("li.lei", "华东光伏")).startswith("“老朋友”我已经认得，就是华东光伏")
    await stage.presses("li.lei", question, "北禾食品")
    assert (await stage.told("han.mei", "谁负责老朋友？")).startswith("北禾食品由王强负责")
    await stage.says("li.lei", "direct", "蓝屿组件就是曜日")
    question = await stage.answer("direct", "li.lei")
    assert text_of(question) == "“蓝屿组件”是望海蓝屿组件制造有限公司登记的名字，以后指哪家？"
    said = await stage.told("li.lei", "曜日新能源")
    assert said.endswith("蓝屿组件也登记了这个名字，所以用到时我会先问是哪家。")
    assert (await stage.told("li.lei", "谁负责蓝屿组件？")).startswith("“蓝屿组件”有两家")


async def test_what_is_no_nickname(stage: Stage) -> None:
    for text in ("华东光伏就是难搞", "李雷就是华东光伏", "记住，老王就是华东光伏的采购"):
        assert (await stage.told("han.mei", text)).startswith("这句我没听懂"), text
    assert (await stage.told("emma.thorne", "Northwyck means trouble")).startswith("I didn't get that")
    assert (await stage.told("emma.thorne", "we call Northwyck tomorrow")).startswith("📌 Task noted\ncall Northwyck")
    refused = {
        "记住，光=华东光伏": "“光”太短了，容易认错，至少用两个字。",
        "记住，报价=华东光伏": "“报价”是平时问我会用到的词，不能当客户的外号。",
        "小太阳指的是不存在的那个厂": "没有找到“不存在的那个厂”这个客户。",
    }
    for text, said in refused.items():
        assert (await stage.told("han.mei", text)).startswith(said), text


async def test_a_short_form_that_was_asked_about_is_offered_to_be_kept(stage: Stage) -> None:
    await stage.says("han.mei", "east-pv", "@搭子 谁负责华伏？")
    await stage.presses("han.mei", await stage.answer("east-pv"), "华东光伏")
    answer = await stage.answer("east-pv")
    assert text_of(answer).startswith("华东光伏由李雷负责")
    assert labels(answer) == ["记住“华伏”"]
    assert buttons(answer)[0]["args"]["name"] == "华伏"
    await stage.presses("han.mei", answer, "记住“华伏”")
    noted = await stage.answer("east-pv")
    assert text_of(noted).startswith("记下了：以后说“华伏”就是华东光伏（韩梅 2026-01-12 说的）")
    assert (await stage.told("li.lei", "谁负责华伏？")).startswith("华东光伏由李雷负责")


async def test_a_typed_pick_in_english_is_offered_too_but_no_name_that_two_have(stage: Stage) -> None:
    await stage.told("emma.thorne", "who owns Northwik Pmps?")
    await stage.says("emma.thorne", "direct", "1")
    answer = await stage.answer("direct", "emma.thorne")
    assert labels(answer) == ["Remember “Northwik Pmps”"]
    await stage.presses("emma.thorne", answer, "Remember")
    assert (await stage.reply("direct", "emma.thorne")).startswith("Noted: “Northwik Pmps” means Northwyck")
    await stage.says("han.mei", "direct", "谁负责北禾？")
    await stage.says("han.mei", "direct", "北禾食品")
    assert labels(await stage.answer("direct", "han.mei")) == []
