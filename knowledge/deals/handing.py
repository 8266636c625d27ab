"""Open deals that go to somebody else in a hand-over."""

from sqlalchemy import bindparam, select

from knowledge.deals.commands import part_id
from knowledge.deals.tables import deals
from knowledge.graph.amendments import Moved
from knowledge.people.model import Role
from knowledge.store.unit import Reader

_OPEN = (
    select(deals.c.deal_id, deals.c.name)
    .where(deals.c.owner_id == bindparam("person_id"), deals.c.outcome == "")
    .order_by(deals.c.deal_id)
)


def open_deals(reader: Reader, person_id: str) -> dict[str, str]:
    """The open deals somebody owns: names by id."""
    return {row["deal_id"]: row["name"] for row in reader.rows(_OPEN, person_id=person_id)}


def deals_handed(reader: Reader, of: str, to: str) -> list[Moved]:
    """The open deals of one person, going to another, with their parts in them."""
    found = tuple(open_deals(reader, of))
    parts = tuple(part_id(one, Role.REP) for one in found)
    moved = Moved("deals", "owner_id", of, to, found), Moved("collaborations", "person_id", of, to, parts)
    return list(moved) if found else []
