"""Questions about accounts: counted, settled once, and what follows for the person."""

from datetime import date

import pytest

from knowledge.people.accounts import owner_of
from knowledge.people.commands import Member, record_people
from knowledge.people.deciding import ConfirmAccount, Introduce, MarkLeft, MarkStaying
from knowledge.people.directory import record_account, tie_account
from knowledge.people.events import QuestionChanged
from knowledge.people.model import Account, Handle, Person, Role
from knowledge.people.questions import INTRODUCTION, NO, YES, Question, latest_question, put_question, settle_question
from knowledge.people.view import person
from knowledge.store.errors import StaleWrite, UserMistake
from knowledge.store.recording import Claim
from knowledge.store.store import Store
from knowledge.store.unit import Unit

U1 = Handle("slack", "U1")


async def latest(store: Store) -> Question:
    found = await store.read(lambda reader: latest_question(reader, INTRODUCTION, U1))
    assert found is not None
    return found


async def asked(store: Store) -> Question:
    """Ann's account has introduced itself."""
    member = Claim(
        Member(Person("ann", "Ann", Role.REP)), {"what": "import", "where": "", "at": "2026-01-01T00:00:00Z"}
    )
    await store.write(lambda unit: record_people(unit, [member]))
    await store.write(lambda unit: Introduce(U1, "ann", "D1", "en").apply(unit, "slack:U1"))
    return await latest(store)


async def test_settled_once_and_counted(any_store: Store) -> None:
    first = await asked(any_store)
    assert (first.subject, first.version, first.verdict, first.room_id, first.lang) == ("slack:U1@1", 1, "", "D1", "en")

    def settle(unit: Unit) -> list[object]:
        settle_question(unit, first, NO, "boss")
        return list(unit.events)

    assert await any_store.write(settle) == [QuestionChanged(INTRODUCTION, U1)]
    settled = await latest(any_store)
    assert (settled.version, settled.verdict, settled.actor_id) == (2, NO, "boss")
    with pytest.raises(StaleWrite):
        await any_store.write(settle)
    await any_store.write(lambda unit: put_question(unit, INTRODUCTION, U1, "ann"))
    assert ((await latest(any_store)).subject, (await latest(any_store)).version) == ("slack:U1@2", 1)


async def test_confirming_ties_the_account(any_store: Store) -> None:
    question = await asked(any_store)
    await any_store.write(lambda unit: ConfirmAccount(question).apply(unit, "boss"))
    assert await any_store.read(lambda reader: owner_of(reader, U1)) == "ann"
    assert (await latest(any_store)).verdict == YES


async def test_an_account_that_is_somebody_elses_by_now_stays_theirs(any_store: Store) -> None:
    question = await asked(any_store)
    await any_store.write(lambda unit: tie_account(unit, U1, "bob", "confirmed", "boss"))
    with pytest.raises(UserMistake, match="account_taken"):
        await any_store.write(lambda unit: ConfirmAccount(question).apply(unit, "boss"))
    assert (await latest(any_store)).verdict == ""


async def test_a_guests_account_is_not_tied_by_anybody(any_store: Store) -> None:
    question = await asked(any_store)
    await any_store.write(lambda unit: record_account(unit, Account(U1, outsider=True)))
    with pytest.raises(UserMistake, match="account_outside"):
        await any_store.write(lambda unit: ConfirmAccount(question).apply(unit, "boss"))
    assert await any_store.read(lambda reader: owner_of(reader, U1)) is None


async def test_left_once_and_back(any_store: Store) -> None:
    await asked(any_store)
    left = MarkLeft("ann", date(2026, 1, 7))
    await any_store.write(lambda unit: left.apply(unit, "boss"))
    found = await any_store.read(lambda reader: person(reader, "ann"))
    assert found is not None
    assert found.left_on == date(2026, 1, 7)
    with pytest.raises(StaleWrite):
        await any_store.write(lambda unit: left.apply(unit, "boss"))
    await any_store.write(lambda unit: MarkStaying("ann").apply(unit, "boss"))
    found = await any_store.read(lambda reader: person(reader, "ann"))
    assert found is not None
    assert found.left_on is None
