"""An AI bot in callback mode: encrypted JSON to its URL, replies in the response, one more by response_url."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.vendors.http.delivery import Answer
from tests.vendors.wecom.aibot import AiBot, Asked
from tests.vendors.wecom.callbacks import Callbacks
from tests.vendors.wecom.crypto import BadCipher, Envelope
from tests.vendors.wecom.refusal import Refused, need
from tests.vendors.wecom.replies import send, take_reply, take_update, take_welcome
from tests.vendors.wecom.server import Ask

URL_LIFE = 3600.0


@dataclass(slots=True)
class BotWeb:
    """The way of one bot's callbacks. `answers` are the HTTP answers in order."""

    bot: AiBot
    callbacks: Callbacks
    envelope: Envelope
    url: str
    api_url: str
    answers: list[Answer] = field(default_factory=list)
    codes: dict[str, tuple[Asked, float]] = field(default_factory=dict)

    async def verify(self) -> str:
        """Save the URL in the console: why the bot's answer was wrong, or ""."""
        return await self.callbacks.verify(self.envelope, self.url)

    async def push(self, asked: Asked) -> Asked:
        """Deliver once; apply what the bot replied. AssertionError for a reply that WeCom could not use."""
        code, now = self.bot.world.fresh("rc-"), self.bot.world.clock.monotonic()
        self.codes[code] = (asked, now + URL_LIFE)
        asked.body = {**asked.body, "response_url": f"{self.api_url}/aibot/response?response_code={code}"}
        reply = await self._post(asked.body)
        asked.delivered = self.answers[-1].ok
        self._apply(asked, reply)
        return asked

    async def refresh(self, asked: Asked) -> Asked:
        """Ask for the next state of the streamed reply, as the server does until it is finished."""
        stream = asked.replies[-1]["stream"]
        assert not stream.get("finish"), "the stream is finished"
        kept = {name: asked.body[name] for name in ("aibotid", "chatid", "chattype", "from") if name in asked.body}
        body = self.bot.body({**kept, "msgtype": "stream", "stream": {"id": stream["id"]}})
        self._apply(asked, await self._post(body))
        return asked

    def say_later(self, asked: Asked, body: Mapping[str, Any]) -> None:
        """What came by response_url, into the chat it belongs to."""
        need(body.get("msgtype") in ("markdown", "template_card"), 40008, repr(body.get("msgtype")))
        send(self.bot, {**body, "chatid": asked.room})

    async def _post(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        encrypted = self.envelope.seal(json.dumps(body, ensure_ascii=False))
        url = f"{self.url}?{urlencode(self.callbacks.query(self.envelope, encrypted))}"
        answer = await self.callbacks.post(url, json.dumps({"encrypt": encrypted}).encode(), "application/json")
        self.answers.append(answer)
        return read_json_reply(self.envelope, answer.body) if answer.ok else {}

    def _apply(self, asked: Asked, reply: Mapping[str, Any]) -> None:
        if not reply:
            return
        take = {
            "message": lambda: take_reply(self.bot, asked, reply),
            "enter_chat": lambda: take_welcome(self.bot, asked, reply),
            "template_card_event": lambda: take_update(asked, reply),
        }
        try:
            take[asked.kind]()
        except (Refused, KeyError) as refused:
            raise AssertionError(f"a reply to {asked.kind} that WeCom drops: {refused}") from refused


def read_json_reply(envelope: Envelope, body: bytes) -> Mapping[str, Any]:
    """A JSON reply decrypted; {} for an empty body. AssertionError where WeCom would not understand it."""
    if not body:
        return {}
    try:
        outer = json.loads(body)
        parts = (str(outer["timestamp"]), str(outer["nonce"]), str(outer["encrypt"]))
        assert envelope.signed(str(outer["msgsignature"]), *parts), "a passive reply with a wrong msgsignature"
        return dict(json.loads(envelope.unseal(parts[2])))
    except (ValueError, KeyError, TypeError, BadCipher) as broken:
        raise AssertionError(f"a passive reply that nobody can read: {body[:200]!r}") from broken


def respond_later(webs: Sequence[BotWeb], ask: Ask) -> Mapping[str, Any]:
    """aibot/response: one answer by response_url within the hour, markdown or a card."""
    code = str(ask.args.get("response_code", ""))
    for web in webs:
        if code in web.codes:
            asked, until = web.codes[code]
            need(until > web.bot.world.clock.monotonic(), 60140)
            web.say_later(asked, ask.args)
            del web.codes[code]
            return {"errcode": 0, "errmsg": "ok"}
    raise Refused(60140)
