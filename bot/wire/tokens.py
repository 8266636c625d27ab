"""An access token kept for its life: fetched once however many ask, renewed once however many were refused."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import aiohttp

from bot.clock import Clock
from bot.messengers.base import Dead, Retry
from bot.wire.backoff import backoff

YOUNG_SECONDS = 60.0
AT_ONCE = 3
"""So many tokens that were refused young are replaced at once; from then on with a growing pause."""


@dataclass(frozen=True, slots=True)
class Token:
    """What a platform gave: `expires_in` is in seconds from when it was fetched."""

    value: str = field(repr=False)
    expires_in: float


Fetch = Callable[[], Awaitable[Token | Retry | Dead]]


class TokenCache:
    """The one token of an app. `fetch` asks the platform; connection errors that it raises count as Retry.

    A token is renewed `early_seconds` before its end, at the latest at half of its life; while that fails, the old one
    is given until its end. After a failure the platform is left alone for a while, longer each time; who asks
    meanwhile is told at once: Retry then says after how many seconds it is worth asking again.
    """

    def __init__(self, clock: Clock, fetch: Fetch, early_seconds: float = 300.0) -> None:
        self._clock, self._fetch, self._early = clock, fetch, early_seconds
        self._token: Token | None = None
        self._fresh_until = self._good_until = self._again_at = 0.0
        self._failure: Retry | Dead = Retry("no token")
        self._failures = self._refusals = 0
        self._kept_at = 0.0
        self._fetching: asyncio.Task[None] | None = None

    async def get(self) -> Token | Retry | Dead:
        """The token, or why there is none."""
        if self._clock.monotonic() >= self._fresh_until:
            await self._refreshed()
        return self._at_hand()

    async def renewed(self, old: Token) -> Token | Retry | Dead:
        """Another token than `old`, the very object that `get` gave and the platform has refused."""
        if self._token is old:
            self._token, self._fresh_until = None, 0.0
            self._count_refusal()
        return await self.get()

    async def close(self) -> None:
        """Give up a fetch under way; who waits for it is told to try again."""
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.wait([self._fetching])

    def _at_hand(self) -> Token | Retry | Dead:
        now = self._clock.monotonic()
        if self._token is not None and now < self._good_until:
            return self._token
        if isinstance(self._failure, Dead):
            return self._failure
        return replace(self._failure, after=max(0.0, self._again_at - now), in_doubt=False)

    def _count_refusal(self) -> None:
        """A platform that goes on refusing what it has just given is not hammered either."""
        now = self._clock.monotonic()
        self._refusals = self._refusals + 1 if now - self._kept_at < YOUNG_SECONDS else 0
        if self._refusals > AT_ONCE:
            self._failure = Retry("the platform refuses the tokens it gives")
            self._again_at = now + backoff(self._clock, self._refusals - AT_ONCE - 1)

    async def _refreshed(self) -> None:
        """Wait for the one fetch under way, begun here where there is none and it is time."""
        if self._fetching is None:
            if self._clock.monotonic() < self._again_at:
                return
            self._fetching = asyncio.create_task(self._fetch_once())
        task = self._fetching
        await asyncio.wait([task])  # unlike awaiting it, cancelling this cancels only this caller
        if not task.cancelled():
            task.result()

    async def _fetch_once(self) -> None:
        try:
            found = await self._fetch()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            found = Retry(f"no token: {type(error).__name__}")
        finally:
            self._fetching = None
        if isinstance(found, Token):
            self._keep(found)
        else:
            self._failed(found)

    def _keep(self, token: Token) -> None:
        now = self._clock.monotonic()
        self._token, self._kept_at, self._failures, self._again_at = token, now, 0, 0.0
        self._good_until = now + token.expires_in
        self._fresh_until = self._good_until - min(self._early, token.expires_in / 2)

    def _failed(self, failure: Retry | Dead) -> None:
        asked = failure.after or 0.0 if isinstance(failure, Retry) else 0.0
        self._again_at = self._clock.monotonic() + max(asked, backoff(self._clock, self._failures))
        self._failure, self._failures = failure, self._failures + 1
