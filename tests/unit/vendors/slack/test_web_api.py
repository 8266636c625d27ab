"""The Web API, asked by slack_sdk's own client."""

from collections.abc import Awaitable

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from tests.clocks import FakeClock
from tests.vendors.http.faults import Error, HalfBody, Hang, Partial, RateLimited, Status, TakenThenDropped
from tests.vendors.slack.fake import FakeSlack


async def refused(call: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
    with pytest.raises(SlackApiError) as caught:
        await call
    response = caught.value.response
    assert isinstance(response, AsyncSlackResponse)
    return response


async def error(call: Awaitable[AsyncSlackResponse]) -> str:
    return str((await refused(call))["error"])


async def test_auth_test_names_the_bot_and_its_scopes(slack: FakeSlack, client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == ("T1", "UBOTT1", "BT1")
    assert "chat:write" in answer.headers["X-OAuth-Scopes"].split(",")
    assert (await slack.called("auth.test"))[0].headers["Authorization"] == "Bearer xoxb-1"


@pytest.mark.parametrize(("token", "code"), [(None, "not_authed"), ("xoxb-other", "invalid_auth")])
async def test_tokens_are_checked(slack: FakeSlack, token: str | None, code: str) -> None:
    assert await error(AsyncWebClient(token, base_url=f"{slack.url}/api/").auth_test()) == code


async def test_a_revoked_token_is_good_no_more(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.revoke()
    assert await error(client.auth_test()) == "token_revoked"


async def test_a_missing_scope_is_named(slack: FakeSlack, client: AsyncWebClient) -> None:
    room = slack.channel("sales")
    slack.workspaces["T1"].scopes.remove("chat:write")
    answer = await refused(client.chat_postMessage(channel=room.id, text="hi"))
    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
    assert "chat:write" not in answer["provided"]


async def test_unknown_methods_are_unknown(client: AsyncWebClient) -> None:
    assert await error(client.api_call("chat.shout")) == "unknown_method"


async def test_a_missing_argument_is_an_error(client: AsyncWebClient) -> None:
    assert await error(client.api_call("users.info")) == "invalid_arguments"


async def test_posting_editing_and_deleting(slack: FakeSlack, client: AsyncWebClient) -> None:
    room = slack.channel("sales", [slack.user("lan", real_name="Lan")])
    posted = await client.chat_postMessage(channel=room.id, text="Hello <@U00000001> &amp; all")
    assert slack.shown(room.id) == "Hello @Lan & all"
    await client.chat_update(channel=room.id, ts=posted["ts"], text="Settled")
    assert slack.shown(room.id) == "Settled\n(edited)"
    assert (await client.chat_getPermalink(channel=room.id, message_ts=posted["ts"]))["permalink"]
    await client.chat_delete(channel=room.id, ts=posted["ts"])
    assert slack.messages(room.id) == []
    assert await error(client.chat_update(channel=room.id, ts=posted["ts"], text="x")) == "message_not_found"


async def test_time_stamps_rise_while_the_clock_stands(slack: FakeSlack, client: AsyncWebClient) -> None:
    room = slack.channel("sales")
    stamps = [(await client.chat_postMessage(channel=room.id, text="one"))["ts"] for _ in range(3)]
    assert stamps == sorted(set(stamps))
    assert all(isinstance(ts, str) and len(ts.partition(".")[2]) == 6 for ts in stamps)


async def test_membership_decides_who_may_post(slack: FakeSlack, client: AsyncWebClient) -> None:
    public, hidden = slack.channel("open", bot=False), slack.channel("deal", kind="group", bot=False)
    old = slack.channel("old", is_archived=True)
    assert await error(client.chat_postMessage(channel=public.id, text="x")) == "not_in_channel"
    assert await error(client.chat_postMessage(channel=hidden.id, text="x")) == "channel_not_found"
    assert await error(client.chat_postMessage(channel=old.id, text="x")) == "is_archived"
    assert await error(client.chat_postMessage(channel="CNONE", text="x")) == "channel_not_found"
    await client.conversations_join(channel=public.id)
    await client.chat_postMessage(channel=public.id, text="here")


async def test_nobody_elses_message_can_be_edited(slack: FakeSlack, client: AsyncWebClient) -> None:
    lan = slack.user("lan")
    room = slack.channel("sales", [lan])
    said = await slack.says(lan.id, room.id, "mine")
    assert await error(client.chat_update(channel=room.id, ts=said.ts, text="x")) == "cant_update_message"
    assert await error(client.chat_delete(channel=room.id, ts=said.ts)) == "cant_delete_message"


async def test_a_user_id_and_conversations_open_are_the_same_direct_messages(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    lan, gone = slack.user("lan"), slack.user("gone", deleted=True)
    posted = await client.chat_postMessage(channel=lan.id, text="psst")
    opened = await client.conversations_open(users=lan.id)
    assert posted["channel"] == opened["channel"]["id"] == slack.dm(lan.id).id
    assert slack.shown(lan.id) == "psst"
    assert await error(client.conversations_open(users=gone.id)) == "user_disabled"
    assert await error(client.conversations_open(users="UNONE")) == "user_not_found"


async def test_one_message_a_second_and_channel_after_a_burst(
    slack: FakeSlack, client: AsyncWebClient, clock: FakeClock
) -> None:
    room, other = slack.channel("sales"), slack.channel("other")
    for number in range(slack.rates.burst):
        await client.chat_postMessage(channel=room.id, text=str(number))
    answer = await refused(client.chat_postMessage(channel=room.id, text="too much"))
    assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (429, "ratelimited", "1")
    await client.chat_postMessage(channel=other.id, text="elsewhere")
    clock.advance(1)
    await client.chat_postMessage(channel=room.id, text="now")


async def test_history_newest_first_threads_apart_metadata_on_request(slack: FakeSlack, client: AsyncWebClient) -> None:
    room, metadata = slack.channel("sales"), {"event_type": "outbox", "event_payload": {"id": "7"}}
    first = (await client.chat_postMessage(channel=room.id, text="first", metadata=metadata))["ts"]
    await client.chat_postMessage(channel=room.id, text="reply", thread_ts=first)
    await client.chat_postMessage(channel=room.id, text="second")
    plain = await client.conversations_history(channel=room.id)
    assert [one["text"] for one in plain["messages"]] == ["second", "first"]
    assert "metadata" not in plain["messages"][1]
    marked = await client.conversations_history(channel=room.id, include_all_metadata=True, limit=1, oldest=first)
    assert [one["text"] for one in marked["messages"]] == ["second"]
    thread = await client.conversations_replies(channel=room.id, ts=first, include_all_metadata=True)
    assert [one["text"] for one in thread["messages"]] == ["first", "reply"]
    assert thread["messages"][0]["metadata"] == metadata
    assert await error(client.conversations_replies(channel=room.id, ts="1.000000")) == "thread_not_found"


async def test_a_long_text_is_cut_and_a_huge_one_refused(slack: FakeSlack, client: AsyncWebClient) -> None:
    room = slack.channel("sales")
    await client.chat_postMessage(channel=room.id, text="x" * 4040)
    await client.chat_postMessage(channel=room.id, text="y" * 4041)
    assert [len(one["text"]) for one in slack.messages(room.id)] == [4040, 4000, 41]
    assert await error(client.chat_postMessage(channel=room.id, text="z" * 40_001)) == "msg_too_long"
    assert await error(client.api_call("chat.postMessage", json={"channel": room.id})) == "no_text"


async def test_ephemerals_reach_members_and_stay_out_of_history(slack: FakeSlack, client: AsyncWebClient) -> None:
    lan, away = slack.user("lan"), slack.user("away")
    room = slack.channel("sales", [lan])
    await client.chat_postEphemeral(channel=room.id, user=lan.id, text="just you")
    assert slack.shown(room.id) == "(only visible to @lan)\njust you"
    assert (await client.conversations_history(channel=room.id))["messages"] == []
    assert await error(client.chat_postEphemeral(channel=room.id, user=away.id, text="x")) == "user_not_in_channel"


async def test_directory(slack: FakeSlack, client: AsyncWebClient) -> None:
    lan = slack.user("lan", email="Lan@acme.example", locale="en-GB")
    group = slack.usergroup("closers", [lan])
    assert (await client.users_lookupByEmail(email="lan@acme.example"))["user"]["id"] == lan.id
    assert (await client.users_info(user=lan.id, include_locale=True))["user"]["locale"] == "en-GB"
    assert "locale" not in (await client.users_info(user=lan.id))["user"]
    assert (await client.usergroups_users_list(usergroup=group))["users"] == [lan.id]
    assert "users" not in (await client.usergroups_list())["usergroups"][0]
    assert [one["name"] for one in (await client.users_list())["members"]] == ["dazi", "lan"]
    lan.deleted = True
    assert await error(client.users_lookupByEmail(email="lan@acme.example")) == "users_not_found"
    slack.workspaces["T1"].scopes.remove("users:read.email")
    assert "email" not in (await client.users_info(user=lan.id))["user"]["profile"]


async def test_lists_come_in_pages_and_hide_what_the_bot_is_not_in(slack: FakeSlack, client: AsyncWebClient) -> None:
    lan = slack.user("lan")
    rooms = [slack.channel(f"room{number}", [lan]).id for number in range(3)]
    slack.channel("hidden", [lan], kind="group", bot=False)
    first = await client.conversations_list(types="public_channel,private_channel", limit=2)
    rest = await client.conversations_list(limit=2, cursor=first["response_metadata"]["next_cursor"])
    assert [one["id"] for one in [*first["channels"], *rest["channels"]]] == rooms
    assert (await client.conversations_members(channel=rooms[0]))["members"] == [lan.id, "UBOTT1"]
    assert (await client.conversations_info(channel=rooms[0]))["channel"]["is_member"]


async def test_reactions_and_the_team(slack: FakeSlack, client: AsyncWebClient) -> None:
    room = slack.channel("sales")
    ts = (await client.chat_postMessage(channel=room.id, text="won"))["ts"]
    await client.reactions_add(channel=room.id, timestamp=ts, name="tada")
    assert slack.shown(room.id) == "won\n:tada:"
    assert await error(client.reactions_add(channel=room.id, timestamp=ts, name="tada")) == "already_reacted"
    assert (await client.team_info())["team"]["id"] == "T1"


async def test_faults_come_in_order_and_only_once(slack: FakeSlack, client: AsyncWebClient) -> None:
    room = slack.channel("sales")
    slack.faults.next("chat.postMessage", Error("fatal_error"), RateLimited(7), Status(503), Partial({"warning": "w"}))
    assert await error(client.chat_postMessage(channel=room.id, text="a")) == "fatal_error"
    limited = await refused(client.chat_postMessage(channel=room.id, text="b"))
    assert (limited.status_code, limited.headers["Retry-After"]) == (429, "7")
    assert (await refused(client.chat_postMessage(channel=room.id, text="c"))).status_code == 503
    assert (await client.chat_postMessage(channel=room.id, text="d"))["warning"] == "w"
    assert slack.shown(room.id) == "d"


@pytest.mark.parametrize("fault", [HalfBody(), TakenThenDropped()])
async def test_an_answer_can_get_lost_after_the_message_was_taken(
    slack: FakeSlack, client: AsyncWebClient, fault: HalfBody | TakenThenDropped
) -> None:
    room = slack.channel("sales")
    slack.faults.next("chat.postMessage", fault)
    with pytest.raises((aiohttp.ClientError, SlackApiError)):
        await client.chat_postMessage(channel=room.id, text="there")
    assert slack.shown(room.id) == "there"


async def test_a_hanging_call_takes_nothing(slack: FakeSlack) -> None:
    room = slack.channel("sales")
    impatient = AsyncWebClient("xoxb-1", base_url=f"{slack.url}/api/", timeout=1, retry_handlers=[])
    slack.faults.next("*", Hang())
    with pytest.raises(TimeoutError):
        await impatient.chat_postMessage(channel=room.id, text="never")
    assert slack.messages(room.id) == []
