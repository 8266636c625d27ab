import asyncio
from collections.abc import Callable

import aiohttp
import pytest

from bot.messengers.base import Dead, Retry
from bot.wire.tokens import Token, TokenCache
from tests.clocks import FakeClock


class Platform:
    """Gives tokens once the gate is open; `next` says what, a function being called."""

    def __init__(self) -> None:
        self.calls = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.asked = asyncio.Event()
        self.next: Callable[[], Token | Retry | Dead] = lambda: Token(f"t{self.calls}", 7200)

    async def fetch(self) -> Token | Retry | Dead:
        self.calls += 1
        self.asked.set()
        await self.gate.wait()
        return self.next()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.fixture
def cache(clock: FakeClock, platform: Platform) -> TokenCache:
    return TokenCache(clock, platform.fetch)


async def token_of(cache: TokenCache) -> Token:
    found = await cache.get()
    assert isinstance(found, Token)
    return found


async def test_fifty_at_once_make_one_fetch(cache: TokenCache, platform: Platform) -> None:
    platform.gate.clear()
    asking = [asyncio.create_task(cache.get()) for _ in range(50)]
    await platform.asked.wait()
    platform.gate.set()
    assert {one.value for one in await asyncio.gather(*asking) if isinstance(one, Token)} == {"t1"}
    assert platform.calls == 1


async def test_a_token_is_kept_and_renewed_early(cache: TokenCache, clock: FakeClock) -> None:
    first = await token_of(cache)
    clock.advance(7200 - 301)
    assert await cache.get() is first
    clock.advance(1)
    assert (await token_of(cache)).value == "t2"


async def test_a_short_life_is_used_at_least_by_half(cache: TokenCache, platform: Platform, clock: FakeClock) -> None:
    platform.next = lambda: Token("short", 100)
    first = await token_of(cache)
    clock.advance(49)
    assert await cache.get() is first
    clock.advance(1)
    assert await cache.get() is not first


async def test_fifty_refusals_of_one_token_renew_once(cache: TokenCache, platform: Platform) -> None:
    platform.next = lambda: Token("the same text again", 7200)
    old = await token_of(cache)
    new = await asyncio.gather(*(cache.renewed(old) for _ in range(50)))
    assert platform.calls == 2
    assert all(one is new[0] and one is not old for one in new)
    assert await cache.renewed(old) is new[0]
    assert platform.calls == 2


async def test_a_platform_that_refuses_what_it_gives_is_left_alone(
    cache: TokenCache, platform: Platform, clock: FakeClock
) -> None:
    found: Token | Retry | Dead = await token_of(cache)
    for _ in range(20):
        found = await cache.renewed(found) if isinstance(found, Token) else await cache.get()
    assert platform.calls == 4
    assert found == Retry("the platform refuses the tokens it gives", after=1.0)
    clock.advance(1)
    assert isinstance(await cache.get(), Token)


async def test_a_failure_is_shared_and_not_asked_again_before_its_time(
    cache: TokenCache, platform: Platform, clock: FakeClock
) -> None:
    platform.next = lambda: Retry("busy", in_doubt=True)
    assert await asyncio.gather(*(cache.get() for _ in range(5))) == [Retry("busy", after=1.0)] * 5
    clock.advance(0.75)
    assert await cache.get() == Retry("busy", after=0.25)
    assert platform.calls == 1
    clock.advance(0.25)
    assert await cache.get() == Retry("busy", after=2.0)
    assert platform.calls == 2


async def test_a_failure_is_not_kept_once_it_is_time(cache: TokenCache, platform: Platform, clock: FakeClock) -> None:
    good, platform.next = platform.next, lambda: Dead("wrong secret")
    assert await cache.get() == Dead("wrong secret")
    assert await cache.get() == Dead("wrong secret")
    assert platform.calls == 1
    platform.next = good
    clock.advance(1)
    assert (await token_of(cache)).value == "t2"


async def test_the_platform_may_ask_for_a_longer_pause(cache: TokenCache, platform: Platform, clock: FakeClock) -> None:
    platform.next = lambda: Retry("too many", after=60)
    assert await cache.get() == Retry("too many", after=60)
    clock.advance(59)
    assert await cache.get() == Retry("too many", after=1)
    assert platform.calls == 1


async def test_the_old_token_is_given_while_renewing_it_early_fails(
    cache: TokenCache, platform: Platform, clock: FakeClock
) -> None:
    first = await token_of(cache)
    platform.next = lambda: Retry("busy")
    clock.advance(7200 - 200)
    assert await cache.get() is first
    clock.advance(200)
    assert isinstance(await cache.get(), Retry)


async def test_connection_errors_count_as_failures(cache: TokenCache, platform: Platform) -> None:
    def unreachable() -> Token:
        raise aiohttp.InvalidURL("https://qyapi.example/gettoken?corpsecret=hush")

    platform.next = unreachable
    assert await cache.get() == Retry("no token: InvalidURL", after=1.0)


async def test_our_own_faults_are_raised_to_all_who_wait_and_stop_nothing(
    cache: TokenCache, platform: Platform
) -> None:
    good = platform.next

    def broken() -> Token:
        raise KeyError("access_token")

    platform.next = broken
    assert all(
        isinstance(one, KeyError) for one in await asyncio.gather(cache.get(), cache.get(), return_exceptions=True)
    )
    platform.next = good
    assert isinstance(await cache.get(), Token)


async def test_cancelling_one_does_not_cancel_the_others(cache: TokenCache, platform: Platform) -> None:
    platform.gate.clear()
    first, second = asyncio.create_task(cache.get()), asyncio.create_task(cache.get())
    await platform.asked.wait()
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    platform.gate.set()
    assert isinstance(await second, Token)
    assert platform.calls == 1


async def test_closing_gives_up_a_fetch(cache: TokenCache, platform: Platform) -> None:
    platform.gate.clear()
    waiting = asyncio.create_task(cache.get())
    await platform.asked.wait()
    await cache.close()
    assert isinstance(await waiting, Retry)
    await cache.close()


def test_a_token_does_not_show_itself() -> None:
    assert "hush" not in repr(Token("hush", 7200))
