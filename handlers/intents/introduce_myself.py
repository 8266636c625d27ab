"""An unknown account says who of the team they are; somebody who can tell is asked."""

import re
from collections.abc import Mapping
from dataclasses import replace

from handlers.account_slots import need_member
from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.newcomers import CLAIMED, INTRODUCTION, question_who
from knowledge.people import questions
from knowledge.people.deciding import Introduce
from knowledge.people.model import Lang, Person
from knowledge.people.view import handles_of, persons_called
from notifiers.filling import filled

MOST = 3
"""An account may say so often who it is; then only people help."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "known": {"zh": "我认识你：你是{who}。", "en": "I know you: you are {who}."},
    "asked": {
        "zh": "谢谢，我请人确认一下，有结果就在这里告诉你。",
        "en": "Thanks. I've asked somebody who can confirm it, and will tell you here.",
    },
    "waits": {
        "zh": "已经在等人确认了，有结果就在这里告诉你。",
        "en": "That is waiting to be confirmed; I'll tell you here.",
    },
    "nobody": {
        "zh": "名单里没有对得上、又还没绑定账号的人。请核对工作邮箱或工号再告诉我；不行就请管理员把你的账号加进名单。",
        "en": "I find nobody on the team for that who has no account here yet. Check your work e-mail or id "
        "and tell me again; else ask your admin to add your account to the team.",
    },
    "no_more": {
        "zh": "没能确认你是谁，我不再转达了。请直接找你的主管或管理员。",
        "en": "It could not be confirmed who you are, and I won't ask again. Please talk to your manager or admin.",
    },
}
_I_AM = re.compile(
    r"^(?:我是|我叫|我的?(?:工作)?邮箱是|i\s+am\b|i['’]m\b|my\s+(?:work\s+)?e-?mail\s+is\b)\s*[:：]?\s*", re.IGNORECASE
)
_EDGES = ' 。.，,！!“”"'


def plan(ask: Ask, view: View) -> Plan:
    """Ask those who decide about whomever the words name. The newcomer hears no name."""
    if ask.person is not None or ask.audience.outsiders:
        need_member(ask)
    if ask.person is not None:
        return _answered("known", ask, who=ask.person.name_in(ask.lang))
    before = questions.latest_question(view.reader, questions.INTRODUCTION, ask.message.sender)
    if before is not None and not before.verdict:
        return _answered("waits", ask)
    claimed = _claimed(ask, view)
    if before is not None and (before.number >= MOST or (claimed and claimed.person_id == before.person_id)):
        return _answered("no_more", ask)
    if claimed is None:
        return replace(_answered("nobody", ask), pending=question_who(ask))
    introduce = Introduce(ask.message.sender, claimed.person_id, ask.message.room.room_id, ask.lang)
    return Plan(Answer(Outcome.DONE, _WORDS["asked"][ask.lang]), (introduce,))


def _claimed(ask: Ask, view: View) -> Person | None:
    """The one person still there whom the words name, and who has no account in this messenger."""
    words = _I_AM.sub("", ask.slots.get(CLAIMED, "").strip()).strip(_EDGES)
    found = [one for one in persons_called(view.reader, words) if one.left_on is None and not _is_here(one, ask, view)]
    return found[0] if len(found) == 1 else None


def _is_here(one: Person, ask: Ask, view: View) -> bool:
    return any(handle.messenger == ask.message.messenger for handle in handles_of(view.reader, one.person_id))


def _answered(words: str, ask: Ask, **facts: str) -> Plan:
    """In a room, what was not said to the bot and names nobody was no answer to it."""
    beside = words == "nobody" and not ask.message.to_bot
    outcome = Outcome.UNKNOWN if beside else Outcome.REFUSED if words in ("nobody", "no_more") else Outcome.ANSWER
    return Plan(Answer(outcome, filled(_WORDS[words][ask.lang], ask.lang, **facts)))


INTENT = Intent(
    name=INTRODUCTION,
    title={"zh": "告诉我你是谁", "en": "tell me who you are"},
    examples={"zh": ("我是 zhang.san", "我的邮箱是 zhang.san@example.com"), "en": ("I am zhang.san",)},
    patterns=sentences(
        rf"我(?:是|叫)\s*(?P<{CLAIMED}>[^\s谁的吗什]+)",
        rf"我的?(?:工作)?邮箱是\s*[:：]?\s*(?P<{CLAIMED}>\S+@\S+)",
        rf"(?:i\s+am|i['’]?m)\s+(?P<{CLAIMED}>[\w.@+-]+(?:\s+[\w.-]+)?)",
        rf"my\s+(?:work\s+)?e-?mail\s+is\s+(?P<{CLAIMED}>\S+@\S+)",
        rf"(?P<{CLAIMED}>[\w.+-]+@[\w.-]+\.\w+)",
    ),
    plan=plan,
)
