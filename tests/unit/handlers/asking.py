"""An ask and a view as intents get them, on an empty database in memory."""

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import create_engine

from handlers.base import Ask, Subjects, View
from handlers.message import Message
from knowledge.access.model import Audience
from knowledge.graph.names.index import NameIndex
from knowledge.people.model import Handle, Person, Role, Room
from knowledge.store.tables import metadata
from knowledge.store.unit import Reader

NOW = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
LI_LEI = Person("li.lei", "李雷", Role.REP)


def asked(slots: Mapping[str, str], text: str = "") -> Ask:
    """Li Lei asks the bot alone, in Chinese."""
    sender, place = Handle("local", "li.lei"), Room("local", "dm:li.lei", direct=True)
    message = Message("local", "e1", sender, "李雷", place, text, to_bot=True, said_at=NOW)
    return Ask(message, LI_LEI, Audience(direct=True), "zh", NOW, ZONE, NOW.date(), slots)


def viewed(subjects: Subjects = Subjects()) -> View:  # noqa: B008  a value
    """What he may look at: nothing is recorded."""
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    reader = Reader(engine.connect())
    return View(reader, NameIndex(), LI_LEI, Audience(direct=True), NOW.date(), ZONE, subjects=subjects)
