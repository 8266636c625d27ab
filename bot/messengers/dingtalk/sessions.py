"""sessionWebhook: the address at which one message can be answered, for about 90 minutes and without quota."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from yarl import URL

from bot.messengers.dingtalk.fields import Told, number_in, text_in
from bot.wire.hosts import Hosts
from notifiers.notice import ReplyPath

SESSION = "session"

EARLY = timedelta(seconds=30)
"""So much before its end an answer no longer sets out on this path."""


@dataclass(frozen=True, slots=True)
class Session:
    """Where to post, and whom the answer rings: the userid of who asked in a group, or ""."""

    url: str = field(repr=False)
    ring: str


def unsafe(told: Told, hosts: Hosts) -> bool:
    """Whether a message names an address that may not be posted to."""
    try:
        return hosts.refusal(URL(text_in(told, "sessionWebhook"))) is not None
    except ValueError:
        return True


def reply_path(told: Told, ring: str) -> ReplyPath:
    """The way back of a message whose address was found safe before it was stored."""
    url, until = text_in(told, "sessionWebhook"), number_in(told, "sessionWebhookExpiredTime")
    if not url or " " in url or not 0 < until < 10**13:
        return ReplyPath("room")
    return ReplyPath(SESSION, f"{url} {ring}".rstrip(), datetime.fromtimestamp(until / 1000, UTC) - EARLY)


def session_of(path: ReplyPath | None) -> Session | None:
    """The session that a reply path leads to; None for other paths."""
    if path is None or path.kind != SESSION:
        return None
    url, _, ring = path.token.partition(" ")
    return Session(url, ring)
