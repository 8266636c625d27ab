"""What was promised at an earlier meeting is done, as the last one said: by its button, or by its place on the card."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.meetings import meeting_meant, need_of, place_of
from knowledge.meetings.commands import SettleCommitment
from knowledge.meetings.model import Item, ItemState, Meeting
from knowledge.meetings.view import checks, item
from knowledge.people.model import Lang

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {"zh": "好，记为完成，对应的待办也关了。", "en": "Noted as done, and so is its task."},
    "already": {"zh": "这条已经处理过了。", "en": "That one is settled already."},
    "unknown": {"zh": "这场会没有核对过这一条。", "en": "That meeting says nothing of such a commitment."},
}


def plan(ask: Ask, view: View) -> Plan:
    """Settle the earlier commitment; its task goes with it."""
    held = meeting_meant(ask, view)
    if isinstance(held, Plan):
        return held
    need_of(view, held)
    one = _meant(ask, view, held)
    if one is None:
        return _told(ask, "unknown", Outcome.UNKNOWN)
    if one.state is not ItemState.OPEN:
        return _told(ask, "already", Outcome.DONE)
    settle = SettleCommitment(one.item_id, heard_in=held.meeting_id)
    return Plan(Answer(Outcome.DONE, _WORDS["done"][ask.lang]), (settle,))


def _meant(ask: Ask, view: View, held: Meeting) -> Item | None:
    """The commitment of the button, or the one at that place among those looked for at the meeting."""
    found = [one.item_id for one in checks(view.reader, held.meeting_id)]
    if "item" in ask.slots:
        return item(view.reader, ask.slots["item"]) if ask.slots["item"] in found else None
    place = place_of(ask.slots.get("number", ""))
    return item(view.reader, found[place - 1]) if 1 <= place <= len(found) else None


def _told(ask: Ask, words: str, outcome: Outcome) -> Plan:
    return Plan(Answer(outcome, _WORDS[words][ask.lang]))


INTENT = Intent(
    name="settle_commitment",
    title={"zh": "把上次会上答应的事记为完成", "en": "note that a commitment of an earlier meeting is done"},
    examples={"zh": ("上次答应的第1条做完了",), "en": ("earlier commitment 1 is done",)},
    patterns=sentences(
        r"上次(?:会上)?答应的?第?\s*(?P<number>\d{1,2}|[一二三四五六七八九十])\s*条?(?:已经)?(?:做完|完成|兑现|办好|搞定)了?",
        r"(?:the\s+)?earlier\s+commitment\s+(?P<number>\d{1,2})\s+is\s+(?:done|kept|finished|complete|completed)",
    ),
    plan=plan,
)
