"""Greetings and thanks: one short sentence, with something useful to go on."""

import re
from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View
from knowledge.people.model import Lang

_HELLO: Mapping[Lang, str] = {
    "zh": "在的。可以问我“谁负责某某客户”，或说“帮助”看我会什么。",
    "en": "I'm here. Ask me “who owns …”, or say “help” to see what I can do.",
}
_THANKS: Mapping[Lang, str] = {"zh": "不客气，随时叫我。", "en": "You're welcome; I'm around."}


def plan(ask: Ask, view: View) -> Plan:  # noqa: ARG001  nothing to look up
    """A greeting back, or thanks taken."""
    words = _THANKS if "thanks" in ask.slots else _HELLO
    return Plan(Answer(Outcome.SMALLTALK, words[ask.lang]))


INTENT = Intent(
    name="small_talk",
    title={"zh": "打个招呼", "en": "Say hello"},
    examples={"zh": ("你好", "谢谢"), "en": ("hello", "thanks")},
    patterns=tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            r"(?P<thanks>(?:多?谢谢?(?:你|啦|了)?|辛苦了|thanks?(?: you)?(?: a lot| so much)?|thx|cheers))",
            r"你好(?:呀|啊)?|您好|早(?:上好|安)?|在吗|嗨|哈喽|搭子",
            r"hi(?: there)?|hello(?: there)?|hey|good (?:morning|afternoon|evening)|dazi",
        )
    ),
    plan=plan,
)
