"""What the team sells and against whom, as names to be found by: products of deals, quotes and cards, competitors."""

from sqlalchemy import select, union

from knowledge.battlecards.naming import PRODUCT, names_of_cards
from knowledge.battlecards.view import all_cards
from knowledge.deals.tables import deals
from knowledge.graph.names.model import Name
from knowledge.proposals.tables import quotes
from knowledge.store.unit import Reader

_SOLD = union(*(select(table.c.product).where(table.c.product != "").distinct() for table in (deals, quotes)))


def offered(reader: Reader) -> list[Name]:
    """Every product and competitor by each of its names; a product's id is its name."""
    sold = [Name(PRODUCT, row["product"], row["product"], "name") for row in reader.rows(_SOLD)]
    return list(dict.fromkeys([*names_of_cards(one.value for one in all_cards(reader)), *sold]))
