"""Which photo a button is about, and whether the asker may say what it is: the same for all that can be said of one."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Outcome, Plan, View
from knowledge.access.model import Kind
from knowledge.deals.photos import PhotoState, ReadPhoto, photo
from knowledge.people.model import Lang

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "unknown": {"zh": "没有找到这张图片。", "en": "I don't know that picture."},
    "not_yours": {
        "zh": "这要由发图的人，或跟这家客户的同事来定。",
        "en": "Whoever shared it, or works with that customer, can say so.",
    },
    "already": {"zh": "这张已经处理过了。", "en": "Somebody settled that one already."},
}


def photo_meant(ask: Ask, view: View) -> ReadPhoto | Plan:
    """The photo of slot "photo" (a button's, or its number); or the plan that says why nothing is done about it."""
    view.need(Kind.OWNERSHIP)
    one = photo(view.reader, ask.slots.get("photo", ""))
    if one is None:
        return _told(ask, "unknown", Outcome.UNKNOWN)
    return one if _may_settle(view, one) else _told(ask, "not_yours", Outcome.REFUSED)


def photo_offered(ask: Ask, view: View) -> ReadPhoto | Plan:
    """The same, as long as nobody has settled it."""
    one = photo_meant(ask, view)
    if isinstance(one, Plan) or one.state is PhotoState.READ:
        return one
    return _told(ask, "already", Outcome.DONE)


def _may_settle(view: View, one: ReadPhoto) -> bool:
    """Whoever shared it, and who may know the customer's deals."""
    if view.person is None:
        return False
    if view.person.person_id == one.shared_by:
        return True
    return bool(one.customer_id) and view.rights.sees(view.person, Kind.DEAL, one.customer_id)


def _told(ask: Ask, words: str, outcome: Outcome) -> Plan:
    return Plan(Answer(outcome, _WORDS[words][ask.lang]))
