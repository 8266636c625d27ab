"""How facts are kept: one that changed is withdrawn and said anew, none is ever deleted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, bindparam, or_, select, update

from knowledge.graph.edges import edge_of, link, unlink
from knowledge.graph.tables import facts
from knowledge.store.lists import padded, pieces
from knowledge.store.recording import Recorded, Refused, Source
from knowledge.store.unit import Row, Unit

UNDONE = "undone"
"""Why a fact is not believed any more: what said it was taken back."""

_IN_DOUBT: dict[str, BindParameter[Any]] = {
    name: bindparam(f"{name}s", expanding=True) for name in ("subject_kind", "subject_id", "kind", "object_id")
}
_KNOWN = select(facts).where(
    *(facts.c[name].in_(values) for name, values in _IN_DOUBT.items()),
    or_(facts.c.withdrawn_at.is_(None), facts.c.withdrawn_why.is_not(None)),
)
_WITHDRAW = (
    update(facts)
    .where(facts.c.id.in_(bindparam("ids", expanding=True)), facts.c.withdrawn_at.is_(None))
    .values(
        withdrawn_at=bindparam("moment", type_=facts.c.withdrawn_at.type),
        withdrawn_why=bindparam("why", type_=facts.c.withdrawn_why.type),
    )
)
_ENDS = ("subject_kind", "subject_id", "kind", "object_kind", "object_id")
_APART = (*_ENDS, "valid_from", "valid_to")
_SAY = facts.insert().returning(facts.c.id, *(facts.c[name] for name in _APART))
_STORED = (*_ENDS, "valid_from", "valid_to", "source", "confidence")
_told_apart, _stored = itemgetter(*_APART), itemgetter(*_STORED)
MOST_LOOKED_UP = 64
"""So many facts are looked up with one statement."""

Ends = tuple[str, str, str, str, str]


def fact(
    ends: Ends, valid: tuple[date | None, date | None], source: Source, said: str = "", confidence: float = 1.0
) -> dict[str, Any]:
    """A fact as a row: subject kind and id, its kind, object kind and id; from when to when; who says so."""
    return {
        **dict(zip(_ENDS, ends, strict=True)),
        "valid_from": valid[0],
        "valid_to": valid[1],
        "source": {**source, "said": said} if said else dict(source),
        "confidence": confidence,
    }


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of some facts."""

    created: int
    changed: int
    unchanged: int

    def counted(self, refused: tuple[Refused, ...]) -> Recorded:
        """The counts, with what was refused before."""
        return Recorded(self.created, self.changed, self.unchanged, refused)


class Facts:
    """Facts that are the same fact where the columns of `identity` agree."""

    def __init__(self, identity: Sequence[str]) -> None:
        self._of = itemgetter(*identity)

    def record(self, unit: Unit, rows: Sequence[dict[str, Any]], given: Collection[str] | None) -> Kept:
        """Keep facts as they are now said to be; of valid_from ("since"), valid_to and source, what is not `given`
        (None: all are) stays as stored. What a person has overruled rests: it is not said anew by saying it again.
        """
        known = self._known(unit, rows)
        before = {self._of(row): row for row in known if row["withdrawn_at"] is None}
        overruled: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
        for row in known:
            if row["withdrawn_why"] not in (None, UNDONE):
                overruled.setdefault(self._of(row), []).append(_state(row))
        fresh: dict[tuple[Any, ...], dict[str, Any]] = {}
        for row in rows:
            key = self._of(row)
            stored = before.get(key)
            said = row if stored is None else _filled_up(row, stored, given)
            same = stored is not None and _state(said) == _state(stored)
            if not same and _state(said) not in overruled.get(key, ()):
                fresh[key] = said
        changed = [before[key] for key in fresh if key in before]
        withdraw(unit, changed, None)
        say(unit, list(fresh.values()))
        return Kept(len(fresh) - len(changed), len(changed), len(rows) - len(fresh))

    def _known(self, unit: Unit, rows: Sequence[Mapping[str, Any]]) -> Sequence[Row]:
        """What is believed of the same ends, and what was withdrawn for a reason."""
        known: dict[int, Row] = {}
        # A few at a time: what one names as subject and another as object is found as well, and there is much of that.
        for piece in pieces(sorted(rows, key=itemgetter("subject_id")), MOST_LOOKED_UP):
            wanted = {f"{name}s": padded(sorted({row[name] for row in piece})) for name in _IN_DOUBT}
            known |= {row["id"]: row for row in unit.rows(_KNOWN, **wanted)}
        return list(known.values())


def say(unit: Unit, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Believe facts from now on (rows as of `fact`, or stored ones); their ids."""
    ids: list[int] = []
    for piece in pieces(rows):
        found = unit.returning(_SAY, [{**_bare(row), "recorded_at": unit.now, "withdrawn_at": None} for row in piece])
        link(unit, {edge_of(row): int(row["id"]) for row in found})
        # A database gives rows back in any order.
        said = {_told_apart(row): int(row["id"]) for row in found}
        ids += [said[_told_apart(row)] for row in piece]
    return ids


def withdraw(unit: Unit, rows: Sequence[Row], why: str | None) -> int:
    """Believe stored facts no longer, and why (None: said otherwise since); how many were still believed."""
    gone = 0
    for piece in pieces(sorted(rows, key=lambda row: int(row["id"]))):
        gone += unit.run(_WITHDRAW, ids=[row["id"] for row in piece], moment=unit.now, why=why)
        unlink(unit, {edge_of(row): int(row["id"]) for row in piece})
    return gone


def _bare(row: Mapping[str, Any]) -> dict[str, Any]:
    return dict(zip(_STORED, _stored(row), strict=True))


def _state(row: Row) -> tuple[Any, ...]:
    """What makes a fact another version of itself; where exactly it was read, and when, does not."""
    return row["valid_from"], row["valid_to"], row["source"].get("said", ""), row["source"].get("attributes", {})


def _filled_up(row: dict[str, Any], stored: Row, given: Collection[str] | None) -> dict[str, Any]:
    if given is None:
        return row
    kept = dict(row)
    if "valid_to" not in given:
        kept["valid_to"] = stored["valid_to"]
    if "valid_from" not in given and "since" not in given:
        kept["valid_from"] = stored["valid_from"]
    if "source" not in given and "said" in stored["source"]:
        kept["source"] = {**row["source"], "said": stored["source"]["said"]}
    return kept
