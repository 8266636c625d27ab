"""Take a photo as evidence that a deal reached something: its contract is signed, the work accepted."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.photos import may_settle, photo_asked
from knowledge.access.model import Kind
from knowledge.deals.photos import PhotoState, TakeEvidence
from knowledge.people.model import Lang

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {"zh": "记为证据了。", "en": "Taken as evidence."},
    "already": {"zh": "这张已经处理过了。", "en": "Somebody settled that one already."},
    "unknown": {"zh": "没有找到这张图片。", "en": "I don't know that picture."},
    "not_yours": {
        "zh": "这要由发图的人，或跟这家客户的同事来定。",
        "en": "Whoever shared it, or works with that customer, can say so.",
    },
}


def plan(ask: Ask, view: View) -> Plan:
    """Note who took it, and for which deal."""
    view.need(Kind.OWNERSHIP)
    one = photo_asked(ask, view)
    if one is None:
        return _told(ask, "unknown", Outcome.UNKNOWN)
    if not may_settle(view, one):
        return _told(ask, "not_yours", Outcome.REFUSED)
    if one.state is not PhotoState.READ:
        return _told(ask, "already", Outcome.DONE)
    take = TakeEvidence(one.photo_id, one.turns, ask.slots.get("deal", ""))
    return Plan(Answer(Outcome.DONE, _WORDS["done"][ask.lang]), (take,))


def _told(ask: Ask, words: str, outcome: Outcome) -> Plan:
    return Plan(Answer(outcome, _WORDS[words][ask.lang]))


INTENT = Intent(
    name="take_evidence",
    title={"zh": "把图片记为证据", "en": "take a picture as evidence"},
    examples={"zh": ("photo-12 记为证据",), "en": ("photo-12 is evidence",)},
    patterns=sentences(
        r"(?:把)?(?P<photo>photo-\d{1,12})\s*(?:记为|记成|算|作为|当作?)(?:签约|报价|验收|开票)?证据",
        r"(?:take\s+)?(?P<photo>photo-\d{1,12})\s+(?:is|as)\s+evidence",
    ),
    plan=plan,
)
