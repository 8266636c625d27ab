"""Tracked links: /t/<token> leads on to the document and notes who opened it.

It only ever leads to what is stored under the token. Whoever calls is led on, also where the call does not count, or
cannot be recorded: a customer never waits for our book-keeping.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from aiohttp import web
from prometheus_client import Counter

from bot.clock import Clock
from bot.inbox import Inbox
from bot.messengers.base import Admitted
from bot.web.allowance import Allowance
from bot.web.shown_page import said_page
from capture.opens.agents import device_of
from capture.opens.judge import Habits, Hit, Reason, Verdict, judge
from capture.opens.visitor import client_address, trace_of
from capture.public_addresses import Ip
from config.opens import OpensSettings
from knowledge.people.model import Lang
from knowledge.proposals.opens.gate import PATH, Gate, gate_of
from knowledge.proposals.opens.model import TrackedLink
from knowledge.proposals.opens.view import link_called
from knowledge.store.errors import StoreTrouble
from knowledge.store.store import Store

COOKIE, COOKIE_SECONDS = "dazi_visitor", 180 * 86_400
CALLS_PER_MINUTE = 60
"""Of one link; more are led on, but no longer recorded."""

CALLED = Counter("dazi_tracked_link_calls_total", "Calls of tracked links, by what they were", ["reason"])
HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}

log = structlog.get_logger(__name__)

_TOKEN = re.compile(r"[a-z2-7]{26}", re.ASCII)
_VISITOR = re.compile(r"[0-9a-z]{16,40}", re.ASCII)
_PURPOSES = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "unknown": {"zh": "这个链接打不开", "en": "This link leads nowhere"},
    "unknown_why": {
        "zh": "可能没有复制完整。请回到聊天里重新点一次，或请发给你的人再发一遍。",
        "en": "It may not be complete. Please open it from the message once more, or ask whoever sent it to you.",
    },
    "expired": {"zh": "这个链接过期了", "en": "This link has expired"},
    "expired_why": {
        "zh": "文件还在，只是这个链接到期了。请联系发给你的人，要一个新的。",
        "en": "The document is still there; only the link is too old. Please ask whoever sent it to you for a new one.",
    },
    "trouble": {"zh": "现在打不开，请稍后再试", "en": "It can't be opened just now"},
    "trouble_why": {
        "zh": "我们这边出了点问题，过几分钟再点一次就好。",
        "en": "Something is wrong on our side; please try the link again in a few minutes.",
    },
}


@dataclass(frozen=True, slots=True)
class _Visitor:
    """Who calls: the cookie that came, or the one that is given now."""

    cookie: str
    known: bool
    address: Ip | None


def tracked_routes(settings: OpensSettings, store: Store, inbox: Inbox, clock: Clock) -> list[web.RouteDef]:
    """The route of tracked links; GET and HEAD."""
    return [web.get(f"{PATH}{{token}}", _Redirect(settings, store, inbox, clock).lead_on)]


class _Redirect:
    def __init__(self, settings: OpensSettings, store: Store, inbox: Inbox, clock: Clock) -> None:
        self._settings, self._store, self._inbox, self._clock = settings, store, inbox, clock
        self._habits = Habits(settings.too_soon, settings.networks())
        self._allowance = Allowance(CALLS_PER_MINUTE)

    async def lead_on(self, request: web.Request) -> web.StreamResponse:
        """To the document; or a page that says why not."""
        token = request.match_info["token"].lower()
        if not _TOKEN.fullmatch(token):
            return _page("unknown", 404)
        try:
            gate, link = await self._store.read(lambda reader: (gate_of(reader), link_called(reader, token)))
        except StoreTrouble as error:
            log.warning("a tracked link cannot be looked up", why=str(error))
            return _page("trouble", 503)
        if link is None or gate is None:
            return _page("unknown", 404)
        now = self._clock.now()
        if link.expires_at <= now:
            return _page("expired", 410)
        visitor = self._visitor(request)
        verdict = judge(_hit(request, visitor, now), link.taken_at, self._habits)
        await self._noted(link, gate, request, visitor, verdict, now)
        return self._led_on(link, gate, visitor, verdict)

    def _visitor(self, request: web.Request) -> _Visitor:
        address = client_address(request.remote or "", request.headers.get("X-Forwarded-For", ""))
        given = request.cookies.get(COOKIE, "") if self._settings.cookie else ""
        known = _VISITOR.fullmatch(given) is not None
        return _Visitor(given if known else self._clock.new_id(), known, address)

    async def _noted(
        self, link: TrackedLink, gate: Gate, request: web.Request, visitor: _Visitor, verdict: Verdict, now: datetime
    ) -> None:
        """Hand the call in. What cannot be stored is lost: the customer goes on."""
        reason = verdict.reason
        if not self._allowance.take(link.taken.token, 1, self._clock.monotonic()):
            reason = Reason.OFTEN
        CALLED.labels(reason.value).inc()
        if reason is Reason.OFTEN:
            return
        agent = request.headers.get("User-Agent", "")
        trace = trace_of(gate.secret, now.date(), visitor.address, agent)
        body: dict[str, Any] = {
            "link": link.link_id,
            "at": now.isoformat(),
            "reason": reason.value,
            "who": verdict.who,
            "visitor": visitor.cookie if self._settings.cookie else trace,
            "trace": trace,
            "known": visitor.known,
            "device": dict(device_of(agent)),
            "gap": self._settings.gap.total_seconds(),
        }
        row = Admitted(self._clock.new_id(), "signalled", f"opens:{link.link_id}", body)
        try:
            await self._inbox.admit("opens", row)
        except StoreTrouble as error:
            log.warning("an open was not recorded", link=link.link_id, why=str(error))

    def _led_on(self, link: TrackedLink, gate: Gate, visitor: _Visitor, verdict: Verdict) -> web.Response:
        response = web.Response(status=302, headers={**HEADERS, "Location": link.taken.url})
        if verdict.counts and self._settings.cookie and not visitor.known:
            secure = gate.base_url.startswith("https://")
            response.set_cookie(
                *(COOKIE, visitor.cookie),
                max_age=COOKIE_SECONDS,
                path=PATH,
                httponly=True,
                secure=secure,
                samesite="Lax",
            )
        return response


def _hit(request: web.Request, visitor: _Visitor, now: datetime) -> Hit:
    headers = request.headers
    return Hit(
        at=now,
        method=request.method,
        agent=headers.get("User-Agent", ""),
        language=headers.get("Accept-Language", ""),
        accept=headers.get("Accept", ""),
        purpose=" ".join(headers[name] for name in _PURPOSES if name in headers),
        mode=headers.get("Sec-Fetch-Mode", ""),
        dest=headers.get("Sec-Fetch-Dest", ""),
        address=visitor.address,
    )


def _page(words: str, status: int) -> web.Response:
    html, policy = said_page(_WORDS[words], _WORDS[f"{words}_why"])
    headers = {**HEADERS, "Content-Security-Policy": policy, **({"Retry-After": "120"} if status == 503 else {})}
    return web.Response(text=html, status=status, content_type="text/html", charset="utf-8", headers=headers)
