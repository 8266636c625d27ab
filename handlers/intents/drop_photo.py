"""Say that a photo is evidence of nothing."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.photos import photo_offered
from knowledge.deals.photos import DropPhoto
from knowledge.people.model import Lang

_DONE: Mapping[Lang, str] = {"zh": "好，不算证据。", "en": "All right, it is no evidence."}


def plan(ask: Ask, view: View) -> Plan:
    """Note who said so."""
    one = photo_offered(ask, view)
    if isinstance(one, Plan):
        return one
    return Plan(Answer(Outcome.DONE, _DONE[ask.lang]), (DropPhoto(one.photo_id),))


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
