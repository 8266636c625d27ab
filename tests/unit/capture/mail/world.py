"""A team, two customers, and a mailbox between them."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.feeds import Asking
from capture.base import FeedRoom, Overheard, Pull, Pulled
from capture.sources.mail import SOURCE, hears, pull, take
from config.sections import Where
from knowledge.graph.commands import record_contacts, record_customers
from knowledge.graph.model import Contact, Customer
from knowledge.graph.touchpoints import Touchpoint, past_touchpoints
from knowledge.people.commands import Member, record_people
from knowledge.people.model import Person, Role
from knowledge.store.recording import Claim
from knowledge.store.store import Store
from knowledge.store.unit import Unit

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 1, 12, 4, 0, tzinfo=UTC)
SAID = {"what": "import", "where": "x.csv line 1", "at": "2026-01-01T00:00:00+00:00"}
FIRST = """From: 陶然 <tao@vantory.example>
To: Li Lei <li.lei@dazi.example>
Subject: Offer
Message-ID: <1@vantory.example>
Date: Mon, 12 Jan 2026 10:30:00 +0800
Content-Type: text/plain; charset=utf-8

We sign by Friday.
"""


def settle(unit: Unit) -> None:
    """Li Lei and Han Mei of dazi.example; Vantory with a contact, and Bolun, known by its website."""
    people = (
        Person("li.lei", "李雷", Role.REP, email="Li.Lei@dazi.example"),
        Person("han.mei", "韩梅", Role.PRESALES, email="han.mei@dazi.example"),
    )
    record_people(unit, [Claim(Member(one), SAID) for one in people])
    customers = (
        Customer("C1", "Vantory"),
        Customer("C2", "泊仑机电", website="https://www.bolun.example/about"),
        Customer("C3", "Gmail 用户"),
    )
    record_customers(unit, [Claim(one, SAID) for one in customers])
    contacts = (
        Contact("K1", "C1", "陶然", email="Tao@Vantory.example"),
        Contact("K3", "C3", "Wu", email="wu@gmail.com"),
    )
    record_contacts(unit, [Claim(one, SAID) for one in contacts])


@dataclass(slots=True)
class Post:
    """A source of mail over a store; `cursor` is where it goes on."""

    store: Store
    folder: Path
    section: Mapping[str, Any]
    cursor: str = ""
    outcomes: list[Mapping[str, Any]] = field(default_factory=list)
    _pull: Pull | None = None

    def opened(self) -> Pull:
        if self._pull is None:
            ask = Asking(self.store, asyncio.get_running_loop())
            found = pull(self.section, Where(), FeedRoom(self.folder, ZONE, "mail", ask))
            assert found is not None
            self._pull = found
        return self._pull

    async def look(self, now: datetime = NOW) -> Pulled:
        """One look, and its cursor kept; nothing is settled."""
        found = await asyncio.to_thread(self.opened().look, self.cursor, now)
        self.cursor = found.cursor
        return found

    async def arrive(self, now: datetime = NOW) -> Pulled:
        """One look, all it brings taken, and settled."""
        found = await self.look(now)
        for batch in found.batches:
            body = json.loads(json.dumps(batch.body))
            self.outcomes.append(await self.store.write(lambda unit, body=body: take(unit, body)))  # type: ignore[misc]
        await asyncio.to_thread(self.opened().settled, found)
        return found

    async def heard(self, found: Pulled) -> Sequence[Overheard]:
        """What the rows of a look say."""
        bodies = [json.loads(json.dumps(batch.body)) for batch in found.batches]
        return await self.store.read(lambda reader: [one for body in bodies for one in hears(reader, body)])

    async def touches(self, customer_id: str) -> list[Touchpoint]:
        """Past touchpoints of a customer, newest first."""
        return await self.store.read(lambda reader: past_touchpoints(reader, customer_id, NOW, 20))


__all__ = ["FIRST", "NOW", "SOURCE", "ZONE", "Post", "settle"]
