"""Not sure: ask, with buttons or by a typed answer. Not known: the nearest, and who may know."""

from datetime import timedelta

from tests.conversations.stage import Stage, labels


async def test_two_customers_of_a_name_are_asked_about_and_one_is_pressed(stage: Stage) -> None:
    await stage.says("chen.jing", "all-sales", "@搭子 北禾是谁负责的？")
    question = await stage.answer("all-sales")
    assert question["payload"]["text"] == "“北禾”有两家：北禾电子、北禾食品，你问哪家？"
    assert labels(question) == ["北禾电子", "北禾食品"]
    await stage.presses("chen.jing", question, "北禾食品")
    assert (await stage.reply("all-sales")).startswith("北禾食品由王强负责")


async def test_in_english_with_the_date_kept(stage: Stage) -> None:
    await stage.says("emma.thorne", "direct", "who owned Beihe on 2024-01-01?")
    question = await stage.answer("direct", "emma.thorne")
    assert question["payload"]["text"] == "“Beihe” could be Beihe Foods or Beihe Electronics. Which one do you mean?"
    await stage.presses("emma.thorne", question, "Beihe Foods")
    assert (await stage.reply("direct", "emma.thorne")).startswith("Wang Qiang owned Beihe Foods on 2024-01-01")


async def test_one_that_only_may_be_meant_is_asked_about_and_never_taken(stage: Stage) -> None:
    await stage.says("han.mei", "direct", "谁负责华伏？")
    question = await stage.answer("direct", "han.mei")
    assert question["payload"]["text"] == "“华伏”是指华东光伏吗？"
    assert labels(question) == ["华东光伏"]
    await stage.presses("han.mei", question, "华东光伏")
    assert (await stage.reply("direct", "han.mei")).startswith("华东光伏由李雷负责")


async def test_in_english_it_is_asked_about_as_well(stage: Stage) -> None:
    await stage.says("emma.thorne", "direct", "who owns 华伏?")
    question = await stage.answer("direct", "emma.thorne")
    assert question["payload"]["text"].startswith("By “华伏”, do you mean ")
    assert len(labels(question)) == 1


async def test_a_typed_answer(stage: Stage) -> None:
    for typed in ("北禾食品", "2", "第二个", "２", "食品", "是北禾食品那家", "后者", "the second one"):
        await stage.told("han.mei", "谁负责北禾")
        assert (await stage.told("han.mei", typed)).startswith("北禾食品由王强负责"), typed


async def test_a_typed_answer_in_a_group_needs_no_mention_but_other_talk_is_left_alone(stage: Stage) -> None:
    await stage.says("han.mei", "east-pv", "@搭子 谁负责北禾")
    await stage.says("han.mei", "east-pv", "大家先开会吧")
    assert await stage.news("east-pv") == []
    await stage.says("li.lei", "east-pv", "北禾食品")
    assert await stage.news("east-pv") == []
    await stage.says("han.mei", "east-pv", "北禾食品")
    assert (await stage.reply("east-pv")).startswith("北禾食品由王强负责")
    await stage.says("han.mei", "east-pv", "北禾食品")
    assert await stage.news("east-pv") == []


async def test_another_question_in_between_ends_the_first(stage: Stage) -> None:
    await stage.told("han.mei", "谁负责北禾")
    assert "李雷" in await stage.told("han.mei", "谁负责华东光伏")
    assert (await stage.told("han.mei", "2")).startswith("这句我没听懂")


async def test_never_mind(stage: Stage) -> None:
    await stage.told("han.mei", "谁负责北禾")
    assert await stage.told("han.mei", "算了") == "好。"
    await stage.told("emma.thorne", "who owns Beihe?")
    assert await stage.told("emma.thorne", "never mind") == "All right."


async def test_a_question_does_not_wait_for_ever(stage: Stage) -> None:
    await stage.told("han.mei", "谁负责北禾")
    await stage.later(stage.clock.now() + timedelta(hours=2))
    assert (await stage.told("han.mei", "2")).startswith("这句我没听懂")


async def test_unknown_names_offer_the_nearest_and_who_may_know(stage: Stage) -> None:
    await stage.says("wang.qiang", "south-mfg", "@搭子 谁负责蓝屿光学？")
    answer = await stage.answer("south-mfg")
    said = answer["payload"]["text"]
    assert said == "没有找到“蓝屿光学”这个客户。名字最接近的是：海镜光学、蓝屿组件。也可以问问周敏。"
    assert labels(answer) == ["海镜光学", "蓝屿组件"]
    await stage.presses("wang.qiang", answer, "蓝屿组件")
    assert "蓝屿组件由李雷负责" in await stage.reply("south-mfg")


async def test_nothing_near_says_so_and_guesses_nobody(stage: Stage) -> None:
    said = await stage.told("emma.thorne", "who owns Zyxgard Holdings?")
    assert said.startswith("I don't know a customer called “Zyxgard Holdings”.")
    assert said.endswith("Olivia Brandt may know.")
    answer = await stage.asks("谁负责火星贸易", as_whom="han.mei")
    assert (answer["outcome"], answer["candidates"]) == ("unknown", [])


async def test_the_command_ask_continues_a_thread(stage: Stage) -> None:
    first = await stage.asks("谁负责北禾？", as_whom="han.mei", thread="t")
    assert first["outcome"] == "ambiguous"
    assert {one["id"] for one in first["candidates"]} == {"C002", "C003"}
    assert "王强" in (await stage.asks("北禾食品", as_whom="han.mei", thread="t"))["text"]
    other = await stage.asks("北禾食品", as_whom="han.mei", thread="another")
    assert other["outcome"] == "unknown"


async def test_something_else_after_a_question_is_not_taken_for_a_name(stage: Stage) -> None:
    await stage.says("li.lei", "direct", "谁负责蓝屿光学")
    assert "没有找到" in await stage.reply("direct", "li.lei")
    await stage.says("li.lei", "direct", "会议室被谁占了")

    said = await stage.reply("direct", "li.lei")
    assert "没有找到" not in said
    assert "·" in said
