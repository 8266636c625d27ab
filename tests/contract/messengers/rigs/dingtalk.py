"""DingTalk with a card template, both ways in open, and the fake platform behind it."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.messengers.base import Json, Raw, Surroundings
from bot.messengers.dingtalk.bodies import PARAM_BYTES, WEBHOOK_BYTES, robot_message, webhook_body
from bot.messengers.dingtalk.cards import VALUE_BYTES
from bot.messengers.dingtalk.messenger import open_dingtalk
from bot.messengers.dingtalk.receive import WINDOW_SECONDS
from bot.messengers.dingtalk.signing import robot_sign
from capture.base import FileRef
from config.sections import Where
from notifiers.notice import Address, ReplyPath
from tests.clocks import START, FakeClock
from tests.contract.messengers.host import FakeHost
from tests.contract.messengers.rig import Finds, Odd, Rig, Stage, Trouble
from tests.patience import PLATFORM
from tests.vendors.dingtalk.errors import NO_PERMISSION
from tests.vendors.dingtalk.fake import FakeDingTalk
from tests.vendors.dingtalk.templates import CardTemplate
from tests.vendors.http.faults import Error, Fault, HalfBody, Hang, Partial, RateLimited, Status, TakenThenDropped

SECRET = "application-secret-of-the-tests"
TEMPLATE = CardTemplate(
    "card-of-the-tests.schema", "{badge} {title}\n{settled}\n{text}\n{facts}\n{why}\n{foot}", button_list="buttons"
)
SEND = "card/instances/createAndDeliver"
UNREACHED = {"result": {"deliverResults": [{"spaceType": "IM_GROUP", "success": False, "errorMsg": "deliver failed"}]}}
FAULTS: Mapping[Trouble, Fault] = {
    Trouble.RATE_LIMITED: RateLimited(),
    Trouble.SERVER_ERROR: Status(500),
    Trouble.HANG: Hang(),
    Trouble.HALF_BODY: HalfBody(),
    Trouble.TAKEN_THEN_DROPPED: TakenThenDropped(),
    Trouble.PARTIAL: Partial(UNREACHED),
    Trouble.FORBIDDEN: Error(NO_PERMISSION, {"accessdenieddetail": {"requiredScopes": ["Card.Instance.Write"]}}),
}
FILE = b"%PDF-1.7 a proposal"
MESSAGE: Mapping[str, Any] = {
    "conversationId": "cidEast==",
    "conversationType": "2",
    "msgId": "msgOdd",
    "senderId": "$:LWCP_v1:$li",
    "senderStaffId": "li.lei",
    "chatbotUserId": "$:LWCP_v1:$bot",
    "createAt": 1768179600000,
    "msgtype": "text",
    "text": {"content": "谁负责华东光伏？"},
}


def settings(fake: FakeDingTalk) -> Mapping[str, object]:
    """The section that connects to a fake."""
    return {
        "client_id": fake.app_key,
        "client_secret": fake.app_secret,
        "robot_code": fake.robot_code,
        "callback": True,
        "card_template_id": TEMPLATE.id,
        "api_url": fake.url,
        "oapi_url": fake.url,
        "timeout": PLATFORM.seconds,
    }


class _DingTalkRig:
    name = "dingtalk"
    edits = True
    finds = Finds.REPEATS
    cuts = True
    live: tuple[str, ...] = ("[x](https://evil.example)", "![x](https://evil.example/x.png)")
    account = "li.lei"
    rings_at = "robot:east"
    secrets: tuple[str, ...] = (SECRET, "accesstoken0")
    odd = Odd(
        own=json.dumps({**MESSAGE, "senderId": MESSAGE["chatbotUserId"]}).encode(),
        unknown=json.dumps({**MESSAGE, "msgtype": "unknownMsgType", "content": {}}).encode(),
    )

    @asynccontextmanager
    async def stage(self, folder: Path, clock: FakeClock) -> AsyncIterator[Stage]:
        async with FakeDingTalk(clock, app_secret=SECRET) as fake:
            fake.template(TEMPLATE)
            group = fake.group("East", fake.person("li.lei", "Li Lei"))
            around = Surroundings(clock, folder, "http://127.0.0.1:9", "en", ZoneInfo("UTC"), 1_000_000)
            messenger = open_dingtalk(settings(fake), Where(), around)
            await messenger.start(FakeHost(clock))
            here, nowhere = Address("dingtalk", group.room_id), Address("dingtalk", "cidNowhere==")
            stage = Stage(messenger, here, nowhere, lambda: fake.shown(group.room_id))
            yield replace(
                stage,
                arm=lambda trouble: fake.faults.next(SEND, FAULTS[trouble]),
                arms=tuple(FAULTS),
                expire_token=fake.revoke_token,
                tokens=lambda: fake.gate.tokens.issued,
                rooms=(group.room_id, "user:lilei", "robot:east"),
                stale_path=lambda: _stale(fake),
                file=(FileRef("f1", "proposal.pdf", 0, access={"code": fake.files.sent(FILE)}), FILE),
            )
            await messenger.close()

    def raw(self, body: bytes, at: datetime) -> Raw:
        return _signed(SECRET, body, at)

    def forged(self, body: bytes, at: datetime) -> Mapping[str, Raw]:
        genuine = self.raw(body, at)
        stamp, sign = genuine.headers["timestamp"], genuine.headers["sign"]
        return {
            "another secret": _signed("another secret", body, at),
            "no headers": Raw({}, body),
            "no signature": Raw({"timestamp": stamp}, body),
            "no timestamp": Raw({"sign": sign}, body),
            "a changed time": Raw({"timestamp": str(int(stamp) + 1), "sign": sign}, body),
            "a time that is none": Raw({"timestamp": "soon", "sign": sign}, body),
            "a time of odd digits": Raw({"timestamp": "１７６８", "sign": sign}, body),
            "a signature that is no text": Raw({"timestamp": stamp, "sign": "签名\udcff"}, body),
        }

    def window(self) -> float:
        return WINDOW_SECONDS

    def rung(self, payload: Json) -> Sequence[str]:
        at: Any = webhook_body(payload["plain"]).get("at", {})  # type: ignore[arg-type]
        return [*at.get("atUserIds", ()), *(["all"] if at.get("isAtAll") else [])]

    def size(self, payload: Json) -> Mapping[str, tuple[int, int]]:
        plain: Any = payload["plain"]
        card: Any = payload.get("card", {})
        webhook = json.dumps(webhook_body(plain, "somebody"), ensure_ascii=False)
        return {
            "msgParam": (len(robot_message(plain)[1].encode()), PARAM_BYTES),
            "webhook": (len(webhook.encode()), WEBHOOK_BYTES),
            "card": (max((len(value.encode()) for value in card.values()), default=0), VALUE_BYTES),
        }

    def markup(self, payload: Json) -> str:
        plain: Any = payload["plain"]
        card: Any = payload.get("card", {})
        told = [card[name] for name in ("text", "facts", "why") if name in card]
        named = [name for _, name in plain.get("rings", ())]
        return "\n".join([*told, *named, *([plain["text"]] if plain["form"] != "text" else [])])

    def texts(self, payload: Json) -> str:
        plain: Any = payload["plain"]
        card: Any = payload.get("card")
        named = [name for _, name in plain.get("rings", ())]
        told = [*named, plain["text"], *(label for label, _ in plain["buttons"])]
        if card is not None:
            labels = [button["text"] for button in json.loads(card["buttons"])]
            told = [*(value for name, value in card.items() if name != "buttons"), *labels]
        return "\n".join(told).replace("＠", "@")


async def _stale(fake: FakeDingTalk) -> ReplyPath:
    return ReplyPath("session", f"{fake.url}/robot/sendBySession?session=gone li.lei", START + timedelta(hours=1))


def _signed(secret: str, body: bytes, at: datetime) -> Raw:
    stamp = str(int(at.timestamp() * 1000))
    return Raw({"timestamp": stamp, "sign": robot_sign(stamp, secret)}, body)


RIG: Rig = _DingTalkRig()
