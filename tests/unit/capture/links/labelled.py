"""The labelled chat messages, the small worlds they were said in, and how well reading does on them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from sqlalchemy import create_engine

from capture.base import Context, FileRef, Heard
from capture.links.reading import Finding, Outcome, documents_in
from config.documents import DocumentSettings
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.model import Name
from knowledge.graph.tables import contacts, facts
from knowledge.people.model import Handle, Room
from knowledge.store.tables import metadata
from knowledge.store.unit import Reader

DATA = Path(__file__).resolve().parents[3] / "data" / "links"
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 1, 12, 9, 0, tzinfo=ZONE)
SOURCE = {"what": "import", "where": "world.yaml", "at": NOW.isoformat()}

MENDED = {"dev": "world", "held": "world", "elsewhere": "second_world"}
WORLDS = {**MENDED, "unseen": "world"}
"""Which world each set was said in. No rule was made for what "unseen" shows: its labeller knew none of them."""
"""In which world each set of messages was said."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class World:
    """Who is known in the messages: names, owners, outsiders, the team's own drive."""

    reader: Reader
    names: NameIndex
    outsiders: frozenset[str]
    settings: DocumentSettings

    def context(self) -> Context:
        """What there is to understand a message by."""
        return Context(self.reader, lambda: self.names, ZONE, NOW.date(), NOW)


@cache
def world(name: str = "world") -> World:
    """A small world of tests/data/links, in memory."""
    told = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    connection = engine.connect()
    for person in told["people"]:
        for customer in person["customers"]:
            connection.execute(facts.insert().values(**_owner(customer, person["id"])))
    for one in told["contacts"]:
        connection.execute(contacts.insert().values(**_contact(one)))
    settings = DocumentSettings(own_hosts=tuple(told["own_hosts"]))
    return World(Reader(connection), NameIndex.build(_names(told)), frozenset(told["outsiders"]), settings)


def messages(half: str) -> list[Json]:
    """The messages of one set, in the order in which they were said."""
    text = (DATA / f"messages_{half}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def heard(message: Json, around: str = "world") -> Heard:
    """A message as a hearing gets it, in the world `around` it."""
    sender, room = message["sender"], message["room"]
    place = Room("local", room, direct=room.startswith("dm:"), title="" if room.startswith("dm:") else room)
    outsider = sender in world(around).outsiders
    files = tuple(FileRef(f"f-{name}", name, 1000) for name in message.get("files", ()))
    return Heard(
        message["id"],
        place,
        Handle("local", sender),
        datetime.fromisoformat(message["at"]),
        message["text"],
        sender_id="" if outsider else sender,
        outsider=outsider,
        files=files,
    )


def read(message: Json, texts: Mapping[str, str], around: str = "world") -> list[Finding]:
    """What is found in a message; `texts` are those said before, by id; `around` names its world."""
    parent = message.get("thread_of")
    earlier = (texts[parent],) if parent else ()
    known = world(around)
    return documents_in(heard(message, around), known.context(), known.settings, earlier=earlier)


@dataclass(slots=True)
class Score:
    """How well it went. A document counts as recognised where it is attached or asked about."""

    right: int = 0
    missed: int = 0
    false: int = 0
    attached: int = 0
    attached_right: int = 0
    should_attach: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Of recognising proposals."""
        return 2 * self.right / (2 * self.right + self.missed + self.false)

    @property
    def customer(self) -> float:
        """The share of those attached that went to the right customer."""
        return self.attached_right / self.attached

    @property
    def without_asking(self) -> float:
        """The share of those with a clear customer that were attached without asking."""
        return self.attached_right / self.should_attach


def scored(half: str) -> Score:
    """How well reading does on one of the sets."""
    score = Score()
    texts = {one["id"]: one["text"] for one in messages(half)}
    for message in messages(half):
        found = {one.shared.raw: one for one in read(message, texts, WORLDS[half])}
        for wanted in message["expect"]:
            _count(score, message, wanted, found.get(wanted.get("link") or wanted["file"]))
    return score


def _count(score: Score, message: Json, wanted: Json, found: Finding | None) -> None:
    got = found.outcome if found else Outcome.NONE
    is_paper = wanted["outcome"] != "none"
    score.right += is_paper and got is not Outcome.NONE
    score.missed += is_paper and got is Outcome.NONE
    score.false += not is_paper and got is not Outcome.NONE
    score.should_attach += wanted["outcome"] == "attach"
    right = got is Outcome.ATTACH and found is not None and found.whose.customer_id == wanted.get("customer")
    score.attached += got is Outcome.ATTACH
    score.attached_right += right
    fits = right if wanted["outcome"] == "attach" else wanted["outcome"] == got.value
    if not fits:
        seen = found and (found.sorted, found.whose)
        score.wrong.append(f"{message['id']} {message['text']!r} wanted {wanted['outcome']} got {got.value}: {seen}")


def _names(told: Json) -> Iterator[Name]:
    for one in told["customers"]:
        yield Name("customer", one["id"], one["name"])
        yield from (Name("customer", one["id"], alias, "alias") for alias in one["aliases"])
        if one.get("name_en"):
            yield Name("customer", one["id"], one["name_en"], "name_en")
    yield from (Name("person", one["id"], one["name"]) for one in told["people"])
    yield from (Name("contact", one["id"], one["name"]) for one in told["contacts"])


def _owner(customer: str, person: str) -> Json:
    ends = {"subject_kind": "customer", "subject_id": customer, "object_kind": "person", "object_id": person}
    return {**ends, "kind": "owner:rep", "recorded_at": NOW, "source": SOURCE, "confidence": 1.0}


def _contact(one: Json) -> Json:
    empty = dict.fromkeys(("title", "buying_role", "email", "phone", "reports_to"), "")
    known = {"contact_id": one["id"], "customer_id": one["customer"], "name": one["name"]}
    return {**known, **empty, "attributes": {}, "recorded_at": NOW, "source": SOURCE}
