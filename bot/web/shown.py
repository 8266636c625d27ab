"""Short links: one notice as a small page, for whoever was given its address.

/n/<outbox row>-<tag>: the tag (80 bits of HMAC-SHA256) makes it impossible to guess, and the secret behind it is kept
in the database, so that links outlive a restart and are the same for all processes.
"""

import hmac
import re
from base64 import b32encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web
from sqlalchemy import bindparam, select

from bot.web.shown_page import nothing_page, notice_page
from knowledge.store.keeping import kept_value
from knowledge.store.store import Store
from knowledge.store.tables import kept, outbox
from knowledge.store.unit import Reader, Unit, insert_or_ignore
from notifiers.notice import Notice
from notifiers.plain import from_plain

PATH = "/n/{token}"
OPEN_FOR = timedelta(days=30)
"""So long after its last change a notice can be looked at; an old link tells a leaver nothing new."""

TAG_BYTES = 10
_OF, _NAME = "web", "short links"
_TOKEN = re.compile(r"([1-9][0-9]{0,18})-([a-z2-7]{16})", re.ASCII)
_MAKE = insert_or_ignore(kept)
_asked = outbox.alias("asked")
_NEWEST = (
    select(outbox.c.body, outbox.c.created_at)
    .join(
        _asked,
        (_asked.c.kind == outbox.c.kind)
        & (_asked.c.subject == outbox.c.subject)
        & (_asked.c.address == outbox.c.address),
    )
    .where(_asked.c.id == bindparam("row_id"))
    .order_by(outbox.c.version.desc())
    .limit(1)
)
HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}


@dataclass(frozen=True, slots=True)
class ShortLinks:
    """Makes the links. They begin with `base_url`, without a slash at its end; where that is "", there are none."""

    base_url: str
    new_secret: Callable[[], str]

    def of(self, unit: Unit) -> Callable[[int], str]:
        """The link of an outbox row, as this unit knows the secret; the first one makes it."""
        if not self.base_url:
            return lambda row_id: ""  # noqa: ARG005
        secret = _secret(unit) or self._made(unit)
        return lambda row_id: f"{self.base_url}/n/{token(row_id, secret)}"

    def _made(self, unit: Unit) -> str:
        value = {"secret": self.new_secret()}
        unit.run(_MAKE, messenger=_OF, name=_NAME, value=value, kept_at=unit.now)
        return _secret(unit)


def token(row_id: int, secret: str) -> str:
    """What names an outbox row to those who were given its link."""
    tag = hmac.digest(bytes.fromhex(secret), f"notice {row_id}".encode(), "sha256")[:TAG_BYTES]
    return f"{row_id}-{b32encode(tag).decode().lower()}"


def shown_routes(store: Store, now: Callable[[], datetime]) -> list[web.RouteDef]:
    """The page of one notice; 404 for every token that is not ours."""

    async def show(request: web.Request) -> web.StreamResponse:
        given = request.match_info["token"]
        if not _TOKEN.fullmatch(given):
            return _answered(nothing_page(), 404)
        at = now()
        found = await store.read(lambda reader: _found(reader, given, at - OPEN_FOR))
        return _answered(notice_page(found, at), 200) if found else _answered(nothing_page(), 404)

    return [web.get(PATH, show)]


def _found(reader: Reader, given: str, since: datetime) -> Notice | None:
    """The newest version of what a token names, where the token is ours."""
    row_id, secret = int(given.partition("-")[0]), _secret(reader)
    if not secret or not hmac.compare_digest(given, token(row_id, secret)):
        return None
    row = reader.row(_NEWEST, row_id=row_id)
    return from_plain(row["body"]) if row and row["created_at"] >= since else None


def _secret(reader: Reader) -> str:
    value: Mapping[str, Any] = kept_value(reader, _OF, _NAME) or {}
    return str(value.get("secret", ""))


def _answered(page: tuple[str, str], status: int) -> web.Response:
    html, policy = page
    headers = {**HEADERS, "Content-Security-Policy": policy}
    return web.Response(text=html, status=status, content_type="text/html", charset="utf-8", headers=headers)
