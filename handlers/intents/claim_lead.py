"""Take a hot lead."""

from collections.abc import Mapping

from handlers.alert_slots import Target, alert_meant
from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from knowledge.leads.alerting import ClaimLead
from knowledge.leads.model import AlertState
from knowledge.people.model import Lang
from notifiers.filling import filled
from notifiers.formats import moment

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {"zh": "这条线索归你了。", "en": "The lead is yours."},
    "yours": {"zh": "这条线索已经在你名下。", "en": "You already hold this lead."},
    "held": {"zh": "这条线索{who}已在 {when} 认领。", "en": "{who} has this lead, claimed at {when}."},
}


def plan(ask: Ask, view: View) -> Plan:
    """Claim it, or say who has it and since when."""
    target = alert_meant(ask, view)
    if target.alert.state is AlertState.CLAIMED:
        return Plan(Answer(Outcome.REFUSED if target.held_by else Outcome.DONE, _taken(ask, target)))
    claim = ClaimLead(target.alert.alert_id, target.alert.version)
    return Plan(Answer(Outcome.DONE, _WORDS["done"][ask.lang]), (claim,))


def _taken(ask: Ask, target: Target) -> str:
    if not target.held_by:
        return _WORDS["yours"][ask.lang]
    acted = target.alert.acted_at
    when = moment(acted, ask.zone, ask.lang, ask.now) if acted else ""
    return filled(_WORDS["held"][ask.lang], ask.lang, who=target.held_by, when=when)


INTENT = Intent(
    name="claim_lead",
    title={"zh": "认领热线索", "en": "claim a hot lead"},
    examples={"zh": ("认领 L021",), "en": ("claim L021",)},
    patterns=sentences(
        r"(?:我来)?(?:认领|跟进)(?:线索)?\s*(?P<lead>[\w.-]+)",
        r"(?:i(?:['’]ll)?\s+)?claim(?:\s+lead)?\s+(?P<lead>[\w.-]+)",
    ),
    plan=plan,
    place=3,
)
