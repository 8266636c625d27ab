"""WeCom: our messenger before a fake corp, over real HTTP and a real socket, with real encryption.

The suite's room is a member's own, written to by the app: what WeCom can do, it can do there.
"""

import base64
import struct
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.messengers.base import Json, Raw, Surroundings
from bot.messengers.wecom.marks import MARK_BYTES, without_mark
from bot.messengers.wecom.messenger import open_wecom
from bot.messengers.wecom.receive import WINDOW_SECONDS
from bot.messengers.wecom.render import MARKDOWN_BYTES, TEXT_BYTES
from capture.base import FileRef
from config.sections import Where
from notifiers.notice import Address, ReplyPath
from tests.clocks import FakeClock
from tests.contract.messengers.host import FakeHost
from tests.contract.messengers.rig import Finds, Odd, Rig, Stage, Trouble
from tests.patience import PLATFORM
from tests.vendors.http.faults import Error, Fault, HalfBody, Hang, Partial, RateLimited, Status, TakenThenDropped
from tests.vendors.wecom.cards import ALL_KINDS, KEY_BYTES, card_lines, check_card
from tests.vendors.wecom.crypto import Envelope, encrypt_bytes, raw_key
from tests.vendors.wecom.fake import FakeWeCom
from tests.vendors.wecom.refusal import Refused
from tests.vendors.wecom.robots import MENTION

CORP, MEMBER = "ww1f2a3b4c5d6e7f80", "li.lei"
SECRET, TOKEN, BOT_SECRET = "app-secret-of-the-tests", "callback-token-of-the-tests", "bot-secret-of-the-tests"
AES_KEY = base64.b64encode(b"an aes key for all of the tests!").decode().rstrip("=")
ROBOT_KEY = "693a91f6-7000-4bc4-97a0-0ec251fa5aaa"

FAULTS: Mapping[Trouble, Fault] = {
    Trouble.RATE_LIMITED: RateLimited(),
    Trouble.SERVER_ERROR: Status(502),
    Trouble.HANG: Hang(),
    Trouble.HALF_BODY: HalfBody(),
    Trouble.TAKEN_THEN_DROPPED: TakenThenDropped(),
    Trouble.PARTIAL: Partial({"invaliduser": MEMBER}),
    Trouble.FORBIDDEN: Error(60011),
}


class _WeComRig:
    name = "wecom"
    edits = False
    finds = Finds.REPEATS
    cuts = True
    live: tuple[str, ...] = ("<@lilei>", "[x](https://evil.example)", '<a href="https://evil.example">')
    account = "li.lei"
    rings_at = "robot:east"
    secrets: tuple[str, ...] = (SECRET, TOKEN, BOT_SECRET, AES_KEY, ROBOT_KEY)
    odd = Odd(
        unknown=b"<xml><ToUserName>ww1</ToUserName><FromUserName>li.lei</FromUserName><CreateTime>1768179600</CreateTime>"
        b"<MsgType>event</MsgType><Event>unheard_of</Event></xml>"
    )

    @asynccontextmanager
    async def stage(self, folder: Path, clock: FakeClock) -> AsyncIterator[Stage]:
        async with fake_corp(clock) as fake:
            messenger = open_wecom(section(fake), Where(), surroundings(clock, folder))
            await messenger.start(FakeHost(clock))
            await fake.sockets.first().connected()
            kept = fake.media.keep("file", "报价.pdf", b"%PDF-1.7 a proposal")

            async def stale_path() -> ReplyPath:
                return ReplyPath("aibot", f"another-link {int(clock.now().timestamp())} req-1")

            yield Stage(
                messenger,
                here=Address("wecom", f"user:{MEMBER}"),
                nowhere=Address("wecom", "user:nobody"),
                shown=lambda: shown(fake, MEMBER),
                arm=lambda trouble: fake.faults.next("message/send", FAULTS[trouble]),
                arms=tuple(FAULTS),
                expire_token=lambda: fake.tokens.revoke(fake.world.apps[1_000_002]),
                tokens=lambda: len(fake.journal.named("gettoken")),
                stale_path=stale_path,
                rooms=(f"user:{MEMBER}", "chat:c1", "robot:east"),
                file=(FileRef(kept.id, "file", 0, access={"way": "app"}), kept.data),
            )
            await messenger.hang_up()
            await messenger.close()

    def raw(self, body: bytes, at: datetime) -> Raw:
        return sealed(body, at)

    def forged(self, body: bytes, at: datetime) -> Mapping[str, Raw]:
        genuine = sealed(body, at)
        query = dict(genuine.query)
        later = {**query, "timestamp": str(int(query["timestamp"]) + 1)}
        return {
            "another secret": sealed(body, at, token="another-token"),
            "another corp": sealed(body, at, corp="ww0000000000000000"),
            "no query": Raw({}, genuine.body),
            "no signature": Raw({}, genuine.body, {name: query[name] for name in ("timestamp", "nonce")}),
            "an empty signature": Raw({}, genuine.body, {**query, "msg_signature": ""}),
            "no timestamp": Raw({}, genuine.body, {name: query[name] for name in ("msg_signature", "nonce")}),
            "no nonce": Raw({}, genuine.body, {name: query[name] for name in ("msg_signature", "timestamp")}),
            "a changed body": Raw({}, genuine.body.replace(b"<Encrypt><![CDATA[", b"<Encrypt><![CDATA[AAAA"), query),
            "a changed time": Raw({}, genuine.body, later),
            "a time that is none": Raw({}, genuine.body, {**query, "timestamp": "soon"}),
            "a time of odd digits": Raw({}, genuine.body, {**query, "timestamp": "１７６８"}),
            "a signature that is no text": Raw({}, genuine.body, {**query, "msg_signature": "签名"}),
            "not encrypted": Raw({}, body, query),
        }

    def window(self) -> float:
        return WINDOW_SECONDS

    def texts(self, payload: Json) -> str:
        return "\n".join(read(payload)).replace("＠", "@").replace("＜", "<")

    def markup(self, payload: Json) -> str:
        inner: Any = payload.get(str(payload["msgtype"]), {})
        content = str(inner.get("content", "")) if isinstance(inner, dict) else ""
        return content if payload["msgtype"] == "markdown" else content.replace("](", "] (")  # texts have no such links

    def rung(self, payload: Json) -> Sequence[str]:
        inner: Any = payload[str(payload["msgtype"])]
        listed = [one.removeprefix("@") for one in inner.get("mentioned_list", ())]
        return [*listed, *MENTION.findall(str(inner.get("content", "")))]

    def size(self, payload: Json) -> Mapping[str, tuple[int, int]]:
        return sizes(payload)


@asynccontextmanager
async def fake_corp(clock: FakeClock) -> AsyncIterator[FakeWeCom]:
    """A corp with one member, an app, an AI bot and a group with a robot."""
    async with FakeWeCom(clock, CORP) as fake:
        fake.add_member(MEMBER, "李雷")
        fake.add_app(secret=SECRET, token=TOKEN).envelope = Envelope(TOKEN, AES_KEY, CORP)
        fake.add_bot(secret=BOT_SECRET)
        fake.add_robot(ROBOT_KEY, "east")
        yield fake


def section(fake: FakeWeCom, *without: str) -> dict[str, Any]:
    """The settings for that corp, less the ways named."""
    whole = {
        "corp_id": CORP,
        "app": {"agent_id": 1_000_002, "secret": SECRET, "token": TOKEN, "aes_key": AES_KEY},
        "ai_bot": {"bot_id": "aib-1", "secret": BOT_SECRET, "name": "搭子"},
        "robots": [{"name": "east", "key": ROBOT_KEY}],
        "api_url": fake.api_url,
        "socket_url": fake.ws_url,
        "timeout": PLATFORM.seconds,
    }
    return {name: value for name, value in whole.items() if name not in without}


def surroundings(clock: FakeClock, folder: Path, public_url: str = "https://bot.example.com") -> Surroundings:
    """What the messenger is given to work in."""
    return Surroundings(clock, folder, "http://127.0.0.1:9", "zh", ZoneInfo("UTC"), 1_000_000, public_url=public_url)


def sealed(body: bytes, at: datetime, *, token: str = TOKEN, corp: str = CORP, key: str = AES_KEY) -> Raw:
    """A callback with that body inside, whatever it is."""
    whole = b"sixteen bytes..." + struct.pack(">I", len(body)) + body + corp.encode()
    encrypted = base64.b64encode(encrypt_bytes(whole, raw_key(key))).decode()
    stamp, nonce = str(int(at.timestamp())), "1372623149"
    signature = Envelope(token, key, corp).sign(stamp, nonce, encrypted)
    outer = f"<xml><ToUserName><![CDATA[{corp}]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
    query = {"msg_signature": signature, "timestamp": stamp, "nonce": nonce}
    return Raw({"content-type": "text/xml"}, outer.encode(), query)


def shown(fake: FakeWeCom, room: str) -> str:
    """What people see there, without the invisible marks."""
    return "\n".join(without_mark(line) for line in fake.shown(room).split("\n"))


def read(payload: Json) -> list[str]:
    """What people see of a rendered message."""
    kind = str(payload["msgtype"])
    content: Any = payload[kind]
    if kind == "template_card":
        lines = card_lines(content, "")
        return [line.removeprefix("[").removesuffix("]") if line.startswith("[") else line for line in lines]
    return [str(content["content"])] if kind in ("text", "markdown") else [str(content["name"])]


def sizes(payload: Json, most_markdown: int = MARKDOWN_BYTES) -> dict[str, tuple[int, int]]:
    """What WeCom limits in a rendered message; the AI bot takes more markdown than a robot."""
    kind = str(payload["msgtype"])
    content: Any = payload[kind]
    if kind == "text":
        return {"text": (len(content["content"].encode()), TEXT_BYTES - MARK_BYTES)}
    if kind == "markdown":
        return {"markdown": (len(content["content"].encode()), most_markdown)}
    if kind != "template_card":
        return {}
    keys = [len(button["key"].encode()) for button in content.get("button_list", [])]
    return {"rules of cards broken": (len(broken(content)), 0), "key": (max(keys, default=0), KEY_BYTES)}


def broken(card: Mapping[str, Any]) -> str:
    """Why WeCom would not take a card; "" where it does."""
    try:
        check_card(card, ALL_KINDS)
    except Refused as refused:
        return refused.errmsg
    return ""


RIG: Rig = _WeComRig()
