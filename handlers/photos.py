"""Which photo a button is about, and who may say what it is."""

from handlers.base import Ask, View
from knowledge.access.model import Kind
from knowledge.deals.photos import ReadPhoto, photo


def photo_asked(ask: Ask, view: View) -> ReadPhoto | None:
    """The photo of the card that was pressed."""
    return photo(view.reader, ask.slots.get("photo", ""))


def may_settle(view: View, one: ReadPhoto) -> bool:
    """Whoever shared it, and who may know the customer's deals."""
    if view.person is None:
        return False
    if view.person.person_id == one.shared_by:
        return True
    return bool(one.customer_id) and view.rights.sees(view.person, Kind.DEAL, one.customer_id)
