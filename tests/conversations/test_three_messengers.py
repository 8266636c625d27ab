"""A person talks from Slack, a colleague presses the button in WeCom, the card changes in DingTalk."""

from collections.abc import Mapping

from tests.conversations.abroad import CHAT, Abroad, Card
from tests.conversations.stage import hot_visit

EVERYWHERE = ("slack", "wecom", "dingtalk")
REASONS = {"zh": "同行", "en": "Competitor"}
REJECTED = {"zh": "标为不是线索：", "en": "Not a lead, says "}
FORM = {"zh": "为什么不是线索", "en": "Why is it not a lead?"}
HELD = {"zh": "这条线索韩梅正在跟进，先和对方确认。", "en": "Diego Fuentes is working on this lead; ask them first."}
SAY = {"zh": "用一句话说说原因，我记下来。", "en": "Tell me in a sentence and I'll keep it."}
WORDS = {"zh": "他们是我们的代理商", "en": "they resell our parts"}


async def raised(play: Abroad) -> Mapping[str, Card]:
    """One card in each of the three rooms; anybody may take it."""
    await play.heats()
    cards = {vendor: play.card(vendor) for vendor in EVERYWHERE}
    assert all(f"[{play.cast.claim}]" in card.text for card in cards.values())
    return cards


def claimed(play: Abroad) -> str:
    """How a card says that the colleague has the lead, and since when."""
    who = play.called(play.cast.colleague)
    when = "2026-01-12 09:00 (UTC+8)"
    return f"{who}已于 {when} 认领" if play.cast.lang == "zh" else f"Claimed by {who} at {when}"


async def told_in_slack(play: Abroad, card: Card) -> str:
    """What the bot says below the Slack card, once."""
    await play.quiet()
    return play.thread(card.id)


async def test_pressed_in_wecom_while_slack_talks_and_dingtalk_shows(play: Abroad) -> None:
    before = await raised(play)
    answer = await play.asks_in_slack(play.cast.asker, play.cast.question)
    assert play.cast.owner in answer
    assert play.cast.source in answer
    pressed_late = play.seen_in_slack(play.cast.asker, play.cast.claim)

    await play.presses("wecom", play.cast.colleague, play.cast.claim)

    for vendor in EVERYWHERE:
        card = play.card(vendor)
        assert card.id == before[vendor].id
        assert claimed(play) in card.text
        assert f"[{play.cast.unclaim}]" in card.text
        assert f"[{play.cast.claim}]" not in card.text
    await pressed_late()
    assert (await told_in_slack(play, before["slack"])).startswith(play.cast.held)
    assert all(claimed(play) in play.card(vendor).text for vendor in EVERYWHERE)


async def test_pressed_in_dingtalk_its_card_changes_in_place_and_wecom_is_told_once(play: Abroad) -> None:
    before = await raised(play)
    pressed_late = play.seen_in_slack(play.cast.asker, play.cast.claim)

    await play.presses("dingtalk", play.cast.colleague, play.cast.claim)

    for vendor in ("slack", "dingtalk"):
        card = play.card(vendor)
        assert card.id == before[vendor].id
        assert claimed(play) in card.text
    assert play.dingtalk.bad_card_answers == []
    old, new = play.cards("wecom")
    assert old == before["wecom"]
    assert claimed(play) in new.text
    await pressed_late()
    assert (await told_in_slack(play, before["slack"])).startswith(play.cast.held)


async def test_pressed_in_slack_and_given_back_in_dingtalk(play: Abroad) -> None:
    before = await raised(play)
    await play.presses("slack", play.cast.colleague, play.cast.claim)
    assert claimed(play) in play.card("slack").text
    assert claimed(play) in play.card("dingtalk").text
    await play.presses("dingtalk", play.cast.colleague, play.cast.unclaim)
    for vendor in ("slack", "dingtalk"):
        card = play.card(vendor)
        assert card.id == before[vendor].id
        assert f"[{play.cast.claim}]" in card.text
        assert claimed(play) not in card.text
    assert len(play.dingtalk.gate.journal.named("card/instances/createAndDeliver")) == 1


async def test_who_presses_the_old_wecom_card_is_told_who_has_it(play: Abroad) -> None:
    await raised(play)
    await play.presses("dingtalk", play.cast.colleague, play.cast.claim)
    await play.chat(play.cast.asker).press(play.cast.claim)
    await play.wecom.seen(CHAT, play.cast.held)
    await play.quiet()
    assert len(play.cards("wecom")) == 2


async def test_after_a_press_on_an_old_wecom_card_both_it_and_the_last_message_are_right(play: Abroad) -> None:
    await raised(play)
    await play.presses("slack", play.cast.colleague, play.cast.claim)
    await play.chat(play.cast.asker).press(play.cast.claim)
    await play.wecom.seen(CHAT, play.cast.held)

    await play.presses("slack", play.cast.colleague, play.cast.unclaim)

    pressed, _, last = play.cards("wecom")
    given_back = "放回，等人认领" if play.cast.lang == "zh" else "Given back by"
    assert given_back in pressed.text
    assert given_back in last.text
    assert f"[{play.cast.claim}]" in last.text


async def test_ones_own_lead_comes_to_wecom_when_that_is_where_one_spoke(play: Abroad) -> None:
    user = str(play.team[play.cast.asker]["wecom_id"])
    app = play.wecom.app_chat(user)
    await app.say(play.cast.hello)
    await play.quiet()
    await play.stage.signal(*hot_visit("v-own", lead_id=play.cast.own))
    (card,) = [one for one in play.wecom.messages(user) if one.kind == "template_card"]

    await app.press(play.cast.claim)
    await play.quiet()

    (same,) = [one for one in play.wecom.messages(user) if one.kind == "template_card"]
    assert same.id == card.id
    assert play.cast.unclaim in same.buttons()
    assert play.called(play.cast.asker) in "\n".join(same.lines())
    assert play.slack.messages(play.channel.id) == []
    assert play.dingtalk.messages(play.group.room_id) == []


async def test_not_a_lead_by_slacks_form_settles_the_card_in_all_three(play: Abroad) -> None:
    before, user, lang = await raised(play), play.slack_id(play.cast.colleague), play.cast.lang
    await play.presses("slack", play.cast.colleague, play.cast.reject)
    assert FORM[lang] in play.slack.shown_view(user)
    assert len(play.slack.journal.named("views.open")) == 1

    sent = await play.slack.submit(user, {"reason": REASONS[lang]})
    await play.quiet()

    assert (sent.answer.status, sent.errors, sent.view) == (200, {}, None)
    for vendor in EVERYWHERE:
        latest = play.cards(vendor)[-1].text
        assert REJECTED[lang] in latest
        assert REASONS[lang] in latest
        assert play.called(play.cast.colleague) in latest
    for vendor in ("slack", "dingtalk"):
        assert play.card(vendor).id == before[vendor].id
    assert [one for one in play.slack.messages(play.channel.id) if one.get("thread_ts")] == []


async def test_a_form_that_comes_too_late_shows_why_in_its_own_answer(play: Abroad) -> None:
    await raised(play)
    user, lang = play.slack_id(play.cast.asker), play.cast.lang
    await play.presses("slack", play.cast.asker, play.cast.reject)
    await play.presses("wecom", play.cast.colleague, play.cast.claim)

    sent = await play.slack.submit(user, {"reason": REASONS[lang]})
    await play.quiet()

    assert sent.answer.json()["response_action"] == "errors"
    assert list(sent.errors.values()) == [HELD[lang]]
    assert f"! {HELD[lang]}" in play.slack.shown_view(user)
    assert all(claimed(play) in play.card(vendor).text for vendor in EVERYWHERE)


async def test_another_reason_is_asked_for_in_the_form_and_said_in_the_channel(play: Abroad) -> None:
    await raised(play)
    user, lang = play.slack_id(play.cast.colleague), play.cast.lang
    await play.presses("slack", play.cast.colleague, play.cast.reject)
    other = "其他" if lang == "zh" else "Other"
    sent = await play.slack.submit(user, {"reason": other})
    assert sent.view is not None
    assert SAY[lang] in play.slack.shown_view(user)
    await play.slack.says(user, play.channel.id, WORDS[lang])
    await play.quiet()
    assert all(WORDS[lang] in play.cards(vendor)[-1].text for vendor in EVERYWHERE)


async def test_words_of_ones_own_in_the_form(play: Abroad) -> None:
    await raised(play)
    user, lang = play.slack_id(play.cast.colleague), play.cast.lang
    await play.presses("slack", play.cast.colleague, play.cast.reject)
    sent = await play.slack.submit(user, {"reason": REASONS[lang], "words": WORDS[lang]})
    await play.quiet()
    assert (sent.errors, sent.view) == ({}, None)
    assert all(WORDS[lang] in play.cards(vendor)[-1].text for vendor in EVERYWHERE)
