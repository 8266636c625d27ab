"""Grants and requests as they are written: who may is looked at again in the writing, and everything is audited."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from config.access import AccessPolicy
from knowledge.access.commands import (
    END,
    LEAVER,
    REMIND,
    AskAccess,
    CloseGrant,
    CloseGrantsOfLeaver,
    DraftRequest,
    EndGrant,
    ExtendGrant,
    GiveGrant,
    LetGrantEnd,
    RemindOfGrant,
    SettleRequest,
)
from knowledge.access.events import AccessAsked, AccessSettled, GrantEnded, GrantEnding, GrantExtended, GrantGiven
from knowledge.access.granted import (
    extensions_of,
    given_by,
    grant,
    granted_to,
    grants_about,
    requests_about,
    requests_of,
    standing_then,
)
from knowledge.access.model import Asked, Ended, Kind, Term
from knowledge.access.view import Rights
from knowledge.graph.owning import CorrectOwner
from knowledge.graph.view import ownerships
from knowledge.people.commands import Member, record_people
from knowledge.people.model import Person, Role
from knowledge.store.errors import StaleWrite, UserMistake
from knowledge.store.recording import Claim
from knowledge.store.store import Store
from knowledge.store.tables import audit, flows
from knowledge.store.unit import Reader, Unit
from tests.stores import START, Hand, opened
from tests.unit.knowledge.graph.stories import SOURCE, graph

TODAY = START.date()
POLICY = AccessPolicy()
UNTIL = TODAY + timedelta(days=10)
QUOTE = frozenset({Kind.QUOTE})


def term(until: date = UNTIL) -> Term:
    over_at = datetime.combine(until + timedelta(days=1), datetime.min.time(), UTC)
    return Term(until, over_at, over_at - timedelta(days=2))


GIVE = GiveGrant("g1", "wang", QUOTE, "C1", term(), TODAY, POLICY, because="tender", source=SOURCE)


async def write(store: Store, command: object, actor: str) -> list[object]:
    """Apply it; the events that it emits."""

    def work(unit: Unit) -> list[object]:
        command.apply(unit, actor)  # type: ignore[attr-defined]
        return list(unit.events)

    return await store.write(work)


def seeing(person_id: str, customer: str = "C1", day: date = TODAY) -> Callable[[Reader], bool]:
    member = Person(person_id, person_id, Role.REP)
    return lambda reader: Rights(reader, POLICY, day).sees(member, Kind.QUOTE, customer)


async def test_given_seen_extended_and_taken_back(database_url: str) -> None:
    hand = Hand()
    async with opened(database_url, hand) as store:
        await store.write(graph)
        assert not await store.read(seeing("wang"))
        assert await write(store, GIVE, "li") == [GrantGiven("g1")]
        assert await write(store, GIVE, "li") == []  # the same message gives nothing twice
        assert await store.read(seeing("wang"))
        assert not await store.read(seeing("wang", "C2"))
        assert not await store.read(seeing("wang", day=UNTIL + timedelta(days=1)))
        later = UNTIL + timedelta(days=20)
        assert await write(store, ExtendGrant("g1", term(later), TODAY, POLICY), "li") == [
            GrantExtended("g1", UNTIL, "li")
        ]
        assert await store.read(seeing("wang", day=later))
        extended = await store.read(lambda reader: extensions_of(reader, "g1"))
        assert extended == [("li", hand.time, UNTIL.isoformat(), later.isoformat())]
        assert await write(store, CloseGrant("g1", Ended.TIME, UNTIL), "system") == []  # it has another end by now
        assert await write(store, RemindOfGrant("g1", UNTIL), "system") == []
        assert await write(store, RemindOfGrant("g1", later), "system") == [GrantEnding("g1", later)]
        assert await write(store, LetGrantEnd("g1", later, TODAY, POLICY), "li") == [
            GrantEnding("g1", later, left=True)
        ]
        assert await write(store, EndGrant("g1", TODAY, POLICY), "li") == [GrantEnded("g1", Ended.TAKEN_BACK)]
        assert not await store.read(seeing("wang"))
        assert await write(store, CloseGrant("g1", Ended.TIME, later), "system") == []
        with pytest.raises(StaleWrite):
            await write(store, EndGrant("g1", TODAY, POLICY), "li")
        kept = await store.read(lambda reader: reader.rows(select(audit).where(audit.c.subject == "access:C1")))
        assert [(row["actor"], row["action"]) for row in kept] == [
            ("li", "give_grant"),
            ("li", "extend_grant"),
            ("li", "let_grant_end"),
            ("li", "end_grant"),
        ]
        assert kept[0]["details"]["because"] == "tender"
        waiting = await store.read(lambda reader: reader.rows(select(flows).order_by(flows.c.id)))
        assert [row["kind"] for row in waiting] == [END, REMIND, END, REMIND]


@pytest.mark.parametrize("actor", ["wang", "han", "nobody"])
async def test_only_who_may_gives_ends_and_extends(database_url: str, actor: str) -> None:
    async with opened(database_url) as store:
        await store.write(graph)
        with pytest.raises(UserMistake, match="grant_not_yours"):
            await write(store, replace(GIVE, grantee_id="li"), actor)
        await write(store, GIVE, "li")
        with pytest.raises(UserMistake, match="grant_not_yours"):  # what wang got cannot be passed on
            await write(store, replace(GIVE, key="g2", grantee_id="han" if actor == "wang" else "li"), actor)
        with pytest.raises(UserMistake, match="grant_not_yours"):
            await write(store, ExtendGrant("g1", term(), TODAY, POLICY), actor)
        if actor == "wang":
            assert await write(store, EndGrant("g1", TODAY, POLICY), actor) == [GrantEnded("g1", Ended.GIVEN_UP)]
        else:
            with pytest.raises(UserMistake, match="grant_not_yours"):
                await write(store, EndGrant("g1", TODAY, POLICY), actor)


async def test_who_lost_the_customer_after_planning_gives_nothing(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(graph)
        held = await store.read(lambda reader: ownerships(reader, "C1"))
        await write(store, CorrectOwner("k1", "C1", "han", TODAY, (held[0].fact_id,), SOURCE), "zhou")
        with pytest.raises(UserMistake, match="grant_not_yours"):
            await write(store, GIVE, "li")
        assert await write(store, GIVE, "han") == [GrantGiven("g1")]


async def test_neither_to_oneself_nor_to_leavers_nor_for_ever(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(graph)
        gone = Person("wang", "wang", Role.REP, left_on=TODAY - timedelta(days=1))
        await store.write(lambda unit: record_people(unit, [Claim(Member(gone), SOURCE)]))
        for grantee in ("li", "wang", "nobody"):
            with pytest.raises(UserMistake, match="grant_to_nobody"):
                await write(store, replace(GIVE, grantee_id=grantee), "li")
        for until in (TODAY - timedelta(days=1), TODAY + timedelta(days=POLICY.most_grant_days + 1)):
            with pytest.raises(UserMistake, match="grant_end"):
                await write(store, replace(GIVE, grantee_id="han", term=term(until)), "li")


async def test_of_all_customers_follows_the_owner(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(graph)
        with pytest.raises(UserMistake, match="grant_not_yours"):
            await write(store, replace(GIVE, customer_id="", grantee_id="li"), "wang")  # wang owns nothing
        await write(store, replace(GIVE, customer_id=""), "li")
        assert await store.read(seeing("wang"))
        assert not await store.read(seeing("wang", "C2"))
        with pytest.raises(UserMistake):
            await write(store, ExtendGrant("g1", term(), TODAY, POLICY), "han")
        held = await store.read(lambda reader: ownerships(reader, "C1"))
        await write(store, CorrectOwner("k1", "C1", "han", TODAY, (held[0].fact_id,), SOURCE), "zhou")
        assert not await store.read(seeing("wang"))


async def test_asked_twice_is_one_request_and_settled_once(database_url: str) -> None:
    ask = AskAccess("li", Kind.QUOTE, "C1", "how much?", TODAY, POLICY)
    async with opened(database_url) as store:
        await store.write(graph)
        assert await write(store, ask, "wang") == [AccessAsked("wang:quote:C1:1")]
        assert await write(store, ask, "wang") == []
        with pytest.raises(UserMistake, match="sees_already"):
            await write(store, ask, "li")
        no = SettleRequest("wang:quote:C1:1", None, TODAY, POLICY)
        with pytest.raises(UserMistake, match="grant_not_yours"):
            await write(store, no, "han")
        assert await write(store, no, "li") == [AccessSettled("wang:quote:C1:1")]
        with pytest.raises(StaleWrite):
            await write(store, replace(no, term=term()), "li")
        assert await write(store, ask, "wang") == [AccessAsked("wang:quote:C1:2")]
        yes = SettleRequest("wang:quote:C1:2", term(), TODAY, POLICY)
        given = GrantGiven("asked:wang:quote:C1:2")
        assert await write(store, yes, "li") == [given, AccessSettled("wang:quote:C1:2")]
        assert await store.read(seeing("wang"))
        states = await store.read(lambda reader: requests_of(reader, "wang", "C1", Kind.QUOTE))
        assert [(one.state, one.settled_by) for one in states] == [(Asked.DECLINED, "li"), (Asked.GIVEN, "li")]


async def test_a_refused_question_is_kept_until_it_is_asked(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(graph)
        for question in ("first", "second"):
            assert await write(store, DraftRequest(Kind.QUOTE, "C1", question), "wang") == []
        assert await store.read(lambda reader: requests_about(reader, "C1")) == []
        assert await write(store, AskAccess("li", Kind.QUOTE, "C1", "", TODAY, POLICY), "wang") == [
            AccessAsked("wang:quote:C1:1")
        ]
        (asked,) = await store.read(lambda reader: requests_about(reader, "C1"))
        assert (asked.question, asked.asked_of, asked.state) == ("second", "li", Asked.OPEN)
        await write(store, DraftRequest(Kind.QUOTE, "C1", "third"), "wang")
        assert await store.read(lambda reader: requests_about(reader, "C1")) == [asked]


async def test_giving_answers_what_was_asked(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(graph)
        await write(store, AskAccess("li", Kind.QUOTE, "C1", "", TODAY, POLICY), "wang")
        await write(store, AskAccess("han", Kind.QUOTE, "C2", "", TODAY, POLICY), "wang")
        assert await write(store, replace(GIVE, customer_id=""), "li") == [
            GrantGiven("g1"),
            AccessSettled("wang:quote:C1:1"),
        ]
        (other,) = await store.read(lambda reader: requests_of(reader, "wang", "C2", Kind.QUOTE))
        assert other.state is Asked.OPEN


@pytest.mark.parametrize("leaver", ["wang", "li"])
async def test_a_leavers_grants_end_after_the_last_day(database_url: str, leaver: str) -> None:
    hand = Hand()
    async with opened(database_url, hand) as store:
        await store.write(graph)
        await write(store, GIVE, "li")
        gone = Person(leaver, leaver, Role.REP, left_on=TODAY)
        await store.write(lambda unit: record_people(unit, [Claim(Member(gone), SOURCE)]))
        close = CloseGrantsOfLeaver(leaver)
        assert await write(store, close, "system") == []
        waiting = await store.read(lambda reader: reader.rows(select(flows).where(flows.c.kind == LEAVER)))
        hand.time = waiting[0]["due_at"]
        assert await write(store, close, "system") == [GrantEnded("g1", Ended.LEFT_TEAM)]
        assert await write(store, close, "system") == []
        assert await write(store, CloseGrantsOfLeaver("han"), "system") == []  # han stays


async def test_what_held_on_a_day_that_is_over(database_url: str) -> None:
    hand = Hand()
    async with opened(database_url, hand) as store:
        await store.write(graph)
        await write(store, GIVE, "li")
        hand.forward(days=3)
        await write(store, EndGrant("g1", TODAY + timedelta(days=3), POLICY), "li")
        found = []
        for ahead in (-1, 0, 3, 4):
            day = TODAY + timedelta(days=ahead)
            then = await store.read(lambda reader, day=day: standing_then(reader, "C1", day, UTC))  # type: ignore[misc]
            found.append([one.key for one in then.grants])
        assert found == [[], ["g1"], ["g1"], []]
        assert [one.key for one in await store.read(lambda reader: grants_about(reader, "C1", ["li"]))] == ["g1"]
        assert await store.read(lambda reader: given_by(reader, "li", TODAY)) == []
        assert await store.read(lambda reader: granted_to(reader, "wang", TODAY)) == []
        ended = await store.read(lambda reader: grant(reader, "g1"))
        assert ended is not None
        assert (ended.ended_by, ended.ended_why) == ("li", Ended.TAKEN_BACK)
