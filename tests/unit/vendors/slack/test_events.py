"""What people do reaches the bot as signed events; what it does not take comes again."""

from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from tests.clocks import FakeClock
from tests.unit.vendors.slack.bot import Bot
from tests.vendors.slack.fake import FakeSlack


async def test_a_mention_comes_as_a_message_and_as_a_mention(slack: FakeSlack, bot: Bot, clock: FakeClock) -> None:
    lan = slack.user("lan")
    room = slack.channel("sales", [lan])
    said = await slack.says(lan.id, room.id, f"{slack.mention} R&D bought https://a.example/x?a=1&b=2")
    assert [one["event"]["type"] for one in bot.heard] == ["message", "app_mention"]
    message, mention = (one["event"] for one in bot.heard)
    assert message["text"] == "<@UBOTT1> R&amp;D bought <https://a.example/x?a=1&amp;b=2>"
    assert (message["channel_type"], message["ts"], mention["ts"]) == ("channel", said.ts, said.ts)
    assert message["blocks"][0]["type"] == "rich_text"
    outer = bot.heard[0]
    assert (outer["type"], outer["team_id"], outer["api_app_id"]) == ("event_callback", "T1", "A00000001")
    assert outer["event_time"] == int(clock.now().timestamp())
    assert outer["authorizations"][0]["team_id"] == "T1"
    assert outer["event_id"] != bot.heard[1]["event_id"]
    assert said.delivery.answer.status == 200


async def test_rooms_without_the_bot_are_silent(slack: FakeSlack, bot: Bot) -> None:
    lan = slack.user("lan")
    room = slack.channel("private", [lan], bot=False)
    assert (await slack.says(lan.id, room.id, f"{slack.mention} hello?")).deliveries == []
    assert bot.heard == []


async def test_direct_messages_bring_no_mention(slack: FakeSlack, bot: Bot) -> None:
    lan = slack.user("lan")
    await slack.says(lan.id, lan.id, f"{slack.mention} hello")
    assert [(one["event"]["type"], one["event"]["channel_type"]) for one in bot.heard] == [("message", "im")]


async def test_a_failed_event_comes_again_at_once_then_after_1_and_5_minutes(
    slack: FakeSlack, bot: Bot, clock: FakeClock
) -> None:
    lan = slack.user("lan")
    room = slack.channel("sales", [lan])
    bot.answers.extend(web.Response(status=500) for _ in range(4))
    delivery = (await slack.says(lan.id, room.id, "hi")).delivery
    await delivery.tried(2)
    assert await clock.somebody_sleeps() == 60
    clock.advance(60)
    await delivery.tried(3)
    assert await clock.somebody_sleeps() == 300
    clock.advance(300)
    await delivery.tried(4)
    assert len({one["event_id"] for one in bot.heard}) == 1
    retries = [(one.get("X-Slack-Retry-Num"), one.get("X-Slack-Retry-Reason")) for one in bot.headers]
    assert retries == [(None, None), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]


async def test_no_retry_where_the_bot_says_so(slack: FakeSlack, bot: Bot, clock: FakeClock) -> None:
    lan = slack.user("lan")
    bot.answers.append(web.Response(status=400, headers={"X-Slack-No-Retry": "1"}))
    await slack.says(lan.id, lan.id, "hi")
    assert (len(bot.heard), clock.sleeping()) == (1, [])


async def test_a_bot_that_does_not_answer_is_asked_again(slack: FakeSlack, bot: Bot) -> None:
    slack.outbound.answer_within = 0.1
    lan = slack.user("lan")
    bot.answers.append(None)
    delivery = (await slack.says(lan.id, lan.id, "hi")).delivery
    assert (await delivery.tried(2)).ok
    assert bot.headers[1]["X-Slack-Retry-Reason"] == "http_timeout"


async def test_nobody_at_the_url(slack: FakeSlack) -> None:
    slack.deliver_to("http://127.0.0.1:1/slack/events")
    lan = slack.user("lan")
    assert (await slack.says(lan.id, lan.id, "hi")).delivery.answers[0].trouble == "connection_failed"


async def test_stale_stamps_and_other_secrets_are_turned_away(slack: FakeSlack, bot: Bot) -> None:
    lan = slack.user("lan")
    slack.outbound.skew = -301
    assert (await slack.says(lan.id, lan.id, "old")).delivery.answers[0].status == 401
    slack.outbound.skew, slack.outbound.signing_secret = 0, "somebody else's"
    assert (await slack.says(lan.id, lan.id, "forged")).delivery.answers[0].status == 401
    assert bot.heard == []


async def test_the_same_event_twice_and_out_of_order(slack: FakeSlack, bot: Bot) -> None:
    lan = slack.user("lan")
    await slack.says(lan.id, lan.id, "twice", times=2)
    assert bot.heard[0] == bot.heard[1]
    slack.hold()
    for text in ("one", "two", "three"):
        await slack.says(lan.id, lan.id, text)
    await slack.release("reversed")
    assert [one["event"]["text"] for one in bot.heard[2:]] == ["three", "two", "one"]


async def test_edits_and_deletions(slack: FakeSlack, bot: Bot) -> None:
    lan = slack.user("lan")
    room = slack.channel("sales", [lan])
    ts = (await slack.says(lan.id, room.id, "old words")).ts
    await slack.edits(lan.id, room.id, ts, "new words")
    assert slack.shown(room.id) == "new words\n(edited)"
    await slack.deletes(lan.id, room.id, ts)
    changed, deleted = bot.events("message")[1:]
    assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "new words")
    assert changed["previous_message"]["text"] == "old words"
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", ts)
    assert slack.messages(room.id) == []


async def test_threads(slack: FakeSlack, bot: Bot) -> None:
    lan = slack.user("lan")
    room = slack.channel("sales", [lan])
    first = await slack.says(lan.id, room.id, "first")
    await slack.says(lan.id, room.id, "reply", thread=first.ts)
    assert bot.events("message")[1]["thread_ts"] == first.ts
    assert slack.message(room.id, first.ts)["thread_ts"] == first.ts


async def test_registered_links(slack: FakeSlack, bot: Bot, client: AsyncWebClient) -> None:
    slack.unfurl_domains = {"acme.example"}
    lan = slack.user("lan")
    room = slack.channel("sales", [lan])
    said = await slack.says(lan.id, room.id, "see https://docs.acme.example/offer and https://other.example")
    shared = bot.events("link_shared")[0]
    assert shared["links"] == [{"domain": "acme.example", "url": "https://docs.acme.example/offer"}]
    assert (shared["message_ts"], shared["source"]) == (said.ts, "conversations_history")
    await slack.drafts(lan.id, room.id, "https://acme.example/draft")
    assert bot.events("link_shared")[1]["channel"] == "COMPOSER"
    await client.chat_unfurl(
        channel=room.id, ts=said.ts, unfurls={"https://docs.acme.example/offer": {"title": "The offer"}}
    )
    assert slack.shown(room.id).endswith("The offer")


async def test_what_the_bot_posts_comes_back_as_its_own(slack: FakeSlack, bot: Bot, client: AsyncWebClient) -> None:
    room = slack.channel("sales")
    await client.chat_postMessage(channel=room.id, text="mine")
    await slack.outbound.deliveries[0].tried()
    assert (bot.events("message")[0]["bot_id"], bot.events("message")[0]["text"]) == ("BT1", "mine")


async def test_people_come_and_go(slack: FakeSlack, bot: Bot) -> None:
    lan, mei = slack.user("lan"), slack.user("mei")
    room = slack.channel("sales", [lan], bot=False, kind="group")
    assert await slack.joins(mei.id, room.id) is None
    await slack.joins("UBOTT1", room.id, inviter=lan.id)
    joined = bot.events("member_joined_channel")[0]
    assert (joined["user"], joined["inviter"], joined["channel_type"]) == ("UBOTT1", lan.id, "G")
    await slack.leaves(mei.id, room.id)
    assert bot.events("member_left_channel")[0]["user"] == mei.id
    await slack.changes_user(mei.id, deleted=True)
    assert bot.events("user_change")[0]["user"]["deleted"] is True
    await slack.joins_team(slack.user("new"))
    assert bot.events("team_join")[0]["user"]["name"] == "new"
    await slack.opens_home(lan.id)
    assert bot.events("app_home_opened")[0]["tab"] == "home"


async def test_uninstalling_ends_the_token(slack: FakeSlack, bot: Bot) -> None:
    await slack.uninstall()
    assert [one["event"]["type"] for one in bot.heard] == ["tokens_revoked", "app_uninstalled"]
    assert slack.workspaces["T1"].bot_token in slack.workspaces["T1"].revoked_tokens


async def test_saving_the_request_url(slack: FakeSlack, bot: Bot) -> None:
    bot.answers.append(web.json_response({"challenge": "abc"}))
    assert (await slack.verify_url("abc")).json() == {"challenge": "abc"}
    assert bot.heard[0]["type"] == "url_verification"
    await slack.ssl_check()
    assert bot.heard[1]["ssl_check"] == "1"


async def test_a_shared_channel_says_so(slack: FakeSlack, bot: Bot) -> None:
    outsider = slack.user("guest", team_id="T9", is_stranger=True)
    room = slack.channel("deal-acme", [outsider], is_ext_shared=True)
    await slack.says(outsider.id, room.id, "hello")
    assert (bot.heard[0]["is_ext_shared_channel"], bot.heard[0]["event"]["team"]) == (True, "T9")
