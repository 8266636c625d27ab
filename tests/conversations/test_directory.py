"""People of a messenger matched to the team: newcomers, leavers, and which rooms have outsiders."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from knowledge.people.model import Account, Handle, Room
from notifiers.notice import Choice
from tests.conversations.elsewhere import NAME, Elsewhere, Post
from tests.conversations.stage import MONDAY, Stage, hot_visit, playing

LI_LEI, ZHOU_MIN, OLIVIA, GAO_YUAN, EMMA = (f"U0DZTEAM{number}" for number in ("03", "01", "02", "12", "07"))
NEW, GUEST = "U0NEWCOMER", "U0GUEST"
JOINERS = """person_id,name,name_en,email,mobile,role,region,manager_id,language
zhang.san,张三,Zhang San,zhang.san@dazi-team.example,12000000120,rep,华东,zhou.min,zh
jane.roe,Jane Roe,Jane Roe,jane.roe@dazi-team.example,+44 20 7946 0121,rep,International,olivia.brandt,en
"""
OWNER_ZH, OWNER_EN = "谁负责华东光伏？", "who owns Acme?"


@pytest.fixture
async def away(stage: Stage, tmp_path: Path) -> Elsewhere:
    """A second messenger; 张三 and Jane are of the team, and nobody knows their accounts there yet."""
    folder = tmp_path / "joiners"
    folder.mkdir()
    (folder / "people.csv").write_text(JOINERS, encoding="utf-8")
    await stage.imports(folder)
    return Elsewhere.beside(stage)


def describe(away: Elsewhere, user: str, **said: object) -> None:
    """What the messenger answers when it is asked about an account."""
    away.accounts[user] = Account(Handle(NAME, user), **said)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------------------ matching


async def test_a_known_account_is_answered_without_asking_the_messenger(away: Elsewhere) -> None:
    await away.says(LI_LEI, OWNER_ZH)
    assert "李雷" in away.text(f"dm:{LI_LEI}")
    assert away.asked == []


@pytest.mark.parametrize("said", [{"email": "Zhang.San@dazi-team.example"}, {"mobile": "+86 120-0000-0120"}])
async def test_a_new_account_is_tied_with_the_first_question(away: Elsewhere, said: dict[str, str]) -> None:
    describe(away, NEW, **said)
    await away.says(NEW, OWNER_ZH)
    assert "华东光伏由李雷负责" in away.text()
    await away.says(NEW, "我是谁谁谁")
    assert away.asked == [NEW]


async def test_an_outsiders_account_is_never_tied(away: Elsewhere) -> None:
    describe(away, NEW, email="zhang.san@dazi-team.example", outsider=True)
    await away.says(NEW, OWNER_ZH)
    assert away.text() == "我只回答团队同事的问题，请直接联系你的对接人。"


async def test_talk_that_does_not_concern_the_bot_asks_nobody(away: Elsewhere) -> None:
    await away.says(NEW, "午饭吃什么？", room="C1", to_bot=False)
    assert (away.asked, away.posts) == ([], [])


async def test_a_messenger_that_does_not_tell_is_asked_again_after_an_hour(away: Elsewhere, stage: Stage) -> None:
    await away.says(NEW, OWNER_ZH)
    await away.says(NEW, OWNER_ZH)
    assert away.asked == [NEW]
    await stage.later(MONDAY + timedelta(hours=1, minutes=1))
    describe(away, NEW, email="zhang.san@dazi-team.example")
    await away.says(NEW, OWNER_ZH)
    assert away.asked == [NEW, NEW]
    assert "李雷" in away.text()


# ----------------------------------------------------------------------------------------------------------- newcomers


async def test_a_newcomer_is_asked_once_and_confirmed(away: Elsewhere) -> None:
    await away.says(NEW, OWNER_ZH, name="张三丰")
    assert away.text() == (
        "我还不认识你的账号，先不说客户的事。你是团队里的哪一位？告诉我你的工作邮箱或工号，我请人确认。"
    )
    await away.says(NEW, "zhang.san", name="张三丰")
    assert away.text(f"dm:{NEW}") == "谢谢，我请人确认一下，有结果就在这里告诉你。"
    card = away.post(f"dm:{GAO_YUAN}")
    assert "张三丰（Slack）说自己是 zhang.san（张三，销售，华东）。对吗？" in card.text
    assert card.labels == ["是本人", "不是"]
    await away.presses(GAO_YUAN, card, "是本人")
    assert "高远于 2026-01-12 09:00 确认是本人，账号已绑定" in card.text
    assert card.labels == []
    assert away.text(f"dm:{NEW}") == "张三丰，已经确认，你的账号绑好了，可以直接问我了。"
    await away.says(NEW, OWNER_ZH)
    assert "华东光伏由李雷负责" in away.text()


async def test_the_same_in_english_with_the_sentence_instead_of_the_button(away: Elsewhere) -> None:
    await away.says(NEW, OWNER_EN, name="Jane")
    assert away.text().startswith("I don't know you yet, so I can't talk about customers. Which of the team are you?")
    await away.says(NEW, "I'm jane.roe@dazi-team.example", name="Jane")
    assert away.text(f"dm:{NEW}").startswith("Thanks. I've asked somebody who can confirm it")
    card = away.post(f"dm:{GAO_YUAN}")
    await away.says(OLIVIA, f"confirm slack:{NEW} is jane.roe")
    assert away.text(f"dm:{OLIVIA}") == "All right: the account is tied, and I've told them."
    assert "Olivia Brandt" in card.text
    assert away.text(f"dm:{NEW}") == "Jane, that is confirmed: your account is tied and you can ask me now."
    await away.presses(GAO_YUAN, card_before(card), "不是")
    assert "Olivia Brandt 已经定了" in away.text(f"dm:{GAO_YUAN}")


def card_before(card: Post) -> Post:
    """The card as somebody still sees it who did not get its change."""
    stale = Choice("不是", "deny_account", {"account": f"slack:{NEW}", "number": "1"})
    return Post(card.room, replace(card.notice, version=1, choices=(stale,)))


async def test_a_denied_account_stays_unknown(away: Elsewhere) -> None:
    await away.says(NEW, OWNER_EN)
    await away.says(NEW, "jane.roe")
    await away.presses(GAO_YUAN, away.post(f"dm:{GAO_YUAN}"), "不是")
    assert "this could not be confirmed" in away.text(f"dm:{NEW}")
    await away.says(NEW, "I am jane.roe")
    assert away.text().startswith("It could not be confirmed who you are")
    await away.says(NEW, OWNER_EN)
    assert away.text().startswith("I don't know your account yet")


async def test_only_those_who_decide_may_confirm(away: Elsewhere) -> None:
    await away.says(NEW, OWNER_ZH)
    await away.says(NEW, "zhang.san")
    card = away.post(f"dm:{GAO_YUAN}")
    await away.presses(LI_LEI, card, "是本人")
    assert away.text() == "这件事要主管或管理员来定，请找他们。"
    await away.says(EMMA, f"confirm slack:{NEW} is zhang.san")
    assert away.text() == "A manager or an admin decides that; please ask one of them."
    await away.presses(NEW, card, "是本人")
    assert away.text().startswith("我还不认识你的账号，客户的事不能说。")
    assert card.labels == ["是本人", "不是"]


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        ("nobody.at.all", "I find nobody on the team for that"),
        ("li.lei", "I find nobody on the team for that"),
        ("zhao.peng", "I find nobody on the team for that"),
    ],
)
async def test_what_fits_nobody_free_is_said_without_a_name(away: Elsewhere, claim: str, says: str) -> None:
    await away.says(NEW, OWNER_EN)
    await away.says(NEW, f"I am {claim}")
    assert away.text().startswith(says)
    await away.says(NEW, OWNER_EN)
    assert away.text().startswith("I don't know your account yet")


async def test_after_a_wrong_answer_the_right_one_still_counts(away: Elsewhere) -> None:
    await away.says(NEW, OWNER_ZH)
    await away.says(NEW, "zhang.sann")
    assert away.text().startswith("名单里没有对得上、又还没绑定账号的人。")
    await away.says(NEW, "zhang.san")
    assert "我请人确认一下" in away.text(f"dm:{NEW}")


async def test_help_comes_with_the_question_and_a_second_introduction_waits(away: Elsewhere) -> None:
    await away.says(NEW, "帮助")
    assert away.text().startswith("可以这样跟我说：")
    assert away.text().endswith("告诉我你的工作邮箱或工号，我请人确认。")
    await away.says(NEW, "我是 zhang.san")
    assert away.text(f"dm:{GAO_YUAN}")
    await away.says(NEW, "我是 jane.roe")
    assert away.text() == "已经在等人确认了，有结果就在这里告诉你。"


async def test_in_a_room_talk_with_others_is_not_taken_for_the_answer(away: Elsewhere) -> None:
    await away.says(NEW, OWNER_ZH, room="C1", outsiders=False)
    assert "你是团队里的哪一位？" in away.text("C1")
    await away.says(NEW, "午饭吃什么", room="C1", outsiders=False, to_bot=False)
    assert away.news() == []
    await away.says(NEW, "zhang.san@dazi-team.example", room="C1", outsiders=False, to_bot=False)
    assert "我请人确认一下" in away.text("C1")


async def test_where_outsiders_sit_strangers_are_not_asked(away: Elsewhere) -> None:
    await away.says(NEW, OWNER_ZH, room="C1", outsiders=True)
    assert away.text("C1") == "我只回答团队同事的问题，请直接联系你的对接人。"


# ------------------------------------------------------------------------------------------------------------- leavers


async def test_a_closed_account_asks_the_manager_once(away: Elsewhere) -> None:
    closed = Account(Handle(NAME, LI_LEI), name="Li Lei", active=False)
    await away.notices(closed)
    card = away.post(f"dm:{ZHOU_MIN}")
    assert card.notice.title == "李雷离职了吗？"
    assert "李雷的 Slack 账号于 2026-01-12 09:00 停用。" in card.text
    assert "交接以后再安排" in card.text
    assert "华东光伏" in {fact.label: fact.value for fact in card.notice.facts}["名下客户"]
    await away.notices(closed)
    assert away.news() == []
    await away.presses(ZHOU_MIN, card, "标为离职")
    assert "周敏于 2026-01-12 09:00 标为离职" in card.text
    assert card.labels == ["仍在职"]
    assert "李雷离职，最后一天 2026-01-12" in away.text(f"dm:{ZHOU_MIN}")


async def test_more_than_fifteen_customers_are_counted(away: Elsewhere, stage: Stage, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    ids = [f"X{number:02d}" for number in range(1, 18)]
    customers = [f"{one},某某{one},Some {one}" for one in ids]
    owned = [f"{one},jane.roe,rep,2025-01-01," for one in ids] + ["C001,jane.roe,presales,2025-01-01,"]
    past = ["X01,zhang.san,rep,2020-01-01,2020-12-31"]
    (folder / "customers.csv").write_text("\n".join(["customer_id,name,name_en", *customers]), encoding="utf-8")
    rows = ["customer_id,person_id,role,valid_from,valid_to", *owned, *past]
    (folder / "ownership.csv").write_text("\n".join(rows), encoding="utf-8")
    await stage.imports(folder)
    describe(away, NEW, email="jane.roe@dazi-team.example")
    await away.says(NEW, "hello")
    await away.notices(Account(Handle(NAME, NEW), active=False))
    facts = {fact.label: fact.value for fact in away.post(f"dm:{OLIVIA}").notice.facts}
    assert facts["Owns"].startswith("17: Some X01, Some X02, ")
    assert facts["Owns"].endswith("Some X15 … and 2 more")
    assert facts["Open hot leads"] == "0"


async def test_hot_leads_in_a_leavers_hands_are_counted(away: Elsewhere, stage: Stage) -> None:
    await stage.signal(*hot_visit("v-1", lead_id="L011"))
    await away.says(LI_LEI, "认领 L011")
    await away.notices(Account(Handle(NAME, LI_LEI), active=False))
    facts = {fact.label: fact.value for fact in away.post(f"dm:{ZHOU_MIN}").notice.facts}
    assert facts["手上的热线索"] == "1"


async def test_without_an_operator_managers_and_admins_are_asked(team_url: str, tmp_path: Path) -> None:
    async with playing(team_url, tmp_path, operator="") as stage:
        away = Elsewhere.beside(stage)
        closed = Account(Handle(NAME, ZHOU_MIN), active=False)
        await away.notices(closed)
        assert {post.room for post in away.news()} == {f"dm:{OLIVIA}", f"dm:{GAO_YUAN}"}
        post = away.news(f"dm:{OLIVIA}")[0]
        await away.presses(OLIVIA, post, "Still here")
        (other,) = [one for one in away.posts if one.room == f"dm:{GAO_YUAN}"]
        assert "Olivia Brandt于" in other.text.replace(" 于", "于")


async def test_somebody_who_is_still_there_stays(away: Elsewhere, stage: Stage) -> None:
    await away.notices(Account(Handle(NAME, EMMA), active=False))
    card = away.post(f"dm:{OLIVIA}")
    assert card.notice.title == "Has Emma Thorne left?"
    assert "Hand-over comes later" in card.text
    await away.presses(OLIVIA, card, "Mark as left")
    await away.presses(OLIVIA, card, "Still here")
    assert "Still here, says Olivia Brandt" in card.text
    await stage.later(MONDAY + timedelta(days=1))
    assert "owns" in await stage.told("emma.thorne", OWNER_EN)


async def test_the_day_after_a_leaver_is_told_nothing(away: Elsewhere, stage: Stage) -> None:
    await away.says(ZHOU_MIN, "李雷离职了")
    assert away.text().startswith("记下了：李雷离职")
    await stage.later(MONDAY + timedelta(days=1))
    assert (await stage.told("li.lei", OWNER_ZH)).startswith("你的账号已标记为离职")
    await away.notices(Account(Handle(NAME, LI_LEI), active=False))
    assert away.news() == []


async def test_an_account_that_is_opened_again_settles_the_question(away: Elsewhere) -> None:
    account = Account(Handle(NAME, LI_LEI), active=False)
    await away.notices(account)
    card = away.post(f"dm:{ZHOU_MIN}")
    await away.notices(Account(Handle(NAME, LI_LEI)))
    assert "账号于 2026-01-12 09:00 恢复" in card.text
    await away.notices(account)
    assert away.post(f"dm:{ZHOU_MIN}").labels == ["标为离职", "仍在职"]


async def test_nobody_else_marks_people_as_left(away: Elsewhere) -> None:
    await away.says(EMMA, "Li Lei has left")
    assert away.text() == "A manager or an admin decides that; please ask one of them."
    await away.says(OLIVIA, "Nobody Known has left the company")
    assert away.text().startswith("Nobody on the team is called “Nobody Known”")


# --------------------------------------------------------------------------------------------------------------- rooms


async def test_a_room_of_unknown_members_is_asked_about_and_settled_by_a_manager(away: Elsewhere) -> None:
    await away.says(LI_LEI, OWNER_ZH, room="C1")
    assert "请主管跟我说“本群都是内部同事”" in away.text("C1")
    assert "李雷" in away.text(f"dm:{LI_LEI}")
    assert away.asked == ["C1"]
    await away.says(LI_LEI, "本群都是内部同事", room="C1")
    assert away.text("C1").startswith("群里有没有外部人员，由主管或管理员来说定")
    await away.says(ZHOU_MIN, "这个群没有外部人员", room="C1")
    assert away.text("C1").startswith("记下了：周敏于 2026-01-12 09:00 说明本群没有外部人员")
    await away.says(LI_LEI, OWNER_ZH, room="C1")
    assert "华东光伏由李雷负责" in away.text("C1")
    assert away.asked == ["C1"]


async def test_the_same_in_english_and_guests_told_of_close_the_room(away: Elsewhere) -> None:
    await away.says(OLIVIA, "this room is internal", room="C2")
    assert away.text().startswith("Noted: Olivia Brandt said at 2026-01-12")
    await away.says(EMMA, OWNER_EN, room="C2", outsiders=False)
    assert "Emma Thorne" in away.text("C2")
    await away.says(OLIVIA, "there are guests here", room="C2")
    assert "in private only" in away.text()
    await away.says(EMMA, OWNER_EN, room="C2", outsiders=False)
    assert away.text("C2").startswith("There are people from outside in this room")
    await away.says(OLIVIA, "this room is internal")
    assert away.text() == "Please say that in the room itself, so that I know which one you mean."


@pytest.mark.parametrize(("outsiders", "answered"), [(False, True), (True, False)])
async def test_a_room_that_the_messenger_knows_needs_nobody(
    away: Elsewhere,
    outsiders: bool,  # noqa: FBT001  what the messenger says
    answered: bool,  # noqa: FBT001
) -> None:
    away.rooms["C1"] = Room(NAME, "C1", direct=False, title="sales", outsiders=outsiders)
    await away.says(LI_LEI, OWNER_ZH, room="C1")
    assert ("李雷" in away.text("C1")) is answered
    await away.says(ZHOU_MIN, "本群都是内部同事", room="C1", outsiders=outsiders)
    assert away.text("C1").startswith("记下了" if answered else "平台显示群里有外部成员")


async def test_an_outsider_heard_in_an_internal_room_opens_it(away: Elsewhere) -> None:
    await away.says(ZHOU_MIN, "本群都是内部同事", room="C1")
    await away.notices(Account(Handle(NAME, GUEST), name="陆宁", outsider=True))
    await away.says(GUEST, "各位好", room="C1", to_bot=False)
    assert away.news("C1") == []
    told = away.text(f"dm:{ZHOU_MIN}")
    assert told.startswith("“C1”里有外部人员\n陆宁（Slack）刚才在群里说话了。")
    await away.says(GUEST, "在吗", room="C1", outsiders=False, to_bot=False)
    assert away.news() == []
    await away.says(LI_LEI, OWNER_ZH, room="C1", outsiders=False)
    assert away.text("C1").startswith("这个群里有外部成员")


async def test_added_to_a_room_the_bot_says_once_what_it_can(away: Elsewhere, stage: Stage) -> None:
    joined = Room(NAME, "C9", direct=False, title="EMEA", language="en")
    await away.notices(joined=joined)
    said = away.text("C9")
    assert said.startswith("I'm Dazi: mention me and I can help\n· “who owns …?”")
    assert said.endswith("a manager can tell me: this room is internal.")
    await away.notices(joined=joined)
    assert away.news() == []
    away.rooms["C8"] = Room(NAME, "C8", direct=False, title="华东", outsiders=False)
    await away.notices(joined=Room(NAME, "C8", direct=False))
    assert away.text("C8").endswith("说“帮助”，看我还会什么")
    await away.notices(left=Room(NAME, "C8", direct=False))
    await asyncio.sleep(0)
    assert await stage.runtime.at_rest()


# --------------------------------------------------------------------------------------------------- where people read


async def test_people_are_reached_where_they_spoke_last(away: Elsewhere, stage: Stage) -> None:
    await away.notices(Account(Handle(NAME, LI_LEI), active=False))
    assert "李雷离职了吗？" in away.text(f"dm:{ZHOU_MIN}")
    await stage.says("zhou.min", "direct", "你好")
    await away.notices(Account(Handle(NAME, "U0DZTEAM04"), active=False))
    assert away.news() == []
    assert "韩梅离职了吗？" in await stage.reply("direct", "zhou.min")
