"""The open page's event stream (server-sent events), resumable by the last event id."""

import asyncio

from aiohttp import web

from bot.messengers.local.hub.browser_api import BrowserApi
from bot.messengers.local.hub.feed import Subscription
from bot.messengers.local.hub.guard import SECURITY_HEADERS
from bot.messengers.local.hub.hub import Hub

HEARTBEAT = 15.0
_HEADERS = {
    **SECURITY_HEADERS,
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
}


class Stream:
    """GET /local/api/stream?since=CURSOR (or a Last-Event-ID header)."""

    def __init__(self, hub: Hub, api: BrowserApi) -> None:
        self._hub, self._api = hub, api

    async def open(self, request: web.Request) -> web.StreamResponse:
        """Send changes until the page goes, the person goes, or the hub stops."""
        person_id = self._api.person(request)
        since = request.headers.get("Last-Event-ID") or request.query.get("since", "")
        response = web.StreamResponse(headers=_HEADERS)
        await response.prepare(request)
        subscription = self._hub.feed.subscribe(person_id, since)
        try:
            await self._pump(subscription, response)
        except ConnectionError:
            pass  # the page went away; it will come back with its last event id
        finally:
            self._hub.feed.unsubscribe(subscription)
        return response

    async def _pump(self, subscription: Subscription, response: web.StreamResponse) -> None:
        await response.write(b"event: hello\ndata: {}\n\n")
        while self._hub.roster.knows(subscription.person_id):
            try:
                chunk = await asyncio.wait_for(subscription.queue.get(), HEARTBEAT)
            except TimeoutError:
                chunk = b"event: ping\ndata: {}\n\n"
            if chunk is None:
                return
            await response.write(chunk)
