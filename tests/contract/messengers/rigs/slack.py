"""Slack: our messenger before a fake Slack, over real HTTP with real signatures."""

import hashlib
import hmac
import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from bot.messengers.base import Json, Raw, Surroundings
from bot.messengers.slack.messenger import open_slack
from bot.messengers.slack.render import MOST_BLOCKS, MOST_BYTES, size_of
from bot.messengers.slack.signing import WINDOW_SECONDS
from capture.base import FileRef
from config.sections import Where
from notifiers.notice import Address, ReplyPath
from tests.clocks import FakeClock
from tests.contract.messengers.host import FakeHost
from tests.contract.messengers.rig import Finds, Odd, Rig, Stage, Trouble
from tests.patience import PLATFORM
from tests.vendors.http.faults import Error, Fault, HalfBody, Hang, RateLimited, Status, TakenThenDropped
from tests.vendors.slack import shown
from tests.vendors.slack.blocks import wrong_with
from tests.vendors.slack.events import moved
from tests.vendors.slack.fake import FakeSlack

SECRET, OLDER, TOKEN = "signing-secret-of-the-tests", "signing-secret-before-that", "xoxb-token-of-the-tests"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
RINGS = re.compile(r"<(?:@|!subteam\^)?([US][A-Z0-9]+|!channel|!here|!everyone)[>|]")
INTERACTIONS = frozenset({"block_actions", "view_submission", "view_closed", "message_action", "shortcut"})

FAULTS: Mapping[Trouble, Fault] = {
    Trouble.RATE_LIMITED: RateLimited(3.0),
    Trouble.SERVER_ERROR: Status(503),
    Trouble.HANG: Hang(),
    Trouble.HALF_BODY: HalfBody(),
    Trouble.TAKEN_THEN_DROPPED: TakenThenDropped(),
    Trouble.FORBIDDEN: Error("restricted_action"),
}


def _event(event: Mapping[str, object]) -> bytes:
    bot = {"team_id": "T1", "user_id": "UBOT", "is_bot": True}
    envelope = {"type": "event_callback", "team_id": "T1", "event_id": "Ev9", "event": event, "authorizations": [bot]}
    return json.dumps(envelope, ensure_ascii=False).encode()


def _odd() -> Odd:
    own = {"type": "message", "channel": "C1", "user": "UBOT", "bot_id": "B1", "text": "hello", "ts": "1.1"}
    unknown = {"type": "channel_created", "channel": {"id": "C9", "name": "new"}}
    said: dict[str, object] = {"type": "message", "user": "U1", "text": "谁负责 北禾？", "ts": "1768179600.000100"}
    now = {**said, "text": "谁负责 北禾电子？", "edited": {"user": "U1", "ts": "1768179660.000000"}}
    place = {"type": "message", "subtype": "message_changed", "channel": "C1", "channel_type": "channel"}
    changed = {**place, "message": now, "previous_message": said, "ts": "1768179660.000200"}
    return Odd(own=_event(own), unknown=_event(unknown), edited=_event(changed))


ODD = _odd()


class _SlackRig:
    name = "slack"
    edits = True
    finds = Finds.ALL
    cuts = True
    live: tuple[str, ...] = ("<!channel>", "<!here>", "<@U123>", "<https://evil.example|x>")
    account = "U0EXAMPLE1"
    rings_at = "C1"
    secrets: tuple[str, ...] = (SECRET, OLDER, TOKEN)

    odd = ODD

    @asynccontextmanager
    async def stage(self, folder: Path, clock: FakeClock) -> AsyncIterator[Stage]:
        async with FakeSlack(clock, signing_secret=SECRET, bot_token=TOKEN) as slack:
            slack.echoes = False
            person = slack.user("lilei")
            room = slack.channel("east", [person])
            messenger = open_slack(settings(slack), Where(), surroundings(clock, folder))
            assert messenger is not None
            await messenger.start(FakeHost(clock))

            async def stale_path() -> ReplyPath:
                token = slack.responses.mint(room.id, person.id)
                clock.advance(3601)
                return ReplyPath("response_url", f"{slack.url}/response/{token}")

            def moves(how: str) -> tuple[str, bytes]:
                who = slack.user("hanmei").id if how == "came" else person.id
                (room.members.append if how == "came" else room.members.remove)(who)
                kind = {"came": "member_joined_channel", "went": "member_left_channel"}[how]
                return who, _event(moved(kind, room, who, "1768179600.000100"))

            def arm(trouble: Trouble) -> None:
                slack.faults.next("chat.postMessage", FAULTS[trouble])

            yield Stage(
                messenger,
                here=Address("slack", room.id),
                nowhere=Address("slack", "C404"),
                shown=lambda: slack.shown(room.id),
                arm=arm,
                arms=tuple(FAULTS),
                stale_path=stale_path,
                file=_file(slack, person.id),
                members=lambda: set(room.members) - {slack.workspaces["T1"].bot_user_id},
                moves=moves,
            )
            await messenger.hang_up()
            await messenger.close()

    def raw(self, body: bytes, at: datetime) -> Raw:
        wire, content_type = as_sent(body)
        return _signed(SECRET, wire, content_type, at)

    def forged(self, body: bytes, at: datetime) -> Mapping[str, Raw]:
        genuine = self.raw(body, at)
        stamp, signature = genuine.headers["x-slack-request-timestamp"], genuine.headers["x-slack-signature"]
        wire, content_type = as_sent(body)

        def raw(**headers: str) -> Raw:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return Raw({"content-type": content_type, **named}, wire)

        return {
            "another secret": _signed("another-secret", wire, content_type, at),
            "no headers": Raw({}, wire),
            "no signature": raw(x_slack_request_timestamp=stamp),
            "no timestamp": raw(x_slack_signature=signature),
            "a changed body": Raw(genuine.headers, wire + b" "),
            "a changed time": raw(x_slack_request_timestamp=str(int(stamp) + 1), x_slack_signature=signature),
            "a time that is none": raw(x_slack_request_timestamp="abc", x_slack_signature=signature),
            "a time of odd digits": raw(x_slack_request_timestamp="１７６８", x_slack_signature=signature),
            "an endless time": raw(x_slack_request_timestamp="9" * 5000, x_slack_signature=signature),
            "a signature that is no text": raw(x_slack_request_timestamp=stamp, x_slack_signature="v0=签名"),
            "upper case": raw(x_slack_request_timestamp=stamp, x_slack_signature=f"v0={signature[3:].upper()}"),
        }

    def window(self) -> float:
        return WINDOW_SECONDS

    def texts(self, payload: Json) -> str:
        return "\n".join(read(payload))

    def markup(self, payload: Json) -> str:
        blocks = json.dumps(payload.get("blocks", []), ensure_ascii=False)
        return "\n".join([str(payload.get("text", "")), *re.findall(r'"mrkdwn", "text": ("(?:[^"\\]|\\.)*")', blocks)])

    def rung(self, payload: Json) -> Sequence[str]:
        found = dict.fromkeys(RINGS.findall(self.markup(payload)))  # in the blocks, and in the text beside them
        return ["all" if one == "!channel" else one for one in found]

    def size(self, payload: Json) -> Mapping[str, tuple[int, int]]:
        blocks = list(_list(payload.get("blocks")))
        return {
            "text": (len(str(payload["text"])), 4000),
            "blocks": (len(blocks), MOST_BLOCKS),
            "bytes": (size_of(blocks), MOST_BYTES),
            "rules of Block Kit broken": (len(wrong_with(blocks)), 0),
        }


def settings(slack: FakeSlack, **more: object) -> dict[str, Any]:
    """A section of settings for this fake."""
    section = {
        "signing_secret": [OLDER, SECRET],
        "bot_token": TOKEN,
        "api_url": f"{slack.url}/api/",
        "timeout": PLATFORM.seconds,
    }
    return {name: value for name, value in {**section, **more}.items() if value is not None}


def surroundings(clock: FakeClock, folder: Path, public_url: str = "https://bot.example.com") -> Surroundings:
    """What the messenger is given to work in."""
    return Surroundings(clock, folder, "http://127.0.0.1:9", "en", ZoneInfo("UTC"), 1_000_000, public_url=public_url)


def as_sent(body: bytes) -> tuple[bytes, str]:
    """A payload as Slack sends it: commands as forms, interactions as JSON inside a form, events as JSON."""
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        return body, JSON
    if not isinstance(payload, dict):
        return body, JSON
    if str(payload.get("type")) in INTERACTIONS:
        return urlencode({"payload": json.dumps(payload)}).encode(), FORM
    if "command" in payload:
        return urlencode(payload).encode(), FORM
    return body, JSON


def read(payload: Json) -> Iterator[str]:
    """Everything that people see of a rendered message."""
    lines = list(shown.block_lines(_NOBODY, _list(payload.get("blocks"))))
    yield from (line.removeprefix("[").removesuffix("]") if line.startswith("[") else line for line in lines)
    file = payload.get("file")
    if isinstance(file, Mapping):
        yield str(file["name"])


def _list(value: object) -> list[dict[str, Any]]:
    return list(value) if isinstance(value, list | tuple) else []


def _signed(secret: str, body: bytes, content_type: str, at: datetime) -> Raw:
    stamp = str(int(at.timestamp()))
    signature = _signature(secret, stamp, body)
    return Raw({"x-slack-request-timestamp": stamp, "x-slack-signature": signature, "content-type": content_type}, body)


def _signature(secret: str, stamp: str, body: bytes) -> str:
    return f"v0={hmac.new(secret.encode(), f'v0:{stamp}:'.encode() + body, hashlib.sha256).hexdigest()}"


def _file(slack: FakeSlack, user_id: str) -> tuple[FileRef, bytes]:
    content = b"%PDF-1.7 a proposal"
    file = slack.upload(user_id, "proposal.pdf", content)
    told = file.json(slack.url)
    access = {"url": str(told["url_private_download"]), "team": "T1"}
    return FileRef(file.id, file.name, file.size, file.mimetype, access), content


_NOBODY = FakeSlack(FakeClock()).workspaces["T1"]
RIG: Rig = _SlackRig()
