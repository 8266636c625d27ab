"""Whether the model is asked about a meeting, what it may take, and that it is asked about the same words once."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from capture.base import Context, Done
from capture.jobs.minutes import JOB
from capture.llm.budget import take_tokens
from capture.minutes.making import MinuteAgain, make_minutes
from knowledge.graph.names.index import NameIndex
from knowledge.meetings.commands import DropItem, EditItem, RecordMeeting, RecordTranscript, SettleCommitment
from knowledge.meetings.model import Item, ItemKind, ItemState, Line, Meeting
from knowledge.meetings.ordering import TRANSCRIPTION
from knowledge.meetings.refining import Refiner, appoint_refiner
from knowledge.meetings.view import all_items
from knowledge.people.commands import Member, record_people
from knowledge.people.model import Person, Role, Room
from knowledge.people.rooms import describe_room
from knowledge.store.files import SharedFile, file_is_here, keep_file
from knowledge.store.jobs import DONE, FAILED, Order, claim_job, job_worked, put_job, settle_job
from knowledge.store.keeping import kept_value
from knowledge.store.recording import Claim
from knowledge.store.store import Store
from knowledge.store.tables import audit, jobs
from knowledge.store.unit import Unit
from tests.unit.knowledge.meetings.stories import FIRST, SOURCE, write

ZONE = ZoneInfo("Asia/Shanghai")
ANSWER = (
    '{"items": [{"kind": "commitment", "turn": 1, "quote": "周五前给您一版新的报价", "text": "新报价", "who": "李雷",'
    ' "by": "周五前", "vague": false}, {"kind": "point", "turn": 0, "quote": "价格比预算高", "text": "价格比预算高"}]}'
)
LINES = (
    Line(0, 4, "周敏", "them", "价格比预算高了不少。"),
    Line(4, 9, "李雷", "us", "周五前给您一版新的报价。"),
    Line(9, 13, "李雷", "us", "好的，我周四前发合同给您。"),
)
AGAIN = MinuteAgain("m1", ZONE)
BUDGET = 100_000


@dataclass
class House:
    """A meeting that was recorded in a room, and what becomes of it."""

    store: Store
    told: list[tuple[str, str]] = field(default_factory=list)

    async def begins(self, room: Room, most: int = BUDGET, left_on: date | None = None, held: Meeting = FIRST) -> None:
        sharer = Person("li.lei", "李雷", role=Role.REP, left_on=left_on)

        def build(unit: Unit) -> None:
            record_people(unit, [Claim(Member(sharer), SOURCE)])
            describe_room(unit, room)
            appoint_refiner(unit, Refiner(most, ZONE))

        await self.store.write(build)
        await write(self.store, RecordMeeting(held, SOURCE), RecordTranscript("m1", LINES, "zh"), AGAIN)

    async def asked(self) -> list[str]:
        """The keys of the orders, their last part."""
        rows = await self.store.read(lambda reader: reader.rows(select(jobs).order_by(jobs.c.id)))
        return [str(row["key"]).rpartition(":")[2] for row in rows if row["kind"] == "minutes"]

    async def answers(self, *answers: str, tokens: int = 10, outcome: str = "answered", code: str = "") -> None:
        """The child is done; what it said is taken."""
        result: dict[str, Any] = {} if code else {"answers": answers, "tokens": tokens, "outcome": outcome}

        def take(unit: Unit) -> None:
            order = claim_job(unit, "me", ["minutes"])
            assert order is not None
            assert job_worked(unit, order.job_id, "me", {"failed": code} if code else {"done": result})
            context = Context(unit, NameIndex, ZONE, unit.now.date(), unit.now, tell_operator=self._hears)
            JOB.take(unit, order.args, Done(result, code), context)
            settle_job(unit, order.job_id, FAILED if code else DONE)

        await self.store.write(take)

    def _hears(self, trouble: str, subject: str, **_facts: str) -> None:
        self.told.append((trouble, subject))

    async def items(self) -> list[Item]:
        return await self.store.read(lambda reader: all_items(reader, "m1"))

    async def texts(self) -> list[str]:
        return [one.text for one in await self.items() if one.kind is ItemKind.COMMITMENT]

    async def spent(self) -> int:
        kept = await self.store.read(lambda reader: kept_value(reader, "llm", "budget"))
        return int(kept["spent"]) if kept else 0

    async def audited(self) -> list[dict[str, Any]]:
        of_model = select(audit).where(audit.c.action == "asked_llm").order_by(audit.c.id)
        rows = await self.store.read(lambda reader: reader.rows(of_model))
        return [row["details"] for row in rows]


OURS = Room("local", "east-pv", direct=False, outsiders=False)


@pytest.fixture
def house(any_store: Store) -> House:
    return House(any_store)


only_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


async def test_what_it_said_is_recorded_and_its_tokens_are_given_back(house: House) -> None:
    await house.begins(OURS)
    by_rules = await house.texts()
    assert await house.spent() > 4_000
    await house.answers(ANSWER, tokens=1_234)
    assert await house.texts() == ["新报价", *by_rules[1:]] != by_rules
    assert "价格比预算高" in [one.quote for one in await house.items()]
    assert await house.spent() == 1_234
    (audited,) = await house.audited()
    assert (audited["outcome"], audited["tokens"], audited["pieces"], audited["items"]) == ("answered", 1_234, 1, 2)


@only_sqlite
async def test_it_is_asked_about_the_same_words_once(house: House) -> None:
    await house.begins(OURS)
    await write(house.store, AGAIN)
    assert await house.asked() == ["0"]
    await house.answers(ANSWER)
    before = await house.items()
    await write(house.store, AGAIN)
    assert (await house.items(), await house.asked()) == (before, ["0"])
    await write(house.store, RecordTranscript("m1", LINES[:2], "zh"), AGAIN)
    assert await house.asked() == ["0", "0"]


@only_sqlite
@pytest.mark.parametrize("trouble", [{"outcome": "late"}, {"outcome": "refused"}, {"code": "died"}, {"code": "no_llm"}])
async def test_trouble_leaves_the_minutes_alone_and_the_next_time_it_is_asked_again(
    trouble: dict[str, str], house: House
) -> None:
    await house.begins(OURS)
    before, taken = await house.items(), await house.spent()
    await house.answers(tokens=7, outcome=trouble.get("outcome", ""), code=trouble.get("code", ""))
    assert await house.items() == before
    assert [one["outcome"] for one in await house.audited()] == list(trouble.values())
    assert await house.spent() == {"died": taken, "no_llm": 0}.get(trouble.get("code", ""), 7)
    assert house.told == ([("llm_refused", "2026-01-07")] if "refused" in trouble.values() else [])
    assert await house.asked() == ["0"]
    await write(house.store, AGAIN)
    assert await house.asked() == ["0", "1"]


@only_sqlite
@pytest.mark.parametrize("said", ["", "好的", '{"items": []}', ANSWER.replace("周五前给您一版", "周三前给您三版")])
async def test_what_is_of_no_use_leaves_the_rules_minutes(said: str, house: House) -> None:
    await house.begins(OURS)
    before = await house.texts()
    await house.answers(said.replace("价格比预算高", "价格不高"))
    assert await house.texts() == before
    assert [one["outcome"] for one in await house.audited()] == ["nothing_usable"]
    assert await house.asked() == ["0"]


@only_sqlite
async def test_what_people_did_meanwhile_stays(house: House) -> None:
    await house.begins(OURS)
    quote, *others = [one for one in await house.items() if one.kind is ItemKind.COMMITMENT]
    objection = next(one for one in await house.items() if one.kind is ItemKind.OBJECTION)
    await write(house.store, EditItem(quote.item_id, text="按新口径报价"), DropItem(objection.item_id))
    await write(house.store, *(SettleCommitment(one.item_id) for one in others))
    before = {one.item_id: one for one in await house.items()}
    await house.answers(ANSWER)
    now = {one.item_id: one for one in await house.items()}
    kept = [quote, objection, *others]
    assert [now[one.item_id] for one in kept] == [before[one.item_id] for one in kept]
    assert now[objection.item_id].state is ItemState.DROPPED


@only_sqlite
@pytest.mark.parametrize(
    ("room", "left_on", "asked"),
    [
        (OURS, None, ["0"]),
        (replace(OURS, direct=True, outsiders=None), None, ["0"]),
        (replace(OURS, outsiders=True), None, []),
        (replace(OURS, outsiders=None), None, []),
        (replace(OURS, room_id="another"), None, []),
        (OURS, date(2026, 1, 6), []),
    ],
    ids=["ours", "direct", "guests", "unknown", "no room", "left"],
)
async def test_it_is_shown_what_a_colleague_shared_among_colleagues(
    room: Room, left_on: date | None, asked: list[str], house: House
) -> None:
    await house.begins(room, left_on=left_on)
    assert await house.asked() == asked
    assert (await house.spent() > 0) is bool(asked)


@only_sqlite
async def test_without_a_model_nothing_is_ordered(house: House) -> None:
    await house.begins(OURS, most=0)
    assert (await house.asked(), await house.audited()) == ([], [])


@only_sqlite
async def test_over_the_budget_it_is_not_asked(house: House) -> None:
    await house.store.write(lambda unit: take_tokens(unit, "2026-01-07", BUDGET - 10, BUDGET))
    await house.begins(OURS)
    spent = await house.store.write(lambda unit: make_minutes(unit, "m1", ZONE, "system"))
    assert spent is not None
    assert (spent.day, spent.tokens_per_day) == ("2026-01-07", BUDGET)
    assert (await house.asked(), await house.spent()) == ([], BUDGET - 10)
    assert {one["outcome"] for one in await house.audited()} == {"over_budget"}


@only_sqlite
async def test_what_it_finds_has_the_time_of_the_words_as_they_were_recognised(house: House) -> None:
    words = [{"text": word, "start": 4 + n, "end": 5 + n, "probability": 1} for n, word in enumerate(LINES[1].text)]
    told = {"language": "zh", "speaker": ""}
    heard = [{**told, "start": one.start, "end": one.end, "text": one.text, "words": list[Any]()} for one in LINES]
    heard[1]["words"] = words
    done = {"language": "zh", "duration": 13, "segments": heard, "coverage": {"speech": 9, "unheard": []}}

    def recorded(unit: Unit) -> int:
        file_id = keep_file(unit, SharedFile("local", "F1", "call.wav"))
        file_is_here(unit, file_id, "call.wav", "0" * 64, 6)
        put_job(unit, TRANSCRIPTION, "F1", {}, file_id=file_id)
        order = claim_job(unit, "me", [TRANSCRIPTION])
        assert order is not None
        job_worked(unit, order.job_id, "me", {"done": {**done, "repairs": [], "remarks": []}})
        return file_id

    await house.begins(OURS, held=replace(FIRST, file_id=str(await house.store.write(recorded))))
    late = '{"items": [{"kind": "point", "turn": 1, "quote": "一版新的报价", "text": "一版新的报价"}]}'
    await house.answers(late)
    assert [one.at for one in await house.items() if one.quote == "一版新的报价"] == [9.0]


@only_sqlite
async def test_the_child_is_told_the_transcript_and_the_order_holds_none_of_it(house: House) -> None:
    await house.begins(OURS)
    order: Order | None = await house.store.write(lambda unit: claim_job(unit, "me", ["minutes"]))
    assert order is not None
    assert set(order.args) == {"meeting_id", "zone", "day", "tokens"}
    (request,) = (await house.store.read(lambda reader: JOB.brief(reader, order.args)))["requests"]
    assert request[1]["content"].splitlines()[1] == f"1\tus\t李雷\t{LINES[1].text}"
    assert not any(name in str(request) for name in ("C1", "D1", "li.lei", "east-pv"))
