"""The hub with a bot that answers by rote, on a real socket in a thread of its own.

`python -m tests.browser.server` keeps it running, to look at the page by hand.
"""

import asyncio
import hmac
import json
import sys
import threading
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TypeVar

from aiohttp import web

from bot.messengers.local.hub import Hub, HubSettings, hub_routes, sign
from tests.browser import sample
from tests.patience import LONG_ENOUGH

SECRET = b"a secret of the tests"
T = TypeVar("T")
START = datetime(2026, 11, 20, 2, 2, tzinfo=UTC)


class Ticking:
    """A clock that moves on by a moment each time it is asked."""

    def __init__(self, at: datetime = START) -> None:
        self._at = at

    def __call__(self) -> datetime:
        self._at += timedelta(milliseconds=50)
        return self._at

    def set(self, at: datetime) -> None:
        self._at = at


class RoteBot:
    """Answers what the tests say, and "wait" with silence. `status` is what its receiver answers."""

    def __init__(self) -> None:
        self.hub: Hub | None = None
        self.events: list[dict[str, object]] = []
        self.status = 200
        self._keys = count(1)
        self._cards: dict[str, sample.Payload] = {}

    async def receive(self, request: web.Request) -> web.Response:
        body = await request.read()
        expected = sign(SECRET, request.headers["X-Dazi-Timestamp"], body)
        if not hmac.compare_digest(expected, request.headers["X-Dazi-Signature"]):
            return web.json_response({"error": "not genuine"}, status=401)
        if self.status != 200:
            refused = {"error": {"zh": "机器人正在维护。", "en": "The bot is under repair."}}
            return web.json_response(refused, status=self.status)
        event = json.loads(body)
        self.events.append(event)
        asyncio.get_running_loop().call_soon(self._answer, event)
        return web.json_response({})

    def _answer(self, event: dict[str, object]) -> None:
        room = event["room"]
        assert isinstance(room, dict)
        if event["kind"] == "pressed":
            self._pressed(event, str(room["id"]))
        elif room["direct"] or event["mentions_bot"]:
            self._said(str(event["text"]), str(room["id"]), str(event["message_id"]))

    def post(self, room: str, payload: sample.Payload, thread: str = "") -> str:
        assert self.hub is not None
        return self.hub.post(room, payload, f"k{next(self._keys)}", thread)

    def _said(self, text: str, room: str, message_id: str) -> None:
        english = text.isascii()
        if "wait" in text:
            return
        if "hot" in text or "热线索" in text:
            self.post_card(room, "en" if english else "zh")
        elif english:
            answer = "Li Lei owns Betasoloin (since 2026-01-01, CRM import of 2026-01-03)."
            self.post(room, sample.plain(answer, "en"), message_id)
        else:
            answer = "华东光伏由李雷负责（自 2026-01-01，CRM 导入 2026-01-03）。"
            choices = [sample.choice("他的客户", "mine", primary=True), sample.choice("换人负责", "assign")]
            self.post(room, sample.plain(answer, "zh", choices), message_id)

    def post_card(self, room: str, lang: str) -> str:
        inner = sample.HOT_CARD_ZH if lang == "zh" else sample.HOT_CARD_EN
        message_id = self.post(room, sample.card(inner, lang))
        self._cards[message_id] = {"inner": inner, "lang": lang}
        return message_id

    def _pressed(self, event: dict[str, object], room: str) -> None:
        assert self.hub is not None
        press, sender = event["press"], event["sender"]
        assert isinstance(press, dict)
        assert isinstance(sender, dict)
        known = self._cards.get(str(press["message_id"]))
        if known is None:
            self.post(room, sample.plain("好的。"))
            return
        inner, lang = known["inner"], str(known["lang"])
        assert isinstance(inner, dict)
        if press["action"] == "lead.claim":
            self.hub.edit(str(press["message_id"]), sample.claimed(inner, lang, str(sender["name"])))
        elif press["action"] == "lead.undo":
            self.hub.edit(str(press["message_id"]), sample.card(inner, lang, version=3))


class PageServer:
    """Hub and bot on 127.0.0.1, used from the test's thread. `cut` drops all connections, `restore` listens again."""

    def __init__(self, *, demo: bool = True, files: Path | None = None, port: int = 0) -> None:
        self.bot, self.clock, self.port = RoteBot(), Ticking(), port
        self._demo, self._files = demo, files
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._runners: list[web.AppRunner] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/local/"

    def __enter__(self) -> "PageServer":
        self._thread.start()
        self.run(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, work: Coroutine[object, object, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(LONG_ENOUGH)

    def call(self, work: Callable[[], T]) -> T:
        async def inside() -> T:
            return work()

        return self.run(inside())

    async def _start(self) -> None:
        receiver = web.Application()
        receiver.router.add_post("/events", self.bot.receive)
        receiver_port = await self._listen(receiver, 0)
        ids = count(1)
        settings = HubSettings(
            receiver_url=f"http://127.0.0.1:{receiver_port}/events",
            secret=SECRET,
            bot_token="a token of the tests",
            people=sample.PEOPLE,
            rooms=sample.ROOMS,
            files=self._files,
            demo=self._demo,
            file_limit=1_000_000,
        )
        self.hub = Hub(settings, now=self.clock, new_id=lambda: f"id{next(ids)}", pause=lambda _: asyncio.sleep(0.05))
        self.bot.hub = self.hub
        await self.hub.start()
        await self._open_page()

    async def _open_page(self) -> None:
        app = web.Application()
        app.add_routes(hub_routes(self.hub))
        self.port = await self._listen(app, self.port)

    async def _listen(self, app: web.Application, port: int) -> int:
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port, reuse_address=True)
        await site.start()
        self._runners.append(runner)
        return int(runner.addresses[0][1])

    async def _stop(self) -> None:
        await self.hub.stop()
        for runner in self._runners:
            await runner.cleanup()

    def cut(self) -> None:
        async def close() -> None:
            self.hub.feed.close()
            await self._runners.pop().cleanup()

        self.run(close())

    def restore(self) -> None:
        self.run(self._open_page())


def main() -> None:
    with PageServer(port=8788) as server:
        sys.stdout.write(server.url + "\n")
        threading.Event().wait()


if __name__ == "__main__":
    main()
