"""How facts are kept: one that changed is withdrawn and said anew, none is ever deleted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, bindparam, select, update

from knowledge.graph.tables import facts
from knowledge.store.recording import Recorded, Refused, Source
from knowledge.store.unit import Row, Unit

_IN_DOUBT: dict[str, BindParameter[Any]] = {
    name: bindparam(f"{name}s", expanding=True) for name in ("subject_kind", "subject_id", "kind")
}
_BELIEVED = select(facts).where(
    *(facts.c[name].in_(values) for name, values in _IN_DOUBT.items()), facts.c.withdrawn_at.is_(None)
)
_WITHDRAW = (
    update(facts)
    .where(facts.c.id.in_(bindparam("ids", expanding=True)))
    .values(withdrawn_at=bindparam("moment", type_=facts.c.withdrawn_at.type))
)
_SAY = facts.insert().returning(*(c for c in facts.c if c.name not in ("source", "confidence")))

Ends = tuple[str, str, str, str, str]
_ENDS = ("subject_kind", "subject_id", "kind", "object_kind", "object_id")


def fact(ends: Ends, valid: tuple[date | None, date | None], source: Source, said: str) -> dict[str, Any]:
    """A fact as a row: subject kind and id, its kind, object kind and id; from when to when; who says so."""
    return {
        **dict(zip(_ENDS, ends, strict=True)),
        "valid_from": valid[0],
        "valid_to": valid[1],
        "source": {**source, "said": said} if said else dict(source),
    }


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of some facts; `ids` has the row of each that was said anew."""

    created: int
    changed: int
    unchanged: int
    ids: Mapping[Ends, int]

    def counted(self, refused: tuple[Refused, ...]) -> Recorded:
        """The counts, with what was refused before."""
        return Recorded(self.created, self.changed, self.unchanged, refused)


class Facts:
    """Facts that are the same fact where the columns of `identity` agree."""

    def __init__(self, identity: Sequence[str]) -> None:
        self._identity = tuple(identity)

    def record(self, unit: Unit, rows: Sequence[dict[str, Any]], given: Collection[str] | None) -> Kept:
        """Keep facts as they are now said to be; of valid_from ("since"), valid_to and source, what is not `given`
        (None: all are) stays as stored."""
        before = self._believed(unit, rows)
        fresh: dict[tuple[Any, ...], dict[str, Any]] = {}
        for row in rows:
            key = self._of(row)
            stored = before.get(key)
            said = row if stored is None else _filled_up(row, stored, given)
            if stored is None or _state(said) != _state(stored):
                fresh[key] = said
        changed = [before[key]["id"] for key in fresh if key in before]
        if changed:
            unit.run(_WITHDRAW, ids=sorted(changed), moment=unit.now)
        ids = _say(unit, list(fresh.values()))
        return Kept(len(fresh) - len(changed), len(changed), len(rows) - len(fresh), ids)

    def _believed(self, unit: Unit, rows: Sequence[Mapping[str, Any]]) -> dict[tuple[Any, ...], Row]:
        if not rows:
            return {}
        wanted = {f"{name}s": sorted({row[name] for row in rows}) for name in _IN_DOUBT}
        return {self._of(row): row for row in unit.rows(_BELIEVED, **wanted)}

    def _of(self, row: Row) -> tuple[Any, ...]:
        return tuple(row[name] for name in self._identity)


def _say(unit: Unit, rows: Sequence[dict[str, Any]]) -> dict[Ends, int]:
    if not rows:
        return {}
    added = [{**row, "recorded_at": unit.now, "withdrawn_at": None, "confidence": 1.0} for row in rows]
    found = unit.returning(_SAY, added)
    return {(r["subject_kind"], r["subject_id"], r["kind"], r["object_kind"], r["object_id"]): r["id"] for r in found}


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
