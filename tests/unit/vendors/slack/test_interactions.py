"""Buttons, commands, shortcuts and forms, with what they are given for a short while."""

from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from tests.clocks import FakeClock
from tests.unit.vendors.slack.bot import Bot
from tests.unit.vendors.slack.test_web_api import error
from tests.vendors.slack.fake import FakeSlack


def words(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def card(label: str = "Take it", **more: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    button = {"type": "button", "action_id": "take", "text": words(label), "value": "lead-1", **more}
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "*New lead*"}}
    return [section, {"type": "actions", "block_id": "acts", "elements": [button]}]


def form(**more: Any) -> dict[str, Any]:  # noqa: ANN401
    note = {"type": "plain_text_input", "action_id": "note"}
    stages = [{"text": words(stage), "value": stage.lower()} for stage in ("Won", "Lost")]
    stage = {"type": "static_select", "action_id": "stage", "options": stages}
    blocks = [
        {"type": "input", "block_id": "note_block", "label": words("Note"), "element": note},
        {"type": "input", "block_id": "stage_block", "label": words("Stage"), "element": stage, "optional": True},
    ]
    kind = {"type": "modal", "callback_id": "log", "title": words("Log"), "submit": words("Save")}
    return {**kind, "private_metadata": "C1", "blocks": blocks, **more}


async def opened(slack: FakeSlack, client: AsyncWebClient, user_id: str, **more: Any) -> None:  # noqa: ANN401
    delivery = await slack.global_shortcut(user_id, "log")
    await client.views_open(trigger_id=delivery.payload["trigger_id"], view=form(**more))


async def answer_at(url: str, body: dict[str, Any]) -> int:
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as response:
        return response.status


async def test_pressing_a_button(slack: FakeSlack, bot: Bot, client: AsyncWebClient) -> None:
    lan = slack.user("lan")
    room = slack.channel("sales", [lan])
    posted = await client.chat_postMessage(channel=room.id, text="New lead", blocks=card())
    assert slack.shown(room.id) == "*New lead*\n[Take it]"
    await slack.press(lan.id, room.id, "Take it")
    pressed = next(one for one in bot.heard if one["type"] == "block_actions")
    assert pressed["actions"][0]["action_id"] == "take"
    assert (pressed["actions"][0]["value"], pressed["actions"][0]["block_id"]) == ("lead-1", "acts")
    assert pressed["container"]["message_ts"] == posted["ts"] == pressed["message"]["ts"]
    assert (pressed["user"]["id"], pressed["channel"]["name"]) == (lan.id, "sales")
    with pytest.raises(AssertionError, match="nobody sees"):
        await slack.press(lan.id, room.id, "Not there")


async def test_a_response_url_is_good_for_5_answers(slack: FakeSlack, bot: Bot, client: AsyncWebClient) -> None:
    lan = slack.user("lan")
    room = slack.channel("sales", [lan])
    await client.chat_postEphemeral(channel=room.id, user=lan.id, text="Yours?", blocks=card())
    url = (await slack.press(lan.id, room.id, "Take it")).payload["response_url"]
    assert await answer_at(url, {"replace_original": True, "text": "Yours."}) == 200
    assert slack.shown(room.id) == "(only visible to @lan)\nYours."
    assert await answer_at(url, {"response_type": "in_channel", "text": "Lan has it"}) == 200
    assert await answer_at(url, {"delete_original": True}) == 200
    assert slack.shown(room.id) == "Lan has it"
    assert [await answer_at(url, {"text": "more"}) for _ in range(3)] == [200, 200, 404]
    assert bot.heard[0]["container"]["is_ephemeral"] is True


async def test_a_response_url_lives_30_minutes(slack: FakeSlack, bot: Bot, clock: FakeClock) -> None:
    lan = slack.user("lan")
    delivery = await slack.command(lan.id, lan.id, "/dazi", "today")
    clock.advance(30 * 60 + 1)
    assert await answer_at(delivery.payload["response_url"], {"text": "late"}) == 404
    assert bot.heard[0]["text"] == "today"


async def test_a_command_shows_the_answer_or_its_failure(slack: FakeSlack, bot: Bot) -> None:
    slack.echoes = False
    lan = slack.user("lan")
    room = slack.channel("sales", [lan])
    bot.answers.append(web.json_response({"response_type": "in_channel", "text": "3 leads"}))
    bot.answers.append(web.Response(text="only you"))
    bot.answers.append(web.Response(status=500))
    for _ in range(3):
        await slack.command(lan.id, room.id, "/dazi")
    shown = slack.shown(room.id).splitlines()
    assert shown[:3] == ["3 leads", "(only visible to @lan)", "only you"]
    assert "dispatch_failed" in shown[4]
    assert [one["command"] for one in bot.heard if "command" in one] == ["/dazi"] * 3


async def test_a_trigger_lives_3_seconds_and_is_spent_once(
    slack: FakeSlack, bot: Bot, client: AsyncWebClient, clock: FakeClock
) -> None:
    lan = slack.user("lan")
    trigger = (await slack.global_shortcut(lan.id, "log")).payload["trigger_id"]
    await client.views_open(trigger_id=trigger, view=form())
    assert await error(client.views_open(trigger_id=trigger, view=form())) == "exchanged_trigger_id"
    late = (await slack.global_shortcut(lan.id, "log")).payload["trigger_id"]
    clock.advance(3.1)
    assert await error(client.views_open(trigger_id=late, view=form())) == "expired_trigger_id"
    assert await error(client.views_open(trigger_id="made-up", view=form())) == "invalid_trigger_id"
    assert [one["type"] for one in bot.heard] == ["shortcut", "shortcut"]


async def test_submitting_a_form(slack: FakeSlack, bot: Bot, client: AsyncWebClient) -> None:
    lan = slack.user("lan")
    await opened(slack, client, lan.id)
    assert slack.shown_view(lan.id) == "Log\nNote\nStage\n(Won)\n(Lost)\n[Save]"
    with pytest.raises(AssertionError, match="Note"):
        await slack.submit(lan.id, {"stage": "Won"})
    result = await slack.submit(lan.id, {"note": "called", "stage": "Won"})
    assert (result.view, dict(result.errors)) == (None, {})
    view = bot.heard[-1]["view"]
    assert view["state"]["values"]["note_block"]["note"]["value"] == "called"
    assert view["state"]["values"]["stage_block"]["stage"]["selected_option"]["value"] == "won"
    assert (view["private_metadata"], bot.heard[-1]["type"]) == ("C1", "view_submission")


async def test_what_a_form_may_be_answered(slack: FakeSlack, bot: Bot, client: AsyncWebClient) -> None:
    lan = slack.user("lan")
    await opened(slack, client, lan.id)
    bot.answers.append(web.json_response({"response_action": "errors", "errors": {"note_block": "Too short"}}))
    bot.answers.append(web.json_response({"response_action": "update", "view": form(title=words("Again"))}))
    bot.answers.append(web.json_response({"response_action": "push", "view": form(title=words("Deeper"))}))
    bot.answers.append(web.Response(status=500))
    bot.answers.append(web.json_response({"response_action": "clear"}))
    assert (await slack.submit(lan.id, {"note": "x"})).errors == {"note_block": "Too short"}
    assert "! Too short" in slack.shown_view(lan.id)
    assert (await slack.submit(lan.id, {"note": "x"})).errors == {}
    assert slack.shown_view(lan.id).startswith("Again")
    pushed = (await slack.submit(lan.id, {"note": "x"})).view
    assert pushed is not None
    assert (pushed["title"]["text"], pushed["previous_view_id"]) == ("Deeper", pushed["root_view_id"])
    failed = await slack.submit(lan.id, {"note": "x"})
    assert (failed.view, "trouble connecting" in failed.errors[""]) == (pushed, True)
    assert (await slack.submit(lan.id, {"note": "x"})).view is None


async def test_closing_is_told_only_where_asked(slack: FakeSlack, bot: Bot, client: AsyncWebClient) -> None:
    lan = slack.user("lan")
    await opened(slack, client, lan.id)
    assert await slack.close_view(lan.id) is None
    await opened(slack, client, lan.id, notify_on_close=True)
    await slack.close_view(lan.id)
    assert bot.heard[-1]["type"] == "view_closed"
    assert slack.shown_view(lan.id) == ""


async def test_updating_by_id_and_hash(slack: FakeSlack, bot: Bot, client: AsyncWebClient) -> None:
    lan = slack.user("lan")
    await opened(slack, client, lan.id, external_id="ext-1")
    view = slack.modal(lan.id)
    await client.views_update(view_id=view["id"], hash=view["hash"], view=form(title=words("Two"), external_id="ext-1"))
    await client.views_update(external_id="ext-1", view=form(title=words("Three")))
    assert slack.shown_view(lan.id).startswith("Three")
    assert await error(client.views_update(view_id=view["id"], hash="old", view=form())) == "hash_conflict"
    assert await error(client.views_update(view_id="VNONE", view=form())) == "not_found"
    assert bot.heard[0]["type"] == "shortcut"


async def test_the_message_menu_and_the_home_tab(slack: FakeSlack, bot: Bot, client: AsyncWebClient) -> None:
    lan = slack.user("lan")
    room = slack.channel("deal", [lan], kind="group")
    said = await slack.says(lan.id, room.id, "worth keeping")
    await slack.message_shortcut(lan.id, room.id, said.ts, "save_to_board")
    menu = bot.heard[-1]
    assert (menu["type"], menu["message"]["text"]) == ("message_action", "worth keeping")
    assert menu["channel"]["name"] == "privategroup"
    await client.views_publish(user_id=lan.id, view={"type": "home", "blocks": card("Start")})
    assert slack.shown_home(lan.id) == "*New lead*\n[Start]"
    await slack.press_home(lan.id, "Start")
    assert (bot.heard[-1]["container"]["type"], "response_url" in bot.heard[-1]) == ("view", False)


async def test_choosing_in_a_card(slack: FakeSlack, bot: Bot, client: AsyncWebClient) -> None:
    lan = slack.user("lan")
    options = [{"text": words(name), "value": name.lower()} for name in ("High", "Low")]
    select = {"type": "static_select", "action_id": "heat", "placeholder": words("Heat"), "options": options}
    await client.chat_postMessage(channel=lan.id, text="?", blocks=[{"type": "actions", "elements": [select]}])
    await slack.choose(lan.id, lan.id, "heat", "Low")
    acted = next(one for one in bot.heard if one["type"] == "block_actions")
    assert acted["actions"][0]["selected_option"]["value"] == "low"
    assert acted["actions"][0]["block_id"]
