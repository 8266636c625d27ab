"""A visitor turns hot: one card with its evidence for the right people, and what they do with it."""

from pathlib import Path

from bot.messengers.local.hub.model import HubMessage
from tests.conversations.stage import Json, Stage, hot_visit, labels, playing, text_of

REASONS = ["学生或求职", "同行", "供应商", "没有预算", "重复"]


def settled(card: Json) -> str:
    return str(card["payload"]["card"]["settled"])


async def raised(stage: Stage, email: str = "ge.yang@yuanju.example") -> Json:
    """A card in the room of the east: lead L011 has no owner."""
    await stage.signal(*hot_visit("v-hot", email=email))
    return await stage.card("east-pv")


async def test_an_owned_lead_goes_to_its_owner_alone_with_the_evidence(stage: Stage) -> None:
    await stage.signal(*hot_visit("v-1", lead_id="L006"))
    card = await stage.card("direct", "li.lei")
    inner = card["payload"]["card"]
    assert inner["badge"] == "🔥 热线索"
    assert inner["title"] == "临舟嘉木智能装备有限公司（贺川）"
    assert len(inner["title"]) <= 40
    assert [why["text"] for why in inner["why"]] == [
        "提交表单 maintenance",
        "下载 service-whitepaper",
        "浏览 /compare/rival-2",
        "浏览 /compare/rival-1",
        "浏览 /compare/rival-0",
    ]
    assert all(why["at"] and why["source"] == "网站" for why in inner["why"])
    assert "竞品对比三连" in inner["foot"]
    assert labels(card) == ["我来跟进", "不是线索", "明早再说"]
    assert await stage.cards("east-pv") == []


async def test_an_english_owner_reads_it_in_english(stage: Stage) -> None:
    await stage.signal(*hot_visit("v-1", lead_id="L010"))
    card = await stage.card("direct", "emma.thorne")
    assert text_of(card).startswith("🔥 Hot lead\nStellanova Marine AS (Ingrid Solheim)")
    assert "Sent the form maintenance website" in text_of(card)
    assert labels(card) == ["Claim", "Not a lead", "Later"]
    assert "“Comparing us”" in card["payload"]["card"]["foot"]


async def test_an_unowned_lead_goes_to_the_room_of_its_region(stage: Stage) -> None:
    card = await raised(stage)
    assert "负责人 暂无" in text_of(card)
    for room in ("all-sales", "south-mfg", "international", "partner-heqiao"):
        assert await stage.cards(room) == []


async def test_claimed_by_one_then_the_other_is_told_and_the_card_says_who(stage: Stage) -> None:
    card = await raised(stage)
    await stage.presses("han.mei", card, "我来跟进")
    claimed = await stage.card("east-pv")
    assert claimed["id"] == card["id"]
    assert claimed["edited_at"]
    assert settled(claimed).startswith("韩梅")
    assert "认领" in settled(claimed)
    assert labels(claimed) == ["撤回认领"]
    assert "负责人 韩梅" in text_of(claimed)
    assert await stage.news("east-pv") == []
    await stage.presses("li.lei", card, "我来跟进")
    assert (await stage.reply("east-pv")).startswith("这条线索韩梅已在")
    assert settled(await stage.card("east-pv")) == settled(claimed)
    await stage.presses("han.mei", card, "我来跟进")
    assert await stage.reply("east-pv") == "这条线索已经在你名下。"


async def test_two_press_at_the_same_moment_and_one_has_it(stage: Stage) -> None:
    card = await raised(stage)
    hub, choice = stage.hub, card["payload"]["card"]["choices"][0]
    from bot.messengers.local.hub.model import Pressed

    for person in ("han.mei", "li.lei"):
        pressed = Pressed(f"p-{person}", card["id"], choice["action"], choice["args"], card["payload"]["version"])
        hub.people.press(person, "east-pv", pressed)
    await stage.quiet()
    assert settled(await stage.card("east-pv")).startswith("韩梅")
    last: HubMessage | None = hub.ledger.log.last("east-pv")
    assert last is not None
    assert last.payload is not None
    assert str(last.payload["text"]).startswith("这条线索韩梅已在")


async def test_a_claim_is_undone_by_the_claimer(stage: Stage) -> None:
    card = await raised(stage)
    await stage.presses("han.mei", card, "我来跟进")
    await stage.presses("han.mei", await stage.card("east-pv"), "撤回认领")
    opened = await stage.card("east-pv")
    assert settled(opened).startswith("韩梅")
    assert "等人认领" in settled(opened)
    assert "负责人 暂无" in text_of(opened)
    assert labels(opened) == ["我来跟进", "不是线索", "明早再说"]
    await stage.presses("li.lei", opened, "我来跟进")
    assert settled(await stage.card("east-pv")).startswith("李雷")


async def test_others_may_not_undo_it_but_a_manager_may(stage: Stage) -> None:
    card = await raised(stage)
    await stage.presses("han.mei", card, "我来跟进")
    claimed = await stage.card("east-pv")
    await stage.presses("sun.hao", claimed, "撤回认领")
    assert await stage.reply("east-pv") == "这条线索是韩梅认领的，只有本人或主管能撤回，请找他们。"
    assert settled(await stage.card("east-pv")).startswith("韩梅")
    await stage.presses("zhou.min", claimed, "撤回认领")
    assert settled(await stage.card("east-pv")).startswith("周敏")
    assert "负责人 暂无" in text_of(await stage.card("east-pv"))


async def test_each_of_the_five_reasons(stage: Stage) -> None:
    await stage.signal(*hot_visit("v-hot", email="ge.yang@yuanju.example"))
    for reason in REASONS:
        card = await stage.card("east-pv")
        await stage.presses("han.mei", card, "不是线索")
        question = await stage.answer("east-pv")
        assert labels(question) == [*REASONS, "其他"]
        await stage.presses("han.mei", question, reason)
        rejected = await stage.card("east-pv")
        assert settled(rejected).startswith("韩梅")
        assert settled(rejected).endswith(f"标为不是线索：{reason}")
        assert labels(rejected) == ["我来跟进"]
        await stage.presses("han.mei", rejected, "我来跟进")
        await stage.presses("han.mei", await stage.card("east-pv"), "撤回认领")


async def test_a_second_answer_to_the_same_question_is_not_left_unanswered(stage: Stage) -> None:
    card = await raised(stage)
    await stage.presses("han.mei", card, "不是线索")
    question = await stage.answer("east-pv")
    await stage.presses("han.mei", question, "同行")
    await stage.presses("li.lei", question, "重复")

    assert "（同行）" in await stage.reply("east-pv")
    assert settled(await stage.card("east-pv")).endswith("标为不是线索：同行")


async def test_another_reason_in_ones_own_words(stage: Stage) -> None:
    card = await raised(stage)
    await stage.presses("han.mei", card, "不是线索")
    await stage.presses("han.mei", await stage.answer("east-pv"), "其他")
    await stage.says("li.lei", "east-pv", "中午吃什么")
    assert settled(await stage.card("east-pv")) == ""
    await stage.says("han.mei", "east-pv", "他们是我们的代理商")
    assert settled(await stage.card("east-pv")).endswith("标为不是线索：他们是我们的代理商")
    await stage.says("han.mei", "east-pv", "中午吃什么")
    assert settled(await stage.card("east-pv")).endswith("他们是我们的代理商")


async def test_a_reason_is_typed_at_once_in_english(stage: Stage) -> None:
    await stage.signal(*hot_visit("v-1", lead_id="L010"))
    card = await stage.card("direct", "emma.thorne")
    await stage.presses("emma.thorne", card, "Not a lead")
    question = await stage.answer("direct", "emma.thorne")
    assert labels(question)[:2] == ["Student or job seeker", "Competitor"]
    await stage.says("emma.thorne", "direct", "2")
    assert settled(await stage.card("direct", "emma.thorne")).endswith("Competitor")


async def test_by_words_instead_of_buttons(stage: Stage) -> None:
    await raised(stage)
    assert await stage.told("han.mei", "认领 L011") == "这条线索归你了。"
    assert settled(await stage.card("east-pv")).startswith("韩梅")
    assert await stage.told("han.mei", "撤回认领 L011") == "已撤回，这条线索重新等人认领。"
    assert await stage.told("han.mei", "撤回认领 L011") == "这条线索没有人认领，不用撤回。"
    await stage.says("han.mei", "direct", "L011 不是线索")
    assert "为什么不是线索？" in await stage.reply("direct", "han.mei")
    assert await stage.told("han.mei", "重复") == "记下了：不是线索（重复）。"
    assert await stage.told("emma.thorne", "claim L999") == (
        "There is no hot-lead alert for L999; please check the number."
    )


async def test_a_form_with_an_e_mail_ties_the_visitor_backwards(stage: Stage) -> None:
    *before, form = hot_visit("v-9", email="GE.YANG@yuanju.example")
    await stage.signal(*before)
    assert await stage.everywhere() == ""
    assert await stage.cards("east-pv") == []
    await stage.signal(form)
    assert "葛杨" in text_of(await stage.card("east-pv"))


async def test_a_form_of_nobody_known_makes_a_lead(stage: Stage) -> None:
    form = {"email": "ann@new.example", "company": "Newcombe Ltd", "name": "Ann Ray", "region": "International"}
    await stage.signal(*hot_visit("v-9", **form))
    card = await stage.card("international")
    assert card["payload"]["card"]["title"] == "Newcombe Ltd (Ann Ray)"
    await stage.presses("emma.thorne", card, "Claim")
    assert "Emma Thorne" in settled(await stage.card("international"))


async def test_without_a_room_for_the_region_the_operator_is_told(stage: Stage) -> None:
    await stage.signal(*hot_visit("v-9", email="x@nowhere.example", region="南极"))
    assert "x@nowhere.example" in text_of(await stage.card("direct", "gao.yuan"))


async def test_a_room_with_outsiders_is_never_told_but_its_people_are(team_url: str, tmp_path: Path) -> None:
    from tests.conversations.stage import settings_for

    rooms = [
        room.model_copy(update={"outsiders": True}) if room.id == "east-pv" else room
        for room in settings_for(team_url, tmp_path).rooms
    ]
    async with playing(team_url, tmp_path, rooms=rooms) as stage:
        await stage.signal(*hot_visit("v-hot", email="ge.yang@yuanju.example"))
        assert await stage.cards("east-pv") == []
        assert "葛杨" in text_of(await stage.card("direct", "li.lei"))
        await stage.presses("han.mei", await stage.card("direct", "han.mei"), "我来跟进")
        assert "韩梅已于" in text_of(await stage.card("direct", "li.lei"))
