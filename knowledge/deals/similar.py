"""Customers like another that we have won."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import bindparam, or_, select

from knowledge.deals.judge import is_similar, likeness
from knowledge.deals.model import Deal, Likeness, Profile
from knowledge.deals.tables import deals
from knowledge.graph.model import Customer
from knowledge.graph.tables import customers
from knowledge.store.recording import Claim
from knowledge.store.registered import claims_of
from knowledge.store.unit import Reader, Row

MOST_COMPARED = 400
"""So many of the deals won last are compared."""

_TRAITS = (customers.c.industry, customers.c.region, customers.c.employees, customers.c.insured_employees)
_WON = (
    select(deals, *_TRAITS, customers.c.parent_id)
    .join(customers, customers.c.customer_id == deals.c.customer_id)
    .where(
        deals.c.outcome == "won",
        deals.c.customer_id != bindparam("customer_id"),
        or_(
            (customers.c.industry != "") & (customers.c.industry == bindparam("industry")),
            deals.c.product.in_(bindparam("products", expanding=True)),
        ),
    )
    .order_by(deals.c.closed_at.desc(), deals.c.deal_id)
    .limit(MOST_COMPARED)
)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Won:
    """A deal that was won with a customer like the one asked about; the last of several."""

    deal: Claim[Deal]
    profile: Profile
    likeness: Likeness


def profile_of(known: Customer, products: Iterable[str]) -> Profile:
    """What a customer is like; employees who are insured count where the headcount is not known."""
    employees = known.employees or known.insured_employees
    offered = frozenset(one for one in products if one)
    return Profile(known.customer_id, known.industry, known.region, employees, known.parent_id, offered)


def won_like(reader: Reader, profile: Profile) -> list[Won]:
    """Customers that are similar and bought, the most alike first, then who bought last; each with its last deal."""
    products = sorted(profile.products) or [""]
    rows = reader.rows(_WON, customer_id=profile.customer_id, industry=profile.industry, products=products)
    found: dict[str, Won] = {}
    for row in rows:
        one = _won(row, profile)
        before = found.get(one.profile.customer_id)
        if before is None or before.likeness.score < one.likeness.score:
            found[one.profile.customer_id] = one
    return sorted((one for one in found.values() if is_similar(one.likeness)), key=_rank)


def _won(row: Row, profile: Profile) -> Won:
    (deal,) = claims_of([row], Deal)
    employees = row["employees"] or row["insured_employees"]
    other = Profile(row["customer_id"], row["industry"], row["region"], employees, row["parent_id"])
    other = replace(other, products=frozenset({row["product"]} - {""}))
    return Won(deal, other, likeness(profile, other))


def _rank(one: Won) -> tuple[float, float, str]:
    closed = one.deal.value.closed_at or _LONG_AGO
    return -one.likeness.score, -(closed - _LONG_AGO).total_seconds(), one.profile.customer_id
