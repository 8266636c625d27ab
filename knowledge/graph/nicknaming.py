"""What the team calls customers among themselves, learnt from what somebody said, and forgotten when it is taken back.

They are kept apart from a customer's registered aliases: an import says those anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import bindparam, select, update

from knowledge.graph.amendments import Amendment, Change
from knowledge.graph.merged import standing
from knowledge.graph.model import Provenance
from knowledge.graph.tables import nicknames
from knowledge.graph.view import as_provenance
from knowledge.people.commands import NAMES
from knowledge.store.errors import StaleWrite
from knowledge.store.unit import Reader, Row, Unit

NICKNAME = "nickname"
"""The kind of amendment that teaches one."""

_LIVE = nicknames.c.ended_at.is_(None)
_ALL = select(nicknames.c.customer_id, nicknames.c.name).where(_LIVE).order_by(nicknames.c.name)
_CALLED = select(nicknames).where(nicknames.c.name == bindparam("name"), _LIVE).order_by(nicknames.c.key)
_BY_KEY = select(nicknames).where(nicknames.c.key == bindparam("key"), _LIVE)
_KEEP = nicknames.insert()
_END = (
    update(nicknames)
    .where(nicknames.c.key == bindparam("of_key"), _LIVE)
    .values(ended_at=bindparam("moment", type_=nicknames.c.ended_at.type))
)
_REVIVE = update(nicknames).where(nicknames.c.key == bindparam("of_key")).values(ended_at=None)


@dataclass(frozen=True, slots=True)
class Nickname:
    """A customer is called `name` by the team. `said_by` is a person's id, `key` that of the amendment."""

    key: str
    customer_id: str
    name: str
    said_by: str
    source: Provenance


def all_nicknames(reader: Reader) -> dict[str, tuple[str, ...]]:
    """Every name that is in use, by customer."""
    found: dict[str, tuple[str, ...]] = {}
    for row in reader.rows(_ALL):
        found[row["customer_id"]] = (*found.get(row["customer_id"], ()), row["name"])
    return found


def nicknames_called(reader: Reader, name: str) -> list[Nickname]:
    """The nicknames in use that are written exactly so."""
    return [_nickname(row) for row in reader.rows(_CALLED, name=name)]


@dataclass(frozen=True, slots=True)
class LearnNickname:
    """The team calls a customer `name` from now on. `replaced` are the keys of nicknames that it takes the place of."""

    key: str
    customer_id: str
    name: str
    replaced: tuple[str, ...] = ()
    source: Mapping[str, object] = field(default_factory=dict)

    def apply(self, unit: Unit, actor: str) -> None:
        """Keep it, and end what it replaces. Raises StaleWrite where the name was learnt, or the customer merged,
        since it was looked up.
        """
        held = {row["key"] for row in unit.rows(_CALLED, name=self.name)}
        if held - set(self.replaced) or standing(unit, {self.customer_id}):
            raise StaleWrite(f"nickname of {self.customer_id}")
        for key in self.replaced:
            _end(unit, key)
        row = {"key": self.key, "customer_id": self.customer_id, "name": self.name, "said_by": actor}
        unit.run(_KEEP, **row, source=dict(self.source), recorded_at=unit.now, ended_at=None)
        change = Change(unit, self.key, NICKNAME, self.customer_id, actor)
        change.keep(name=self.name, replaced=list(self.replaced))
        unit.touch(NAMES)


def is_in_use(reader: Reader, made: Amendment) -> bool:
    """Whether a nickname that was taught stands as it was."""
    return reader.row(_BY_KEY, key=made.key) is not None


def unlearn(unit: Unit, made: Amendment) -> None:
    """Take back what was taught: what it replaced counts again. Raises StaleWrite where it has ended already."""
    _end(unit, made.key)
    for key in made.details["replaced"]:
        unit.run(_REVIVE, of_key=key)
    unit.touch(NAMES)


def _end(unit: Unit, key: str) -> None:
    if not unit.run(_END, of_key=key, moment=unit.now):
        raise StaleWrite(f"nickname {key} has ended")


def _nickname(row: Row) -> Nickname:
    return Nickname(row["key"], row["customer_id"], row["name"], row["said_by"], as_provenance(row["source"]))
