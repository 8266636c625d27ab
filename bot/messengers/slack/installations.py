"""The workspaces that installed the bot: their tokens, sealed in the database, renewed where Slack rotates them."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field, replace

from bot.clock import Clock
from bot.messengers.base import Dead, Host, Json, Retry
from bot.messengers.slack.api import Answered, Refusal
from bot.messengers.slack.sealing import Seal
from knowledge.store.errors import StoreTrouble

EARLY_SECONDS = 1800.0
"""A token that lives twelve hours is renewed half an hour before its end."""

LEASE_SECONDS = 60.0
NOT_INSTALLED = Dead("the bot is not installed in this workspace; open its install page")


@dataclass(frozen=True, slots=True)
class Installed:
    """One workspace's installation. `expires_at` is in seconds since 1970, 0 for a token that stays."""

    team: str
    name: str
    bot_user: str
    token: str = field(repr=False)
    refresh: str = field(default="", repr=False)
    expires_at: float = 0.0


Renew = Callable[[str], Awaitable[Answered | Refusal | Retry]]


class Installations:
    """Tokens by workspace. `renew` trades a refresh token, which is good once: one process at a time does that."""

    def __init__(self, clock: Clock, seal: Seal, renew: Renew) -> None:
        self._clock, self._seal, self._renew = clock, seal, renew
        self._host: Host | None = None
        self._known: dict[str, Installed] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def start(self, host: Host) -> None:
        """From now on there is a place to keep them."""
        self._host = host

    async def token(self, team: str) -> str | Retry | Dead:
        """The token for a workspace, renewed in time."""
        try:
            found = self._known.get(team) or await self._read(team)
            if found is None:
                return NOT_INSTALLED
            if not self._is_near_end(found):
                return found.token
            fresh = await self._rotated(found)
        except StoreTrouble:
            return Retry("the database does not give the workspace's token")
        return found.token if isinstance(fresh, Retry) and self._is_good(found) else fresh

    async def renewed(self, team: str, old: str) -> str | Retry | Dead:
        """Another token than `old`, which has expired."""
        try:
            found = await self._read(team)
            if found is None:
                return NOT_INSTALLED
            return found.token if found.token != old else await self._rotated(found)
        except StoreTrouble:
            return Retry("the database does not give the workspace's token")

    async def refused(self, team: str, token: str, code: str) -> None:
        """The app was removed there, or its token revoked: forget it, tell the operator. A newer one stays."""
        try:
            found = await self._read(team)
            if found is not None and found.token == token:
                await self.forget(team, code)
        except StoreTrouble:
            self._known.pop(team, None)

    async def save(self, installed: Installed) -> None:
        """Keep an installation, new or done again. Raises StoreTrouble."""
        await self._place().keep(_name(installed.team), self._seal.sealed(asdict(installed)))
        self._known[installed.team] = installed

    async def forget(self, team: str, why: str) -> None:
        """It is gone; the operator hears of it. Raises StoreTrouble."""
        self._known.pop(team, None)
        await self._place().forget(_name(team))
        said = f"workspace {team} removed the app ({why})"
        await self._place().report("messenger_removed", f"removed:{team}", messenger="Slack", why=said)

    def _place(self) -> Host:
        if self._host is None:
            raise RuntimeError("not started")
        return self._host

    def _is_near_end(self, one: Installed) -> bool:
        return bool(one.expires_at) and self._clock.now().timestamp() > one.expires_at - EARLY_SECONDS

    def _is_good(self, one: Installed) -> bool:
        return not one.expires_at or self._clock.now().timestamp() < one.expires_at

    async def _read(self, team: str) -> Installed | None:
        """As the database has it now: another process may have renewed it."""
        kept = await self._host.kept(_name(team)) if self._host is not None and team else None
        value = self._seal.opened(kept) if kept else None
        if value is None:
            self._known.pop(team, None)
            return None
        self._known[team] = found = _installed(value)
        return found

    async def _rotated(self, old: Installed) -> str | Retry | Dead:
        """A fresh token in place of `old`, fetched by whoever is first."""
        lease = f"rotate:{old.team}"
        async with self._locks[old.team]:
            known = self._known.get(old.team)
            if known is not None and known.token != old.token:
                return known.token
            if not await self._place().hold(lease, LEASE_SECONDS):
                return Retry("another process is renewing the token", after=2.0)
            try:
                now = await self._read(old.team)
                if now is None:
                    return NOT_INSTALLED
                return now.token if now.token != old.token else await self._traded(now)
            finally:
                await self._place().let_go(lease)

    async def _traded(self, old: Installed) -> str | Retry | Dead:
        if not old.refresh:
            return Dead("the workspace's token has expired and cannot be renewed; install the bot again")
        answer = await self._renew(old.refresh)
        if isinstance(answer, Refusal):
            return Dead(f"Slack does not renew the workspace's token; install the bot again ({answer.code})")
        if isinstance(answer, Retry):
            return replace(answer, in_doubt=False)
        fresh = replace(
            old,
            token=str(answer.data["access_token"]),
            refresh=str(answer.data.get("refresh_token") or old.refresh),
            expires_at=self._clock.now().timestamp() + float(str(answer.data.get("expires_in") or 0)),
        )
        await self.save(fresh)
        return fresh.token


def _installed(value: Json) -> Installed:
    """What `save` wrote."""
    texts = {name: str(value[name]) for name in ("team", "name", "bot_user", "token", "refresh")}
    return Installed(**texts, expires_at=float(str(value["expires_at"])))


def _name(team: str) -> str:
    return f"installation:{team}"
