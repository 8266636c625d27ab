"""People and customers named in a sentence of the model's."""

import pytest

from bot.names import Names
from handlers.guest.naming import naming
from knowledge.people.commands import Member, record_people
from knowledge.people.model import Person, Role
from knowledge.store.recording import Claim
from knowledge.store.store import Store

TEAM = (Person("li.lei", "李雷", Role.REP, name_en="Li Lei"), Person("wang", "王", Role.REP))
SOURCE = {"what": "crm", "where": "people.csv line 2", "at": "2026-01-03T00:00:00+00:00"}


@pytest.mark.parametrize("database_kind", ["sqlite"])
async def test_people_are_found_by_either_name_but_not_by_one_letter(any_store: Store) -> None:
    claims = [Claim(Member(one), SOURCE) for one in TEAM]
    await any_store.write(lambda unit: record_people(unit, claims))
    names = Names().current
    found = await any_store.read(lambda reader: naming(reader, names(reader))("由LI  lei和李雷负责，王总不管"))
    assert set(found.people) == {"Li Lei", "李雷"}
    assert list(found.customers) == []
