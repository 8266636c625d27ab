"""Who knows somebody at a customer: what contacts there have to do with colleagues, and with contacts elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from knowledge.graph.tables import adjacency
from knowledge.store.lists import padded, pieces
from knowledge.store.unit import Reader

_REGISTERED = ("works_at", "reports_to")
_LINKS = (
    select(adjacency)
    .where(
        adjacency.c.from_kind == "contact",
        adjacency.c.from_id.in_(bindparam("ids", expanding=True)),
        adjacency.c.to_kind.in_(["person", "contact"]),
        adjacency.c.relation.not_in(_REGISTERED),
    )
    .order_by(adjacency.c.to_kind.desc(), adjacency.c.to_id, adjacency.c.from_id, adjacency.c.relation)
)


@dataclass(frozen=True, slots=True)
class Link:
    """A contact stands in a relation to somebody: a colleague ("person") or another contact, by kind and id."""

    contact_id: str
    relation: str
    other: tuple[str, str]
    fact_id: int


def links_of(reader: Reader, contact_ids: Sequence[str]) -> list[Link]:
    """Whom these contacts know, colleagues first; not whom they report to or among themselves."""
    rows = [row for piece in pieces(contact_ids) for row in reader.rows(_LINKS, ids=padded(piece))]
    found = [Link(row["from_id"], row["relation"], (row["to_kind"], row["to_id"]), row["fact_id"]) for row in rows]
    return [one for one in found if one.other[0] == "person" or one.other[1] not in contact_ids]
