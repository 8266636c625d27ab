"""The robot API: tokens, messages with their checks, limits, files, contacts, faults."""

import json

import aiohttp
import pytest

from tests.clocks import FakeClock
from tests.unit.vendors.dingtalk.bot import Client
from tests.vendors.dingtalk.errors import NO_PERMISSION, QPS, QUOTA
from tests.vendors.dingtalk.fake import FakeDingTalk
from tests.vendors.dingtalk.msgkeys import REQUIRED
from tests.vendors.http.faults import Error, Fault, HalfBody, Partial, RateLimited, TakenThenDropped


async def test_a_token_lasts_and_is_renewed(bot: Client, clock: FakeClock) -> None:
    first = bot.token
    clock.advance(7000)
    said = await bot.login()
    assert (said.body, bot.token) == ({"accessToken": first, "expireIn": 7200}, first)
    clock.advance(7200)
    assert (await bot.call("robot/groupMessages/send", {})).body["code"] == "InvalidAuthentication"
    await bot.login()
    assert bot.token != first


async def test_wrong_and_revoked_tokens_are_refused(fake: FakeDingTalk, bot: Client, stranger: Client) -> None:
    assert (await stranger.group_text("cid", "hi")).status == 401
    fake.revoke_token()
    assert (await bot.group_text("cid", "hi")).status == 401


async def test_wrong_secrets_get_no_token(fake: FakeDingTalk, stranger: Client) -> None:
    said = await stranger.call("oauth2/accessToken", {"appKey": fake.app_key, "appSecret": "no"})
    assert said.status == 400
    legacy = await stranger.post(f"{fake.url}/gettoken?appkey=no&appsecret=no", {}, "GET")
    assert legacy.body["errcode"] == 40089


async def test_a_group_message_is_shown_found_and_recalled(fake: FakeDingTalk, bot: Client) -> None:
    group = fake.group("华东", fake.person("u1", "李雷"))
    key = (await bot.group_text(group.room_id, "线索变热")).body["processQueryKey"]
    about = {"robotCode": fake.robot_code, "openConversationId": group.room_id}
    found = await bot.call("robot/groupMessages/query", about | {"processQueryKey": key})
    assert (fake.shown(group.room_id), found.body["sendStatus"]) == ("线索变热", "SUCCESS")
    gone = await bot.call("robot/groupMessages/recall", about | {"processQueryKeys": [key, "other"]})
    assert gone.body["successResult"] == [key]
    assert list(gone.body["failedResult"]) == ["other"]
    assert fake.shown(group.room_id) == ""


async def test_groups_without_the_robot_get_nothing(fake: FakeDingTalk, bot: Client) -> None:
    group = fake.group("外部", robot_in=False)
    assert (await bot.group_text(group.room_id, "hi")).body["code"] == "robot.notInGroup"
    assert (await bot.group_text("cidnothing", "hi")).status == 400


async def test_a_batch_reaches_whom_it_can(fake: FakeDingTalk, bot: Client) -> None:
    fake.person("u1", "李雷")
    fake.person("u2", "韩梅梅")
    fake.robot.flow_controlled.add("u2")
    said = await bot.call("robot/oToMessages/batchSend", bot.message("早") | {"userIds": ["u1", "u2", "u9"]})
    assert (said.body["invalidStaffIdList"], said.body["flowControlledStaffIdList"]) == (["u9"], ["u2"])
    assert (fake.shown("u1"), fake.shown("u2")) == ("早", "")
    recall = {"robotCode": fake.robot_code, "processQueryKeys": [said.body["processQueryKey"]]}
    await bot.call("robot/otoMessages/batchRecall", recall)
    assert fake.shown("u1") == ""


@pytest.mark.parametrize("users", [[], [f"u{n}" for n in range(21)], "u1", [1]])
async def test_a_batch_holds_1_to_20_ids(bot: Client, users: object) -> None:
    assert (await bot.call("robot/oToMessages/batchSend", bot.message("早") | {"userIds": users})).status == 400


@pytest.mark.parametrize("key", sorted(REQUIRED))
async def test_every_msg_key_wants_all_its_fields(fake: FakeDingTalk, bot: Client, key: str) -> None:
    group = fake.group("华东")
    upload = aiohttp.FormData()
    upload.add_field("media", b"bytes", filename="a.pdf")
    async with bot.session.post(f"{fake.url}/media/upload?access_token={bot.token}&type=file", data=upload) as put:
        media_id = (await put.json())["media_id"]
    param = {name: media_id if name.lower().endswith("mediaid") else "https://x.cn/1" for name in REQUIRED[key]}
    send = {"robotCode": fake.robot_code, "openConversationId": group.room_id, "msgKey": key}
    whole = await bot.call("robot/groupMessages/send", send | {"msgParam": json.dumps(param)})
    assert whole.status == 200, whole.body
    for name in REQUIRED[key]:
        lacking = {other: value for other, value in param.items() if other != name}
        assert (await bot.call("robot/groupMessages/send", send | {"msgParam": json.dumps(lacking)})).status == 400


@pytest.mark.parametrize(
    ("key", "param"),
    [("sampleText", {"content": "x"}), ("sampleText", '{"content": 1}'), ("sampleText", "[]"), ("sampleText", "{"),
     ("sampleText", json.dumps({"content": "长" * 5000}, ensure_ascii=False)), ("sampleActionCard1", "{}"),
     ("sampleFile", '{"mediaId": "@none", "fileName": "a", "fileType": "pdf"}')],
)  # fmt: skip
async def test_odd_messages_are_refused(fake: FakeDingTalk, bot: Client, key: str, param: object) -> None:
    about = {"robotCode": fake.robot_code, "openConversationId": fake.group("华东").room_id}
    said = await bot.call("robot/groupMessages/send", about | {"msgKey": key, "msgParam": param})
    assert (said.status, said.body["code"].split(".")[0]) == (400, "invalidParameter")


async def test_20_calls_a_second_of_one_api(fake: FakeDingTalk, bot: Client, clock: FakeClock) -> None:
    room = fake.group("华东").room_id
    said = [await bot.group_text(room, f"{n}") for n in range(21)]
    assert [one.status for one in said] == [200] * 20 + [403]
    assert said[-1].body["code"] == QPS
    clock.advance(1)
    assert (await bot.group_text(room, "go on")).status == 200


async def test_the_monthly_quota(fake: FakeDingTalk, bot: Client, clock: FakeClock) -> None:
    room, fake.limits.monthly = fake.group("华东").room_id, 2
    said = [await bot.group_text(room, f"{n}") for n in range(3)]
    assert said[-1].body["code"] == QUOTA
    assert fake.quota_used == 2
    clock.advance(31 * 86_400)
    await bot.login()
    assert (fake.quota_used, (await bot.group_text(room, "new month")).status) == (0, 200)


async def test_a_lacking_permission_is_named(fake: FakeDingTalk, bot: Client) -> None:
    fake.gate.denied.add("qyapi_robot_sendmsg")
    said = await bot.group_text("cid", "hi")
    assert (said.status, said.body["code"]) == (403, NO_PERMISSION)
    assert said.body["accessdenieddetail"] == {"requiredScopes": ["qyapi_robot_sendmsg"]}


async def test_a_file_by_its_download_code(fake: FakeDingTalk, bot: Client, clock: FakeClock) -> None:
    sent = await fake.file(fake.person("u1", "李雷"), "方案.pdf", b"%PDF")
    args = {"robotCode": fake.robot_code, "downloadCode": sent.payload["content"]["downloadCode"]}
    url = (await bot.call("robot/messageFiles/download", args)).body["downloadUrl"]
    async with bot.session.get(url) as response:
        assert await response.read() == b"%PDF"
    async with bot.session.get(url, headers={"x-acs-dingtalk-access-token": bot.token}) as response:
        assert (response.status, len(fake.files.leaks)) == (400, 1)
    clock.advance(900)
    async with bot.session.get(url) as response:
        assert response.status == 403
    assert (await bot.call("robot/messageFiles/download", args | {"downloadCode": "no"})).status == 400


async def test_a_reaction_under_a_message(fake: FakeDingTalk, bot: Client) -> None:
    sent = await fake.say(fake.person("u1", "李雷"), "你好")
    emotion = {"emotionType": 2, "emotionName": "处理中", "textEmotion": {"emotionId": "2659900"}}
    where = {"robotCode": fake.robot_code, "openMsgId": sent.id, "openConversationId": sent.payload["conversationId"]}
    assert (await bot.call("robot/emotion/reply", where | emotion)).status == 200
    assert fake.shown("u1") == "你好\n(处理中)"
    await bot.call("robot/emotion/recall", where | emotion)
    assert fake.shown("u1") == "你好"
    assert (await bot.call("robot/emotion/reply", where | emotion | {"openMsgId": "no"})).status == 400


@pytest.mark.parametrize(
    ("path", "args", "code"),
    [("user/get", {"userid": "u1"}, 0), ("user/getbymobile", {"mobile": "138"}, 0),
     ("user/get", {"userid": "u9"}, 60121), ("user/getbymobile", {"mobile": "139"}, 60121), ("user/get", {}, 40035)],
)  # fmt: skip
async def test_contacts(fake: FakeDingTalk, bot: Client, path: str, args: dict[str, str], code: int) -> None:
    fake.person("u1", "李雷", mobile="138", email="li@example.com")
    said = await bot.post(f"{fake.url}/topapi/v2/{path}?access_token={bot.token}", args)
    assert said.body["errcode"] == code
    assert code or said.body["result"]["userid"] == "u1"


async def test_the_older_api_says_40014_to_a_bad_token(fake: FakeDingTalk, bot: Client) -> None:
    said = await bot.post(f"{fake.url}/topapi/v2/user/get?access_token=no", {"userid": "u1"})
    assert (said.status, said.body["errcode"]) == (200, 40014)


@pytest.mark.parametrize("fault", [TakenThenDropped(), HalfBody()])
async def test_what_breaks_off_was_taken(fake: FakeDingTalk, bot: Client, fault: Fault) -> None:
    room = fake.group("华东").room_id
    fake.faults.next("robot/groupMessages/send", fault)
    with pytest.raises(aiohttp.ClientError):
        await bot.group_text(room, "hi")
    assert fake.shown(room) == "hi"


async def test_errors_on_order(fake: FakeDingTalk, bot: Client) -> None:
    room = fake.group("华东").room_id
    wanted = Error("send.too.fast", {"status": 429}), RateLimited(), Partial({"flowControlledStaffIdList": ["u1"]})
    fake.faults.next("robot/groupMessages/send", *wanted)
    said = [await bot.group_text(room, "hi") for _ in wanted]
    assert [one.status for one in said] == [429, 403, 200]
    assert said[2].body["flowControlledStaffIdList"] == ["u1"]
    assert [call.args["openConversationId"] for call in await fake.called("robot/groupMessages/send", 3)] == [room] * 3
