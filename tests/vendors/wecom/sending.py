"""What an app sends to members: message/send, message/update_template_card, message/recall."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.vendors.wecom.cards import ALL_KINDS, check_card, check_task, needs_task
from tests.vendors.wecom.content import app_checks, content_of, shorten
from tests.vendors.wecom.media import MediaStore
from tests.vendors.wecom.refusal import Refused, need, part
from tests.vendors.wecom.screen import Shown
from tests.vendors.wecom.server import Ask
from tests.vendors.wecom.windows import Window
from tests.vendors.wecom.world import App, World

CODE_LIFE = 72 * 3600
RECALL_LIFE = 24 * 3600
MEMBER_PER_MINUTE = 30
OK = {"errcode": 0, "errmsg": "ok"}


@dataclass(slots=True)
class Code:
    """A response_code: good for one update of one message, for 72 hours."""

    message_id: str
    agent_id: int
    until: float
    used: bool = False


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who a message goes to, and which of those named do not exist for this app."""

    valid: list[str]
    users: list[str]
    parties: list[str]
    tags: list[str]

    def fields(self) -> dict[str, str]:
        named = {"invaliduser": self.users, "invalidparty": self.parties, "invalidtag": self.tags}
        return {name: "|".join(wrong) for name, wrong in named.items() if wrong}


@dataclass(slots=True)
class Sending:
    """Messages of apps. `dropped` lists (userid, message id) that the limit per member swallowed silently."""

    world: World
    media: MediaStore
    per_member: Window
    dropped: list[tuple[str, str]] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    _codes: dict[str, Code] = field(default_factory=dict)
    _tasks: dict[int, set[str]] = field(default_factory=dict)
    _sent: dict[str, float] = field(default_factory=dict)
    _at: dict[str, tuple[int, float]] = field(default_factory=dict)

    def send(self, ask: Ask) -> dict[str, Any]:
        app, body = ask.caller, ask.args
        need(body.get("agentid") == app.agent_id and isinstance(body.get("agentid"), int), 301002)
        kind, content = content_of(body, app_checks(self.media))
        cut = shorten(kind, content)
        to = self._recipients(app, body)
        need(to.valid, 81013)
        answer = {**OK, **to.fields(), "msgid": self.world.fresh("msg-")}
        what = json.dumps([app.agent_id, sorted(to.valid), kind, content], sort_keys=True)
        if self._repeated(body, what):
            self.duplicates.append(json.dumps(content, ensure_ascii=False))
            return answer
        if kind == "template_card":
            answer |= self._with_code(app, content, str(answer["msgid"]))
        if body.get("enable_duplicate_check") == 1:
            self._sent[what] = self.world.clock.monotonic()
        self._show(
            Shown(str(answer["msgid"]), "", f"app:{app.agent_id}", kind, content, self.world.clock.now(), cut=cut),
            to.valid,
        )
        self._at[str(answer["msgid"])] = (app.agent_id, self.world.clock.monotonic())
        return answer

    def update(self, ask: Ask) -> dict[str, Any]:
        app, body = ask.caller, ask.args
        need(body.get("agentid") == app.agent_id, 301002)
        card = part(body.get("template_card"), "template_card")
        name = part(body.get("button"), "button").get("replace_name")
        need(card or name, 40058, "neither button.replace_name nor template_card")
        if card:
            check_card(card, ALL_KINDS)
        code = self._code(app, str(body.get("response_code", "")))
        shown = {one.room: one for one in self.world.screen.copies(code.message_id)}
        asked = list(shown) if body.get("atall") == 1 else list(body.get("userids") or [])
        need(asked and len(asked) <= 1000, 40058, "userids")
        code.used = True
        for userid in set(asked) & set(shown):
            apply_update(shown[userid], card, str(name or ""))
        wrong = [userid for userid in asked if userid not in shown]
        return {**OK, **({"invaliduser": wrong} if wrong else {})}

    def recall(self, ask: Ask) -> dict[str, Any]:
        message_id = str(ask.args.get("msgid", ""))
        agent_id, at = self._at.get(message_id, (0, 0.0))
        need(agent_id == ask.caller.agent_id, 40058, "msgid")
        need(at + RECALL_LIFE > self.world.clock.monotonic(), 40058, "msgid is older than 24 hours")
        self.world.screen.take_back(message_id)
        return dict(OK)

    def fresh_code(self, app: App, message_id: str) -> str:
        """Another response_code for a message; each press on it brings one."""
        text = self.world.fresh("code-")
        self._codes[text] = Code(message_id, app.agent_id, self.world.clock.monotonic() + CODE_LIFE)
        return text

    def _with_code(self, app: App, card: Mapping[str, Any], message_id: str) -> dict[str, str]:
        known = self._tasks.setdefault(app.agent_id, set())
        check_task(card, known)
        known.update([card["task_id"]] if "task_id" in card else [])
        return {"response_code": self.fresh_code(app, message_id)} if needs_task(card) else {}

    def _code(self, app: App, text: str) -> Code:
        code = self._codes.get(text)
        if code is None or code.used or code.agent_id != app.agent_id or code.until <= self.world.clock.monotonic():
            raise Refused(60140)
        return code

    def _show(self, shown: Shown, users: list[str]) -> None:
        for userid in users:
            if not self.per_member.take((shown.via, userid)):
                self.dropped.append((userid, shown.id))
                continue
            copy = Shown(shown.id, userid, shown.via, shown.kind, dict(shown.content), shown.at, cut=shown.cut)
            self.world.screen.show(copy)

    def _repeated(self, body: Mapping[str, Any], what: str) -> bool:
        """Whether the same went to the same people within the window that this call asks to be checked."""
        if body.get("enable_duplicate_check", 0) != 1:
            return False
        interval = body.get("duplicate_check_interval", 1800)
        need(isinstance(interval, int) and 0 < interval <= 14400, 40058, "duplicate_check_interval")
        before = self._sent.get(what)
        return before is not None and self.world.clock.monotonic() - before < interval

    def _recipients(self, app: App, body: Mapping[str, Any]) -> Recipients:
        members = {userid: member for userid, member in self.world.members.items() if app.reaches(userid)}
        if body.get("touser") == "@all":
            return Recipients(list(members), [], [], [])
        users, parties, tags = (
            _named(body, name, most) for name, most in (("user", 1000), ("party", 100), ("tag", 100))
        )
        there = {str(one) for member in members.values() for one in member.departments}
        inside = [one.userid for one in members.values() if set(parties) & {str(number) for number in one.departments}]
        valid = dict.fromkeys([*(userid for userid in users if userid in members), *inside])
        unknown = [userid for userid in users if userid not in members]
        return Recipients(list(valid), unknown, [one for one in parties if one not in there], tags)


def _named(body: Mapping[str, Any], kind: str, most: int) -> list[str]:
    text = body.get(f"to{kind}") or ""
    need(isinstance(text, str), 40058, f"to{kind} must be a string")
    found = [one for one in text.split("|") if one]
    need(len(found) <= most, 40058, f"to{kind} takes {most}")
    return found


def apply_update(shown: Shown, card: Mapping[str, Any], name: str) -> None:
    """Put another card, or a text for its buttons, in place of what somebody sees."""
    if card:
        shown.replace({"task_id": shown.content.get("task_id"), **card}, str(card.get("replace_text", "")))
    else:
        shown.replace(shown.content, name)
