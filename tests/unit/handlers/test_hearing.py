"""Messages handed in by quoting or forwarding them: whose they count as, and which are not heard at all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, insert

from capture.base import FileRef, Heard
from handlers.base import Ask
from handlers.hearing import shared_in
from handlers.message import Quoted
from knowledge.access.model import Audience
from knowledge.people.model import Handle, Room
from knowledge.people.tables import handles, persons
from knowledge.store.tables import metadata
from knowledge.store.unit import Reader
from tests.unit.handlers.asking import LI_LEI, NOW, asked

TEAM = {"li.lei": "李雷", "han.mei": "韩梅", "sun.hao": "孙浩", "sun.hao.2": "孙浩"}
GROUP = Room("dingtalk", "cid1", direct=False, outsiders=False)


@pytest.fixture
def reader() -> Iterator[Reader]:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    empty = {column.name: "" for column in persons.c if not column.nullable}
    rows = [
        {**empty, "person_id": one, "name": name, "attributes": {}, "source": {}, "recorded_at": NOW}
        for one, name in TEAM.items()
    ]
    with engine.connect() as connection:
        connection.execute(insert(persons), [{**row, "role": "rep"} for row in rows])
        account = {"messenger": "dingtalk", "user_id": "0101", "person_id": "han.mei"}
        connection.execute(insert(handles), [account])
        yield Reader(connection)


def heard(reader: Reader, *forwarded: Quoted, quoted: Quoted | None = None, outsiders: bool = False) -> list[Heard]:
    """What Li Lei hands in, saying a few words with it; his own message is left out."""
    ask: Ask = asked({}, "给华东光伏的")
    message = replace(ask.message, room=GROUP, sender=Handle("dingtalk", "9"), quoted=quoted, forwarded=forwarded)
    ask = replace(ask, message=message, person=LI_LEI, audience=Audience(direct=False, outsiders=outsiders))
    own, *others = shared_in(ask, reader, outsider=False)
    assert (own.text, own.handed_by) == ("给华东光伏的", None)
    return others


@pytest.mark.parametrize(
    ("quoted", "author"),
    [
        (Quoted("x", sender_id="0101"), "han.mei"),
        (Quoted("x", "韩梅"), "han.mei"),
        (Quoted("x", "0101"), "han.mei"),
        (Quoted("x", "孙浩"), ""),
        (Quoted("x", "王总"), ""),
        (Quoted("x"), ""),
    ],
    ids=["account", "name", "account as name", "two of that name", "nobody's name", "not told"],
)
def test_its_author_is_known_by_account_or_by_a_name_that_one_has(reader: Reader, quoted: Quoted, author: str) -> None:
    (one,) = heard(reader, quoted=quoted)
    assert one.sender_id == author
    assert (one.handed_by_id, one.beside, one.sharer_id) == ("li.lei", "给华东光伏的", "li.lei")
    assert one.author_id == (author or "li.lei")


def test_among_outsiders_a_name_says_nothing(reader: Reader) -> None:
    (one,) = heard(reader, quoted=Quoted("x", "韩梅"), outsiders=True)
    assert (one.sender_id, one.sender_name) == ("", "韩梅")


def test_each_of_a_forwarded_chat_is_heard_with_its_time_and_files(reader: Reader) -> None:
    yesterday, file = NOW - timedelta(days=1), FileRef("f1", "报价.pdf", 1)
    first, second = heard(
        reader, Quoted("方案", "韩梅", "m1", said_at=yesterday), Quoted("", "王总", "m2", files=(file,))
    )
    assert (first.sender_id, first.said_at, first.message_id) == ("han.mei", yesterday, "m1")
    assert (second.sender_name, second.said_at, second.files) == ("王总", NOW, (file,))


def test_what_we_said_ourselves_is_not_heard(reader: Reader) -> None:
    assert heard(reader, quoted=Quoted("朗原电力 方案 V2 https://x.example", by_bot=True)) == []
