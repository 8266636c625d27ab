"""Alerts and digests: whatever they compose, and for whomever, only reaches those who may know what it tells."""

import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.telling import Telling
from bot.wiring import plugins
from config.rules import Rules
from handlers.consequences import Consequences
from knowledge.access.model import Kind, Told
from knowledge.graph.handing import HandOver
from knowledge.graph.owning import ClaimOwner, CorrectOwner
from knowledge.graph.view import ownerships
from knowledge.people.model import LANGS, Lang, Role
from knowledge.store.store import Store
from knowledge.store.tables import audit, outbox
from knowledge.store.unit import Unit
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.notice import Address, Notice
from notifiers.telling import HELD_BACK, tell, withheld
from tests.contract.access import oracle
from tests.contract.access.world import (
    AFTER,
    BEFORE,
    CUSTOMERS,
    DURING,
    GIVEN,
    MARKS,
    OF_CUSTOMER,
    OUTSIDERS,
    PEOPLE,
    SOURCE,
    TABLES,
    built,
    room_of,
)
from tests.stores import Hand, opened
from tests.unit.bot.fakes import FakeMessenger

TELL_NOTHING = {"introduction", "job_progress", "outsider_heard", "room_joined"}
"""Alerts that tell of people, accounts and rooms, and nothing of customers."""

OPERATOR = Address("fake", "ops")
ZONE = ZoneInfo("Asia/Shanghai")


@dataclass
class House:
    store: Store
    hand: Hand

    def scene(self, unit: Unit) -> Scene:
        """What alerts look at, with an operator's room that is nobody's own."""
        messengers = {"fake": FakeMessenger(self.hand.now)}
        return Telling(messengers, ZONE, "en", "fake:ops", {}, lambda: None).scene(unit)


@pytest.fixture
async def house(sqlite_url: str) -> AsyncIterator[House]:
    hand = Hand(DURING)
    async with opened(sqlite_url, hand) as store:
        await store.write(built)
        yield House(store, hand)


def places() -> Iterator[tuple[Address, list[str] | None]]:
    """Every place there is, and who reads there; None where nobody can say."""
    for person in PEOPLE:
        yield Address("fake", f"dm:{person}"), [person]
        for table, others in TABLES.items() if person not in oracle.NOBODYS_BUSINESS else ():
            yield Address("fake", room_of(table, person).room_id), [person, *others] if others else None
    yield from ((Address("fake", room), None) for room in (*OUTSIDERS, "never-heard-of"))


def may_go(address: Address, readers: list[str] | None, kind: Kind, customer: str, at: datetime) -> bool:
    if readers is None:
        return address.room_id.startswith("unnamed") and kind.value in oracle.COLLEAGUE.split()
    return oracle.may_all_know(readers, kind.value, customer, at)


def telling(kind: Kind, customer: str, version: int = 1) -> Notice:
    (mark, *_) = MARKS[kind, customer]
    return Notice("blab", f"{kind}:{customer}", version, "en", text=mark, tells=(Told(kind, customer),))


@pytest.mark.parametrize("at", [BEFORE, DURING, AFTER], ids=["before", "during", "after"])
async def test_a_notice_goes_only_where_all_may_know(house: House, at: datetime) -> None:
    house.hand.time = at

    def judged(unit: Unit) -> list[str]:
        scene = house.scene(unit)
        rights, wrong, cases = scene.rights(), [], 0
        for kind, customer in MARKS:
            for address, readers in places():
                goes = withheld(scene, rights, telling(kind, customer), address) is None
                cases += 1
                if goes is not may_go(address, readers, kind, customer, at):
                    wrong.append(f"{kind} of {customer} to {address.key} on {at:%d}: {goes}")
        sys.stdout.write(f"{cases:,} notices judged on {at:%d}\n")
        return wrong

    assert await house.store.write(judged) == []


@dataclass(frozen=True)
class Happened:
    """Something for the blabbermouth to tell of."""

    version: int


def blabbermouth() -> Alert:
    """An alert that tells everybody everything."""

    def compose(event: object, scene: Scene) -> Iterable[Outgoing]:  # noqa: ARG001
        assert isinstance(event, Happened)
        for kind in OF_CUSTOMER:
            for customer in CUSTOMERS:
                yield from ((telling(kind, customer, event.version), address) for address, _ in places())

    return Alert("blabbermouth", (Happened,), compose, lambda lang: Notice("blab", "1", 1, lang))


async def test_what_an_alert_may_not_tell_is_held_back_and_audited(house: House) -> None:
    consequences = Consequences((), {"blabbermouth": blabbermouth()}, Rules())

    def follow(version: int, unit: Unit) -> int:
        unit.emit(Happened(version))
        return consequences.follow(unit, house.scene(unit), caused_by=None)

    put = await house.store.write(lambda unit: follow(1, unit))
    due = sum(
        may_go(address, readers, kind, customer, DURING)
        for kind in OF_CUSTOMER
        for customer in CUSTOMERS
        for address, readers in places()
    )
    held = await house.store.read(lambda reader: reader.rows(select(audit).where(audit.c.subject == HELD_BACK)))
    every = len(OF_CUSTOMER) * len(CUSTOMERS) * len(list(places()))
    assert (put, len(held)) == (due, every - due)
    assert {row["details"]["why"] for row in held} >= {"not_with_customer", "left_the_team", "outsiders_listen"}
    marks = {mark for some in MARKS.values() for mark in some}
    assert not any(mark in str(row["details"]) for row in held for mark in marks)
    house.hand.time = AFTER
    await house.store.write(lambda unit: follow(2, unit))
    quotes = await _sent(house, "quote:C1", "fake:dm:gil")
    assert quotes == [1], "an edit of a card goes to nobody whose grant has ended"
    assert await _sent(house, "quote:C1", "fake:dm:li") == [1, 2]


async def _sent(house: House, subject: str, address: str) -> list[int]:
    wanted = select(outbox.c.version).where(outbox.c.subject == subject, outbox.c.address == address)
    rows = await house.store.read(lambda reader: reader.rows(wanted.order_by(outbox.c.version)))
    return [row["version"] for row in rows]


async def test_the_operators_room_is_read_by_whom_the_settings_name(house: House) -> None:
    def put(unit: Unit) -> int:
        scene = house.scene(unit)
        assert scene.operator == OPERATOR
        return tell(unit, scene, [(telling(Kind.QUOTE, "C1"), OPERATOR)], caused_by=None)

    assert await house.store.write(put) == 1


async def test_real_alerts_choose_readers_who_may_know(house: House) -> None:
    """Owners change, are disputed and are handed over: nobody hears of it who may not, and nothing is held back."""
    consequences = Consequences((), plugins().alerts, Rules())

    def changes(unit: Unit) -> int:
        held = [one.fact_id for one in ownerships(unit, "C2")]
        seen = tuple(one.fact_id for one in ownerships(unit, "C2") if one.role is Role.REP)
        assert held
        ClaimOwner("k1", "C1", "wang", GIVEN, SOURCE).apply(unit, "wang")
        CorrectOwner("k2", "C2", "qin", GIVEN, seen, SOURCE).apply(unit, "ma")
        CorrectOwner("k3", "C3", "han", GIVEN, (), SOURCE).apply(unit, "han")
        HandOver("k4", "zhao", "li", GIVEN, (), SOURCE).apply(unit, "zhou")
        return consequences.follow(unit, house.scene(unit), caused_by=None)

    assert await house.store.write(changes) >= 5
    rows = await house.store.read(lambda reader: reader.rows(select(outbox)))
    told = {row["address"]: str(row["body"]) for row in rows}
    assert set(told) == {f"fake:dm:{one}" for one in ("li", "zhou", "wang", "qin")}
    assert "Nobody owned Baiyu Paper; Han Doe says that they do now" in told["fake:dm:zhou"]
    for address, text in told.items():
        reader = address.removeprefix("fake:dm:")
        assert all(oracle.may_know(reader, *mark, DURING) for mark in oracle.marks_in(text))
    held = await house.store.read(lambda reader: reader.rows(select(audit).where(audit.c.subject == HELD_BACK)))
    assert list(held) == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_alert_and_digest_says_what_it_tells(lang: Lang) -> None:
    silent = {name for name, alert in plugins().alerts.items() if not alert.example(lang).tells}
    assert silent <= TELL_NOTHING, (
        "say what the notice tells of customers (Notice.tells), or list it as telling nothing"
    )
    quiet = {name for name, digest in plugins().digests.items() if not digest.example(lang).tells}
    assert quiet <= {"operator"}
