"""The proposals that a customer was sent, every version with its link."""

from collections.abc import Mapping
from datetime import tzinfo

from handlers.base import Ask, Intent, Plan, View, sentences
from handlers.finding import name_of
from handlers.guest.slots import CUSTOMER, NEWEST
from handlers.papers import customer_for, cut, period_of, period_words, sourced, team_names
from knowledge.access.model import Kind
from knowledge.people.model import Lang
from knowledge.proposals.model import Proposal
from knowledge.proposals.papers import proposals_of
from notifiers.filling import filled

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {
        "zh": "{then}发给{customer}的方案有 {count} 版，新的在前：",
        "en": "{customer} was sent {count} versions of proposals{then}, newest first:",
    },
    "title_one": {"zh": "{then}发给{customer}的方案有 1 版：", "en": "{customer} was sent 1 proposal{then}:"},
    "newest": {"zh": "{then}发给{customer}的最新方案：", "en": "The latest proposal for {customer}{then}:"},
    "none": {"zh": "{then}没有记录发给{customer}的方案。", "en": "No proposal for {customer} is recorded{then}."},
    "line": {"zh": "· {proposal}", "en": "· {proposal}"},
    "by": {"zh": "{who}发出", "en": "sent by {who}"},
    "and": {"zh": "，", "en": ", "},
    "then": {"zh": "{when}，", "en": " {when}"},
}


def plan(ask: Ask, view: View) -> Plan:
    """Title, version, day, sender and link of each, newest first; or the newest alone."""
    customer_id = customer_for(ask, view, "proposals", Kind.PROPOSAL)
    if isinstance(customer_id, Plan):
        return customer_id
    found = [one for one in reversed(proposals_of(view.reader, customer_id)) if _within(ask, one.value, view.zone)]
    newest = "newest" in ask.slots
    shown = found[:1] if newest else found
    team = team_names(view, [one.value.sent_by for one in shown], ask.lang)
    words = "none" if not found else "newest" if newest else "title" if len(found) > 1 else "title_one"
    customer, when = name_of(view, customer_id, ask.lang), period_words(ask)
    then = _say("then", ask.lang, when=when) if when else ""
    lines = [_line(one.value, team, ask.lang, view.zone) for one in shown]
    title = _say(words, ask.lang, customer=customer, then=then, count=str(len(found)))
    return Plan(sourced(ask, view, [title, *cut(lines, ask.lang)], [one.source for one in shown]))


def _line(one: Proposal, team: Mapping[str, str], lang: Lang, zone: tzinfo) -> str:
    sent = one.sent_at.astimezone(zone).date().isoformat() if one.sent_at else ""
    who = _say("by", lang, who=team[one.sent_by]) if one.sent_by else ""
    title = " ".join(part for part in (one.title or one.proposal_id, one.version) if part)
    said = _say("and", lang).join(part for part in (title, sent, who) if part)
    return _say("line", lang, proposal=f"{said} {one.url}".rstrip())


def _within(ask: Ask, one: Proposal, zone: tzinfo) -> bool:
    period = period_of(ask)
    day = one.sent_at.astimezone(zone).date() if one.sent_at else None
    return period is None or (day is not None and period[0] <= day <= period[1])


def _say(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


_OTHERS = r"对比|比较|比对|对照|compare\b|doc-|(?:has|have|did)\b|[^的]*(?:看过|看了|打开|看到|收到|拿到)"
_X = rf"(?P<customer>(?!{_OTHERS}).+?)"
_TO = r"(?:我们|咱们)?(?:发给|给|跟|向)?"
_PAPER_ZH = r"(?:方案|建议书|提案|标书)书?"
_LAST_ZH = r"(?:上一?次|最近一?次|最近|最新一?[版个份]?|最后一?[版个份]?|现在|目前|当前)"
_WHICH_ZH = r"(?:是|有|都有|发过)?(?:哪些|哪几[版个份]|几[版份]|几个|什么|哪一?版)?(?:版本|方案)?"
_END = r"[的呢呀啊吗嘛了]?"
_NEW_EN = r"(?:last|latest|newest|most\s+recent|current)"
_SENT_EN = r"(?:\s+(?:we|you|i)\s+(?:gave|sent|made))?(?:\s+(?:to|for|of|with))?"

INTENT = Intent(
    name="proposals",
    title={"zh": "发给客户的方案，各个版本和链接", "en": "the proposals a customer was sent, with versions and links"},
    examples={
        "zh": ("同屹轨道的方案有哪些版本？", "同屹轨道最新的方案"),
        "en": ("proposals for Hollowell", "latest proposal for Hollowell"),
    },
    patterns=sentences(
        rf"(?:我们|咱们)?(?:给|跟|向){_X}(?:都|一共)?发过(?:哪些|几[版份个]|哪几[版份个]|什么){_PAPER_ZH}{_END}",
        rf"(?:what|which)\s+proposals\s+(?:did|have)\s+we\s+(?:send|sent|give|given)\s+(?:to\s+)?{_X}",
        rf"{_TO}{_X}的?{_LAST_ZH}的?{_PAPER_ZH}(?:是|在)?(?:哪一?版|哪里|哪儿|什么)?{_END}(?P<newest>)",
        (
            rf"{_TO}{_X}的?(?:历史|所有|全部|各版|历次)?的?{_PAPER_ZH}"
            rf"(?:历史|记录|版本|链接|列表|清单|情况)?{_WHICH_ZH}{_END}"
        ),
        rf"(?:what(?:['’]s|\s+is|\s+was)\s+)?(?:the\s+|our\s+)?{_NEW_EN}\s+proposal{_SENT_EN}\s+{_X}(?P<newest>)",
        rf"{_X}(?:['’]s)?\s+{_NEW_EN}\s+proposal(?P<newest>)",
        rf"(?:(?:what|which)\s+)?(?:(?:all|the|our|past)\s+)*proposals?(?:\s+(?:history|versions))?{_SENT_EN}\s+{_X}",
        rf"{_X}(?:['’]s)?\s+proposals?(?:\s+(?:history|versions))?",
    ),
    plan=plan,
    dated=True,
    place=25,
    asks={"customer": CUSTOMER, "newest": NEWEST},
)
