"""Say that an open was one of the team's own, or was not."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.opened import open_meant
from knowledge.people.model import Lang
from knowledge.proposals.opens.commands import SayWhose

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "ours": {
        "zh": "好，这次打开不计入客户的，这个浏览器以后打开也不算。",
        "en": "Fine: this doesn't count as the customer's, and neither does this browser from now on.",
    },
    "theirs": {"zh": "好，这次打开算客户的。", "en": "Fine: this counts as the customer's."},
}


def plan(ask: Ask, view: View) -> Plan:
    """Settle it, and know the browser again."""
    meant = open_meant(ask, view)
    ours = ask.slots.get("whose") != "theirs" and "theirs" not in ask.slots
    command = SayWhose(meant.sitting.sitting_id, ours)
    return Plan(Answer(Outcome.DONE, _WORDS["ours" if ours else "theirs"][ask.lang]), (command,))


INTENT = Intent(
    name="own_open",
    title={"zh": "说明是自己人打开的", "en": "say that one of us opened it"},
    examples={
        "zh": ("刚才是我自己打开的", "12 是我们自己打开的"),
        "en": ("that was me opening it", "12 was us"),
    },
    patterns=sentences(
        r"(?:刚才|刚刚|那次|这次|那)?(?:那个|那次)?是(?:我|我们|咱们|自己人|我自己|我们自己)(?:自己)?(?:点|打)开的?(?:的)?(?:链接|文档)?",
        r"(?P<sitting>\d+)\s*是(?:我|我们|咱们|自己人)(?:自己)?(?:点|打)开的",
        r"(?P<sitting>\d+)\s*是客户(?:自己)?(?:点|打)开的(?P<theirs>)",
        r"that\s+was\s+(?:me|us|one\s+of\s+us)\s+(?:opening|testing|trying)(?:\s+(?:it|the\s+link))?",
        r"(?P<sitting>\d+)\s+was\s+(?:me|us|one\s+of\s+us)",
        r"(?P<sitting>\d+)\s+was\s+(?:them|the\s+customer)(?P<theirs>)",
    ),
    plan=plan,
)
