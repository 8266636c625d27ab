"""Quotes that somebody gave: they stay with their customers, whoever gave them."""

from sqlalchemy import bindparam, func, select

from knowledge.proposals.tables import quotes
from knowledge.store.unit import Reader

_BY_CUSTOMER = (
    select(quotes.c.customer_id, func.count(quotes.c.quote_id).label("count"))
    .where(quotes.c.quoted_by == bindparam("person_id"))
    .group_by(quotes.c.customer_id)
    .order_by(quotes.c.customer_id)
)


def quotes_by(reader: Reader, person_id: str) -> dict[str, int]:
    """How many quotes somebody gave, by customer."""
    return {row["customer_id"]: row["count"] for row in reader.rows(_BY_CUSTOMER, person_id=person_id)}
