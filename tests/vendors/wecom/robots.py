"""Group robots: webhook/send and webhook/upload_media, twenty messages in any minute."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.vendors.wecom.content import content_of, robot_checks
from tests.vendors.wecom.media import MediaStore
from tests.vendors.wecom.refusal import Refused, need
from tests.vendors.wecom.screen import Shown
from tests.vendors.wecom.sending import OK
from tests.vendors.wecom.server import Ask
from tests.vendors.wecom.windows import Window
from tests.vendors.wecom.world import World

PER_MINUTE = 20
MENTION = re.compile(r"<@([^<>\s]+)>")


@dataclass(frozen=True, slots=True)
class RobotSent:
    """One message that a robot put into its group, and whom it rang."""

    at: datetime
    kind: str
    content: Mapping[str, Any]
    mentions: tuple[str, ...]


@dataclass(slots=True)
class Robot:
    """One robot of one group. `overruns` counts what came too fast and was refused."""

    key: str
    chatid: str
    window: Window
    sent: list[RobotSent] = field(default_factory=list)
    overruns: int = 0


@dataclass(slots=True)
class Robots:
    """All robots, by key."""

    world: World
    media: MediaStore
    by_key: dict[str, Robot] = field(default_factory=dict)

    def add(self, key: str, chatid: str) -> Robot:
        self.by_key[key] = Robot(key, chatid or key, Window(self.world.clock, PER_MINUTE))
        return self.by_key[key]

    def send(self, ask: Ask) -> dict[str, Any]:
        robot = self._of(ask)
        kind, content = content_of(ask.args, robot_checks(self.media))
        if not robot.window.take():
            robot.overruns += 1
            raise Refused(45009)
        now, mentions = self.world.clock.now(), _mentions(kind, content)
        robot.sent.append(RobotSent(now, kind, content, mentions))
        via = f"robot:{robot.key}"
        self.world.screen.show(Shown(self.world.fresh("robot-"), robot.chatid, via, kind, content, now, mentions))
        return dict(OK)

    def upload(self, ask: Ask) -> dict[str, Any]:
        self._of(ask)
        kind = str(ask.args.get("type", ""))
        need(kind in ("file", "voice"), 40005, repr(kind))
        return self.media.upload(kind, ask.upload)

    def _of(self, ask: Ask) -> Robot:
        robot = self.by_key.get(str(ask.args.get("key", "")))
        if robot is None:
            raise Refused(93000)
        return robot


def _mentions(kind: str, content: Mapping[str, Any]) -> tuple[str, ...]:
    """Whom it rings: lists count in text only, `<@userid>` in text and markdown."""
    if kind not in ("text", "markdown"):
        return ()
    listed = [*content.get("mentioned_list", []), *content.get("mentioned_mobile_list", [])] if kind == "text" else []
    return tuple(dict.fromkeys([*listed, *MENTION.findall(str(content["content"]))]))
