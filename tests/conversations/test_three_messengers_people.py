"""Slack beside WeCom and DingTalk: people who are new there or leave, the home tab, commands, shortcuts and edits."""

from pathlib import Path

from tests.conversations.abroad import Abroad

JOINERS = """person_id,name,name_en,email,mobile,role,region,manager_id,language
zhang.san,张三,Zhang San,zhang.san@dazi-team.example,12000000120,rep,华东,zhou.min,zh
jane.roe,Jane Roe,Jane Roe,jane.roe@dazi-team.example,+44 20 7946 0121,rep,International,olivia.brandt,en
"""
JOINER = {"zh": "zhang.san", "en": "jane.roe"}
GREETING = {"zh": "你是团队里的哪一位？", "en": "Which of the team are you?"}
STRANGE = {"zh": "我还不认识你的账号", "en": "I don't know your account yet"}
CONFIRM = {"zh": ("是本人", "账号绑好了"), "en": ("是本人", "that is confirmed")}
GONE = {"zh": ("韩梅离职了吗？", "标为离职"), "en": ("Has Diego Fuentes left?", "Mark as left")}
LEFT = {"zh": "周敏于 2026-01-12", "en": "Olivia Brandt"}
DAY = {"zh": "你的今天", "en": "Your day"}
WAITING = {"zh": "等人认领的热线索：", "en": "Hot leads nobody has claimed:"}
HOLDS = {"zh": "你认领的热线索：", "en": "Hot leads you hold:"}
TAKE = {"zh": "认领 L011", "en": "Claim L023"}
SAVED = {"zh": "链接存好了", "en": "Saved the link"}
LIST = {"zh": "存了哪些链接", "en": "saved links"}
PLAN, PRICES = "https://acme.example/plan", "https://acme.example/prices"
OPERATOR = "gao.yuan"


# ------------------------------------------------------------------------------------------------------------- people


async def imported(play: Abroad, folder: Path) -> None:
    """Two joiners are of the team, and nobody has told their accounts."""
    into = folder / "joiners"
    into.mkdir()
    (into / "people.csv").write_text(JOINERS, encoding="utf-8")
    await play.stage.imports(into)


async def alone(play: Abroad, user: str, text: str) -> str:
    """Somebody writes to the bot alone in Slack; what it answered last."""
    room = play.slack.dm(user).id
    before = len(play.slack.messages(room))
    await play.slack.says(user, room, text)
    await play.quiet()
    told = [one for one in play.slack.messages(room)[before:] if one.get("bot_id")]
    assert len(told) == 1
    return play.read(told[0])


async def test_a_slack_account_is_tied_by_its_e_mail(play: Abroad, tmp_path: Path) -> None:
    await imported(play, tmp_path)
    user = play.slack.user("newcomer", email=f"{JOINER[play.cast.lang]}@dazi-team.example").id
    assert play.cast.owner in await alone(play, user, play.cast.question)
    assert play.cast.owner in await alone(play, user, play.cast.question)
    assert [call.args["user"] for call in play.slack.journal.named("users.info")] == [user]


async def test_a_stranger_is_greeted_once_and_tied_by_whom_the_operator_confirms(play: Abroad, tmp_path: Path) -> None:
    await imported(play, tmp_path)
    await alone(play, play.slack_id(OPERATOR), "帮助")  # from now on the operator reads in Slack
    lang, user = play.cast.lang, play.slack.user("stranger", email="nobody@elsewhere.example").id
    assert GREETING[lang] in await alone(play, user, play.cast.question)
    await alone(play, user, JOINER[lang])
    label, confirmed = CONFIRM[lang]
    await play.slack.press(play.slack_id(OPERATOR), play.slack_id(OPERATOR), label)
    await play.quiet()
    assert confirmed in play.slack.shown(user)
    assert play.cast.owner in await alone(play, user, play.cast.question)


async def test_a_stranger_is_not_greeted_twice(play: Abroad) -> None:
    lang, user = play.cast.lang, play.slack.user("stranger", email="").id
    assert GREETING[lang] in await alone(play, user, play.cast.question)
    again = await alone(play, user, play.cast.question)
    assert STRANGE[lang] in again
    assert GREETING[lang] not in again


async def test_a_guest_of_the_channel_closes_it_and_is_told_nothing(play: Abroad) -> None:
    guest = play.slack.user("guest", is_restricted=True, email="guest@elsewhere.example").id
    await play.slack.joins(guest, play.channel.id)
    said = await play.asks_in_slack_as(guest, play.cast.question)
    assert play.cast.owner not in said
    said = await play.asks_in_slack(play.cast.asker, play.cast.question)
    assert play.cast.owner not in said
    assert play.cast.owner in play.alone_in_slack(play.cast.asker)


async def test_who_leaves_slack_makes_the_managers_card(play: Abroad) -> None:
    manager, lang = play.slack_id(play.cast.manager), play.cast.lang
    title, label = GONE[lang]
    await alone(play, manager, play.cast.hello)
    await play.slack.changes_user(play.slack_id(play.cast.colleague), deleted=True)
    await play.quiet()
    assert title in play.slack.shown(manager)
    await play.slack.changes_user(play.slack_id(play.cast.colleague), deleted=True)
    await play.quiet()
    assert play.slack.shown(manager).count(title) == 1
    await play.slack.press(manager, manager, label)
    await play.quiet()
    assert LEFT[lang] in play.slack.shown(manager)


async def test_who_leaves_dingtalk_makes_the_managers_card_in_slack(play: Abroad) -> None:
    manager = play.slack_id(play.cast.manager)
    await alone(play, manager, play.cast.hello)
    await play.dingtalk.leaves(play.employee(play.cast.colleague))
    await play.quiet()
    title, _ = GONE[play.cast.lang]
    assert title in play.slack.shown(manager)


# ------------------------------------------------------------------------------------------------- surfaces of Slack


async def test_the_home_tab_shows_ones_day_and_a_lead_is_taken_from_it(play: Abroad) -> None:
    lang, user = play.cast.lang, play.slack_id(play.cast.colleague)
    await play.heats()
    await play.slack.opens_home(user)
    await play.quiet()
    home = play.slack.shown_home(user)
    assert DAY[lang] in home
    assert WAITING[lang] in home
    await play.slack.press_home(user, TAKE[lang])
    await play.quiet()
    assert HOLDS[lang] in play.slack.shown_home(user)
    assert f"[{TAKE[lang]}]" not in play.slack.shown_home(user)
    assert f"[{play.cast.unclaim}]" in play.card("dingtalk").text
    assert f"[{play.cast.unclaim}]" in play.card("slack").text


async def test_a_stranger_has_a_home_tab_without_anybodys_day(play: Abroad) -> None:
    user = play.slack.user("stranger", email="").id
    await play.heats()
    await play.slack.opens_home(user)
    await play.quiet()
    assert play.slack.shown_home(user)
    assert play.cast.company not in play.slack.shown_home(user)


async def test_a_slash_command_is_answered_for_its_senders_eyes_only(play: Abroad) -> None:
    user = play.slack_id(play.cast.asker)
    delivery = await play.slack.command(user, play.channel.id, "/dazi", play.cast.question)
    await play.quiet()
    assert (delivery.answer.status, delivery.answer.body) == (200, b"")
    assert play.cast.owner in _only_for(play, user)
    assert play.slack.messages(play.channel.id) == []
    await play.slack.command(user, play.channel.id, "/who-owns", "华东光伏" if play.cast.lang == "zh" else "Acme")
    await play.quiet()
    assert _only_for(play, user).count(play.cast.owner) >= 2


async def test_the_shortcut_saves_a_messages_links_and_an_edit_is_read_again(play: Abroad) -> None:
    lang, user, author = play.cast.lang, play.slack_id(play.cast.asker), play.slack_id(play.cast.colleague)
    said = await play.slack.says(author, play.channel.id, f"see {PLAN}")
    await play.slack.message_shortcut(user, play.channel.id, said.ts, "save_to_board")
    await play.quiet()
    private = _only_for(play, user)
    assert SAVED[lang] in private
    assert PLAN in private
    assert play.called(play.cast.colleague) in private

    await play.slack.edits(author, play.channel.id, said.ts, f"see {PRICES}")
    await play.quiet()

    told = await play.asks_in_slack(play.cast.asker, LIST[lang])
    assert PRICES in told
    assert PLAN not in told


async def test_an_edit_of_what_was_asked_is_not_answered_again(play: Abroad) -> None:
    user = play.slack_id(play.cast.asker)
    said = await play.slack.says(user, play.channel.id, f"{play.slack.mention} {play.cast.question}")
    await play.quiet()
    await play.slack.edits(user, play.channel.id, said.ts, f"{play.slack.mention} {play.cast.question} !")
    await play.quiet()
    assert play.cast.owner in play.thread(said.ts)


def _only_for(play: Abroad, user: str) -> str:
    mine = [one for one in play.channel.ephemerals if one["to"] == user]
    return "\n".join(play.read(one) for one in mine)
