"""The AI bot's connection: one at a time, alive, given up when another takes it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.messengers.base import Retry
from bot.messengers.wecom.messenger import WeComMessenger, open_wecom
from bot.messengers.wecom.socket import LEASE_SECONDS, PING_SECONDS, RENEW_SECONDS
from config.sections import Where
from handlers.message import Message, News
from knowledge.store.errors import StoreTrouble
from notifiers.notice import Address
from tests.clocks import FakeClock
from tests.contract.messengers.host import FakeHost
from tests.contract.messengers.rigs.wecom import section, surroundings
from tests.unit.bot.messengers.wecom.notices import HELLO
from tests.vendors.wecom.aibot import AiBot
from tests.vendors.wecom.fake import FakeWeCom

EAST = Address("wecom", "chat:east")


@dataclass(slots=True)
class MoodyHost(FakeHost):
    """A host whose database may be in trouble when a lease is asked for; `asked` counts how often that was."""

    trouble: Exception | None = None
    asked: int = 0

    async def hold(self, lease: str, seconds: float) -> bool:
        self.asked += 1
        if self.trouble is not None:
            raise self.trouble
        return await FakeHost.hold(self, lease, seconds)


@asynccontextmanager
async def another(fake: FakeWeCom, clock: FakeClock, host: FakeHost, folder: Path) -> AsyncIterator[WeComMessenger]:
    """A second process beside the first."""
    opened = open_wecom(section(fake), Where(), surroundings(clock, folder))
    await opened.start(host)
    try:
        yield opened
    finally:
        await opened.hang_up()
        await opened.close()


async def until(clock: FakeClock, true: Callable[[], bool], step: float = RENEW_SECONDS, most: int = 60) -> float:
    """Let time pass in steps, each when somebody waits for it, until it is true; the seconds that took."""
    began = clock.monotonic()
    for _ in range(most):
        if true():
            return clock.monotonic() - began
        await clock.somebody_sleeps()
        clock.advance(step)
        await settle()
    raise AssertionError("it never came true")


async def settle() -> None:
    """Let what is ready run, over the socket and back."""
    for _ in range(200):
        await asyncio.sleep(0)


async def test_what_mentions_the_bot_is_taken_once(messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost) -> None:
    await fake.bot_chat("li.lei", "east").say("谁负责 华东光伏？", times=2)
    await fake.bot_chat("li.lei", "east").say("谢谢")
    first, second = await host.arrived(2)
    message = messenger.decode(first.body)
    assert isinstance(message, Message)
    assert (message.text, message.room.room_id, message.room.direct) == ("谁负责 华东光伏？", "chat:east", False)
    assert second.event_id != first.event_id


async def test_opening_the_chat_is_news(messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost) -> None:
    await fake.bot_chat("li.lei").enter()
    (first,) = await host.arrived()
    assert isinstance(messenger.decode(first.body), News)


async def test_thumbs_are_not_answered(messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost) -> None:
    assert messenger.receives
    await fake.bot_chat("li.lei").rate("answer-1")
    await fake.bot_chat("li.lei").say("hello")
    (only,) = await host.arrived()
    assert only.kind == "said"


async def test_what_cannot_be_stored_now_is_stored_later_in_its_order(
    messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost, clock: FakeClock
) -> None:
    assert messenger.receives
    host.refusing = StoreTrouble("full")
    for text in ("one", "two"):
        await fake.bot_chat("li.lei").say(text)
    await clock.somebody_sleeps()
    host.refusing = None
    await until(clock, lambda: len(host.taken) == 2, step=1.0)
    assert [one.body["told"]["text"]["content"] for one in host.taken] == ["one", "two"]  # type: ignore[index]


async def test_it_shows_that_it_lives(messenger: WeComMessenger, fake: FakeWeCom, clock: FakeClock) -> None:
    assert messenger.receives
    took = await until(clock, lambda: len(fake.journal.named("ping")) >= 3)
    assert took == pytest.approx(3 * PING_SECONDS, abs=RENEW_SECONDS)


async def test_without_answers_it_connects_anew(messenger: WeComMessenger, bot: AiBot, clock: FakeClock) -> None:
    assert messenger.receives
    bot.silent = True
    first = bot.link
    took = await until(clock, lambda: bot.link is not first)
    assert took <= 80
    bot.silent = False
    await until(clock, lambda: bot.subscribes > 1, step=1.0)


@pytest.mark.parametrize("how", ["close", "abort"])
async def test_a_lost_connection_comes_back_soon_without_hammering(
    messenger: WeComMessenger, bot: AiBot, clock: FakeClock, how: str
) -> None:
    assert messenger.receives
    if how == "close":
        await bot.close()
    else:
        bot.abort()
    await bot.gone()
    took = await until(clock, lambda: bot.subscribes == 2, step=0.5)
    assert took <= 5


async def test_attempts_that_fail_grow_rarer(
    messenger: WeComMessenger, fake: FakeWeCom, bot: AiBot, clock: FakeClock
) -> None:
    assert messenger.receives
    fake.sockets.upgrades_to = 503
    bot.abort()
    await bot.gone()
    attempts = 0
    while clock.monotonic() < 5:
        await clock.somebody_sleeps()
        before = clock.sleeping()
        clock.advance(0.5)
        await settle()
        attempts += clock.sleeping() != [left - 0.5 for left in before]
    assert attempts <= 3
    fake.sockets.upgrades_to = 101
    assert await until(clock, lambda: bot.subscribes == 2, step=1.0) <= 60


async def test_whoever_is_thrown_out_stays_away_and_tells(
    messenger: WeComMessenger, bot: AiBot, host: FakeHost, clock: FakeClock
) -> None:
    assert messenger.receives
    await bot.kick()
    await until(clock, lambda: bool(host.reports), step=0.0)
    assert [report[:2] for report in host.reports] == [("messenger_kicked", "ai_bot:aib-1")]
    assert host.leases == {}
    clock.advance(50)
    await settle()
    assert bot.subscribes == 1
    await until(clock, lambda: bot.subscribes == 2, step=5.0)


async def test_a_wrong_secret_waits_five_minutes_and_tells(
    messenger: WeComMessenger, bot: AiBot, host: FakeHost, clock: FakeClock
) -> None:
    assert messenger.receives
    bot.refuse(853000)
    bot.abort()
    await until(clock, lambda: bool(host.reports), step=0.5)
    assert host.reports[0][:2] == ("messenger_refused", "ai_bot:aib-1")
    assert await clock.somebody_sleeps(200) <= 300
    assert await until(clock, lambda: bot.subscribes == 2, step=20.0) >= 280


async def test_one_process_connects_and_the_other_waits_for_it(
    messenger: WeComMessenger, fake: FakeWeCom, bot: AiBot, host: FakeHost, clock: FakeClock, tmp_path: Path
) -> None:
    beside = FakeHost(clock, "beside", leases=host.leases)
    async with another(fake, clock, beside, tmp_path) as second:
        await settle()
        assert bot.subscribes == 1
        (payload,) = second.render(HELLO, EAST.room_id)
        waiting = await second.send(payload, EAST, "outbox-1", None)
        assert waiting == Retry("another process holds the AI bot's connection, or it is just being opened", 1.0)
        await messenger.hang_up()
        took = await until(clock, lambda: bot.subscribes == 2)
        assert took <= LEASE_SECONDS


async def test_whoever_loses_the_lease_lets_go(
    messenger: WeComMessenger, bot: AiBot, host: FakeHost, clock: FakeClock
) -> None:
    assert messenger.receives
    host.leases["ai_bot:aib-1"] = ("another", clock.monotonic() + 1000)
    await until(clock, lambda: bot.link is None)
    assert bot.subscribes == 1


async def test_a_database_in_trouble_for_a_moment_costs_no_connection(
    fake: FakeWeCom, bot: AiBot, clock: FakeClock, tmp_path: Path
) -> None:
    moody = MoodyHost(clock)
    async with another(fake, clock, moody, tmp_path):
        await until(clock, lambda: moody.asked == 2, step=0.0)
        moody.trouble = StoreTrouble("busy")
        await until(clock, lambda: moody.asked >= 3)
        assert bot.link is not None
        moody.trouble = None
        await until(clock, lambda: moody.asked >= 6)
        assert bot.subscribes == 1


async def test_hanging_up_gives_the_lease_back(messenger: WeComMessenger, bot: AiBot, host: FakeHost) -> None:
    await messenger.hang_up()
    await bot.gone()
    assert host.leases == {}
