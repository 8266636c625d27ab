"""Web tracking: the script that a website includes, and where it reports to.

    <script async src="https://dazi.example.com/w/dazi.js" data-site="main-site"></script>

Anybody may call the endpoint: it knows a site by its key and origin, takes little at a time, and keeps no cookie.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from importlib.resources import files

from aiohttp import web
from prometheus_client import Counter

from bot.clock import Clock
from bot.inbox import Inbox
from bot.messengers.base import Admitted
from bot.web import answers
from bot.web.allowance import Allowance
from capture.base import BadRow
from capture.tracking.people import is_person
from capture.tracking.visits import REFUSED, Visit, read_visit
from config.tracking import SiteSettings, TrackingSettings
from knowledge.store.errors import StoreTrouble

SCRIPT, COLLECT = "/w/dazi.js", "/w/collect"
COLLECTED = Counter("dazi_tracking_events_total", "Events that pages reported, by what became of them", ["outcome"])
_JS = files("bot.web").joinpath("dazi.js").read_text(encoding="utf-8")
_SCRIPT_HEADERS: Mapping[str, str] = {
    "Cache-Control": "public, max-age=3600",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
_PREFLIGHT: Mapping[str, str] = {
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "86400",
}


def tracking_routes(settings: TrackingSettings, inbox: Inbox, clock: Clock) -> list[web.RouteDef]:
    """The script and its endpoint; none where no site is set up."""
    if not settings.sites:
        return []
    collector = _Collector(settings, inbox, clock)
    return [
        web.get(SCRIPT, _script),
        web.post(COLLECT, collector.collect),
        web.options(COLLECT, collector.allow),
    ]


async def _script(request: web.Request) -> web.StreamResponse:  # noqa: ARG001  the same for everybody
    return web.Response(text=_JS, content_type="text/javascript", charset="utf-8", headers=_SCRIPT_HEADERS)


class _Collector:
    def __init__(self, settings: TrackingSettings, inbox: Inbox, clock: Clock) -> None:
        self._sites: Mapping[str, SiteSettings] = {site.key: site for site in settings.sites}
        self._origins = frozenset(origin for site in settings.sites for origin in site.origins)
        self._most_bytes, self._inbox, self._clock = settings.max_body_bytes, inbox, clock
        self._visitors, self._all = Allowance(settings.visitor_events), Allowance(settings.site_events)

    async def allow(self, request: web.Request) -> web.StreamResponse:
        """What a browser asks before it sends."""
        return self._open(request, web.Response(status=204, headers=_PREFLIGHT))

    async def collect(self, request: web.Request) -> web.StreamResponse:
        """Take what one page reports; every answer can be read by the page."""
        return self._open(request, await self._answered(request, self._collect))

    async def _collect(self, request: web.Request) -> web.StreamResponse:
        raw = await self._body(request)
        if raw is None:
            return answers.refused(413, *answers.BAD_PAYLOAD[413])
        try:
            visit = read_visit(raw, self._clock.now())
        except BadRow as bad:
            return answers.refused(400, bad.say["zh"], bad.say["en"])
        if why := self._refusal(request, visit):
            COLLECTED.labels(why).inc(max(1, len(visit.signals)))
            return answers.refused(429 if why == "often" else 403, REFUSED[why]["zh"], REFUSED[why]["en"])
        if _wants_no_tracking(request) or not is_person(request.headers.get("User-Agent", "")):
            COLLECTED.labels("ignored").inc(len(visit.signals))
            return web.Response(status=204)
        return await self._taken(visit)

    async def _taken(self, visit: Visit) -> web.StreamResponse:
        COLLECTED.labels("rejected").inc(len(visit.rejected))
        if visit.signals:
            batch = visit.batch
            await self._inbox.admit("web", Admitted(batch.event_id, "signalled", batch.lane, batch.body))
            COLLECTED.labels("taken").inc(batch.items)
        found = {"ok": True, "accepted": len(visit.signals), "rejected": list(visit.rejected)}
        return web.json_response(found, dumps=lambda value: json.dumps(value, ensure_ascii=False))

    async def _body(self, request: web.Request) -> bytes | None:
        """The request's body, read only as far as it may be long; None where it is longer."""
        if (request.content_length or 0) > self._most_bytes:
            return None
        raw = b""
        while chunk := await request.content.read(self._most_bytes + 1 - len(raw)):
            raw += chunk
            if len(raw) > self._most_bytes:
                return None
        return raw

    def _refusal(self, request: web.Request, visit: Visit) -> str:
        """Why this is not taken, as REFUSED has it; nothing where it is."""
        site = self._sites.get(visit.site)
        if site is None:
            return "site"
        if request.headers.get("Origin", "").lower() not in site.origins:
            return "origin"
        now, count = self._clock.monotonic(), len(visit.signals) + len(visit.rejected)
        allowed = self._visitors.take(visit.visitor_id, count, now) and self._all.take(site.key, count, now)
        return "" if allowed else "often"

    async def _answered(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """The store's trouble becomes an answer here, so that it carries its headers, too."""
        try:
            return await handler(request)
        except StoreTrouble:
            return answers.refused(503, *answers.NOT_STORED)

    def _open(self, request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
        """Let pages of the sites read the answer. A beacon sends cookies along; there are none here."""
        origin = request.headers.get("Origin", "").lower()
        response.headers["Vary"] = "Origin"
        response.headers["Cache-Control"] = "no-store"
        if origin in self._origins:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Credentials"] = "true"
        return response


def _wants_no_tracking(request: web.Request) -> bool:
    """Do Not Track, or Global Privacy Control."""
    return request.headers.get("DNT") == "1" or request.headers.get("Sec-GPC") == "1"
