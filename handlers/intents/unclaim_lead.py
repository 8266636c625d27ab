"""Give a claimed lead back."""

import re
from collections.abc import Mapping

from handlers.alert_slots import alert_meant
from handlers.base import Answer, Ask, Intent, Outcome, Plan, View
from knowledge.leads.alerting import UnclaimLead
from knowledge.people.model import Lang, Role

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {"zh": "已撤回，这条线索恢复原状。", "en": "Undone; the lead is as it was before."},
    "held": {
        "zh": "这条线索是{who}认领的，只有本人或主管能撤回。",
        "en": "{who} holds this lead; only they or a manager can undo that.",
    },
}
_MAY_UNDO_OTHERS = frozenset({Role.MANAGER, Role.ADMIN})


def plan(ask: Ask, view: View) -> Plan:
    """Undo the claim: by whoever made it, or by a manager."""
    target = alert_meant(ask, view)
    if target.held_by and (ask.person is None or ask.person.role not in _MAY_UNDO_OTHERS):
        return Plan(Answer(Outcome.REFUSED, _WORDS["held"][ask.lang].format(who=target.held_by)))
    return Plan(Answer(Outcome.DONE, _WORDS["done"][ask.lang]), (UnclaimLead(target.alert.alert_id, target.seen),))


INTENT = Intent(
    name="unclaim_lead",
    title={"zh": "撤回认领", "en": "Undo a claim"},
    examples={"zh": ("撤回认领 L021",), "en": ("unclaim L021",)},
    patterns=tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            r"(?:撤回认领|放回|取消认领)(?:线索)?\s*(?P<lead>[\w.-]+)",
            r"(?:unclaim|give back)(?: lead)?\s+(?P<lead>[\w.-]+)",
        )
    ),
    plan=plan,
)
