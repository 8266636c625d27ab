"""The signatures and payload shapes of the collected vectors. They lie outside the checkout; without them, skipped."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.clocks import FakeClock
from tests.vendors.dingtalk import bodies, frames
from tests.vendors.dingtalk.bodies import Body
from tests.vendors.dingtalk.fake import FakeDingTalk
from tests.vendors.dingtalk.sign import card_sign, robot_sign

SHARED = Path(os.environ.get("DAZI_SHARED") or Path(__file__).resolve().parents[4].parent / "shared")
VECTORS = SHARED / "vectors" / "vectors_wecom_dingtalk.json"
BODIES: dict[str, Body] = {
    "dingtalk_msg_text": bodies.text("hi"),
    "dingtalk_msg_picture": bodies.picture("code"),
    "dingtalk_msg_video": bodies.video("code", 5),
    "dingtalk_msg_audio": bodies.audio("code", "heard", 3000),
    "dingtalk_msg_file": bodies.file("code", "a.zip", 1),
    "dingtalk_msg_richText": bodies.rich([("text", "a"), ("picture", "code"), ("text", "b")]),
    "dingtalk_msg_unknownMsgType": bodies.unknown(),
}


@pytest.fixture(scope="module")
def vectors() -> dict[str, dict[str, Any]]:
    if not VECTORS.exists():
        pytest.skip("the shared vectors are not on this machine")
    told = json.loads(VECTORS.read_text(encoding="utf-8"))
    return {one["id"]: one for one in (*told["vectors"], *told["samples"])}


def test_the_signatures_agree(vectors: dict[str, dict[str, Any]]) -> None:
    robot, card = vectors["dingtalk_robot_sign"], vectors["dingtalk_card_http_sign"]
    assert robot_sign(robot["timestamp"], robot["secret"]) == robot["expect_sign_b64"]
    assert card_sign(card["timestamp"], card["api_secret"]) == card["expect"]


@pytest.mark.parametrize("name", sorted(BODIES))
async def test_messages_have_the_fields_of_the_samples(vectors: dict[str, dict[str, Any]], name: str) -> None:
    wanted = vectors[name]["payload"]
    async with FakeDingTalk(FakeClock()) as fake:
        sent = await fake.send(fake.person("u1", "李雷"), BODIES[name])
    place = "text" if "text" in wanted else "content"
    assert set(wanted) - set(sent.payload) <= {"ai_robot_sessionid"}
    assert set(wanted[place]) <= set(sent.payload[place])
    assert {key: type(sent.payload[key]) for key in wanted if key in sent.payload} == {
        key: type(value) for key, value in wanted.items() if key in sent.payload
    }


def test_the_wanted_acknowledgement_of_a_ping_is_understood(vectors: dict[str, dict[str, Any]]) -> None:
    wanted = vectors["dingtalk_frame_ping"]["expect_ack"]
    ack = frames.parse_ack(json.dumps(wanted))
    assert (ack.message_id, ack.code, ack.data) == (wanted["headers"]["messageId"], 200, {"opaque": "123-dsfs"})


@pytest.mark.parametrize("name", ["dingtalk_frame_ping", "dingtalk_frame_disconnect", "dingtalk_frame_callback_bot"])
def test_frames_have_the_fields_of_the_samples(vectors: dict[str, dict[str, Any]], name: str) -> None:
    wanted = vectors[name]["payload"]
    topic = frames.Topic(wanted["type"], wanted["headers"]["topic"])
    ours = json.loads(frames.frame(topic, "m1", 1, wanted["data"], {"appId": "a"}))
    assert set(wanted) <= set(ours)
    assert set(wanted["headers"]) <= set(ours["headers"])
    assert ours["data"] == wanted["data"]
