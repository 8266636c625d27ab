"""Delivers to a bot's callback URL: signed, encrypted, five seconds to answer, three attempts in all."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.patience import LONG_ENOUGH
from tests.vendors.http.delivery import Answer, Delivery, in_time, post
from tests.vendors.wecom import wire_xml
from tests.vendors.wecom.crypto import BadCipher, Envelope
from tests.vendors.wecom.world import App, World

ATTEMPTS = 3
ANSWER_SECONDS = 5.0
VERIFY_SECONDS = 1.0
"""The limits above go by the clock; this one ends a test that would hang."""

Replied = Callable[[Mapping[str, Any]], None]


@dataclass(slots=True)
class Told(Delivery):
    """One callback. `replies` are the passive replies the bot gave, decrypted; {} for an empty answer."""

    replies: list[dict[str, Any]] = field(default_factory=list)

    @property
    def reply(self) -> dict[str, Any]:
        return self.replies[-1]


class Gate:
    """Lets deliveries through, or holds them back to let them go in another order."""

    def __init__(self) -> None:
        self._held: list[Callable[[], Any]] | None = None

    def hold(self) -> None:
        self._held = []

    async def release(self, order: Callable[[Sequence[Any]], Iterable[Any]] = list) -> None:
        """Deliver what was held, one after the other; `order` (say, `reversed`) rearranges it."""
        held, self._held = self._held or [], None
        for deliver in order(held):
            await deliver()

    async def passing(self, deliver: Callable[[], Any]) -> None:
        if self._held is None:
            await deliver()
        else:
            self._held.append(deliver)


@dataclass(slots=True)
class Callbacks:
    """The way from WeCom to a bot's URL."""

    world: World
    session: aiohttp.ClientSession
    gate: Gate

    async def deliver(self, app: App, fields: Mapping[str, object], replied: Replied, times: int = 1) -> Told:
        """Send one message or event, `times` over; what the bot answered. `replied` takes each reply."""
        told = Told(str(fields.get("MsgId", fields.get("Event", ""))), str(fields["MsgType"]), fields)

        async def all_times() -> None:
            for _ in range(times):
                await self._attempts(app, told, replied)

        await self.gate.passing(all_times)
        return told

    async def verify(self, envelope: Envelope, url: str) -> str:
        """Ask a URL to prove itself, as saving it in the console does; why it failed, or ""."""
        plain = str(self.world.number())
        encrypted = envelope.seal(plain)
        query = {**self.query(envelope, encrypted), "echostr": encrypted}
        answer = await in_time(self.world.clock, VERIFY_SECONDS, get(self.session, f"{url}?{urlencode(query)}"))
        if answer.trouble or answer.status != 200:
            return answer.trouble or f"status {answer.status}"
        return "" if answer.body == plain.encode() else f"answered {answer.body[:80]!r}"

    def query(self, envelope: Envelope, encrypted: str) -> dict[str, str]:
        timestamp, nonce = str(self.world.stamp()), str(self.world.number())[-10:]
        return {"msg_signature": envelope.sign(timestamp, nonce, encrypted), "timestamp": timestamp, "nonce": nonce}

    async def _attempts(self, app: App, told: Told, replied: Replied) -> None:
        encrypted = app.envelope.seal(wire_xml.write(told.payload))
        outer = {"ToUserName": self.world.corp_id, "AgentID": str(app.agent_id), "Encrypt": encrypted}
        query = self.query(app.envelope, encrypted)
        for _ in range(ATTEMPTS):
            url = f"{app.callback_url}?{urlencode(query)}"
            answer = await self.post(url, wire_xml.write(outer).encode(), "text/xml")
            if answer.ok:
                told.replies.append(read_reply(app.envelope, answer.body))
                replied(told.reply)
            told.answered(answer)
            if answer.ok:
                return
            query = self.query(app.envelope, encrypted) if app.resigns else query

    async def post(self, url: str, body: bytes, content_type: str) -> Answer:
        """One POST within five seconds of the clock."""
        headers = {"Content-Type": content_type, "User-Agent": "Mozilla/4.0"}
        asking = post(self.session, url, body, headers)
        return await in_time(self.world.clock, ANSWER_SECONDS, asking)


async def get(session: aiohttp.ClientSession, url: str) -> Answer:
    """One GET; a connection that fails is trouble."""
    try:
        async with asyncio.timeout(LONG_ENOUGH), session.get(url) as response:
            return Answer(response.status, await response.read(), dict(response.headers))
    except (TimeoutError, aiohttp.ClientError):
        return Answer(0, trouble="connection_failed")


def read_reply(envelope: Envelope, body: bytes) -> dict[str, Any]:
    """A passive reply decrypted; {} for an empty body. AssertionError where WeCom would not understand it."""
    if not body:
        return {}
    try:
        outer = {name: str(value) for name, value in wire_xml.read(body.decode()).items()}
        encrypted, signature = outer["Encrypt"], outer["MsgSignature"]
        if not envelope.signed(signature, outer["TimeStamp"], outer["Nonce"], encrypted):
            raise AssertionError("a passive reply with a wrong MsgSignature")
        return dict(wire_xml.read(envelope.unseal(encrypted)))
    except (ValueError, KeyError, BadCipher) as broken:
        raise AssertionError(f"a passive reply that nobody can read: {body[:200]!r}") from broken
