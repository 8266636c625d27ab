"""Who hears what: mentions, outsiders, strangers, leavers, and in which language."""

from tests.conversations.stage import Stage, labels

PARTNER = {"id": "partner-heqiao", "direct": False, "outsiders": True}
EAST = {"id": "east-pv", "direct": False, "outsiders": False}


async def test_in_a_group_only_when_mentioned(stage: Stage) -> None:
    await stage.says("han.mei", "east-pv", "谁负责华东光伏？")
    assert await stage.everywhere() == ""
    for mention in ("@搭子 谁负责华东光伏？", "＠搭子谁负责华东光伏", "谁负责华东光伏 @Dazi"):
        await stage.says("han.mei", "east-pv", mention)
        assert "李雷" in await stage.reply("east-pv")


async def test_the_answer_stands_in_the_thread_of_its_question(stage: Stage) -> None:
    asked = await stage.says("han.mei", "east-pv", "@搭子 谁负责华东光伏？")
    assert (await stage.answer("east-pv"))["thread"] == asked


async def test_where_outsiders_sit_the_asker_gets_it_privately(stage: Stage) -> None:
    await stage.says("han.mei", "partner-heqiao", "@搭子 谁负责同屹重工？")
    in_room = await stage.reply("partner-heqiao")
    assert in_room == "这个群里有外部成员，我在这里不说客户的事。已经私下回你。"
    assert "同屹重工由李雷负责" in await stage.reply("direct", "han.mei")
    assert "李雷" not in in_room


async def test_an_ambiguous_question_there_is_asked_back_privately(stage: Stage) -> None:
    await stage.says("han.mei", "partner-heqiao", "@搭子 谁负责北禾？")
    assert "北禾" not in await stage.reply("partner-heqiao")
    question = await stage.answer("direct", "han.mei")
    assert labels(question) == ["北禾电子", "北禾食品"]
    await stage.presses("han.mei", question, "北禾电子")
    assert "陈静" in await stage.reply("direct", "han.mei")


async def test_a_question_asked_back_privately_takes_a_typed_answer(stage: Stage) -> None:
    await stage.says("han.mei", "partner-heqiao", "@搭子 谁负责北禾？")
    await stage.reply("partner-heqiao")
    await stage.answer("direct", "han.mei")
    await stage.says("han.mei", "direct", "第二个")
    assert "北禾食品由王强负责" in await stage.reply("direct", "han.mei")


async def test_a_stranger_there_gets_nothing_anywhere(stage: Stage) -> None:
    await stage.event("somebody", PARTNER, "@搭子 请问同屹重工是谁负责的？")
    said = await stage.everywhere()
    assert said == "我只回答团队同事的问题，请直接联系你的对接人。"


async def test_a_stranger_among_the_team_is_told_what_is_missing(stage: Stage) -> None:
    await stage.event("somebody", EAST, "@Dazi who owns Acme?")
    said = await stage.everywhere()
    assert said.startswith("I don't know you yet, so I can't talk about customers. Which of the team are you?")
    assert "Emma" not in said
    await stage.event("somebody", EAST, "@Dazi who owns Acme?")
    assert (await stage.everywhere()).startswith("I don't know your account yet")


async def test_a_leaver_is_told_nothing_but_why(stage: Stage) -> None:
    await stage.event("zhao.peng", EAST, "@搭子 谁负责曜日新能源？")
    said = await stage.everywhere()
    assert said.startswith("你的账号已标记为离职")
    assert "韩梅" not in said
    await stage.event("zhao.peng", EAST, "@搭子 我的客户")
    assert "曜日" not in await stage.everywhere()


async def test_a_room_whose_members_are_unknown_is_treated_with_care(stage: Stage) -> None:
    await stage.event("han.mei", {"id": "all-sales", "direct": False, "outsiders": None}, "@搭子 谁负责华东光伏？")
    assert "李雷" in await stage.reply("all-sales")  # the team's settings say who sits there
    await stage.event("han.mei", {"id": "nobody-knows", "direct": False, "outsiders": None}, "@搭子 谁负责华东光伏？")
    assert "李雷" in await stage.reply("direct", "han.mei")


async def test_the_persons_setting_decides_the_language(stage: Stage) -> None:
    assert "负责" in await stage.told("han.mei", "who owns Acme?")
    assert "owns" in await stage.told("emma.thorne", "谁负责华东光伏？")


async def test_else_the_message_then_the_room_then_the_team(stage: Stage) -> None:
    await stage.event("somebody", EAST, "谁负责 Acme？")
    assert "我还不认识你" in await stage.everywhere()
    await stage.event("somebody", EAST, "who owns 1688?")
    assert "I don't know your account" in await stage.everywhere()
    await stage.event("somebody", EAST | {"id": "international", "language": "en"}, "？？？")
    assert "I didn't get that" in await stage.everywhere()
    await stage.event("somebody", EAST, "？？？")
    assert "我没听懂" in await stage.everywhere()


async def test_help_small_talk_and_what_is_not_understood(stage: Stage) -> None:
    said = await stage.told("chen.jing", "帮助")
    assert said.startswith("可以这样跟我说：\n· “谁负责华东光伏？”")
    assert "打个招呼" not in said
    assert (await stage.told("emma.thorne", "what can you do?")).startswith("You can say:\n· “who owns Acme?”")
    assert (await stage.told("chen.jing", "你好")).startswith("在。")
    assert await stage.told("emma.thorne", "thanks a lot!") == "You're welcome; I'm around."
    lost = await stage.told("chen.jing", "帮我看看谁负则华东光浮")
    assert lost.startswith("这句我没听懂，可以这样问：")
    assert "谁负责华东光伏？" in lost
