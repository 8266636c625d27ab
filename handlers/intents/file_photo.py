"""Say which customer a photo is of: one of those offered, or another."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Pending, Plan, View, sentences
from handlers.finding import find_customer, name_of
from handlers.photos import photo_meant
from knowledge.deals.photos import FilePhoto
from knowledge.people.model import Lang
from notifiers.filling import filled

NAME = "file_photo"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {"zh": "好，归到{customer}了。", "en": "Filed under {customer}."},
    "which": {"zh": "这张图是哪家客户的？说一下名字。", "en": "Which customer is it of? Tell me the name."},
}


def plan(ask: Ask, view: View) -> Plan:
    """File it there; without a customer, ask which."""
    one = photo_meant(ask, view)
    if isinstance(one, Plan):
        return one
    if not ask.slots.get("customer") and not ask.slots.get("customer_id"):
        said = _WORDS["which"][ask.lang]
        pending = Pending(NAME, "customer", {"photo": one.photo_id}, said)
        return Plan(Answer(Outcome.AMBIGUOUS, said), pending=pending)
    found = find_customer(ask, view, NAME, ask.slots.get("customer", ""))
    if isinstance(found, Plan):
        return found
    said = filled(_WORDS["done"][ask.lang], ask.lang, customer=name_of(view, found.customer_id, ask.lang))
    return Plan(Answer(Outcome.DONE, said), (FilePhoto(one.photo_id, found.customer_id),))


INTENT = Intent(
    name=NAME,
    title={"zh": "说明一张图片是哪家客户的", "en": "say which customer a picture is of"},
    examples={"zh": ("photo-12 是华东光伏的",), "en": ("photo-12 is of Hollowell",)},
    patterns=sentences(
        r"(?P<photo>photo-\d{1,12})\s*(?:归到?|算|是|改成|改到)(?:给)?(?!证据)(?P<customer>[^的]{2,}?)的",
        r"(?P<photo>photo-\d{1,12})\s+(?:is\s+of|belongs\s+to|goes\s+to)\s+(?P<customer>.+)",
    ),
    plan=plan,
)
