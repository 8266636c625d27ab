"""500 alerts at once to one group robot: never over its rate, nobody left out, and few messages."""

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.messengers.base import Json, Messenger, Pace, Surroundings
from bot.messengers.wecom.messenger import ROBOT_PACE, open_wecom
from bot.relay import Relay
from bot.telling import Telling
from bot.web.shown import ShortLinks
from bot.wire.splitting import split
from config.sections import Where
from knowledge.store.opening import open_store
from knowledge.store.store import Store
from knowledge.store.tables import outbox
from knowledge.store.unit import Unit
from notifiers.alerts.hot_lead import example
from notifiers.notice import Address, Evidence, Notice
from notifiers.outbox import put
from tests.clocks import FakeClock
from tests.contract.messengers.host import FakeHost
from tests.contract.store.samples import rows
from tests.unit.bot.fakes import FakeMessenger
from tests.unit.bot.house import turn
from tests.vendors.wecom.fake import FakeWeCom

MANY, PER_MINUTE, MOST_BYTES, MOST_MESSAGES = 500, 20, 4096, 10
LINKS = ShortLinks("https://dazi.example.org", lambda: "ab" * 32)

Arrived = Sequence[tuple[datetime, str]]
"""The messages that a group shows, when each came, and all that can be read in it or in its file."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group with a robot in it, and the bot's side of it."""

    messenger: Messenger
    room: Address
    arrived: Callable[[], Arrived]


class PlainRobot(FakeMessenger):
    """Splits what is too long, and posts a file as a message of its own."""

    def render(self, notice: Notice, room_id: str) -> Sequence[Json]:  # noqa: ARG002
        whole = "\n".join(part for part in (notice.title, notice.text, notice.settled) if part)
        whole += "".join(f"\n{one.text}" for one in notice.why)
        files = [notice.attachment.content.decode("utf-8-sig")] if notice.attachment else []
        return [{"text": text} for text in (*split(whole, MOST_BYTES, "…"), *files)]


@asynccontextmanager
async def plain_group(clock: FakeClock, folder: Path) -> AsyncIterator[Group]:  # noqa: ARG001  it keeps nothing
    robot = PlainRobot(clock.now, rate=ROBOT_PACE)
    yield Group(robot, Address("fake", "group"), lambda: [(call.at, call.text) for call in robot.calls])


@asynccontextmanager
async def wecom_group(clock: FakeClock, folder: Path) -> AsyncIterator[Group]:
    async with FakeWeCom(clock) as wecom:
        robot = wecom.add_robot("key-of-the-robot")
        section = {"api_url": wecom.api_url, "robots": [{"name": "east", "key": "key-of-the-robot"}]}
        around = Surroundings(clock, folder, "http://127.0.0.1:9", "zh", ZoneInfo("Asia/Shanghai"), 1_000_000)
        messenger = open_wecom(section, Where(), around)
        await messenger.start(FakeHost(clock))

        def arrived() -> Arrived:
            assert robot.overruns == 0
            return [(one.at, read(one.content)) for one in robot.sent]

        def read(content: Json) -> str:
            """A file's words, a text, or all that stands on a card, which tells one alert, as one line."""
            file = content.get("media_id")
            if isinstance(file, str):
                return wecom.media.get(file).data.decode("utf-8-sig")
            return str(content.get("content") or content)

        yield Group(messenger, Address("wecom", "robot:east"), arrived)
        await messenger.close()


@pytest.fixture
async def store(sqlite_url: str, clock: FakeClock) -> AsyncIterator[Store]:
    opened = open_store(sqlite_url, clock.now, time.monotonic)
    yield opened
    await opened.close()


@pytest.fixture(params=[plain_group, wecom_group], ids=["plain", "wecom"])
async def group(request: pytest.FixtureRequest, clock: FakeClock, tmp_path: Path) -> AsyncIterator[Group]:
    async with request.param(clock, tmp_path) as opened:
        yield opened


@pytest.fixture
def relay(store: Store, clock: FakeClock, group: Group) -> Relay:
    return Relay(store, clock, {group.messenger.name: group.messenger}, in_trouble, "me", 30.0, LINKS.of)


def in_trouble() -> Telling:
    raise AssertionError("a send went wrong")


def hot(number: int, version: int = 1, **more: str) -> Notice:
    why = (Evidence(f"cause {number:03d}", example("en").why[0].at, "website"),)
    found = replace(example("en"), subject=str(number), version=version, title=f"Customer {number:03d}", why=why)
    return replace(found, foldable=version == 1, **more)  # type: ignore[arg-type]


def claimed(number: int) -> Notice:
    return hot(number, 2, settled=f"Claimed by rep {number:03d}")


async def tell(store: Store, group: Group, *notices: Notice) -> None:
    def work(unit: Unit) -> None:
        for one in notices:
            put(unit, one, group.room)

    await store.write(work)


async def let_pass(relay: Relay, clock: FakeClock, seconds: float) -> None:
    """Turn after turn, each taking a moment, for so long."""
    until = clock.monotonic() + seconds
    while clock.monotonic() < until:
        clock.advance(max(0.05, min(await turn(relay), until - clock.monotonic())))


def most_in_a_minute(arrived: Arrived) -> int:
    times = [at for at, _ in arrived]
    return max(sum(0 <= (at - begin).total_seconds() < 60 for at in times) for begin in times)


async def untold(store: Store, group: Group, what: str) -> list[int]:
    """Alerts of which no line says who it is about and `what`, with the right link where they were folded."""
    folded = {int(row["subject"]): row for row in await rows(store, outbox) if row["state"] == "folded"}
    lines = [line for _, text in group.arrived() for line in text.splitlines()]
    link = await store.write(LINKS.of)

    def told(number: int, line: str) -> bool:
        named = f"Customer {number:03d}" in line and what.format(number) in line
        return named and (number not in folded or link(folded[number]["id"]) in line)

    return [number for number in range(MANY) if not any(told(number, line) for line in lines)]


async def test_five_hundred_alerts_at_once(store: Store, clock: FakeClock, group: Group, relay: Relay) -> None:
    await tell(store, group, *(hot(number) for number in range(MANY)))
    await let_pass(relay, clock, 600)
    assert len(group.arrived()) <= MOST_MESSAGES
    assert most_in_a_minute(group.arrived()) <= PER_MINUTE
    assert await untold(store, group, "cause {:03d}") == []


async def test_five_hundred_alerts_while_the_relay_is_at_work(
    store: Store, clock: FakeClock, group: Group, relay: Relay
) -> None:
    for number in range(MANY):
        await tell(store, group, hot(number))
        await let_pass(relay, clock, 0.01)
    await let_pass(relay, clock, 600)
    assert len(group.arrived()) <= 2 * MOST_MESSAGES
    assert most_in_a_minute(group.arrived()) <= PER_MINUTE
    assert await untold(store, group, "") == []
    assert {row["state"] for row in await rows(store, outbox)} == {"folded", "sent"}


async def test_five_hundred_claims_of_alerts_that_were_folded(
    store: Store, clock: FakeClock, group: Group, relay: Relay
) -> None:
    await tell(store, group, *(hot(number) for number in range(MANY)))
    await let_pass(relay, clock, 600)
    await tell(store, group, *(claimed(number) for number in range(MANY)))
    await let_pass(relay, clock, 600)
    assert len(group.arrived()) <= 2 * MOST_MESSAGES
    assert await untold(store, group, "Claimed by rep {:03d}") == []


async def test_every_row_says_where_it_was_told(store: Store, clock: FakeClock, group: Group, relay: Relay) -> None:
    await tell(store, group, *(hot(number) for number in range(MANY)))
    await let_pass(relay, clock, 600)
    found = await rows(store, outbox)
    bundle = found[-1]["id"]
    assert {(row["state"], row["why"]) for row in found} == {("sent", None), ("folded", f"in {bundle}: burst")}


def test_the_pace_of_a_group_robot_is_twenty_a_minute() -> None:
    assert Pace(4.0, 5) == ROBOT_PACE
    assert ROBOT_PACE.burst + 60 / ROBOT_PACE.interval == PER_MINUTE
