"""Phrases that several intents share. An intent keeps its own sentences beside it."""

from collections.abc import Mapping

from handlers.base import Answer, Outcome
from knowledge.access.model import Verdict, Why
from knowledge.people.model import Lang

Text = Mapping[Lang, str]

_REFUSED: Mapping[Why, Text] = {
    Why.UNKNOWN_PERSON: {
        "zh": "我还不认识你的账号，客户的事不能说。请管理员把你加进团队名单，再问我一次。",
        "en": "I don't know your account yet, so I can't talk about customers. "
        "Ask your admin to add you to the team, then ask me again.",
    },
    Why.LEFT_THE_TEAM: {
        "zh": "你的账号已标为离职，客户的事不能再说。若是弄错了，请找管理员。",
        "en": "Your account is marked as having left the team, so I can't answer. If that is wrong, ask your admin.",
    },
    Why.OUTSIDERS_LISTEN: {
        "zh": "这个群里有外部成员，我在这里不说客户的事。",
        "en": "There are people from outside in this room, so I don't talk about customers here.",
    },
    Why.MEMBERS_UNKNOWN: {
        "zh": "我不知道这个群里都有谁，在这里不说客户的事。",
        "en": "I don't know who is in this room, so I don't talk about customers here.",
    },
}
_PRIVATELY: Text = {"zh": "我私下回你了。", "en": "I've answered you in private."}

_MISTAKES: Mapping[str, Text] = {
    "no_such_alert": {
        "zh": "没有编号为 {alert} 的热线索提醒。",
        "en": "There is no hot-lead alert with the number {alert}.",
    },
    "not_claimed": {
        "zh": "这条线索没有人认领，不用撤回。",
        "en": "Nobody holds this lead; there is nothing to undo.",
    },
    "missing": {"zh": "这个按钮缺少信息，请重新问我一次。", "en": "This button lacks a part; please ask me again."},
    "bad_day": {
        "zh": "没有“{text}”这一天，请换个日期再问，例如 2025-12-31。",
        "en": "There is no such day as “{text}”; try a date such as 2025-12-31.",
    },
    "too_long": {
        "zh": "这条消息太长了（上限 {limit} 字），我没有读。请拆短些，或作为文件发来。",
        "en": "That message is too long for me (the limit is {limit} characters), so I didn't read it. "
        "Please shorten it or send it as a file.",
    },
}
_TROUBLE: Text = {
    "zh": "我这边出错了，这条没处理成；已经记下，会有人看。你可以稍后再试。",
    "en": "Something went wrong on my side and this was not done. The operator is told; please try again later.",
}
_STALE: Text = {
    "zh": "刚才有人先改了这张卡片，请看最新的状态再点。",
    "en": "Somebody changed this card a moment ago; please look at it again before you press.",
}
_LOST: Text = {"zh": "我没听懂这句。你可以这样问：", "en": "I didn't get that. You could ask:"}


def refused(verdict: Verdict, lang: Lang) -> Answer:
    """Why this cannot be told, and what to do about it; nothing about the content."""
    return Answer(Outcome.REFUSED, _REFUSED[verdict.why][lang])


def refused_here(verdict: Verdict, lang: Lang) -> Answer:
    """Why it is not told in this room, when the asker gets it in private."""
    return Answer(Outcome.REFUSED, f"{_REFUSED[verdict.why][lang]}{'' if lang == 'zh' else ' '}{_PRIVATELY[lang]}")


def mistaken(code: str, facts: Mapping[str, str], lang: Lang) -> Answer:
    """What is wrong with what was asked."""
    return Answer(Outcome.REFUSED, _MISTAKES[code][lang].format(**facts))


def trouble(lang: Lang) -> Answer:
    """Our own fault, and what happens now."""
    return Answer(Outcome.REFUSED, _TROUBLE[lang])


def stale(lang: Lang) -> Answer:
    """Somebody was faster."""
    return Answer(Outcome.REFUSED, _STALE[lang])


def lost(examples: list[str], lang: Lang) -> Answer:
    """Nothing matched; the nearest things that would."""
    lines = "\n".join(f"· {example}" for example in examples)
    return Answer(Outcome.UNKNOWN, f"{_LOST[lang]}\n{lines}")


def is_known_mistake(code: str) -> bool:
    """Whether there is a sentence for this code; a test holds every code in use against it."""
    return code in _MISTAKES
