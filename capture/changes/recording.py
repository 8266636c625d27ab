"""Changes of another system, recorded through the commands of the rooms they are for, in whatever order they come."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from capture.exports.formats import BY_TABLE
from capture.exports.reasons import refused
from capture.sources.export import take as take_chunk
from knowledge.graph.commands import Responsibility, unknown_customers
from knowledge.graph.reassigning import reassign
from knowledge.graph.view import some_contacts
from knowledge.people.commands import unknown_people
from knowledge.people.model import Role
from knowledge.people.view import persons_called
from knowledge.store.mirroring import Mirror, keep_mirror, mirror_of
from knowledge.store.recording import Claim
from knowledge.store.unit import Unit

Json = Mapping[str, Any]
SYSTEMS = frozenset({"crm", "import"})
"""Sources that know one owner at a time; an import is the same system's export."""

SOON = timedelta(minutes=5)
"""Clocks differ; what happens later than this from now is a mistake there, and counts as happening now."""

_BLANKS: Mapping[str, Mapping[str, object]] = {
    "customers": {"name": ""},
    "people": {"name": "", "role": Role.REP.value},
    "contacts": {"name": "", "customer_id": ""},
}
"""What a row of ours needs and a change may leave out; it is not `given`, so what is stored stays."""

_NEEDED: Mapping[str, str] = {"customers": "name", "people": "name", "contacts": "name"}
_UNKNOWN: Mapping[str, Callable[[Unit, Collection[str]], set[str]]] = {
    "customers": unknown_customers,
    "people": unknown_people,
    "contacts": lambda unit, ids: set(ids) - set(some_contacts(unit, list(ids))),
}


@dataclass(slots=True)
class Outcome:
    """What became of a change: counts of rows, what was refused, what is worth knowing."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    waiting: int = 0
    rejected: list[Json] = field(default_factory=list)
    notes: list[Json] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """As plain JSON."""
        counts = {name: getattr(self, name) for name in ("created", "changed", "unchanged", "waiting")}
        return {**counts, "rejected": self.rejected, "notes": self.notes}

    def refuse(self, column: str, value: str, why: Mapping[str, str]) -> None:
        """Add something that was not taken."""
        self.rejected.append({"field": column, "value": value[:200], "zh": why["zh"], "en": why["en"]})


def record_change(unit: Unit, body: Json) -> Outcome:
    """Record every row of a change: {"feed", "object", "record", "what", "at", "day", "rows"}."""
    outcome = Outcome()
    for row in body["rows"]:
        _Row(unit, body, row).record(outcome)
    return outcome


class _Row:
    """One row of a change, beside what was heard of the same thing before."""

    def __init__(self, unit: Unit, body: Json, row: Json) -> None:
        self._unit, self._feed, self._table = unit, str(body["feed"]), str(row["table"])
        self._where = f"{body['object']} {body['record']}".strip()
        self._at = self._moment(body.get("at"))
        self._day, self._values = str(body.get("day") or ""), dict(row["values"])
        self._given = tuple(str(name) for name in row["given"])
        self._identity = BY_TABLE[self._table].identity

    def record(self, outcome: Outcome) -> None:
        """Record what is news; the rest was heard before."""
        if self._table == "ownership":
            self._owner(outcome)
            return
        key = f"{self._table}:{'/'.join(str(self._values.get(name) or '') for name in self._identity)}"
        mirror = mirror_of(self._unit, self._feed, key)
        fresh = list(self._fresh(mirror))
        heard = {**mirror.heard, **dict.fromkeys(fresh, self._at.isoformat())}
        given = [name for name in (*self._identity, *fresh) if name in self._values]
        values = {**mirror.waiting, **{name: self._values[name] for name in given}}
        values["attributes"] = {**mirror.waiting.get("attributes", {}), **self._values.get("attributes", {})}
        if self._waits(values):
            outcome.waiting += 1
            keep_mirror(self._unit, self._feed, key, Mirror(heard, values))
            return
        self._take(values, outcome)
        keep_mirror(self._unit, self._feed, key, Mirror(heard, {}))

    def _fresh(self, mirror: Mirror) -> Iterator[str]:
        """The columns of which nothing newer was heard."""
        for name in self._given:
            if name not in self._identity and mirror.heard.get(name, "") <= self._at.isoformat():
                yield name

    def _waits(self, values: Json) -> bool:
        """Whether the thing is not known yet and what it cannot do without is still missing."""
        needed = _NEEDED.get(self._table)
        if needed is None or values.get(needed):
            return False
        return bool(_UNKNOWN[self._table](self._unit, {str(values[self._identity[0]])}))

    def _take(self, values: Json, outcome: Outcome) -> None:
        given = [name for name in values if name != "attributes"]
        needed = _NEEDED.get(self._table)
        if needed in given and not values[needed]:
            given.remove(needed)  # nobody loses their name
        row = {**_BLANKS.get(self._table, {}), **values}
        chunk = {"file": self._where, "table": self._table, "columns": given, "rows": [row], "lines": [0]}
        found = take_chunk(self._unit, {**chunk, "what": "crm"})
        for name in ("created", "changed", "unchanged"):
            setattr(outcome, name, getattr(outcome, name) + int(str(found[name])))
        for one in _listed(found["rejected"]):
            outcome.refuse(str(one["column"]), str(one["value"]), one["reason"])
        outcome.notes += _listed(found["notes"])

    def _owner(self, outcome: Outcome) -> None:
        """Who answers for a customer: one person at a time."""
        values = self._values
        role = Role(values.get("role") or Role.REP)
        key = f"ownership:{values['customer_id']}/{role}"
        mirror = mirror_of(self._unit, self._feed, key)
        person = self._person(str(values.get("person_id") or ""))
        since = date.fromisoformat(str(values.get("valid_from") or self._day or self._at.date().isoformat()))
        said = Responsibility(str(values["customer_id"]), person, role, since, None, str(values.get("source") or ""))
        source = {"what": "crm", "where": self._where, "at": self._unit.now.isoformat()}
        if mirror.heard.get("person_id", "") > self._at.isoformat() and self._is_same_day(mirror, since):
            outcome.unchanged += 1
            return
        found = reassign(self._unit, Claim(said, source), SYSTEMS)
        for one in found.refused:
            why = refused(one.why)
            outcome.refuse(one.column, one.value, {"zh": why.zh, "en": why.en})
        outcome.created += found.created
        outcome.changed += found.changed
        outcome.unchanged += found.unchanged
        if not found.refused:
            latest = max(self._at.isoformat(), mirror.heard.get("person_id", ""))
            days = {"person_id": latest, "day": max(since.isoformat(), mirror.heard.get("day", ""))}
            keep_mirror(self._unit, self._feed, key, Mirror(days, {}))

    def _is_same_day(self, mirror: Mirror, since: date) -> bool:
        """Whether the newer owner began on the very same day: the older one never held a whole day."""
        return mirror.heard.get("day", "") == since.isoformat()

    def _person(self, named: str) -> str:
        """The person's id, also where the other system names them by e-mail."""
        found = persons_called(self._unit, named) if "@" in named else []
        return found[0].person_id if len(found) == 1 else named

    def _moment(self, text: object) -> datetime:
        at = datetime.fromisoformat(str(text)) if text else self._unit.now
        return (at if at <= self._unit.now + SOON else self._unit.now).astimezone(UTC)


def _listed(found: object) -> list[Json]:
    return list(found) if isinstance(found, list) else []
