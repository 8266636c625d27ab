"""The sink's HTTP server: the bot's API of the local messenger's hub, and a control of its own."""

import asyncio
import json
from collections.abc import Mapping
from itertools import count
from typing import Any

from aiohttp import web

from tests.vendors.sink.journal import Journal, Received
from tests.vendors.sink.moods import Mode, Mood, Moods

HANG_SECONDS = 3600.0


class Sink:
    """Takes messages, says so or not, and never drops a repeat: doubles are for tests to count."""

    def __init__(self, journal: Journal, moods: Moods, token: str) -> None:
        self._journal, self._moods, self._token = journal, moods, token
        self._numbers = count(1)
        self._by_key: dict[str, str] = {}
        self._known: set[str] = set()

    def app(self) -> web.Application:
        """The routes of the hub's bot API (bot/messengers/local/send.py), and POST /sink/mood."""
        app = web.Application(client_max_size=20_000_000)
        app.add_routes(
            [
                web.post("/local/api/bot/messages", self.post),
                web.put("/local/api/bot/messages/{message}", self.edit),
                web.get("/local/api/bot/messages", self.find),
                web.post("/sink/mood", self.change_mood),
            ]
        )
        return app

    async def post(self, request: web.Request) -> web.StreamResponse:
        self._check(request)
        body, mode = await request.json(), self._moods.next()
        number = next(self._numbers)
        message_id = f"m{number}" if mode.accepts else ""
        self._note("POST", mode, number, message_id, body)
        if mode.accepts:
            self._by_key.setdefault(body["key"], message_id)
            self._known.add(message_id)
        return await self._answer(request, mode, message_id)

    async def edit(self, request: web.Request) -> web.StreamResponse:
        self._check(request)
        message_id, body = request.match_info["message"], await request.json()
        if message_id not in self._known:
            return web.json_response({"error": "no such message"}, status=404)
        mode = self._moods.next()
        self._note("PUT", mode, next(self._numbers), message_id, body)
        return await self._answer(request, mode, message_id)

    async def find(self, request: web.Request) -> web.StreamResponse:
        self._check(request)
        if not self._moods.now.find:
            return web.json_response({"error": "cannot tell"}, status=501)
        found = self._by_key.get(request.query.get("key", ""))
        if found is None:
            return web.json_response({"error": "nothing under this key"}, status=404)
        return web.json_response({"message_id": found})

    async def change_mood(self, request: web.Request) -> web.StreamResponse:
        self._moods.change(Mood.from_json(await request.json()))
        return web.json_response({"ok": True})

    def _check(self, request: web.Request) -> None:
        if request.headers.get("Authorization") != f"Bearer {self._token}":
            raise web.HTTPUnauthorized

    def _note(self, method: str, mode: Mode, number: int, message_id: str, body: Mapping[str, Any]) -> None:
        key, room = str(body.get("key", "")), str(body.get("room", ""))
        self._journal.write(Received(number, method, mode, key, room, message_id, body["payload"]))

    async def _answer(self, request: web.Request, mode: Mode, message_id: str) -> web.StreamResponse:
        if mode is Mode.BUSY:
            headers = {"Retry-After": f"{self._moods.now.retry_after:g}"}
            return web.json_response({"error": "too many"}, status=429, headers=headers)
        if mode is Mode.REFUSED:
            return web.json_response({"error": "not now"}, status=500)
        if mode in (Mode.SLOW, Mode.HANG):
            await asyncio.sleep(HANG_SECONDS if mode is Mode.HANG else self._moods.delay())
        if mode is Mode.DROP:
            _hang_up(request)
        if mode is Mode.HALF:
            return await _half(request, message_id)
        return web.json_response({"message_id": message_id})


async def _half(request: web.Request, message_id: str) -> web.StreamResponse:
    whole = json.dumps({"message_id": message_id}).encode()
    answer = web.StreamResponse(headers={"Content-Length": str(len(whole)), "Content-Type": "application/json"})
    await answer.prepare(request)
    await answer.write(whole[: len(whole) // 2])
    _hang_up(request)
    return answer


def _hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.close()
