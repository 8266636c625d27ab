"""Who is rung in the operator's room when somebody there has to answer for a person or a region."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.telling import Telling
from knowledge.people.commands import Member, record_people
from knowledge.people.directory import record_account
from knowledge.people.events import OutsiderHeard
from knowledge.people.model import Account, Handle, Person, Role, Room
from knowledge.people.questions import CLOSING, put_question
from knowledge.people.rooms import record_room
from knowledge.store.recording import Claim
from knowledge.store.store import Store
from knowledge.store.unit import Unit
from notifiers.alert import Outgoing
from notifiers.alerts import account_closed, outsider_heard
from notifiers.notice import EVERYBODY, Address, Ring
from notifiers.ringing import rings_at
from tests.stores import Hand
from tests.unit.bot.fakes import FakeMessenger

SOURCE = {"what": "import", "where": "", "at": "2026-01-01T00:00:00+00:00"}
OPS = Address("slack", "C0OPS")
ZHANG = Person("zhang.san", "张三", Role.REP, region="华东", manager_id="lead")
LEAD = Person("lead", "组长", Role.MANAGER, manager_id="chief")
CHIEF = Person("chief", "韩梅", Role.MANAGER, name_en="Han Mei", manager_id="lead")
EAST = Person("east", "赵敏", Role.MANAGER, region="华东")
WEST = Person("west", "Emma", Role.MANAGER, region="West")
SLACK = {"zhang.san": "U1", "chief": "U2", "east": "U3", "west": "U4"}
HEARD = OutsiderHeard("slack", "C1", Handle("slack", "UG"), "")


@pytest.fixture
def telling(hand: Hand) -> Telling:
    known = {name: FakeMessenger(hand.now, name=name) for name in ("slack", "wecom")}
    return Telling(known, ZoneInfo("UTC"), "en", OPS.key, {}, lambda: None)


async def known(store: Store, *team: Person) -> None:
    """A team of these, each with the account that `SLACK` gives them, and a room of the east."""

    def write(unit: Unit) -> None:
        handles = {one.person_id: (Handle("slack", SLACK[one.person_id]),) for one in team if one.person_id in SLACK}
        record_people(unit, [Claim(Member(one, handles.get(one.person_id, ())), SOURCE) for one in team])
        record_room(unit, Room("slack", "C1", direct=False, title="East sales", region="华东"))

    await store.write(write)


async def composed(
    store: Store, telling: Telling, compose: Callable[..., object], event: object | None = None
) -> Sequence[Outgoing]:
    """What follows an event, or the closing of an account."""

    def write(unit: Unit) -> list[Outgoing]:
        if event is None:
            put_question(unit, CLOSING, Handle("slack", "U1"), "zhang.san")
        told = (compose(one, telling.scene(unit)) for one in ([event] if event else unit.events))
        return [one for some in told for one in some]  # type: ignore[attr-defined]

    return await store.write(write)


async def closed(store: Store, telling: Telling) -> tuple[Ring, ...]:
    ((notice, address),) = await composed(store, telling, account_closed.compose)
    assert address == OPS
    return notice.rings


async def heard(store: Store, telling: Telling, event: OutsiderHeard = HEARD) -> tuple[Ring, ...]:
    ((notice, address),) = await composed(store, telling, outsider_heard.compose, event)
    assert address == OPS
    return notice.rings


async def test_a_manager_who_is_nowhere_leaves_it_to_the_one_above(any_store: Store, telling: Telling) -> None:
    await known(any_store, ZHANG, LEAD, CHIEF, EAST)
    assert await closed(any_store, telling) == (Ring("U2", "Han Mei"),)


async def test_a_manager_with_a_room_of_their_own_is_told_there_and_not_rung(
    any_store: Store, telling: Telling
) -> None:
    await known(any_store, replace(ZHANG, manager_id="east"), EAST)
    ((notice, address),) = await composed(any_store, telling, account_closed.compose)
    assert (address, notice.rings) == (Address("slack", "dm:U3"), ())


async def test_with_nobody_above_the_managers_of_the_region_are_rung(any_store: Store, telling: Telling) -> None:
    await known(any_store, ZHANG, LEAD, replace(CHIEF, left_on=date(2025, 12, 31)), EAST, WEST)
    assert await closed(any_store, telling) == (Ring("U3", "赵敏"),)


async def test_without_a_region_nobody_is_rung(any_store: Store, telling: Telling) -> None:
    await known(any_store, replace(ZHANG, region="", manager_id=""), replace(EAST, region=""))
    assert await closed(any_store, telling) == ()


async def test_an_outsider_rings_the_managers_of_the_rooms_region(any_store: Store, telling: Telling) -> None:
    await known(any_store, EAST, WEST)
    assert await heard(any_store, telling) == (Ring("U3", "赵敏"),)


async def test_an_outsider_rings_who_answers_for_the_declarer(any_store: Store, telling: Telling) -> None:
    await known(any_store, LEAD, CHIEF, EAST)
    assert await heard(any_store, telling, replace(HEARD, told_by="lead")) == (Ring("U2", "Han Mei"),)


async def test_rung_are_open_accounts_of_that_messenger(any_store: Store, telling: Telling) -> None:
    await known(any_store, EAST, CHIEF)
    await any_store.write(lambda unit: record_account(unit, Account(Handle("slack", "U3"), active=False)))
    scenes = await any_store.write(lambda unit: rings_at(telling.scene(unit), OPS, ["east", "chief", "nobody"]))
    assert scenes == (Ring("U2", "Han Mei"),)
    elsewhere = Address("wecom", "robot:east")
    assert await any_store.write(lambda unit: rings_at(telling.scene(unit), elsewhere, ["chief"])) == ()


async def test_somebody_called_all_does_not_ring_everybody(
    any_store: Store, telling: Telling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SLACK, "east", EVERYBODY)
    await known(any_store, EAST)
    assert await any_store.write(lambda unit: rings_at(telling.scene(unit), OPS, ["east"])) == ()
