"""Greetings and thanks: one short sentence, with something useful to go on."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from knowledge.people.model import Lang

_HELLO: Mapping[Lang, str] = {
    "zh": "在。可以问我“谁负责某某客户”，或说“帮助”看我会什么。",
    "en": "I'm here. Ask me “who owns …”, or say “help” to see what I can do.",
}
_FINE = r"(?:好[的吧嘞]?|行吧?|ok(?:ay)?|fine|great|perfect|cool|all\s?right)"
_NEVER_MIND: Mapping[Lang, str] = {"zh": "好。", "en": "All right."}
_THANKS: Mapping[Lang, str] = {"zh": "不客气，随时叫我。", "en": "You're welcome; I'm around."}


def plan(ask: Ask, view: View) -> Plan:  # noqa: ARG001  nothing to look up
    """A greeting back, or thanks taken."""
    words = _THANKS if ask.slots.get("thanks") else _NEVER_MIND if ask.slots.get("never_mind") else _HELLO
    return Plan(Answer(Outcome.SMALLTALK, words[ask.lang]))


INTENT = Intent(
    name="small_talk",
    title={"zh": "打个招呼", "en": "Say hello"},
    examples={"zh": ("你好", "谢谢"), "en": ("hello", "thanks")},
    patterns=sentences(
        rf"(?P<thanks>(?:{_FINE}[，,!！\s]*)?(?:非常|十分|太)?(?:多谢|谢谢|感谢|谢)(?:[你您啦了]|搭子)*|辛苦了?)",
        rf"(?P<thanks>(?:{_FINE}[,!\s]*)?(?:thanks?(?:\s+you)?(?:\s+a\s+lot|\s+so\s+much|\s+dazi)?|thx|cheers))",
        rf"(?P<never_mind>{_FINE}|知道了|收到|明白了?|了解|嗯+|算了|不用了|取消|没事了?|没什么)",
        r"(?P<never_mind>got\s+it|never\s?mind|cancel|forget\s+it|no\s+problem)",
        r"[你您]好[呀啊]?|大家好|(?:早上|上午|中午|下午|晚上)好|早[安啊呀上]?|在(?:吗|不在|不)?|嗨|哈喽|搭子",
        r"(?:hi|hello|hey)(?:\s+there|\s+dazi)?|(?:good\s+)?(?:morning|afternoon|evening)|dazi|are\s+you\s+there",
    ),
    plan=plan,
)
