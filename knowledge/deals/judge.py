"""How alike two customers are, as far as selling to them goes."""

from collections.abc import Mapping

from knowledge.deals.model import Likeness, Profile, Trait

WEIGHTS: Mapping[Trait, float] = {
    Trait.INDUSTRY: 4.0,
    Trait.PRODUCT: 3.0,
    Trait.SIZE: 2.0,
    Trait.GROUP: 2.0,
    Trait.REGION: 1.0,
}
"""What each trait in common is worth: what they make and what they buy count for more than where they are."""

SIZE_FACTOR = 3.0
"""Customers are of one size where neither has more than so many times the people of the other."""

ENOUGH = 0.4
"""Customers with less in common are not told of as similar."""


def likeness(one: Profile, other: Profile) -> Likeness:
    """The weights of the traits that both have, divided by those of all traits known of `one`.

    What is not known of `one` counts neither way: a customer without a headcount is compared by the rest. The head of
    a group is known to be in one only by a customer that is part of it.
    """
    shared = _shared(one, other)
    known = sum(WEIGHTS[trait] for trait in Trait if trait in shared or _is_known(one, trait))
    score = sum(WEIGHTS[trait] for trait in shared) / known if known else 0.0
    return Likeness(round(score, 3), shared)


def is_similar(found: Likeness) -> bool:
    """Whether it is worth telling: the same trade or product, and enough else. Size and region alone say nothing."""
    return found.score >= ENOUGH and not {Trait.INDUSTRY, Trait.PRODUCT}.isdisjoint(found.traits)


def _shared(one: Profile, other: Profile) -> tuple[Trait, ...]:
    both = {
        Trait.INDUSTRY: one.industry != "" and one.industry.casefold() == other.industry.casefold(),
        Trait.PRODUCT: not one.products.isdisjoint(other.products),
        Trait.SIZE: _same_size(one.employees, other.employees),
        Trait.GROUP: _same_group(one, other),
        Trait.REGION: one.region != "" and one.region == other.region,
    }
    return tuple(trait for trait, is_shared in both.items() if is_shared)


def _is_known(one: Profile, trait: Trait) -> bool:
    known = {
        Trait.INDUSTRY: one.industry,
        Trait.PRODUCT: one.products,
        Trait.SIZE: one.employees,
        Trait.GROUP: one.parent_id,
        Trait.REGION: one.region,
    }
    return bool(known[trait])


def _same_size(one: int | None, other: int | None) -> bool:
    return bool(one and other) and max(one or 0, other or 0) <= SIZE_FACTOR * min(one or 0, other or 0)


def _same_group(one: Profile, other: Profile) -> bool:
    heads = {one.parent_id or one.customer_id, other.parent_id or other.customer_id}
    return len(heads) == 1
