"""Events as Slack, WeCom and DingTalk post them: signed, encrypted where they encrypt, ready before the clock runs."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count, islice

from benchmarks.material import questions
from tests.vendors.wecom.crypto import Envelope

SIGNING_SECRET, BOT = "benchmark-signing-secret", "UBOT00001"
CORP_ID, APP_TOKEN, APP_SECRET = "ww0benchmark0000000", "benchmarktoken", "benchmark-app-secret"
AES_KEY = base64.b64encode(bytes(range(32))).decode().rstrip("=")
CLIENT_ID, CLIENT_SECRET = "dingbenchmark", "benchmark-client-secret"
ENVELOPE = Envelope(APP_TOKEN, AES_KEY, CORP_ID)
PEOPLE, ROOMS, TALK = 3_000, 1_000, "今天下午三点过一下方案，材料在共享盘里"
ASKED_EVERY = 10
"""Of so many messages one asks the bot something; the others are people talking."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One request, as its vendor makes it."""

    path: str
    body: bytes
    headers: Mapping[str, str]
    query: Mapping[str, str]


def prepared(vendor: str, number: int, at: datetime, stub: str) -> list[Prepared]:
    """So many requests, each another message. `stub` is where the vendor's API would be."""
    make: Mapping[str, Callable[[int, str, datetime, str], Prepared]] = {
        "slack": _slack,
        "wecom": _wecom,
        "dingtalk": _dingtalk,
    }
    first = int(at.timestamp()) % 10_000_000 * 1_000_000  # so that a later run's messages are others
    return [make[vendor](first + index, text, at, stub) for index, text in islice(_texts(), number)]


def people_csv() -> str:
    """A team of PEOPLE, each with an account at every vendor."""
    lines = ["person_id,name,role,slack_id,wecom_id,dingtalk_id"]
    lines += [f"bench.{n},同事{n},rep,U{n:08d},u{n},u{n}" for n in range(PEOPLE)]
    return "\n".join(lines) + "\n"


def settings_of(vendor: str, stub: str) -> str:
    """The section of the settings that lets the bot take these requests and send to `stub`."""
    lines = {
        "slack": [
            "[messengers.slack]",
            f'signing_secret = "{SIGNING_SECRET}"',
            'bot_token = "xoxb-benchmark"',
            f'api_url = "{stub}/api/"',
        ],
        "wecom": [
            "[messengers.wecom]",
            f'corp_id = "{CORP_ID}"',
            f'api_url = "{stub}/cgi-bin"',
            "[messengers.wecom.app]",
            "agent_id = 1000002",
            f'secret = "{APP_SECRET}"',
            f'token = "{APP_TOKEN}"',
            f'aes_key = "{AES_KEY}"',
        ],
        "dingtalk": [
            "[messengers.dingtalk]",
            f'client_id = "{CLIENT_ID}"',
            f'client_secret = "{CLIENT_SECRET}"',
            "stream = false",
            "callback = true",
            f'api_url = "{stub}"',
            f'oapi_url = "{stub}"',
            'session_hosts = ["127.0.0.1"]',
        ],
    }
    return "\n".join([*lines[vendor], *(line for room in _rooms(vendor) for line in room)])


def _rooms(vendor: str) -> Iterator[list[str]]:
    """The group rooms described, as an operator does whose bot is to talk of customers there."""
    prefix = {"slack": "C", "dingtalk": "cid"}.get(vendor, "")
    for number in range(ROOMS if prefix else 0):
        yield ["[[rooms]]", f'messenger = "{vendor}"', f'id = "{prefix}{number:08d}"', "outsiders = false"]


def _texts() -> Iterator[tuple[int, str]]:
    asked = questions()
    for index in count():
        yield index, next(asked) if index % ASKED_EVERY == 0 else TALK


def _slack(index: int, text: str, at: datetime, stub: str) -> Prepared:  # noqa: ARG001  answers go by the API
    asks = index % ASKED_EVERY == 0
    stamp, ts = str(int(at.timestamp())), f"{int(at.timestamp())}.{index % 1_000_000:06d}"
    event = {
        "type": "message",
        "channel": f"C{index % ROOMS:08d}",
        "channel_type": "channel",
        "user": f"U{index % PEOPLE:08d}",
        "text": f"<@{BOT}> {text}" if asks else text,
        "ts": ts,
        "event_ts": ts,
        "client_msg_id": f"m{index}",
    }
    body = {
        "type": "event_callback",
        "team_id": "T00000001",
        "context_team_id": "T00000001",
        "api_app_id": "A00000001",
        "event": event,
        "event_id": f"Ev{index:010d}",
        "event_time": int(at.timestamp()),
        "authorizations": [{"team_id": "T00000001", "user_id": BOT, "is_bot": True}],
        "is_ext_shared_channel": False,
    }
    raw = json.dumps(body, ensure_ascii=False).encode()
    signature = hmac.new(SIGNING_SECRET.encode(), f"v0:{stamp}:".encode() + raw, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={signature}",
    }
    return Prepared("/messengers/slack/events", raw, headers, {})


def _wecom(index: int, text: str, at: datetime, stub: str) -> Prepared:  # noqa: ARG001  answers go by the API
    stamp, nonce = str(int(at.timestamp())), f"n{index}"
    inner = (
        f"<xml><ToUserName><![CDATA[{CORP_ID}]]></ToUserName><FromUserName><![CDATA[u{index % PEOPLE}]]></FromUserName>"
        f"<CreateTime>{stamp}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{text}]]></Content>"
        f"<MsgId>{index + 1}</MsgId><AgentID>1000002</AgentID></xml>"
    )
    sealed = ENVELOPE.seal(inner)
    body = f"<xml><ToUserName>{CORP_ID}</ToUserName><AgentID>1000002</AgentID><Encrypt>{sealed}</Encrypt></xml>"
    query = {"msg_signature": ENVELOPE.sign(stamp, nonce, sealed), "timestamp": stamp, "nonce": nonce}
    return Prepared("/messengers/wecom/callback", body.encode(), {"Content-Type": "text/xml"}, query)


def _dingtalk(index: int, text: str, at: datetime, stub: str) -> Prepared:
    stamp = str(int(at.timestamp() * 1000))
    body = {
        "conversationId": f"cid{index % ROOMS:08d}",
        "conversationType": "2",
        "conversationTitle": "华东销售",
        "msgId": f"msg{index}",
        "msgtype": "text",
        "text": {"content": f" {text}"},
        "senderId": f"$:LWCP_v1:$u{index % PEOPLE}",
        "senderStaffId": f"u{index % PEOPLE}",
        "senderNick": "李雷",
        "createAt": int(stamp),
        "isInAtList": True,
        "chatbotUserId": "$:LWCP_v1:$bot",
        "robotCode": CLIENT_ID,
        "sessionWebhook": f"{stub}/robot/sendBySession?session=s{index}",
        "sessionWebhookExpiredTime": int(stamp) + 5_400_000,
    }
    digest = hmac.new(CLIENT_SECRET.encode(), f"{stamp}\n{CLIENT_SECRET}".encode(), hashlib.sha256).digest()
    headers = {"Content-Type": "application/json", "timestamp": stamp, "sign": base64.b64encode(digest).decode()}
    return Prepared("/messengers/dingtalk/callback", json.dumps(body, ensure_ascii=False).encode(), headers, {})
