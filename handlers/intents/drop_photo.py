"""Say that a photo is evidence of nothing."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.photos import may_settle, photo_asked
from knowledge.access.model import Kind
from knowledge.deals.photos import DropPhoto, PhotoState
from knowledge.people.model import Lang

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {"zh": "好，不算证据。", "en": "All right, it is no evidence."},
    "already": {"zh": "这张已经处理过了。", "en": "Somebody settled that one already."},
    "unknown": {"zh": "没有找到这张图片。", "en": "I don't know that picture."},
    "not_yours": {
        "zh": "这要由发图的人，或跟这家客户的同事来定。",
        "en": "Whoever shared it, or works with that customer, can say so.",
    },
}


def plan(ask: Ask, view: View) -> Plan:
    """Note who said so."""
    view.need(Kind.OWNERSHIP)
    one = photo_asked(ask, view)
    if one is None:
        return _told(ask, "unknown", Outcome.UNKNOWN)
    if not may_settle(view, one):
        return _told(ask, "not_yours", Outcome.REFUSED)
    if one.state is not PhotoState.READ:
        return _told(ask, "already", Outcome.DONE)
    return Plan(Answer(Outcome.DONE, _WORDS["done"][ask.lang]), (DropPhoto(one.photo_id),))


def _told(ask: Ask, words: str, outcome: Outcome) -> Plan:
    return Plan(Answer(outcome, _WORDS[words][ask.lang]))


INTENT = Intent(
    name="drop_photo",
    title={"zh": "说明一张图片不是证据", "en": "say that a picture is no evidence"},
    examples={"zh": ("photo-12 不算证据",), "en": ("photo-12 is no evidence",)},
    patterns=sentences(
        r"(?P<photo>photo-\d{1,12})\s*(?:不算|不是)(?:证据)?",
        r"(?P<photo>photo-\d{1,12})\s+is\s+(?:no|not)\s+evidence",
    ),
    plan=plan,
)
