"""Take back what was changed about facts: by whoever changed it, somebody above them, or an admin."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.changing import may_correct, names_of
from knowledge.access.model import Kind
from knowledge.graph.amendments import amendment
from knowledge.graph.undoing import UndoAmendment, stands
from knowledge.people.model import Lang
from notifiers.filling import filled

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {"zh": "已撤销，恢复成改之前的样子。", "en": "Undone; everything is as it was before."},
    "already": {"zh": "这次改动已经被{who}撤销过了。", "en": "{who} has undone that already."},
    "changed": {
        "zh": "之后又有人改过，不能直接撤销；先撤销后面那次。",
        "en": "It was changed again since, so I can't undo it; undo the later change first.",
    },
    "not_yours": {
        "zh": "这是{who}改的，只有本人、本人的上级或管理员能撤销。",
        "en": "{who} changed that; only they, somebody above them or an admin can undo it.",
    },
    "nothing": {"zh": "没有可以撤销的改动。", "en": "There is nothing to undo."},
}
_UNDO = sentences(
    r"(?:撤销|撤回|恢复|还原)(?:一下|刚才的?(?:改动|修改)?|这次(?:改动|修改)?|上一步)?[吧了]?",
    r"(?:please\s+)?(?:undo|revert)(?:\s+(?:that|this|it|the\s+(?:last\s+)?change))?",
)


def plan(ask: Ask, view: View) -> Plan:
    """Undo it, or say why not."""
    view.need(Kind.OWNERSHIP)
    if "words" in ask.slots and not any(pattern.fullmatch(ask.slots["words"].strip(" 。.！!")) for pattern in _UNDO):
        return _said(ask, "nothing", Outcome.UNKNOWN)
    made = amendment(view.reader, ask.slots.get("change", ""))
    if made is None:
        return _said(ask, "nothing", Outcome.UNKNOWN)
    names = names_of(view, (made.actor_id, made.undone_by), ask.lang)
    if made.undone_at is not None:
        return _said(ask, "already", Outcome.DONE, who=names[made.undone_by])
    if not may_correct(view, ask.person, [made.actor_id]):
        return _said(ask, "not_yours", Outcome.REFUSED, who=names[made.actor_id])
    if not stands(view.reader, made):
        return _said(ask, "changed", Outcome.REFUSED)
    return Plan(Answer(Outcome.DONE, _WORDS["done"][ask.lang]), (UndoAmendment(made),))


def _said(ask: Ask, words: str, outcome: Outcome, **facts: str) -> Plan:
    return Plan(Answer(outcome, filled(_WORDS[words][ask.lang], ask.lang, **facts)))


INTENT = Intent(
    name="undo_change",
    title={"zh": "撤销刚才的改动", "en": "undo the last change"},
    examples={"zh": ("撤销",), "en": ("undo",)},
    patterns=_UNDO,
    plan=plan,
)
