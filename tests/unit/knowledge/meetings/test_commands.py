"""Meetings recorded, transcribed, minuted, made anew, corrected by people, and their customers merged."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from knowledge.graph.merging import MergeCustomers
from knowledge.meetings.commands import (
    DropItem,
    EditItem,
    FileMeeting,
    ForgetDue,
    NoteConsent,
    RecordChecks,
    RecordMeeting,
    RecordMinutes,
    RecordTranscript,
    SettleCommitment,
)
from knowledge.meetings.events import (
    CommitmentChanged,
    CommitmentMade,
    CommitmentsChecked,
    MeetingTranscribed,
    MinutesReady,
)
from knowledge.meetings.model import Check, Consent, Finding, Item, ItemState, Meeting, MeetingState
from knowledge.meetings.view import (
    checks,
    last_checks,
    meeting,
    meetings_of_customer,
    meetings_of_deal,
    minutes,
    open_before,
    open_of_person,
    transcript,
)
from knowledge.store.errors import StaleWrite, UserMistake
from knowledge.store.store import Store
from tests.stores import START, Hand
from tests.unit.knowledge.meetings.stories import FIRST, LINES, PRICE, QUOTE, SAMPLE, SECOND, SOURCE, minuted, write


async def stored(store: Store, meeting_id: str = "m1") -> Meeting:
    found = await store.read(lambda reader: meeting(reader, meeting_id))
    assert found is not None
    return found


async def items(store: Store, meeting_id: str = "m1") -> list[Item]:
    return await store.read(lambda reader: minutes(reader, meeting_id))


async def open_then(store: Store, later: Meeting = SECOND) -> list[str]:
    return [one.text for one in await store.read(lambda reader: open_before(reader, later))]


async def test_from_recorded_to_minuted(any_store: Store) -> None:
    await write(any_store, RecordMeeting(FIRST, SOURCE))
    assert replace(await stored(any_store), turns=0) == FIRST
    events = await write(any_store, RecordTranscript("m1", LINES, "zh"))
    assert events == [MeetingTranscribed("m1")]
    heard = await stored(any_store)
    assert (heard.state, heard.seconds, heard.language) == (MeetingState.TRANSCRIBED, 9, "zh")
    assert await any_store.read(lambda reader: transcript(reader, "m1")) == list(LINES)
    events = await write(any_store, RecordMinutes("m1", (PRICE, QUOTE)))
    price, quote = await items(any_store)
    assert events == [CommitmentMade(quote.item_id, "m1"), MinutesReady("m1")]
    assert replace(quote, item_id="", meeting_id="") == QUOTE
    assert replace(price, item_id="", meeting_id="") == PRICE
    assert (await stored(any_store)).state is MeetingState.MINUTED


async def test_what_is_worded_anew_is_told_again_and_nothing_else_is(any_store: Store) -> None:
    await minuted(any_store)
    _, quote, sample = await items(any_store)
    better = replace(QUOTE, text="新报价", person_id="", contact_id="c.zhou", why="zh.to_you+llm", confidence=0.95)
    events = await write(any_store, RecordMinutes("m1", (PRICE, better, SAMPLE)))
    assert events == [CommitmentChanged(quote.item_id, "m1"), MinutesReady("m1", again=True)]
    expected = replace(better, item_id=quote.item_id, meeting_id="m1")
    assert await items(any_store) == [(await items(any_store))[0], expected, sample]
    assert await write(any_store, RecordMinutes("m1", (PRICE, better, SAMPLE))) == []


async def test_what_has_no_quote_in_the_transcript_is_not_stored(any_store: Store) -> None:
    await minuted(
        any_store, items=(replace(QUOTE, quote="明天给您"), replace(QUOTE, quote=" "), replace(QUOTE, line=7), PRICE)
    )
    assert [one.kind for one in await items(any_store)] == [PRICE.kind]


async def test_minutes_made_anew_leave_alone_what_people_did(any_store: Store) -> None:
    await minuted(any_store)
    price, quote, sample = await items(any_store)
    await write(any_store, EditItem(quote.item_id, text="最终报价", due_on=date(2026, 1, 12)), actor="han.mei")
    await write(any_store, DropItem(sample.item_id), actor="han.mei")
    fresh = replace(PRICE, quote="高了不少", text="高了")
    events = await write(any_store, RecordMinutes("m1", (QUOTE, SAMPLE, fresh)))
    assert events == [MinutesReady("m1", again=True)]
    again, edited = await items(any_store)
    assert (again.text, edited.text, edited.due_on, edited.edited_by) == (
        "高了",
        "最终报价",
        date(2026, 1, 12),
        "han.mei",
    )
    assert edited.item_id == quote.item_id
    assert price.item_id != again.item_id


async def test_the_same_minutes_again_say_nothing(any_store: Store) -> None:
    await minuted(any_store)
    before = await items(any_store)
    assert await write(any_store, RecordMinutes("m1", (PRICE, QUOTE, SAMPLE))) == []
    assert await items(any_store) == before
    twice = replace(PRICE, amount=5.0)
    await write(any_store, RecordMinutes("m1", (PRICE, twice, QUOTE, SAMPLE)))
    assert len(await items(any_store)) == 4


async def test_people_correct_settle_and_drop(any_store: Store) -> None:
    await minuted(any_store)
    price, quote, sample = await items(any_store)
    events = await write(any_store, EditItem(quote.item_id, who="孙浩", person_id="sun.hao"), ForgetDue(sample.item_id))
    changed = [one for one in events if isinstance(one, CommitmentChanged)]
    assert changed == [CommitmentChanged(quote.item_id, "m1"), CommitmentChanged(sample.item_id, "m1")]
    assert [one.text for one in await any_store.read(lambda reader: open_of_person(reader, "sun.hao"))] == ["新的报价"]
    await write(any_store, SettleCommitment(quote.item_id))
    assert await open_then(any_store) == ["带样机"]
    await write(any_store, SettleCommitment(quote.item_id, ItemState.OPEN), DropItem(sample.item_id))
    assert await open_then(any_store) == ["新的报价"]
    await write(any_store, DropItem(price.item_id))
    assert await write(any_store, DropItem(sample.item_id), DropItem(price.item_id)) == []
    with pytest.raises(StaleWrite):
        await write(any_store, SettleCommitment(sample.item_id))


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (RecordTranscript("m9", LINES), "no_meeting"),
        (RecordMinutes("m9", ()), "no_meeting"),
        (FileMeeting("m9", "C1"), "no_meeting"),
        (NoteConsent("m9", Consent("好", "周敏", START)), "no_meeting"),
        (EditItem("x"), "no_item"),
        (DropItem("x"), "no_item"),
        (SettleCommitment("x"), "no_item"),
    ],
)
async def test_what_is_not_there(any_store: Store, command: object, code: str) -> None:
    with pytest.raises(UserMistake) as caught:
        await write(any_store, command)
    assert caught.value.code == code


async def test_the_first_consent_stays(any_store: Store) -> None:
    await write(any_store, RecordMeeting(FIRST, SOURCE))
    assert (await stored(any_store)).consent is None
    given = Consent("都同意录音", "周敏", START)
    await write(any_store, NoteConsent("m1", given), NoteConsent("m1", replace(given, how="later")))
    assert (await stored(any_store)).consent == given
    await write(any_store, RecordMeeting(replace(FIRST, title="价格与工期", customer_id=""), SOURCE))
    known = await stored(any_store)
    assert (known.consent, known.title, known.customer_id) == (given, "价格与工期", "C1")


async def test_open_commitments_of_earlier_meetings_of_the_deal(any_store: Store) -> None:
    await minuted(any_store)
    await minuted(any_store, replace(FIRST, meeting_id="m0", deal_id="D2"), (SAMPLE,))
    await minuted(any_store, SECOND, (QUOTE,))
    assert await open_then(any_store, FIRST) == []
    assert await open_then(any_store) == ["新的报价", "带样机"]
    assert sorted(await open_then(any_store, replace(SECOND, deal_id=""))) == ["带样机", "带样机", "新的报价"]
    assert await open_then(any_store, replace(SECOND, deal_id="", customer_id="")) == []
    found = await any_store.read(lambda reader: meetings_of_deal(reader, "D1"))
    assert [one.meeting_id for one in found] == ["m2", "m1"]


async def test_a_later_meeting_s_check_settles_nothing_by_itself(any_store: Store) -> None:
    await minuted(any_store)
    await write(any_store, RecordMeeting(SECOND, SOURCE))
    _, quote, sample = await items(any_store)
    found = [
        Check(quote.item_id, "m2", Finding.DONE, "报价发了", 3, 12.5, "李雷", "said_done"),
        Check(sample.item_id, "m2", Finding.NOT_MENTIONED),
    ]
    assert (
        await write(any_store, RecordChecks("m2", found), RecordChecks("m2", found[:1]))
        == [CommitmentsChecked("m2")] * 2
    )
    assert {one.item_id: one for one in await any_store.read(lambda reader: checks(reader, "m2"))} == {
        one.item_id: one for one in found
    }
    assert await open_then(any_store) == ["新的报价", "带样机"]
    third = replace(SECOND, meeting_id="m3", held_at=START + timedelta(days=14))
    newer = replace(found[0], meeting_id="m3", finding=Finding.STILL_OPEN)
    await write(any_store, RecordMeeting(third, SOURCE), RecordChecks("m3", [newer]))
    ids = [quote.item_id, sample.item_id]
    last = await any_store.read(lambda reader: last_checks(reader, ids))
    assert (last[ids[0]].finding, last[ids[1]].finding) == (Finding.STILL_OPEN, Finding.NOT_MENTIONED)
    assert await write(any_store, RecordChecks("m3", [])) == []


async def test_filed_under_another_customer_the_minutes_go_along(any_store: Store) -> None:
    await minuted(any_store)
    await write(any_store, FileMeeting("m1", "C7"), actor="han.mei")
    assert [one.meeting_id for one in await any_store.read(lambda reader: meetings_of_customer(reader, "C7"))] == ["m1"]
    assert await open_then(any_store, replace(SECOND, customer_id="C7", deal_id="")) == ["新的报价", "带样机"]
    assert len(await items(any_store)) == 3


async def test_meetings_follow_their_customer_into_a_merge(any_store: Store) -> None:
    await minuted(any_store)
    await write(any_store, MergeCustomers("k1", "C1", "C2"))
    assert (await stored(any_store)).customer_id == "C2"
    assert await open_then(any_store, replace(SECOND, customer_id="C2", deal_id="")) == ["新的报价", "带样机"]


async def test_a_transcript_heard_again_replaces_the_first(any_store: Store, hand: Hand) -> None:
    await minuted(any_store)
    hand.forward(hours=1)
    await write(any_store, RecordTranscript("m1", LINES[:1]))
    assert await any_store.read(lambda reader: transcript(reader, "m1")) == [LINES[0]]
    assert (await stored(any_store)).state is MeetingState.MINUTED
    await write(any_store, RecordMinutes("m1", (PRICE,)))
    assert [one.text for one in await items(any_store)] == ["价格高"]
