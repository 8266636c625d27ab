"""Webhooks: the sessionWebhook of each message, and custom robots of a group with their security settings."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.clocks import FakeClock
from tests.vendors.dingtalk.errors import OapiError
from tests.vendors.dingtalk.gate import Args
from tests.vendors.dingtalk.limits import RobotPace
from tests.vendors.dingtalk.sign import robot_sign
from tests.vendors.dingtalk.world import Link, Person, Shown, World, mentioned

SESSION_MS = 90 * 60 * 1000
SIGN_MS = 3_600_000
BODY_BYTES = 20_000
REQUIRED = {
    "text": ("content",),
    "link": ("title", "text", "messageUrl"),
    "markdown": ("title", "text"),
    "actionCard": ("title", "text"),
    "feedCard": (),
}


@dataclass(slots=True)
class CustomRobot:
    """A custom robot of a group. At least one of `secret` and `keywords` guards it, as DingTalk demands."""

    token: str
    room_id: str
    name: str
    secret: str
    keywords: tuple[str, ...]
    pace: RobotPace
    url: str


class Webhooks:
    """`url` is set once the server listens."""

    def __init__(self, clock: FakeClock, world: World, bot_name: str) -> None:
        self._clock, self._world, self._bot_name, self.url = clock, world, bot_name, ""
        self._sessions: dict[str, tuple[str, int]] = {}
        self._robots: dict[str, CustomRobot] = {}

    def now_ms(self) -> int:
        return int(self._clock.now().timestamp() * 1000)

    def mint(self, room_id: str) -> tuple[str, int]:
        """A fresh sessionWebhook for a room, and until when it lives (ms)."""
        session, until = self._world.new_id("s"), self.now_ms() + SESSION_MS
        self._sessions[session] = (room_id, until)
        return f"{self.url}/robot/sendBySession?session={session}", until

    def custom(self, room_id: str, name: str, secret: str, keywords: tuple[str, ...]) -> CustomRobot:
        assert secret or keywords, "DingTalk makes no robot without a security setting"
        token = self._world.new_id("")
        url = f"{self.url}/robot/send?access_token={token}"
        robot = CustomRobot(token, room_id, name, secret, keywords, RobotPace(self._clock), url)
        self._robots[token] = robot
        return robot

    def send_by_session(self, args: Args) -> dict[str, Any]:
        room, until = self._sessions.get(str(args.get("session")), ("", 0))
        if not room or self.now_ms() >= until:
            raise OapiError(300001, "session is not exist or expired")
        self._show(room, self._bot_name, args)
        return {"errcode": 0, "errmsg": "ok"}

    def send(self, args: Args) -> dict[str, Any]:
        robot = self._robots.get(str(args.get("access_token")))
        if robot is None:
            raise OapiError(300001, "token is not exist")
        self._check(robot, args)
        robot.pace.take()
        self._show(robot.room_id, robot.name, args)
        return {"errcode": 0, "errmsg": "ok"}

    def answer(self, room_id: str, body: bytes) -> None:
        """The body of the answer to a signed callback: a message for the same room, or nothing."""
        if body.strip() not in (b"", b"{}"):
            self._show(room_id, self._bot_name, json.loads(body))

    def _check(self, robot: CustomRobot, args: Args) -> None:
        stamp = str(args.get("timestamp", ""))
        if robot.secret and (not stamp.isdigit() or abs(self.now_ms() - int(stamp)) > SIGN_MS):
            raise OapiError(310000, "description:机器人发送签名过期;solution:签名生成时间和发送时间请保持在1小时以内")
        if robot.secret and args.get("sign") != robot_sign(stamp, robot.secret):
            raise OapiError(310000, "sign not match")
        content = json.dumps(args.get(str(args.get("msgtype"))), ensure_ascii=False)
        if robot.keywords and not any(word in content for word in robot.keywords):
            raise OapiError(310000, "keywords not in content")

    def _show(self, room: str, by: str, told: Mapping[str, Any]) -> None:
        kind = str(told.get("msgtype"))
        text, links = drawn(kind, told)
        at = _rung(kind, text, told.get("at"), self._members(room))
        self._world.show(room, Shown(self._world.new_id("msg"), by, kind, text, links, at=at))

    def _members(self, room: str) -> tuple[Person, ...]:
        group, partner = self._world.groups.get(room), self._world.partner(room)
        return group.members if group else (partner,) if partner else ()


def drawn(kind: str, told: Mapping[str, Any]) -> tuple[str, tuple[Link, ...]]:
    """Text and links of a webhook message. Raises OapiError for what DingTalk refuses."""
    if len(json.dumps(told, ensure_ascii=False).encode()) > BODY_BYTES:
        raise OapiError(460101, "message too long, exceed 20000 bytes")
    body = told.get(kind)
    if kind not in REQUIRED or not isinstance(body, dict):
        raise OapiError(400101 if kind not in REQUIRED else 400102, f"msgtype {kind} and its body are required")
    for name in REQUIRED[kind]:
        if not isinstance(body.get(name), str) or not body[name]:
            raise OapiError(400103, f"param {kind}.{name} is null")
    shown = "\n".join(str(body[name]) for name in ("title", "content", "text") if body.get(name))
    return shown, LINKS[kind](body)


def _rung(kind: str, text: str, at: object, members: tuple[Person, ...]) -> tuple[str, ...]:
    """Who is rung: text and markdown only, and a person only where the text says @userId or @mobile."""
    if kind not in ("text", "markdown") or not isinstance(at, dict):
        return ()
    spoken = [one for one in members if f"@{one.user_id}" in text or (one.mobile and f"@{one.mobile}" in text)]
    return mentioned(at, spoken)


def _action_links(body: Mapping[str, Any]) -> tuple[Link, ...]:
    buttons = body.get("btns")
    pairs = buttons if isinstance(buttons, list) and buttons else [body]
    names = ("title", "actionURL") if pairs is buttons else ("singleTitle", "singleURL")
    return _checked(pairs, *names)


def _feed_links(body: Mapping[str, Any]) -> tuple[Link, ...]:
    links = body.get("links")
    if not isinstance(links, list) or not links:
        raise OapiError(400103, "param feedCard.links is null")
    return _checked(links, "title", "messageURL")


def _checked(pairs: list[Any], label: str, url: str) -> tuple[Link, ...]:
    for one in pairs:
        if not isinstance(one, dict) or not one.get(label) or not one.get(url):
            raise OapiError(400103, f"param {label} and {url} are required")
    return tuple(Link(str(one[label]), str(one[url])) for one in pairs)


LINKS: dict[str, Callable[[Mapping[str, Any]], tuple[Link, ...]]] = {
    "text": lambda _: (),
    "markdown": lambda _: (),
    "link": lambda body: (Link(str(body["title"]), str(body["messageUrl"])),),
    "actionCard": _action_links,
    "feedCard": _feed_links,
}
