"""Say which customer a recorded meeting was with: one of those offered, or another; its minutes are made anew."""

from collections.abc import Mapping

from capture.minutes.making import MinuteAgain
from handlers.base import Answer, Ask, Intent, Outcome, Pending, Plan, View, sentences
from handlers.finding import find_customer, name_of
from handlers.meetings import meeting_meant
from knowledge.meetings.commands import FileMeeting
from knowledge.people.model import Lang
from notifiers.filling import filled

NAME = "file_meeting"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {"zh": "好，这场会归到{customer}了。", "en": "That meeting is filed under {customer}."},
    "already": {"zh": "这场会已经归在{customer}名下。", "en": "It is filed under {customer} already."},
    "which": {"zh": "这场会是和哪家客户开的？说一下名字。", "en": "Which customer was it with? Tell me the name."},
}


def plan(ask: Ask, view: View) -> Plan:
    """File it there; without a customer, ask which."""
    held = meeting_meant(ask, view)
    if isinstance(held, Plan):
        return held
    if not ask.slots.get("customer") and not ask.slots.get("customer_id"):
        said = _WORDS["which"][ask.lang]
        return Plan(
            Answer(Outcome.AMBIGUOUS, said), pending=Pending(NAME, "customer", {"meeting": held.meeting_id}, said)
        )
    found = find_customer(ask, view, NAME, ask.slots.get("customer", ""))
    if isinstance(found, Plan):
        return found
    customer = name_of(view, found.customer_id, ask.lang)
    if held.customer_id == found.customer_id:
        return _told(ask, "already", Outcome.DONE, customer=customer)
    filed = (FileMeeting(held.meeting_id, found.customer_id), MinuteAgain(held.meeting_id, view.zone))
    return Plan(Answer(Outcome.DONE, filled(_WORDS["done"][ask.lang], ask.lang, customer=customer)), filed)


def _told(ask: Ask, words: str, outcome: Outcome, **facts: str) -> Plan:
    return Plan(Answer(outcome, filled(_WORDS[words][ask.lang], ask.lang, **facts)))


INTENT = Intent(
    name=NAME,
    title={"zh": "说明一场会是和哪家客户开的", "en": "say which customer a meeting was with"},
    examples={"zh": ("这场会是和华东光伏开的",), "en": ("that meeting was with Hollowell",)},
    patterns=sentences(
        r"(?:这|那|刚才的?|上一?)(?:场|个|次)?(?:会议?|录音)(?:是|就是)?(?:和|跟|与)(?P<customer>.+?)(?:开|谈|聊)?的",
        r"(?:that|this|the\s+last)\s+(?:meeting|recording|call)\s+(?:was|is)\s+with\s+(?P<customer>.+)",
    ),
    plan=plan,
)
