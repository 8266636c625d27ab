"""Customers by a name exactly as written: for feeds, which are not to guess."""

from collections.abc import Collection

from sqlalchemy import bindparam, or_, select

from knowledge.graph.merged import standing
from knowledge.graph.tables import customers
from knowledge.store.lists import padded, pieces
from knowledge.store.unit import Reader

_NAMED = select(customers.c.customer_id, customers.c.name, customers.c.name_en).where(
    or_(
        customers.c.name.in_(bindparam("names", expanding=True)),
        customers.c.name_en.in_(bindparam("names", expanding=True)),
        customers.c.customer_id.in_(bindparam("names", expanding=True)),
    )
)


def customers_named(reader: Reader, names: Collection[str]) -> dict[str, str]:
    """The one customer with this id or this very name, for each of `names` that has one and only one."""
    found: dict[str, set[str]] = {}
    for piece in pieces(sorted(set(names) - {""})):
        for row in reader.rows(_NAMED, names=padded(piece)):
            for name in (row["customer_id"], row["name"], row["name_en"]):
                if name in piece:
                    found.setdefault(name, set()).add(row["customer_id"])
    into = standing(reader, {one for ids in found.values() for one in ids})
    stands = {name: {into.get(one, one) for one in ids} for name, ids in found.items()}
    return {name: ids.pop() for name, ids in stands.items() if len(ids) == 1}
