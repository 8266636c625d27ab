"""Give a claimed lead back."""

from collections.abc import Mapping

from handlers.alert_slots import alert_meant
from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from knowledge.leads.alerting import UnclaimLead
from knowledge.people.model import Lang, Role
from notifiers.filling import filled

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {"zh": "已撤回，这条线索重新等人认领。", "en": "Undone; the lead is open again."},
    "held": {
        "zh": "这条线索是{who}认领的，只有本人或主管能撤回，请找他们。",
        "en": "{who} claimed this lead; only they or a manager can undo that.",
    },
}
_MAY_UNDO_OTHERS = frozenset({Role.MANAGER, Role.ADMIN})


def plan(ask: Ask, view: View) -> Plan:
    """Undo the claim: by whoever made it, or by a manager."""
    target = alert_meant(ask, view)
    if target.held_by and (ask.person is None or ask.person.role not in _MAY_UNDO_OTHERS):
        return Plan(Answer(Outcome.REFUSED, filled(_WORDS["held"][ask.lang], ask.lang, who=target.held_by)))
    return Plan(Answer(Outcome.DONE, _WORDS["done"][ask.lang]), (UnclaimLead(target.alert.alert_id, target.seen),))


INTENT = Intent(
    name="unclaim_lead",
    title={"zh": "撤回认领", "en": "give a claimed lead back"},
    examples={"zh": ("撤回认领 L021",), "en": ("unclaim L021",)},
    patterns=sentences(
        r"(?:撤回认领|放回|取消认领)(?:线索)?\s*(?P<lead>[\w.-]+)",
        r"(?:unclaim|give\s+back|release)(?:\s+lead)?\s+(?P<lead>[\w.-]+)",
    ),
    plan=plan,
    place=6,
)
