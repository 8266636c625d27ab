"""Which open deal a proposal belongs to."""

from knowledge.deals.view import deals_of
from knowledge.store.unit import Reader


def deal_for(reader: Reader, customer_id: str, product: str, person_id: str) -> str:
    """The open deal that a proposal is for: of that product, else the person's own, else the only one; else ""."""
    live = [one.value for one in deals_of(reader, customer_id) if not one.value.outcome]
    of_product = [one for one in live if product and one.product == product]
    theirs = [one for one in of_product or live if person_id and person_id in (one.owner_id, one.presales_id)]
    fits = theirs or of_product or live
    return fits[0].deal_id if len(fits) == 1 else ""
