"""What comes in: signatures, addresses to answer at, and bodies of every kind."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bot.messengers.base import Admitted, BadPayload, Ignored, Raw
from bot.messengers.dingtalk.decode import decode
from bot.messengers.dingtalk.receive import Door
from bot.messengers.dingtalk.signing import robot_sign
from bot.wire.hosts import Hosts
from handlers.message import Message
from tests.clocks import START
from tests.contract.messengers.rigs.dingtalk import MESSAGE

SHARED = Path(os.environ.get("DAZI_SHARED") or Path(__file__).resolve().parents[6] / "shared")
DOOR = Door("secret", Hosts("https://oapi.dingtalk.com", ["*.dingtalk.com"]))
PRESSED = {
    "type": "actionCallback",
    "outTrackId": "outbox-1",
    "userId": "li.lei",
    "content": json.dumps(
        {"cardPrivateData": {"actionIds": ["claim_lead"], "params": {"press": "do=claim_lead&v=2&in=cid1"}}}
    ),
}


def shared(name: str) -> Any:  # noqa: ANN401  any JSON
    """A shared file; skips where it is not there."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not here")
    return json.loads(path.read_text(encoding="utf-8"))


def message_of(found: object) -> Message:
    assert isinstance(found, Admitted)
    message = decode(found.body)
    assert isinstance(message, Message)
    return message


def test_the_signature_is_that_of_the_published_example() -> None:
    vectors = shared("vectors/vectors_wecom_dingtalk.json")["vectors"]
    vector = next(one for one in vectors if one["id"] == "dingtalk_robot_sign")
    assert robot_sign(vector["timestamp"], vector["secret"]) == vector["expect_sign_b64"]


def test_every_published_message_is_taken_or_ignored() -> None:
    samples = shared("vectors/vectors_wecom_dingtalk.json")["samples"]
    told = {one["id"]: one["payload"] for one in samples if one["id"].startswith("dingtalk_msg_")}
    found = {name: type(DOOR.said(payload, START)) for name, payload in told.items()}
    assert found.pop("dingtalk_msg_unknownMsgType") is Ignored
    assert set(found.values()) == {Admitted}


def test_a_recorded_message_is_taken() -> None:
    message = message_of(DOOR.said(shared("data/payloads/dingtalk/group_text_at_bot.json"), START))
    assert (message.text, message.room.title) == ("你好", "机器人测试-TEST")


@pytest.mark.parametrize(
    "url",
    [
        "https://oapi.dingtalk.com.evil.example/robot?session=1",
        "http://oapi.dingtalk.com@evil.example/",
        "http://169.254.169.254/latest",
        "https://127.0.0.1/robot",
        "http://sub.dingtalk.com/x",
        "file:///etc/passwd",
        "https://[",
        "",
        7,
    ],
)
def test_an_address_that_is_not_dingtalks_is_not_even_stored(url: object) -> None:
    found = DOOR.said({**MESSAGE, "sessionWebhook": url, "sessionWebhookExpiredTime": 1768185000000}, START)
    assert message_of(found).reply.kind == "room"
    assert isinstance(found, Admitted)
    assert "sessionWebhook" not in found.body["told"]  # type: ignore[operator]


def test_dingtalks_own_address_is_a_way_back() -> None:
    url = "https://oapi.dingtalk.com/robot/sendBySession?session=1"
    reply = message_of(
        DOOR.said({**MESSAGE, "sessionWebhook": url, "sessionWebhookExpiredTime": 1768185000000}, START)
    ).reply
    assert (reply.kind, reply.token) == ("session", f"{url} li.lei")


@pytest.mark.parametrize(
    "change", [{"msgId": None}, {"conversationType": "3"}, {"createAt": 10**14}, {"msgId": "x" * 201}]
)
def test_what_is_no_message_is_refused(change: dict[str, object]) -> None:
    assert isinstance(DOOR.said({**MESSAGE, **change}, START), BadPayload)


def test_a_press_without_a_space_comes_from_the_group_of_its_button() -> None:
    message = message_of(DOOR.pressed(PRESSED, "m-1", START))
    assert (message.room.room_id, message.room.direct, message.event_id) == ("cid1", False, "press:m-1")
    assert message.press is not None
    assert (message.press.action, message.press.version) == ("claim_lead", 2)


def test_the_space_that_dingtalk_tells_goes_before_that_of_the_button() -> None:
    told = {**PRESSED, "spaceType": "IM_GROUP", "spaceId": "cid2"}
    assert message_of(DOOR.pressed(told, "m-1", START)).room.room_id == "cid2"


def test_a_button_that_is_not_ours_is_refused() -> None:
    assert isinstance(DOOR.pressed({**PRESSED, "content": "{}"}, "m-1", START), BadPayload)


def test_an_event_that_nobody_needs_is_ignored() -> None:
    assert isinstance(DOOR.noticed({}, "chat_update_title", "e1", START), Ignored)


def test_a_signed_body_that_is_no_json_is_malformed() -> None:
    stamp = str(int(START.timestamp() * 1000))
    raw = Raw({"timestamp": stamp, "sign": robot_sign(stamp, "secret")}, b"[1]")
    assert DOOR.admit(raw, START) == BadPayload(400, "not a message")


def test_the_secret_is_in_no_repr() -> None:
    assert "secret" not in repr(DOOR).replace("secret=", "")


def handed(content: object, kind: str = "chatRecord") -> Message:
    told = {name: value for name, value in MESSAGE.items() if name != "text"}
    return message_of(DOOR.said({**told, "msgtype": kind, "content": content}, START))


@pytest.mark.parametrize("as_text", [True, False], ids=["text", "list"])
def test_a_forwarded_chat_is_each_of_its_messages(as_text: bool) -> None:  # noqa: FBT001
    records: list[object] = [
        {
            "senderNick": "韩梅",
            "senderStaffId": "0101",
            "msgType": "text",
            "content": "方案 V3",
            "createAt": 1768093200000,
        },
        {"senderNick": "王总", "msgType": "image", "downloadCode": "c1"},
        {"msgType": "unknownMsgType"},
        "?",
    ]
    first, second = handed({"chatRecord": json.dumps(records) if as_text else records}).forwarded
    assert (first.text, first.sender_id, first.sender_name) == ("方案 V3", "0101", "韩梅")
    assert first.said_at is not None
    assert (first.said_at.isoformat(), second.sender_name) == ("2026-01-11T01:00:00+00:00", "王总")
    assert [one.media_type for one in second.files] == ["image/jpeg"]
    again = handed({"chatRecord": records}).forwarded
    assert [one.message_id for one in again] == [first.message_id, second.message_id]
    assert first.message_id != second.message_id


@pytest.mark.parametrize("content", [{}, {"chatRecord": "["}, {"chatRecord": "7"}, {"chatRecord": 7}, "x", None])
def test_a_forwarded_chat_that_cannot_be_read_is_an_empty_message(content: object) -> None:
    assert (handed(content).text, handed(content).forwarded) == ("", ())


def test_a_shared_link_is_its_title_and_address() -> None:
    card = {"title": "方案 V3", "text": "", "messageUrl": "https://p.example/v3", "picUrl": "https://p.example/x.png"}
    assert handed(card, "link").text == "方案 V3\nhttps://p.example/v3"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("原文", "原文"),
        ('{"text": "原文"}', "原文"),
        ({"content": "原文"}, "原文"),
        ("123", "123"),
        ('{"a": 1}', '{"a": 1}'),
    ],
)
def test_what_is_quoted_comes_in_several_forms(content: object, text: str) -> None:
    replied = {"msgType": "text", "msgId": "m0", "senderId": "$:LWCP_v1:$han", "content": content}
    told = {**MESSAGE, "text": {"content": "看", "isReplyMsg": True, "repliedMsg": replied}}
    quoted = message_of(DOOR.said(told, START)).quoted
    assert quoted is not None
    assert (quoted.text, quoted.by_bot) == (text, False)


def test_our_own_message_quoted_is_known_as_ours() -> None:
    replied = {"msgType": "text", "msgId": "m0", "senderId": "$:LWCP_v1:$bot", "content": {"text": "方案 V3"}}
    told = {**MESSAGE, "chatbotUserId": "$:LWCP_v1:$bot"}
    told["text"] = {"content": "看", "isReplyMsg": True, "repliedMsg": replied}
    quoted = message_of(DOOR.said(told, START)).quoted
    assert quoted is not None
    assert quoted.by_bot
