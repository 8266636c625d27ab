"""Meetings for tests: one held, transcribed and minuted in a few lines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from knowledge.meetings.commands import RecordMeeting, RecordMinutes, RecordTranscript
from knowledge.meetings.model import Item, ItemKind, Line, Meeting
from knowledge.store.store import Store
from knowledge.store.unit import Unit
from tests.stores import START

SOURCE = {"what": "recording", "where": "local:east-pv"}
FIRST = Meeting("m1", START, "价格", "C1", "D1", "local:east-pv", "li.lei")
SECOND = replace(FIRST, meeting_id="m2", held_at=START + timedelta(days=7))
LINES = (
    Line(0, 4, "周敏", "them", "价格比预算高了不少。"),
    Line(4, 9, "李雷", "us", "周五前给您一版新的报价，另外样机我下周带过来。"),
)
QUOTE = Item(
    *(ItemKind.COMMITMENT, "新的报价", "周五前给您一版新的报价", 1, 4.0, "李雷", 0.9, "zh.to_you", "李雷", "li.lei"),
    due_on=date(2026, 1, 9),
    due_said="周五前",
)
SAMPLE = replace(QUOTE, text="带样机", quote="样机我下周带过来", due_on=date(2026, 1, 16), due_said="下周")
PRICE = Item(ItemKind.OBJECTION, "价格高", "价格比预算高了不少", 0, 0.0, "周敏", 0.8, "objection.price", "周敏")


async def write(store: Store, *commands: object, actor: str = "li.lei") -> list[object]:
    """Apply commands in one unit; the events it emitted."""

    def apply(unit: Unit) -> list[object]:
        for command in commands:
            applied: Callable[[Unit, str], None] = command.apply  # type: ignore[attr-defined]
            applied(unit, actor)
        return list(unit.events)

    return await store.write(apply)


async def minuted(store: Store, meeting: Meeting = FIRST, items: tuple[Item, ...] = (PRICE, QUOTE, SAMPLE)) -> None:
    """A meeting with its transcript and minutes."""
    await write(
        store,
        RecordMeeting(meeting, SOURCE),
        RecordTranscript(meeting.meeting_id, LINES, "zh"),
        RecordMinutes(meeting.meeting_id, items),
    )
