"""Take a photo as evidence that a deal reached something: its contract is signed, the work accepted."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.photos import photo_offered
from knowledge.deals.photos import TakeEvidence
from knowledge.people.model import Lang

_DONE: Mapping[Lang, str] = {"zh": "记为证据了。", "en": "Taken as evidence."}


def plan(ask: Ask, view: View) -> Plan:
    """Note who took it, and for which deal."""
    one = photo_offered(ask, view)
    if isinstance(one, Plan):
        return one
    take = TakeEvidence(one.photo_id, one.turns, ask.slots.get("deal", ""))
    return Plan(Answer(Outcome.DONE, _DONE[ask.lang]), (take,))


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
