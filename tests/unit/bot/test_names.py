from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, delete, insert, update

from bot import names as names_module
from bot.names import Names
from knowledge.graph.names.model import Resolved
from knowledge.graph.names.resolve import resolve
from knowledge.graph.tables import customers
from knowledge.store.tables import changes, metadata
from knowledge.store.unit import Reader

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
_BLANK = {"name_en": "", "parent_id": "", "industry": "", "region": "", "website": "", "status": ""}


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as opened:
        opened.execute(insert(changes).values(topic="names", number=0))
        yield opened
    engine.dispose()


def record(connection: Connection, customer_id: str, name: str, minute: int, *aliases: str) -> None:
    connection.execute(delete(customers).where(customers.c.customer_id == customer_id))
    row = {"customer_id": customer_id, "name": name, "aliases": list(aliases), **_BLANK}
    at = NOW + timedelta(minutes=minute)
    connection.execute(insert(customers).values(**row, attributes={}, recorded_at=at, source={}))
    connection.execute(update(changes).values(number=changes.c.number + 1))


def found(names: Names, connection: Connection, text: str) -> str:
    outcome = resolve(names.current(Reader(connection)), text)
    return outcome.candidate.entity_id if isinstance(outcome, Resolved) else ""


def test_what_changes_is_followed(connection: Connection) -> None:
    names = Names()
    record(connection, "a", "华东光伏科技股份有限公司", 0)
    assert found(names, connection, "华东光伏") == "a"
    record(connection, "b", "远山支架有限公司", 1)
    assert (found(names, connection, "远山支架"), found(names, connection, "华东光伏")) == ("b", "a")
    record(connection, "a", "北禾电子有限公司", 2, "小禾")
    assert (found(names, connection, "小禾"), found(names, connection, "华东光伏")) == ("a", "")


def test_what_is_gone_is_forgotten(connection: Connection) -> None:
    names = Names()
    record(connection, "a", "华东光伏科技股份有限公司", 0)
    record(connection, "b", "远山支架有限公司", 0)
    assert found(names, connection, "远山支架") == "b"
    connection.execute(delete(customers).where(customers.c.customer_id == "b"))
    connection.execute(update(changes).values(number=changes.c.number + 1))
    assert found(names, connection, "远山支架") == ""


def test_a_saved_index_is_taken_up_and_brought_up_to_date(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names_module, "SAVED_FROM", 1)
    record(connection, "a", "华东光伏科技股份有限公司", 0)
    assert found(Names(tmp_path), connection, "华东光伏") == "a"
    assert (tmp_path / "state.json").exists()
    record(connection, "b", "远山支架有限公司", 1)
    again = Names(tmp_path)
    assert (found(again, connection, "远山支架"), found(again, connection, "华东光伏")) == ("b", "a")
