"""A chunk of a team's CRM export, recorded through the commands of the rooms it is for."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from capture.base import BadRow, Signal, Source
from capture.csm.measured import Unmeasured, measured
from capture.exports.formats import BATTLECARDS, BY_TABLE, Kind
from capture.exports.named import NAMED
from capture.exports.notes import Note
from capture.exports.reasons import refused
from capture.exports.rejected import rejection
from knowledge.battlecards.commands import record_cards
from knowledge.battlecards.model import BattleCard, CardLine
from knowledge.deals.commands import deals_without_customer, record_deals, unknown_deals
from knowledge.deals.model import Deal
from knowledge.graph.commands import (
    Responsibility,
    record_contacts,
    record_customers,
    record_ownership,
    record_relations,
    unknown_customers,
)
from knowledge.graph.merged import standing
from knowledge.graph.model import Contact, Customer, Relation
from knowledge.leads.commands import record_leads
from knowledge.leads.model import Lead
from knowledge.leads.ties import keep_signals
from knowledge.people.commands import Member, add_missing_people, record_people, unknown_people
from knowledge.people.model import Handle, Person, Role
from knowledge.people.view import persons_called
from knowledge.proposals.model import Proposal, Quote
from knowledge.proposals.papers import record_proposals, record_quotes
from knowledge.store.recording import Claim, Recorded, Refused
from knowledge.store.unit import Unit
from knowledge.success.commands import record_contracts
from knowledge.success.metrics import Metric, record_metrics
from knowledge.success.model import Contract
from knowledge.work.commands import record_tasks
from knowledge.work.model import Task

T = TypeVar("T")
Values = dict[str, Any]
WEB = "web"
"""Exported signals are the website's own: sent once more through its hook, they are known."""

_ACCOUNTS = {"slack_id": "slack", "wecom_id": "wecom", "dingtalk_id": "dingtalk"}
_READ: Mapping[Kind, Callable[[str], object]] = {Kind.DAY: date.fromisoformat, Kind.INSTANT: datetime.fromisoformat}
_DATES = {
    table: {column.name: _READ[column.kind] for column in of.columns if column.kind in _READ}
    for table, of in BY_TABLE.items()
} | {BATTLECARDS: {"verified_on": date.fromisoformat}}


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A chunk as it is worked on: typed values, and where each row is from."""

    file: str
    table: str
    given: Collection[str] | None
    rows: Sequence[Values]
    lines: Sequence[int]
    sources: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class _Outcome:
    recorded: Recorded
    notes: Sequence[Note] = ()


def take(unit: Unit, body: Mapping[str, object]) -> Mapping[str, object]:
    """Record one chunk; {"file", "table", "created", "changed", "unchanged", "rejected": [...], "notes": [...]}.

    Raises BadRow where the body is no chunk.
    """
    chunk = _opened(unit, body)
    outcome = _TAKERS[chunk.table](unit, chunk)
    recorded = outcome.recorded
    rejected = [
        rejection(chunk.file, chunk.lines[one.index], one.column, one.value, refused(one.why)).plain()
        for one in recorded.refused
    ]
    return {
        "file": chunk.file,
        "table": chunk.table,
        "created": recorded.created,
        "changed": recorded.changed,
        "unchanged": recorded.unchanged,
        "rejected": rejected,
        "notes": [note.plain() for note in outcome.notes],
    }


SOURCE = Source("export", take)


def _opened(unit: Unit, body: Mapping[str, Any]) -> _Chunk:
    try:
        file, table, rows, lines = body["file"], body["table"], body["rows"], body["lines"]
        if table not in _TAKERS:
            raise BadRow(f"table: {table!r} is not one that an export feeds")
        dates = _DATES.get(table, {})
        typed = [_typed(row, dates) for row in rows]
        if table != "customers":
            _about_standing_customers(unit, typed)
        what, at = body.get("what", "import"), unit.now.isoformat()
        sources = [{"what": what, "where": f"{file} line {line}" if line else file, "at": at} for line in lines]
        given = frozenset(body["columns"]) if "columns" in body else None
        return _Chunk(file, table, given, typed, lines, sources)
    except (KeyError, TypeError, ValueError) as error:
        raise error if isinstance(error, BadRow) else BadRow(f"not a chunk of an export: {error!r}") from error


def _about_standing_customers(unit: Unit, rows: Sequence[Values]) -> None:
    """Rows that name a customer who was merged into another are about that other: a second import undoes no merge."""
    into = standing(unit, {row.get("customer_id", "") for row in rows})
    for row in rows if into else ():
        row["customer_id"] = into.get(row.get("customer_id", ""), row.get("customer_id", ""))


def _typed(row: Mapping[str, Any], dates: Mapping[str, Callable[[str], object]]) -> Values:
    values = dict(row)
    for name, read in dates.items():
        if values.get(name):
            values[name] = read(values[name])
    return values


def _people(unit: Unit, chunk: _Chunk) -> _Outcome:
    members = [_member(values) for values in chunk.rows]
    return _Outcome(record_people(unit, _claims(chunk, members), chunk.given))


def _member(values: Values) -> Member:
    found = tuple(Handle(kind, user) for name, kind in _ACCOUNTS.items() if (user := values.pop(name, "")))
    attributes = values.pop("attributes", {})
    return Member(Person(**{**values, "role": Role(values["role"])}), found, attributes)


def _named(unit: Unit, chunk: _Chunk) -> _Outcome:
    people = [Person(**{**values, "role": Role(values["role"])}) for values in chunk.rows]
    created = add_missing_people(unit, _claims(chunk, people))
    notes = [Note("people_created", chunk.file, len(created), tuple(created))] if created else []
    return _Outcome(Recorded(len(created), 0, len(people) - len(created)), notes)


def _customers(unit: Unit, chunk: _Chunk) -> _Outcome:
    values = [Customer(**{**row, "aliases": tuple(row.get("aliases", ()))}) for row in chunk.rows]
    return _Outcome(record_customers(unit, _claims(chunk, values), chunk.given))


def _ownership(unit: Unit, chunk: _Chunk) -> _Outcome:
    claims = [_said(chunk, index, row) for index, row in enumerate(chunk.rows)]
    return _Outcome(record_ownership(unit, claims, chunk.given))


def _said(chunk: _Chunk, index: int, row: Values) -> Claim[Responsibility]:
    source = _with_attributes(chunk.sources[index], row)
    said = row.pop("source", "")
    return Claim(Responsibility(**{**row, "role": Role(row["role"]), "said": said}), source)


def _with_attributes(source: Mapping[str, object], row: Values) -> Mapping[str, object]:
    """What a row of facts says beyond its columns is kept with its source."""
    filled = {name: value for name, value in row.pop("attributes", {}).items() if value}
    return {**source, "attributes": filled} if filled else source


def _contacts(unit: Unit, chunk: _Chunk) -> _Outcome:
    recorded = record_contacts(unit, _claims(chunk, [Contact(**row) for row in chunk.rows]), chunk.given)
    return _Outcome(recorded, _strange_customers(unit, chunk))


def _relations(unit: Unit, chunk: _Chunk) -> _Outcome:
    sources = [_with_attributes(source, row) for source, row in zip(chunk.sources, chunk.rows, strict=True)]
    claims = [Claim(Relation(**row), source) for row, source in zip(chunk.rows, sources, strict=True)]
    return _Outcome(record_relations(unit, claims, chunk.given))


def _deals(unit: Unit, chunk: _Chunk) -> _Outcome:
    recorded = record_deals(unit, _claims(chunk, [Deal(**row) for row in chunk.rows]), chunk.given)
    without = deals_without_customer(unit, [row["deal_id"] for row in chunk.rows])
    notes = [Note("deal_without_customer", chunk.file, len(without), tuple(without))] if without else []
    strangers = (*_strange_customers(unit, chunk), *_strange_people(unit, chunk, "owner_id", "presales_id"))
    return _Outcome(recorded, (*notes, *strangers))


def _leads(unit: Unit, chunk: _Chunk) -> _Outcome:
    recorded = record_leads(unit, _claims(chunk, [Lead(**row) for row in chunk.rows]), chunk.given)
    return _Outcome(recorded, _strange_people(unit, chunk, "owner_id"))


def _proposals(unit: Unit, chunk: _Chunk) -> _Outcome:
    recorded = record_proposals(unit, _claims(chunk, [Proposal(**row) for row in chunk.rows]), chunk.given)
    return _Outcome(recorded, _strangers_of_paper(unit, chunk, "sent_by"))


def _quotes(unit: Unit, chunk: _Chunk) -> _Outcome:
    recorded = record_quotes(unit, _claims(chunk, [Quote(**row) for row in chunk.rows]), chunk.given)
    return _Outcome(recorded, _strangers_of_paper(unit, chunk, "quoted_by"))


def _contracts(unit: Unit, chunk: _Chunk) -> _Outcome:
    recorded = record_contracts(unit, _claims(chunk, [Contract(**row) for row in chunk.rows]), chunk.given)
    return _Outcome(recorded, _strangers_of_paper(unit, chunk, "csm_id"))


def _usage(unit: Unit, chunk: _Chunk) -> _Outcome:
    found = [measured(unit, row) for row in chunk.rows]
    claims = [Claim(one, at) for one, at in zip(found, chunk.sources, strict=True) if isinstance(one, Metric)]
    bad = [
        Refused(index, one.column, one.value, one.why) for index, one in enumerate(found) if isinstance(one, Unmeasured)
    ]
    return _Outcome(replace(record_metrics(unit, claims), refused=tuple(bad)), _strange_customers(unit, chunk))


def _tasks(unit: Unit, chunk: _Chunk) -> _Outcome:
    recorded = record_tasks(unit, _claims(chunk, [Task(**row) for row in chunk.rows]), chunk.given)
    return _Outcome(recorded, _strangers_of_paper(unit, chunk, "assignee_id"))


def _strangers_of_paper(unit: Unit, chunk: _Chunk, person: str) -> Sequence[Note]:
    ids = [row.get("deal_id", "") for row in chunk.rows]
    deals = _strangers("unknown_deal", chunk, ids, unknown_deals(unit, set(ids)))
    return (*_strange_customers(unit, chunk), *deals, *_strange_people(unit, chunk, person))


def _cards(unit: Unit, chunk: _Chunk) -> _Outcome:
    cards = [_card(row) for row in chunk.rows]
    nobodies = [one.owner for one in cards if one.owner and not persons_called(unit, one.owner)]
    notes = [Note("unknown_owner", chunk.file, 0, tuple(nobodies))] if nobodies else []
    return _Outcome(record_cards(unit, _claims(chunk, cards)), notes)


def _card(row: Values) -> BattleCard:
    lines = tuple(CardLine(*line) for line in row["lines"])
    return BattleCard(**{**row, "competitors": tuple(row["competitors"]), "lines": lines})


def _signals(unit: Unit, chunk: _Chunk) -> _Outcome:
    received = [Signal(WEB, **{**row, "at": datetime.fromisoformat(row["at"])}) for row in chunk.rows]
    new, _ = keep_signals(unit, received)
    return _Outcome(Recorded(new, 0, len(received) - new))


def _claims(chunk: _Chunk, values: Sequence[T]) -> list[Claim[T]]:
    return [Claim(value, source) for value, source in zip(values, chunk.sources, strict=True)]


def _strange_customers(unit: Unit, chunk: _Chunk) -> list[Note]:
    ids = [row.get("customer_id", "") for row in chunk.rows]
    unknown = unknown_customers(unit, set(ids))
    return _strangers("unknown_customer", chunk, ids, unknown)


def _strange_people(unit: Unit, chunk: _Chunk, *columns: str) -> list[Note]:
    ids = [row.get(column, "") for row in chunk.rows for column in columns]
    return _strangers("unknown_person", chunk, ids, unknown_people(unit, set(ids)))


def _strangers(code: str, chunk: _Chunk, ids: Sequence[str], unknown: set[str]) -> list[Note]:
    found = [name for name in ids if name in unknown]
    return [Note(code, chunk.file, len(found), tuple(dict.fromkeys(found)))] if found else []


_TAKERS: Mapping[str, Callable[[Unit, _Chunk], _Outcome]] = {
    "people": _people,
    NAMED: _named,
    "customers": _customers,
    "ownership": _ownership,
    "contacts": _contacts,
    "relations": _relations,
    "deals": _deals,
    "leads": _leads,
    "proposals": _proposals,
    "quotes": _quotes,
    "contracts": _contracts,
    "usage": _usage,
    "tasks": _tasks,
    BATTLECARDS: _cards,
    "signals": _signals,
}
