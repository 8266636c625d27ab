"""Calendars as a source: only meetings with customers are kept, changes and what vanished are followed."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.feeds import Asking
from bot.names import Names
from capture.base import BadRow, FeedRoom, FeedTrouble, Pull, Pulled
from capture.sources.calendar import pull, take
from config.errors import SettingsError
from config.sections import Where
from knowledge.graph.touchpoints import Touchpoint, meetings_ahead, past_touchpoints
from knowledge.store.store import Store
from tests.stores import Hand, opened
from tests.unit.capture.calendars.test_reading import calendar
from tests.unit.capture.mail.world import NOW, ZONE, settle

REVIEW = "UID:r1\nSUMMARY:Review\nDTSTART:20260115T020000Z\nDTEND:20260115T030000Z\nATTENDEE:mailto:tao@vantory.example"


@pytest.fixture
async def store(sqlite_url: str, hand: Hand) -> AsyncIterator[Store]:
    hand.time = NOW
    async with opened(sqlite_url, hand) as found:
        await found.write(settle)
        yield found


class Diary:
    """A calendar that a file holds."""

    def __init__(self, store: Store, folder: Path, feed: str = "team", **section: object) -> None:
        self.store, self.file = store, folder / "team.ics"
        names = Names()
        room = FeedRoom(folder, ZONE, feed, Asking(store, asyncio.get_running_loop()), names.current)
        given: Mapping[str, Any] = {"path": str(self.file), "person": "li.lei", **section}
        found = pull({name: one for name, one in given.items() if one is not None}, Where(), room)
        assert found is not None
        self.pull: Pull = found
        self.cursor = ""

    async def holds(self, *events: str, method: str = "", now: datetime = NOW) -> Pulled:
        self.file.write_bytes(calendar(*events, method=method))
        return await self.look(now)

    async def look(self, now: datetime = NOW) -> Pulled:
        found = await asyncio.to_thread(self.pull.look, self.cursor, now)
        self.cursor = found.cursor
        for batch in found.batches:
            body = json.loads(json.dumps(batch.body))
            await self.store.write(lambda unit, body=body: take(unit, body))  # type: ignore[misc]
        await asyncio.to_thread(self.pull.settled, found)
        return found

    async def ahead(self, customer_id: str = "C1") -> list[Touchpoint]:
        return await self.store.read(lambda reader: meetings_ahead(reader, customer_id, NOW, 9))

    async def past(self, customer_id: str, now: datetime) -> list[Touchpoint]:
        return await self.store.read(lambda reader: past_touchpoints(reader, customer_id, now, 9))


async def test_a_meeting_with_a_contact_is_ahead_and_later_past(store: Store, tmp_path: Path) -> None:
    diary = Diary(store, tmp_path)
    await diary.holds(REVIEW)
    (one,) = await diary.ahead()
    assert (one.subject, one.contact_id, one.person_id, one.source["what"]) == ("Review", "K1", "li.lei", "calendar")
    assert await diary.past("C1", NOW) == []
    assert [one.subject for one in await diary.past("C1", NOW + timedelta(days=9))] == ["Review"]


@pytest.mark.parametrize(
    ("event", "customer"),
    [
        ("SUMMARY:x\nATTENDEE:mailto:anybody@bolun.example", "C2"),
        ("SUMMARY:泊仑机电方案评审", "C2"),
        ("SUMMARY:Weekly\nDESCRIPTION:with Vantory\\nhttps://meeting.example/1", "C1"),
        ("SUMMARY:Dentist", ""),
        ("SUMMARY:1:1 with Han\nATTENDEE:mailto:han.mei@dazi.example", ""),
        ("SUMMARY:Vantory\nCLASS:PRIVATE", ""),
    ],
)
async def test_whose_meeting_it_is(store: Store, tmp_path: Path, event: str, customer: str) -> None:
    diary = Diary(store, tmp_path)
    found = await diary.holds(f"UID:u\nDTSTART:20260115T020000Z\n{event}")
    assert {one for one in ("C1", "C2") if await diary.ahead(one)} == ({customer} if customer else set())
    assert found.passed_over == (0 if customer else 1)
    stored = json.dumps([batch.body for batch in found.batches], ensure_ascii=False)
    assert customer or "Dentist" not in stored


async def test_moved_called_off_and_gone(store: Store, tmp_path: Path) -> None:
    diary = Diary(store, tmp_path)
    await diary.holds(REVIEW)
    await diary.holds(REVIEW.replace("20260115", "20260116") + "\nSEQUENCE:1")
    assert [one.at.day for one in await diary.ahead()] == [16]
    await diary.holds(REVIEW + "\nSTATUS:CANCELLED\nSEQUENCE:2")
    assert await diary.ahead() == []
    await diary.holds(REVIEW + "\nSEQUENCE:3")
    assert len(await diary.ahead()) == 1
    await diary.holds()
    assert await diary.ahead() == []
    await diary.holds(REVIEW + "\nSEQUENCE:3")
    assert len(await diary.ahead()) == 1


async def test_what_is_past_is_not_called_off_because_a_calendar_forgets_it(
    store: Store, tmp_path: Path, hand: Hand
) -> None:
    diary = Diary(store, tmp_path)
    await diary.holds(REVIEW)
    later = hand.forward(days=9)
    await diary.holds(now=later)
    assert len(await diary.past("C1", later)) == 1


async def test_an_unchanged_calendar_is_read_again_only_on_another_day(store: Store, tmp_path: Path) -> None:
    diary = Diary(store, tmp_path)
    await diary.holds(REVIEW)
    assert (await diary.look()).batches == ()
    assert (await diary.look(NOW + timedelta(days=1))).batches != ()


async def test_one_meeting_in_two_calendars_is_told_once(store: Store, tmp_path: Path) -> None:
    diaries = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        diaries.append(Diary(store, tmp_path / name, feed=name))
        await diaries[-1].holds(REVIEW)
    assert len(await diaries[0].ahead()) == 1


async def test_what_cannot_be_read_whole_calls_nothing_off(store: Store, tmp_path: Path) -> None:
    diary = Diary(store, tmp_path)
    await diary.holds(REVIEW, REVIEW.replace("r1", "r2"))
    whole, before = diary.file.read_bytes(), diary.cursor
    for broken in (b"<html>please log in</html>", whole[:120]):
        diary.file.write_bytes(broken)
        with pytest.raises(FeedTrouble):
            await diary.look()
    diary.file.unlink()
    with pytest.raises(FeedTrouble):
        await diary.look()
    assert (len(await diary.ahead()), diary.cursor) == (2, before)


async def test_a_meeting_that_cannot_be_read_any_more_is_not_called_off(store: Store, tmp_path: Path) -> None:
    diary = Diary(store, tmp_path)
    await diary.holds(REVIEW, REVIEW.replace("r1", "r2"))
    found = await diary.holds("UID:r1\nDTSTART:soon")
    assert [one.where for one in found.rejected] == ["r1"]
    assert [one.thread for one in await diary.ahead()] == ["calendar:r1"]


async def test_single_invitations_in_a_folder(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    diary = Diary(store, tmp_path, path=None, drop=str(folder))
    folder.mkdir()
    (folder / "a.ics").write_bytes(calendar(REVIEW, method="REQUEST"))
    (folder / "b.ics").write_bytes(b"nothing")
    found = await diary.look()
    assert [one.where for one in found.rejected] == ["b.ics"]
    assert len(await diary.ahead()) == 1
    assert (folder / "done" / "a.ics").exists()
    assert (folder / "rejected" / "b.ics").exists()
    (folder / "c.ics").write_bytes(calendar(REVIEW + "\nSEQUENCE:1", method="CANCEL"))
    await diary.look()
    assert await diary.ahead() == []


async def test_a_row_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(BadRow):
        await store.write(lambda unit: take(unit, {"feed": "x"}))


@pytest.mark.parametrize("section", [{}, {"path": "a.ics", "drop": "in"}, {"path": "a.ics", "colour": "red"}])
def test_settings_that_cannot_be(section: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        pull(section, Where(), FeedRoom(tmp_path, ZONE))
