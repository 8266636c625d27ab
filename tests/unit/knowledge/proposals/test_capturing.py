"""Documents captured, numbered, settled, taken back, withdrawn by an edit: on both databases."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from knowledge.graph.amendments import amendments_of
from knowledge.graph.undoing import UndoAmendment
from knowledge.proposals.capturing import CaptureDocument, SettleDocument, WithdrawDocuments
from knowledge.proposals.documents import document, document_id, document_meant, line_of, mark_of, shares_of
from knowledge.proposals.events import DocumentChanged, VersionsConfused
from knowledge.proposals.model import Document, Paper, Proposal, Share, State
from knowledge.proposals.papers import proposals_of, record_proposals
from knowledge.proposals.talk import NoteTalk, last_talk
from knowledge.store.errors import StaleWrite
from knowledge.store.recording import Claim
from knowledge.store.store import Store
from knowledge.store.unit import Reader, Unit
from tests.stores import START

SOURCE = {"what": "import", "where": "proposals.csv line 2", "at": START.isoformat()}
CLASH = timedelta(days=14)


def found(key: str, customer: str = "C1", minutes: int = 0, message: str = "", **changes: object) -> Document:
    share = Share("local:east", message or f"m-{key}", "li.lei", START + timedelta(minutes=minutes), "East")
    one = Document(document_id(key), key, f"https://d.example/{key}", "方案", Paper.PROPOSAL, State.ATTACHED, share)
    state = State.ATTACHED if customer else State.ASKED
    return replace(one, customer_id=customer, state=state, **changes)  # type: ignore[arg-type]


async def captured(store: Store, one: Document, *, knowing: bool = False) -> list[object]:
    def write(unit: Unit) -> list[object]:
        CaptureDocument(one, CLASH, knowing).apply(unit, "li.lei")
        return list(unit.events)

    return await store.write(write)


async def settled(store: Store, key: str, customer: str, change: str) -> None:
    seen = await known(store, key)
    await store.write(lambda unit: SettleDocument(seen, customer, change).apply(unit, "han.mei"))


async def known(store: Store, key: str) -> Document:
    one = await store.read(lambda reader: document(reader, document_id(key)))
    assert one is not None
    return one


async def versions(store: Store, customer: str = "C1") -> dict[str, str]:
    told = await store.read(lambda reader: proposals_of(reader, customer))
    return {one.value.url.rpartition("/")[2]: one.value.version for one in told}


async def test_numbered_in_order_beside_what_was_imported(any_store: Store) -> None:
    imported = Proposal("P1", "C1", title="方案", version="V2.0", url="https://d.example/old", sent_at=START)
    await any_store.write(lambda unit: record_proposals(unit, [Claim(imported, SOURCE)]))
    for one in (found("a"), found("b", minutes=1), found("q", minutes=2, paper=Paper.QUOTATION), found("x", "C2")):
        assert DocumentChanged(one.document_id) in await captured(any_store, one)
    assert await versions(any_store) == {"old": "V2.0", "a": "V3", "b": "V4", "q": "V1"}
    assert await versions(any_store, "C2") == {"x": "V1"}
    (told,) = [one for one in await any_store.read(lambda r: proposals_of(r, "C1")) if one.value.version == "V3"]
    assert (told.value.sent_by, told.value.sent_at, told.value.attributes["channel"]) == ("li.lei", START, "East")
    assert (told.source["what"], told.source["where"]) == ("message", "local:east")


async def test_the_same_document_again_is_only_shared_again(any_store: Store) -> None:
    await captured(any_store, found("a"))
    assert await captured(any_store, found("a", minutes=5, message="m9")) == []
    shares = (await any_store.read(lambda reader: shares_of(reader, [document_id("a")])))[document_id("a")]
    assert [one.message_id for one in shares] == ["m-a", "m9"]
    assert await versions(any_store) == {"a": "V1"}


async def test_an_imported_one_keeps_its_version_and_its_row(any_store: Store) -> None:
    imported = Proposal("P1", "C1", title="方案", version="V2.0", url="https://d.example/a", sent_at=START)
    await any_store.write(lambda unit: record_proposals(unit, [Claim(imported, SOURCE)]))
    await captured(any_store, found("a"))
    assert (await known(any_store, "a")).version == "V2.0"
    assert await versions(any_store) == {"a": "V2.0"}


async def test_a_question_is_settled_and_taken_back(any_store: Store) -> None:
    await captured(any_store, found("a", "", candidates=("C1", "C2")))
    assert await versions(any_store) == {}
    await settled(any_store, "a", "C2", "k1")
    assert await versions(any_store, "C2") == {"a": "V1"}
    (made,) = await any_store.read(lambda reader: amendments_of(reader, document_id("a")))
    await any_store.write(lambda unit: UndoAmendment(made).apply(unit, "han.mei"))
    assert (await known(any_store, "a")).state is State.ASKED
    assert await versions(any_store, "C2") == {}


async def test_what_is_moved_gets_the_next_number_there(any_store: Store) -> None:
    for one in (found("a"), found("b", "C2")):
        await captured(any_store, one)
    seen = await known(any_store, "a")
    await settled(any_store, "a", "C2", "k1")
    assert await versions(any_store, "C2") == {"a": "V2", "b": "V1"}
    with pytest.raises(StaleWrite):
        await any_store.write(lambda unit: SettleDocument(seen, "C3", "k2").apply(unit, "wang.qiang"))


async def test_what_was_dismissed_stays_so(any_store: Store) -> None:
    await captured(any_store, found("a"))
    await settled(any_store, "a", "", "k1")
    assert await captured(any_store, found("a", minutes=5, message="m9")) == []
    assert await versions(any_store) == {}
    assert (await known(any_store, "a")).state is State.DISMISSED


async def test_asked_about_until_somebody_says_whose(any_store: Store) -> None:
    await captured(any_store, found("a", ""))
    assert await captured(any_store, found("a", "", minutes=1, message="m8")) == []
    await captured(any_store, found("a", "C1", minutes=2, message="m9"))
    assert (await known(any_store, "a")).version == "V1"


async def test_versions_that_get_mixed_up_are_pointed_out(any_store: Store) -> None:
    old, new = found("old", minutes=0), found("new", minutes=10)
    await captured(any_store, old)
    assert VersionsConfused not in [type(one) for one in await captured(any_store, new)]
    again = found("old", minutes=30, message="m9")
    assert await captured(any_store, again) == [VersionsConfused(old.document_id, new.document_id, "older_after_newer")]
    assert await captured(any_store, found("old", minutes=40, message="m10"), knowing=True) == []
    events = await captured(any_store, found("twin", minutes=50, stated=2))
    assert VersionsConfused(document_id("twin"), new.document_id, "same_number") in events


async def test_an_edit_withdraws_what_is_gone_and_its_number(any_store: Store) -> None:
    await captured(any_store, found("wrong", message="m1"))
    gone = WithdrawDocuments("local:east", "m1", frozenset({document_id("right")}))
    await any_store.write(lambda unit: gone.apply(unit, "li.lei"))
    assert (await known(any_store, "wrong")).state is State.WITHDRAWN
    await captured(any_store, found("right", message="m1"))
    assert await versions(any_store) == {"right": "V1"}
    await captured(any_store, found("wrong", minutes=9, message="m2"))
    assert await versions(any_store) == {"right": "V1", "wrong": "V2"}


async def test_an_edit_leaves_what_somebody_settled(any_store: Store) -> None:
    await captured(any_store, found("a", "", message="m1"))
    await settled(any_store, "a", "C1", "k1")
    await any_store.write(lambda unit: WithdrawDocuments("local:east", "m1", frozenset()).apply(unit, "li.lei"))
    assert (await known(any_store, "a")).state is State.ATTACHED


async def test_a_document_is_meant_by_the_beginning_of_its_id(any_store: Store) -> None:
    await captured(any_store, found("a"))

    def look(reader: Reader) -> list[Document | None]:
        marks = (mark_of(document_id("a")), document_id("a"), "doc-", "doc-zzzzzz", "%")
        return [document_meant(reader, mark) for mark in marks]

    meant = await any_store.read(look)
    assert [one is not None for one in meant] == [True, True, False, False, False]
    assert [one.version for one in await any_store.read(lambda reader: line_of(reader, "C1"))] == ["V1"]


async def test_talk_is_remembered_by_thread_and_for_a_while_in_a_room(any_store: Store) -> None:
    said = [NoteTalk("local:east", *one, START) for one in (("", "方案发我"), ("", "报价发我"), ("t1", "标书"))]
    for one in said:
        await any_store.write(partial(one.apply, actor="li.lei"))
    later = {minutes: START + timedelta(minutes=minutes) for minutes in (5, 60)}

    def look(reader: Reader) -> list[str]:
        return [last_talk(reader, "local:east", thread, at) for thread in ("", "t1") for at in later.values()]

    assert await any_store.read(look) == ["报价发我", "", "标书", "标书"]


async def test_what_an_edit_took_out_another_may_bring_back(any_store: Store) -> None:
    await captured(any_store, found("a"))
    gone = WithdrawDocuments("local:east", "m-a", frozenset())
    await any_store.write(lambda unit: gone.apply(unit, "li.lei"))
    assert (await known(any_store, "a")).state is State.WITHDRAWN
    await captured(any_store, found("a"))
    back = await known(any_store, "a")
    assert (back.state, back.version) == (State.ATTACHED, "V1")
    assert [
        one.message_id for one in (await any_store.read(lambda r: shares_of(r, [back.document_id])))[back.document_id]
    ] == ["m-a"]
