import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, delete, func, insert, select, update

from bot import names as names_module
from bot.names import Names
from knowledge.battlecards.tables import battlecards
from knowledge.graph.names.model import Resolved, Why
from knowledge.graph.names.resolve import resolve
from knowledge.graph.names.topics import CONTACTS, OFFERS
from knowledge.graph.tables import contacts, customers, nicknames
from knowledge.store.tables import changes, metadata
from knowledge.store.unit import Reader

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
_COUNTED = select(func.coalesce(func.sum(changes.c.number), 0))
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


def touch(connection: Connection, topic: str) -> None:
    number = int(connection.execute(_COUNTED).scalar_one()) + 1
    connection.execute(delete(changes).where(changes.c.topic == topic))
    connection.execute(insert(changes).values(topic=topic, number=number))


def record_contact(connection: Connection, contact_id: str, name: str, minute: int) -> None:
    connection.execute(delete(contacts).where(contacts.c.contact_id == contact_id))
    blank = {"customer_id": "a", "title": "", "buying_role": "", "email": "", "phone": "", "reports_to": ""}
    row = {"contact_id": contact_id, "name": name, **blank, "attributes": {}, "source": {}}
    connection.execute(insert(contacts).values(**row, recorded_at=NOW + timedelta(minutes=minute)))
    touch(connection, CONTACTS)


def record_card(connection: Connection, card_id: str, product: str, *competitors: str) -> None:
    connection.execute(delete(battlecards).where(battlecards.c.card_id == card_id))
    row = {"card_id": card_id, "title": "", "competitors": list(competitors), "product": product, "owner": ""}
    connection.execute(insert(battlecards).values(**row, lines=[], attributes={}, recorded_at=NOW, source={}))
    touch(connection, OFFERS)


def call(connection: Connection, customer_id: str, name: str) -> None:
    row = {"key": f"k {customer_id} {name}", "customer_id": customer_id, "name": name, "said_by": "li", "source": {}}
    connection.execute(insert(nicknames).values(**row, recorded_at=NOW))
    connection.execute(update(changes).values(number=changes.c.number + 1))


def end(connection: Connection, name: str) -> None:
    connection.execute(update(nicknames).where(nicknames.c.name == name).values(ended_at=NOW))
    connection.execute(update(changes).values(number=changes.c.number + 1))


def test_a_nickname_is_a_name_until_it_ends(connection: Connection) -> None:
    names = Names()
    record(connection, "a", "华东光伏科技股份有限公司", 0)
    record(connection, "b", "远山支架有限公司", 1)
    assert found(names, connection, "小太阳") == ""
    call(connection, "a", "小太阳")
    outcome = resolve(names.current(Reader(connection)), "小太阳")
    assert isinstance(outcome, Resolved)
    assert (outcome.candidate.entity_id, outcome.candidate.why) == ("a", Why.NICKNAME)
    assert (found(names, connection, "华东光伏"), found(names, connection, "远山支架")) == ("a", "b")
    end(connection, "小太阳")
    assert (found(names, connection, "小太阳"), found(names, connection, "华东光伏")) == ("", "a")


def test_a_customer_recorded_anew_keeps_its_nicknames(connection: Connection) -> None:
    names = Names()
    record(connection, "a", "华东光伏科技股份有限公司", 0)
    call(connection, "a", "小太阳")
    assert found(names, connection, "小太阳") == "a"
    record(connection, "a", "北禾电子有限公司", 2, "小禾")
    assert [found(names, connection, one) for one in ("小太阳", "小禾", "华东光伏")] == ["a", "a", ""]


def test_a_nickname_that_moves_is_found_where_it_moved(connection: Connection) -> None:
    names = Names()
    record(connection, "a", "华东光伏科技股份有限公司", 0)
    record(connection, "b", "远山支架有限公司", 1)
    call(connection, "a", "小太阳")
    assert found(names, connection, "小太阳") == "a"
    for place in ("b", "a"):
        connection.execute(update(nicknames).values(customer_id=place))
        connection.execute(update(changes).values(number=changes.c.number + 1))
        assert found(names, connection, "小太阳") == place


def test_a_saved_index_learns_and_forgets_nicknames_of_the_time_it_was_away(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names_module, "SAVED_FROM", 1)
    record(connection, "a", "华东光伏科技股份有限公司", 0)
    record(connection, "b", "远山支架有限公司", 1)
    call(connection, "a", "小太阳")
    assert found(Names(tmp_path), connection, "小太阳") == "a"
    assert found(Names(tmp_path), connection, "小太阳") == "a"
    end(connection, "小太阳")
    call(connection, "a", "老远")
    monkeypatch.setattr(names_module.Names, "_build", None)  # what was saved is followed, not made anew
    again = Names(tmp_path)
    assert [found(again, connection, one) for one in ("小太阳", "老远", "远山支架")] == ["", "a", "b"]


def test_contacts_are_followed_by_themselves(connection: Connection) -> None:
    names = Names()
    record(connection, "a", "华东光伏科技股份有限公司", 0)
    assert found(names, connection, "陶然之") == ""
    record_contact(connection, "K1", "陶然之", 1)
    assert (found(names, connection, "陶然之"), found(names, connection, "华东光伏")) == ("K1", "a")
    record_contact(connection, "K1", "邵宇航", 2)
    assert (found(names, connection, "邵宇航"), found(names, connection, "陶然之")) == ("K1", "")


def test_products_and_competitors_come_and_go(connection: Connection) -> None:
    names = Names()
    record_card(connection, "one", "FieldCare", "Maintiva", "迈特维")
    assert (found(names, connection, "迈特维"), found(names, connection, "FieldCare")) == ("Maintiva", "FieldCare")
    record_card(connection, "one", "SunWatch", "GridHand")
    gone = [found(names, connection, one) for one in ("GridHand", "SunWatch", "Maintiva")]
    assert gone == ["GridHand", "SunWatch", ""]


def test_an_index_saved_by_an_older_version_is_made_anew(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names_module, "SAVED_FROM", 1)
    record(connection, "a", "华东光伏科技股份有限公司", 0)
    index = Names(tmp_path).current(Reader(connection))
    index.save(tmp_path, json.dumps({"counts": {"customer": 1}, "newest": NOW.isoformat()}))
    record_contact(connection, "K1", "陶然之", 1)
    again = Names(tmp_path)
    assert (found(again, connection, "陶然之"), found(again, connection, "华东光伏")) == ("K1", "a")
