"""A team with five customers whose facts all carry a mark of their own, and the rooms it talks in.

Whoever reads a mark has read that kind of fact of that customer. C4 was merged into C1, nobody owns C3, the owner of C5
has left.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from config.access import AccessPolicy
from knowledge.access.commands import EndGrant, GiveGrant
from knowledge.access.model import Kind, Term
from knowledge.battlecards.commands import record_cards
from knowledge.battlecards.model import BattleCard, CardLine
from knowledge.deals.commands import record_deals
from knowledge.deals.model import Deal
from knowledge.graph.commands import (
    Responsibility,
    record_contacts,
    record_customers,
    record_ownership,
    record_relations,
)
from knowledge.graph.merging import MergeCustomers
from knowledge.graph.model import Contact, Customer, Relation
from knowledge.graph.owning import ClaimOwner
from knowledge.graph.touchpoints import TouchKind, Touchpoint, record_touchpoint
from knowledge.meetings.commands import RecordMeeting, RecordMinutes, RecordTranscript
from knowledge.meetings.model import Item, ItemKind, Line, Meeting
from knowledge.people.commands import Member, record_people
from knowledge.people.model import Handle, Person, Role, Room
from knowledge.people.rooms import describe_room
from knowledge.proposals.model import Proposal, Quote
from knowledge.proposals.opens.gate import open_gate
from knowledge.proposals.papers import record_proposals, record_quotes
from knowledge.store.recording import Claim
from knowledge.store.unit import Unit
from knowledge.success.commands import record_contracts
from knowledge.success.model import Contract
from knowledge.work.commands import record_tasks
from knowledge.work.model import Task

SOURCE = {"what": "import", "where": "a.csv line 2", "at": "2026-01-07T01:00:00+00:00"}
GIVEN, LAST = date(2026, 1, 12), date(2026, 1, 16)
BEFORE, DURING, AFTER = (datetime(2026, 1, day, 4, tzinfo=UTC) for day in (11, 14, 17))
NEW_YEAR = date(2026, 1, 1)

NAMES: Mapping[str, tuple[str, str]] = {
    "C1": ("鹤鸣电气", "Heming Electric"),
    "C2": ("松涛仪表", "Songtao Meters"),
    "C3": ("白榆纸业", "Baiyu Paper"),
    "C4": ("墨石开关", "Moshi Switchgear"),
    "C5": ("云杉铸造", "Yunshan Foundry"),
}
CUSTOMERS = tuple(NAMES)
OF_CUSTOMER = (Kind.OWNERSHIP, Kind.DEAL, Kind.PROPOSAL, Kind.QUOTE, Kind.CONTRACT, Kind.CONTACT, Kind.TASK)
RIVAL = "Krontek"


def _amount(customer: str) -> int:
    return 731_001 + 10 * int(customer[1])


MARKS: Mapping[tuple[Kind, str], tuple[str, ...]] = {
    **{(Kind.OWNERSHIP, one): (f"OWNBOOK{one}",) for one in CUSTOMERS},
    **{(Kind.DEAL, one): (f"DEALNAME{one}", f"DEALPROD{one}", f"MINUTESOF{one}") for one in CUSTOMERS},
    **{(Kind.PROPOSAL, one): (f"PROPTITLE{one}", f"prop.example/{one}") for one in CUSTOMERS},
    **{(Kind.QUOTE, one): (f"{_amount(one):,}", f"QUOTEPROD{one}") for one in CUSTOMERS},
    **{(Kind.CONTRACT, one): (f"SLATEXT{one}", f"CONTRACTNO{one}") for one in CUSTOMERS},
    **{(Kind.CONTACT, one): (f"CONTACTNAME{one}", f"555-0{one}", f"TOUCHED{one}") for one in CUSTOMERS},
    **{(Kind.TASK, one): (f"TASKTITLE{one}",) for one in CUSTOMERS},
    (Kind.CARD, ""): ("CARDLINE",),
    (Kind.LEAD, ""): ("leadmark@example.com",),
}

OUTSIDERS = {"outside": True, "unsure": None}
"""Rooms with people from outside, and such of which nothing is known."""

TABLES = {"team": ("li", "zhou", "han"), "mixed": ("li", "wang"), "unnamed": ()}
"""Rooms of colleagues, and who sits there besides whoever asks; of the last nobody says who."""


def _person(person_id: str, role: Role, unit: str, manager: str = "", left_on: date | None = None) -> Person:
    return Person(
        person_id, f"{person_id}某", role, f"{person_id.title()} Doe", unit=unit, manager_id=manager, left_on=left_on
    )


PEOPLE: Mapping[str, Person] = {
    one.person_id: one
    for one in (
        _person("li", Role.REP, "east", "zhou"),
        _person("han", Role.REP, "east", "zhou"),
        _person("zhou", Role.MANAGER, "east", "boss"),
        _person("boss", Role.MANAGER, "", "zhou"),
        _person("sun", Role.PRESALES, "west"),
        _person("xu", Role.CSM, "west"),
        _person("dee", Role.DELIVERY, "west"),
        _person("wang", Role.REP, "south", "ma"),
        _person("qin", Role.REP, "south", "ma"),
        _person("ma", Role.MANAGER, "south"),
        _person("fin", Role.FINANCE, ""),
        _person("law", Role.LEGAL, ""),
        _person("gao", Role.ADMIN, ""),
        _person("gil", Role.PRESALES, "north"),
        _person("gia", Role.PRESALES, "north"),
        _person("gus", Role.PRESALES, "north"),
        _person("zhao", Role.REP, "east", "zhou", left_on=date(2025, 12, 31)),
    )
}
STRANGER = "nobody"


def room_of(kind: str, person: str) -> Room:
    """A room that this person sits in; "direct": their own with the bot."""
    if kind == "direct":
        return Room("fake", f"dm:{person}", direct=True)
    if kind in OUTSIDERS:
        return Room("fake", kind, direct=False, outsiders=OUTSIDERS[kind])
    return Room("fake", f"{kind}-{person}", direct=False, outsiders=False)


def built(unit: Unit, without: str = "") -> None:
    """Record all of it, as of the first day of the grants; of `without` (a customer) no papers, contacts or tasks."""
    people = [Claim(Member(one, (Handle("fake", one.person_id),)), SOURCE) for one in PEOPLE.values()]
    record_people(unit, people)
    record_customers(unit, [Claim(Customer(one, zh, name_en=en), SOURCE) for one, (zh, en) in NAMES.items()])
    record_ownership(unit, [Claim(one, SOURCE) for one in _responsible()])
    _papers(unit, [one for one in CUSTOMERS if one != without])
    schoolmate = Relation("person", "gil", "schoolmate", "contact", "KC1")
    knows = Relation("contact", "KC1", "knows", "contact", "KC2")
    record_relations(unit, [Claim(one, SOURCE) for one in ((schoolmate,) if without else (schoolmate, knows))])
    line = CardLine(3, "", "CARDLINE: faster")
    record_cards(unit, [Claim(BattleCard("krontek.md", "Krontek", (RIVAL,), owner="sun", lines=(line,)), SOURCE)])
    ClaimOwner("claim", "C1", "qin", NEW_YEAR, SOURCE).apply(unit, "qin")
    MergeCustomers("merge", "C4", "C1").apply(unit, "gao")
    _granted(unit)
    for kind, others in TABLES.items():
        for person in PEOPLE:
            seated = dict.fromkeys((person, *others)) if others else ()
            describe_room(unit, replace(room_of(kind, person), people=tuple(seated)))
    for kind in OUTSIDERS:
        describe_room(unit, room_of(kind, ""))
    open_gate(unit, "https://dazi.example.org", timedelta(days=30), lambda: "ab" * 32, public=True)
    unit.events.clear()


def _responsible() -> Iterator[Responsibility]:
    owners = {"C1": "li", "C2": "wang", "C4": "li", "C5": "zhao"}
    for customer, owner in owners.items():
        yield Responsibility(customer, owner, Role.REP, NEW_YEAR, said=f"OWNBOOK{customer}")
    yield Responsibility("C3", "wang", Role.REP, date(2024, 1, 1), date(2024, 12, 31), said="OWNBOOKC3")
    yield Responsibility("C1", "sun", Role.PRESALES, NEW_YEAR)
    yield Responsibility("C1", "dee", Role.DELIVERY, NEW_YEAR)
    yield Responsibility("C2", "xu", Role.CSM, date(2025, 1, 1), date(2025, 12, 31))


def _touches(customer: str) -> Iterator[Touchpoint]:
    """A mail of last week, and a meeting still to come."""
    for kind, at in ((TouchKind.MAIL, BEFORE), (TouchKind.MEETING, AFTER + timedelta(days=9))):
        yield Touchpoint(f"{kind}:{customer}", kind, at, customer, f"TOUCHED{customer}", person_id="li", source=SOURCE)


def _papers(unit: Unit, customers: Sequence[str]) -> None:
    deals = [*map(_deal, customers), *(_won(one) for one in ("C2", "C5") if one in customers)]
    record_contacts(unit, [Claim(one, SOURCE) for one in map(_contact, customers)])
    for touch in (one for c in customers for one in _touches(c)):
        record_touchpoint(unit, touch)
    record_deals(unit, [Claim(one, SOURCE) for one in deals])
    record_quotes(unit, [Claim(one, SOURCE) for c in customers for one in _quotes(c)])
    record_proposals(unit, [Claim(one, SOURCE) for c in customers for one in _proposals(c)])
    record_contracts(unit, [Claim(one, SOURCE) for one in map(_contract, customers)])
    for c in customers:
        _minuted(unit, c)
    record_tasks(unit, [Claim(Task(f"T{c}", c, title=f"TASKTITLE{c}"), SOURCE) for c in customers])


def _minuted(unit: Unit, c: str) -> None:
    """A meeting of last week with its minutes."""
    said, held = f"MINUTESOF{c} was agreed.", f"M{c}"
    RecordMeeting(Meeting(held, BEFORE, "weekly", c, room_key="fake:team-li", recorded_by="li"), SOURCE).apply(
        unit, "li"
    )
    RecordTranscript(held, (Line(0.0, 2.0, "1", "", said),), "en").apply(unit, "li")
    RecordMinutes(held, (Item(ItemKind.DECISION, said, said, 0, 1.0, "1", 0.9, "agreed"),)).apply(unit, "li")


def _contact(c: str) -> Contact:
    return Contact(f"K{c}", c, f"CONTACTNAME{c}", "CTO", phone=f"555-0{c}", email=f"k@CONTACTNAME{c}.example")


def _deal(c: str) -> Deal:
    created = datetime(2025, 6, 1, tzinfo=UTC)
    owner = {"C1": "li", "C2": "wang", "C4": "li"}.get(c, "")
    return Deal(f"D{c}", c, f"DEALNAME{c}", f"DEALPROD{c}", 5e5, "CNY", "proposal", owner_id=owner, created_at=created)


def _won(c: str) -> Deal:
    """An earlier deal, won, for what C1 is offered too: the two customers are alike in that."""
    closed = datetime(2025, 5, 1, tzinfo=UTC)
    return replace(_deal(c), deal_id=f"W{c}", product="DEALPRODC1", outcome="won", closed_at=closed)


def _quotes(c: str) -> list[Quote]:
    first = Quote(f"Q{c}1", c, f"D{c}", "V1.0", f"QUOTEPROD{c}", float(_amount(c)), "CNY", date(2025, 9, 1), "li")
    return [first, replace(first, quote_id=f"Q{c}2", version="V2.0", quoted_on=date(2025, 10, 1))]


def _proposals(c: str) -> list[Proposal]:
    sent = datetime(2025, 9, 1, tzinfo=UTC)
    first = Proposal(f"P{c}1", c, f"D{c}", f"PROPTITLE{c}", "V1.0", f"https://prop.example/{c}/1", "li", sent)
    second = replace(first, proposal_id=f"P{c}2", version="V2.0", url=f"https://prop.example/{c}/2")
    return [first, replace(second, sent_at=datetime(2025, 10, 1, tzinfo=UTC))]


def _contract(c: str) -> Contract:
    csm = "xu" if c == "C1" else ""
    return Contract(
        f"CONTRACTNO{c}", c, sla=f"SLATEXT{c}", signed_on=date(2025, 2, 1), ends_on=date(2027, 1, 31), csm_id=csm
    )


def _granted(unit: Unit) -> None:
    """gil sees C1's quotes, gia contracts and contacts of all that li owns; what gus was given was taken back."""
    policy, term = AccessPolicy(), Term(LAST, datetime(2026, 1, 16, 16, tzinfo=UTC))
    quotes, all_of_li = frozenset({Kind.QUOTE}), frozenset({Kind.CONTRACT, Kind.CONTACT})
    GiveGrant("g1", "gil", quotes, "C1", term, GIVEN, policy).apply(unit, "li")
    GiveGrant("g2", "gia", all_of_li, "", term, GIVEN, policy).apply(unit, "li")
    GiveGrant("g3", "gus", quotes, "C1", term, GIVEN, policy).apply(unit, "li")
    EndGrant("g3", GIVEN, policy).apply(unit, "li")
