"""Webhooks: a message's own, and custom robots with signature or keywords."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.clocks import FakeClock
from tests.unit.vendors.dingtalk.bot import Client
from tests.vendors.dingtalk.fake import FakeDingTalk
from tests.vendors.dingtalk.sign import robot_sign
from tests.vendors.dingtalk.webhook import CustomRobot

HELLO = {"msgtype": "text", "text": {"content": "你好"}}
BUTTONS = [{"title": "认领", "actionURL": "https://x.cn/a"}]


async def _session(fake: FakeDingTalk) -> str:
    sent = await fake.say(fake.person("u1", "李雷"), "在吗")
    return str(sent.payload["sessionWebhook"])


def _signed(robot: CustomRobot, stamp: int) -> str:
    return f"{robot.url}&timestamp={stamp}&sign={quote(robot_sign(str(stamp), robot.secret), safe='')}"


async def test_a_session_answers_without_quota_until_it_ends(
    fake: FakeDingTalk, stranger: Client, clock: FakeClock
) -> None:
    url = await _session(fake)
    assert (await stranger.post(url, HELLO)).body == {"errcode": 0, "errmsg": "ok"}
    assert (fake.shown("u1"), fake.quota_used) == ("在吗\n你好", 0)
    clock.advance(90 * 60)
    assert (await stranger.post(url, HELLO)).body["errcode"] == 300001


@pytest.mark.parametrize(
    "message",
    [{}, {"msgtype": "text"}, {"msgtype": "text", "text": {}}, {"msgtype": "markdown", "markdown": {"text": "x"}},
     {"msgtype": "actionCard", "actionCard": {"title": "x", "text": "y"}}, {"msgtype": "feedCard", "feedCard": {}},
     {"msgtype": "actionCard", "actionCard": {"title": "x", "text": "y", "btns": [{"title": "no url"}]}},
     {"msgtype": "text", "text": {"content": "长" * 7000}}],
)  # fmt: skip
async def test_odd_messages_are_refused(fake: FakeDingTalk, stranger: Client, message: dict[str, Any]) -> None:
    assert (await stranger.post(await _session(fake), message)).body["errcode"] != 0
    assert fake.shown("u1") == "在吗"


async def test_links_are_there_to_open(fake: FakeDingTalk, stranger: Client) -> None:
    url = await _session(fake)
    await stranger.post(url, {"msgtype": "actionCard", "actionCard": {"title": "线索", "text": "热", "btns": BUTTONS}})
    told = {"title": "t", "text": "见 [方案](https://x.cn/p) ![图](https://x.cn/i)"}
    await stranger.post(url, {"msgtype": "markdown", "markdown": told})
    assert [(one.label, one.url) for one in fake.links("u1")] == [
        ("认领", "https://x.cn/a"),
        ("方案", "https://x.cn/p"),
    ]


async def test_people_ring_only_where_the_text_says_so(fake: FakeDingTalk, stranger: Client) -> None:
    url = await _session(fake)
    at = {"at": {"atUserIds": ["u1"]}}
    await stranger.post(url, HELLO | at)
    await stranger.post(url, {"msgtype": "text", "text": {"content": "你好 @u1"}} | at)
    assert [one.at for one in fake.messages("u1")[1:]] == [(), ("李雷",)]


async def test_a_signed_robot(fake: FakeDingTalk, stranger: Client) -> None:
    group = fake.group("华东")
    robot, now = fake.custom_robot(group.room_id, secret="SECabc"), fake.webhooks.now_ms()
    wanted = [(_signed(robot, now), 0), (_signed(robot, now - 3_600_001), 310000), (robot.url, 310000)]
    wanted += [(f"{robot.url}&timestamp={now}&sign=wrong", 310000), (f"{fake.url}/robot/send?access_token=no", 300001)]
    for url, code in wanted:
        assert (await stranger.post(url, HELLO)).body["errcode"] == code
    assert fake.shown(group.room_id) == "你好"


async def test_keywords(fake: FakeDingTalk, stranger: Client) -> None:
    robot = fake.custom_robot(fake.group("华东").room_id, keywords=("日报",))
    assert (await stranger.post(robot.url, HELLO)).body == {"errcode": 310000, "errmsg": "keywords not in content"}
    told = {"msgtype": "text", "text": {"content": "日报：你好"}}
    assert (await stranger.post(robot.url, told)).body["errcode"] == 0


async def test_more_than_20_a_minute_silences_it_for_ten(
    fake: FakeDingTalk, stranger: Client, clock: FakeClock
) -> None:
    robot = fake.custom_robot(fake.group("华东").room_id, keywords=("你好",))
    codes = [(await stranger.post(robot.url, HELLO)).body["errcode"] for _ in range(21)]
    assert codes == [0] * 20 + [130101]
    clock.advance(599)
    assert (await stranger.post(robot.url, HELLO)).body["errcode"] == 130101
    clock.advance(1)
    assert (await stranger.post(robot.url, HELLO)).body["errcode"] == 0
