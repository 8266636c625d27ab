"""Who may change who sees what: no claim, merge, hand-over or detour lets anybody in by the back door."""

from collections.abc import AsyncIterator
from typing import cast

import pytest

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from knowledge.access.view import standing_of
from knowledge.graph.owning import ClaimOwner
from knowledge.people.deciding import MarkLeft
from knowledge.store.errors import StaleWrite
from knowledge.store.unit import Unit
from tests.clocks import FakeClock
from tests.contract.access.test_whole_road import arrival, through
from tests.contract.access.world import DURING, PEOPLE, SOURCE, built
from tests.stores import Hand, opened
from tests.unit.bot.fakes import FakeMessenger, said
from tests.unit.bot.house import House, TroubledStore


@pytest.fixture
async def house(sqlite_url: str) -> AsyncIterator[House]:
    clock = FakeClock(DURING)
    async with opened(sqlite_url, Hand(DURING)) as store:
        await store.write(built)
        yield House(cast(TroubledStore, store), clock, FakeMessenger(clock.now))


async def told(house: House, person: str, text: str, number: int = 1) -> str:
    """What the bot answers, without spaces."""
    ((outcome),) = await through(house, [arrival(number, person, "direct", text)])
    return str(outcome["text"]).replace(" ", "")


async def owners(house: House, customer: str) -> frozenset[str]:
    standing = await house.store.read(lambda reader: standing_of(reader, customer, DURING.date()))
    return standing.owners


async def test_whoever_claims_a_customer_cannot_settle_it_for_themselves(house: House) -> None:
    text = "鹤鸣电气以qin某为准"
    assert await told(house, "qin", text) == "这件事由li某或主管、管理员来定。"
    assert await told(house, "ma", text, 2) == "这件事由li某或主管、管理员来定。"
    assert await owners(house, "C1") == {"li"}
    assert (await told(house, "zhou", text, 3)).startswith("定了：鹤鸣电气由qin某负责")
    assert await owners(house, "C1") == {"qin", "li"}, "li has an open deal there"


async def test_only_whoever_is_above_both_owners_merges(house: House) -> None:
    assert (await told(house, "ma", "把鹤鸣电气合并到松涛仪表")).startswith("合并以后，两边的负责人都能看到")
    assert (await told(house, "ma", "把白榆纸业合并到松涛仪表", 2)).startswith("把白榆纸业并入松涛仪表，会移过去")
    assert (await told(house, "gao", "把鹤鸣电气合并到松涛仪表", 3)).startswith("把鹤鸣电气并入松涛仪表，会移过去")


async def test_another_units_manager_hands_nothing_over(house: House) -> None:
    assert await told(house, "ma", "把li某的客户全部交给wang某") == "交接要由li某的主管或管理员来定。"
    assert await owners(house, "C1") == {"li"}
    assert (await told(house, "zhou", "把li某的客户全部交给wang某", 2)).startswith("交接好了")
    assert await owners(house, "C1") == {"wang"}


async def test_a_claim_beside_an_owner_is_no_ownership(house: House) -> None:
    await house.store.write(lambda unit: ClaimOwner("k", "C2", "han", DURING.date(), SOURCE).apply(unit, "han"))
    assert await owners(house, "C2") == {"wang"}
    assert (await told(house, "han", "松涛仪表的报价历史")).startswith("这家客户的报价只给跟这家客户的同事看")


async def test_a_way_over_contacts_that_one_may_not_know_is_no_way(house: House) -> None:
    text = "gil某和松涛仪表什么关系？"
    assert await told(house, "qin", text) == ("四步之内，没有记录把gil某和松涛仪表连起来（只算你能看到的联系人）。")
    known = await told(house, "gao", text, 2)
    assert "CONTACTNAMEC1" in known
    assert "CONTACTNAMEC2" in known


async def test_whoever_leaves_between_look_and_write_changes_nothing(house: House) -> None:
    class Change:
        applied = 0

        def apply(self, unit: Unit, actor: str) -> None:  # noqa: ARG002
            self.applied += 1

    change, looks = Change(), list[str]()

    def plan(ask: Ask, view: View) -> Plan:  # noqa: ARG001
        looks.append(ask.message.text)
        return Plan(Answer(Outcome.DONE, "done"), (change,))

    house.intents = {"try": Intent("try", {"zh": "", "en": ""}, {"zh": (), "en": ()}, sentences("try"), plan)}
    handling = house.handling()
    row = said("e1", "try", "dm:qin", sender="qin")
    message = house.messenger.decode(row.body)
    looked = await handling._look(message)
    day = DURING.date().replace(day=1)
    await house.store.write(lambda unit: MarkLeft(PEOPLE["qin"].person_id, day, None).apply(unit, "ma"))
    (row_id,) = await house.admit(row)
    with pytest.raises(StaleWrite, match="qin left"):
        await house.store.write(lambda unit: handling._answer(_Row(row_id), looked, unit))  # type: ignore[arg-type]
    assert (change.applied, len(looks)) == (0, 1)


class _Row:
    """As much of a claimed row as an answer looks at."""

    def __init__(self, row_id: int) -> None:
        self.row_id = row_id
