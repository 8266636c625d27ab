"""What the bot can do, with sentences to copy."""

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences


def plan(ask: Ask, view: View) -> Plan:
    """All intents with an example each; anybody may know that."""
    return Plan(Answer(Outcome.ANSWER, view.help_of(ask.lang)))


INTENT = Intent(
    name="help",
    title={"zh": "看我会什么", "en": "what I can do"},
    examples={"zh": ("帮助", "你能做什么？"), "en": ("help", "what can you do?")},
    patterns=sentences(
        r"/?(?:帮助|使用说明|说明|功能|菜单)",
        r"我?(?:要|该)?怎么(?:用|使用)(?:你|搭子)?[呢呀啊]?",
        r"(?:你|搭子)都?(?:能|会|可以)(?:帮我)?[做干问]?些?(?:什么|啥|哪些事?)[呢呀啊]?",
        r"你有(?:什么|哪些)(?:功能|用|本事)",
        r"我?(?:能|可以)[问跟]你(?:什么|啥|哪些(?:问题)?)[呢呀啊]?",
        r"/?(?:help(?:\s+me)?|commands|menu|usage)",
        r"what\s+(?:else\s+)?(?:can|do)\s+(?:you|i)\s+(?:do|ask(?:\s+you)?|say)(?:\s+here)?",
        r"how\s+(?:do|does|can)\s+(?:this|it|you|i)\s+(?:work|use\s+(?:you|this|it|dazi))",
    ),
    plan=plan,
    place=99,
    asks={},
)
