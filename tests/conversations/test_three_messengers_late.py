"""Three vendors at their worst: answers that are late for their path, and events that come twice and out of order."""

from tests.conversations.abroad import CHAT, Abroad
from tests.vendors.http.faults import RateLimited

FORM_MESSAGE = {"zh": "为什么不是线索？选一个", "en": "Why is it not a lead? Pick one"}
SECOND = {"zh": ("谁负责曜日新能源？", "曜日"), "en": ("who owns Northwyck?", "Northwyck")}
SESSION, CARD = "robot/sendBySession", "card/instances/createAndDeliver"


# ------------------------------------------------------------------------------------------------------------- late


async def test_a_form_whose_trigger_is_over_becomes_a_question_in_the_thread(play: Abroad) -> None:
    await play.heats()
    card, user = play.card("slack"), play.slack_id(play.cast.colleague)
    play.slack.faults.next("views.open", RateLimited(1.0))
    await play.slack.press(user, play.channel.id, play.cast.reject)
    await play.slack.called("views.open")

    await play.later(seconds=4)
    await play.quiet()

    assert len(play.slack.journal.named("views.open")) == 1
    assert play.slack.top(user) is None
    assert FORM_MESSAGE[play.cast.lang] in play.thread(card.id)
    reason = "重复" if play.cast.lang == "zh" else "Duplicate"
    await play.presses("slack", play.cast.colleague, reason)
    assert all(reason in play.cards(vendor)[-1].text for vendor in ("slack", "wecom", "dingtalk"))


async def test_a_slash_command_answered_half_an_hour_late_reaches_the_asker_alone(play: Abroad) -> None:
    user = play.slack_id(play.cast.asker)
    await play.hold_back()
    await play.slack.command(user, play.channel.id, "/dazi", play.cast.question)
    await play.later(minutes=31)
    await play.let_go()

    assert play.cast.owner in play.alone_in_slack(play.cast.asker)
    assert play.cast.owner not in play.slack.shown(play.channel.id)


async def test_a_session_webhook_that_is_over_is_followed_by_a_message_to_the_group(play: Abroad) -> None:
    play.dingtalk.faults.next(SESSION, RateLimited())
    await play.says_in_dingtalk(play.cast.asker, play.cast.question)
    await play.dingtalk.called(SESSION)

    await play.later(minutes=91)
    await play.quiet()

    assert len(play.dingtalk.gate.journal.named(SESSION)) == 1
    assert len(play.dingtalk.gate.journal.named(CARD)) == 1
    assert play.cast.owner in play.dingtalk.messages(play.group.room_id)[-1].text


async def test_what_was_said_in_dingtalk_while_nobody_worked_is_answered_in_the_group(play: Abroad) -> None:
    await play.hold_back()
    await play.says_in_dingtalk(play.cast.asker, play.cast.question)
    await play.later(hours=2)
    await play.let_go()

    assert play.dingtalk.gate.journal.named(SESSION) == []
    assert play.cast.owner in play.dingtalk.messages(play.group.room_id)[-1].text


async def test_a_stream_that_is_over_is_followed_by_a_message_to_the_chat(play: Abroad) -> None:
    answered = len(play.wecom.journal.named("aibot_respond_msg"))
    play.wecom.faults.next("aibot_respond_msg", RateLimited())
    await play.chat(play.cast.asker).say(play.cast.question)
    await play.wecom.called("aibot_respond_msg", answered + 1)

    await play.later(minutes=6, seconds=30)
    await play.wecom.seen(CHAT, play.cast.owner)
    await play.quiet()

    assert len(play.wecom.journal.named("aibot_respond_msg")) == answered + 1
    assert len(play.wecom.journal.named("aibot_send_msg")) == 1


async def test_a_req_id_of_a_connection_that_broke_is_not_used_on_the_next(play: Abroad) -> None:
    bot = play.wecom.sockets.first()
    await play.hold_back()
    asked = await play.chat(play.cast.asker).say(play.cast.question)
    await play.arrived()
    bot.abort()
    await bot.connected(times=2)
    await play.let_go()

    await play.wecom.seen(CHAT, play.cast.owner)
    assert asked.replies == []
    assert len(play.wecom.journal.named("aibot_send_msg")) == 1


async def test_a_card_pressed_in_wecom_more_than_five_seconds_ago_is_followed_by_another(play: Abroad) -> None:
    await play.heats()
    old = play.card("wecom")
    await play.hold_back()
    await play.chat(play.cast.colleague).press(play.cast.claim)
    await play.arrived()
    await play.later(seconds=6)
    await play.let_go()

    before, after = play.cards("wecom")
    assert before == old
    assert play.called(play.cast.colleague) in after.text
    assert f"[{play.cast.unclaim}]" in play.card("dingtalk").text
    assert f"[{play.cast.unclaim}]" in play.card("slack").text


# ------------------------------------------------------------------------------------------- twice and out of order


async def test_slack_brings_each_message_twice_and_the_later_one_first(play: Abroad) -> None:
    user, bot = play.slack_id(play.cast.asker), play.slack.mention
    question, owned = SECOND[play.cast.lang]
    play.slack.hold()
    first = await play.slack.says(user, play.channel.id, f"{bot} {play.cast.question}")
    second = await play.slack.says(user, play.channel.id, f"{bot} {question}")
    await play.slack.release([3, 1, 2, 0, 0, 3])
    await play.quiet()
    assert play.cast.owner in play.thread(first.ts)
    assert owned in play.thread(second.ts)
    assert len([one for one in play.slack.messages(play.channel.id) if one.get("bot_id")]) == 2


async def test_wecom_brings_each_message_twice_and_the_later_one_first(play: Abroad) -> None:
    question, owned = SECOND[play.cast.lang]
    seen, chat = len(_by_bot_in_wecom(play)), play.chat(play.cast.asker)
    play.wecom.hold()
    await chat.say(play.cast.question, times=2)
    await chat.say(question, times=2)
    await play.wecom.release(reversed)
    await play.says_in_wecom(play.cast.colleague, play.cast.hello)  # what came before it is stored by then
    await play.quiet()
    told = _by_bot_in_wecom(play)[seen:]
    assert len(told) == 3
    assert owned in told[0]
    assert play.cast.owner in told[1]


async def test_dingtalk_brings_each_message_twice_and_the_later_one_first(play: Abroad) -> None:
    question, owned = SECOND[play.cast.lang]
    play.dingtalk.hold()
    first = await play.says_in_dingtalk(play.cast.asker, play.cast.question, times=2)
    second = await play.says_in_dingtalk(play.cast.asker, question, times=2)
    play.dingtalk.release([3, 1, 2, 0])
    await first.tried(2)
    await second.tried(2)
    await play.quiet()
    told = [one.text for one in play.dingtalk.messages(play.group.room_id) if one.by == play.dingtalk.bot_name]
    assert len(told) == 2
    assert any(play.cast.owner in one for one in told)
    assert any(owned in one for one in told)


async def test_a_press_that_wecom_brings_twice_counts_once(play: Abroad) -> None:
    await play.heats()
    await play.chat(play.cast.colleague).press(play.cast.claim, times=2)
    await play.wecom.seen(CHAT, f"[{play.cast.unclaim}]")
    await play.says_in_wecom(play.cast.asker, play.cast.hello)
    await play.quiet()
    (card,) = play.cards("wecom")
    assert play.called(play.cast.colleague) in card.text
    assert len(_by_bot_in_wecom(play)) == 3  # two greetings and the card


async def test_an_event_that_slack_never_saw_acknowledged_comes_again_and_is_answered_once(play: Abroad) -> None:
    user, bot = play.slack_id(play.cast.asker), play.slack.mention
    said = await play.slack.says(user, play.channel.id, f"{bot} {play.cast.question}")
    await play.quiet()
    for delivery in said.deliveries:
        await play.slack.again(delivery)
    await play.quiet()
    assert play.cast.owner in play.thread(said.ts)
    assert all(delivery.answer.status == 200 for delivery in said.deliveries)


def _by_bot_in_wecom(play: Abroad) -> list[str]:
    return ["\n".join(one.lines()) for one in play.wecom.messages(CHAT) if not one.by_person]
