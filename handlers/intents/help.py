"""What the bot can do, with sentences to copy."""

import re

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View


def plan(ask: Ask, view: View) -> Plan:
    """All intents with an example each; anybody may know that."""
    return Plan(Answer(Outcome.ANSWER, view.help_of(ask.lang)))


INTENT = Intent(
    name="help",
    title={"zh": "我能做什么", "en": "What I can do"},
    examples={"zh": ("帮助", "你能做什么？"), "en": ("help", "what can you do?")},
    patterns=tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            r"/?帮助|怎么用(?:你)?|你(?:能|会|可以)(?:做|干)(?:什么|啥)(?:呀|啊)?|使用说明",
            r"/?help(?: me)?|what can you do|how do(?:es)? (?:this|it|you) work|commands",
        )
    ),
    plan=plan,
)
