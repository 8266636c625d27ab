"""Change until when something is shared."""

from collections.abc import Mapping
from datetime import date

from handlers.base import Answer, Ask, Intent, Outcome, Pending, Plan, View, sentences
from handlers.ends import day_ahead, length_ahead
from handlers.granting import KINDS_EN, KINDS_ZH, Shown, grants_meant, team_day, term_of
from handlers.newcomers import LANG
from knowledge.access.commands import ExtendGrant
from knowledge.access.givers import may_extend
from knowledge.access.judge import last_day
from knowledge.access.model import Grant, Kind
from knowledge.people.model import Lang
from notifiers.filling import filled
from notifiers.formats import day as day_words

NAME = "extend_access"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {
        "zh": "好，{who}可以看{what}，改为到{day}为止。已经告诉{who}。",
        "en": "Done: {who} may now see {what} until {day}. I've told them.",
    },
    "cut": {"zh": "最长只能再给 {days} 天。", "en": "{days} days from today is the longest it can be."},
    "when": {"zh": "延长到哪天？", "en": "Until which day?"},
    "over": {
        "zh": "这次开放已经结束，要重新开放才行。",
        "en": "That has ended; it would have to be shared again.",
    },
    "not_yours": {
        "zh": "这是{giver}开放的，只有负责人、其上级或管理员能延长。",
        "en": "{giver} shared that; only the owner, their superiors or an admin can extend it.",
    },
    "between_sentences": {"zh": "", "en": " "},
}


def plan(ask: Ask, view: View) -> Plan:
    """Give it another last day, or say why not."""
    view.need(Kind.OWNERSHIP)
    me, today = ask.person.person_id if ask.person else "", team_day(ask, view)
    found = grants_meant(ask, view, NAME, lambda one: may_extend(view.reader, view.policy, me, one, today))
    if isinstance(found, Plan):
        return found
    one = found[0]
    if one.customer_id:
        view.need(Kind.OWNERSHIP, one.customer_id)
    if not may_extend(view.reader, view.policy, me, one, today):
        return _told(ask, "not_yours", Outcome.REFUSED, giver=Shown(ask, view).name(one.giver_id))
    if one.ended_at is not None:
        return _told(ask, "over", Outcome.REFUSED)
    until = _until(ask, one, today)
    if until is None or until < today:
        said, kept = _say(ask, "when"), {"grant": one.key, LANG: ask.lang}
        return Plan(Answer(Outcome.AMBIGUOUS, said), pending=Pending(NAME, "rest", kept, said))
    return _extended(ask, view, one, until)


def _until(ask: Ask, one: Grant, today: date) -> date | None:
    """The day named, or so long after the present end."""
    if ask.slots.get("days", "").isdigit():
        return length_ahead(f"{ask.slots['days'][:4]}天", one.until)
    said = ask.slots.get("rest", "")
    return length_ahead(said, one.until) or day_ahead(said, today)


def _extended(ask: Ask, view: View, one: Grant, wanted: date) -> Plan:
    today, shown = team_day(ask, view), Shown(ask, view)
    until = last_day(view.policy, today, wanted)
    facts = {"who": shown.name(one.grantee_id), "what": shown.what(one), "day": day_words(until, ask.lang, ask.today)}
    said = [_say(ask, "done", **facts)]
    if until < wanted:
        said.append(_say(ask, "cut", days=str(view.policy.most_grant_days)))
    command = ExtendGrant(one.key, term_of(ask, view, until), today, view.policy)
    return Plan(Answer(Outcome.DONE, _say(ask, "between_sentences").join(said)), (command,))


def _told(ask: Ask, words: str, outcome: Outcome, **facts: str) -> Plan:
    return Plan(Answer(outcome, _say(ask, words, **facts)))


def _say(ask: Ask, words: str, **facts: str) -> str:
    return filled(_WORDS[words][ask.lang], ask.lang, **facts)


_KINDS, _KINDS_EN = rf"(?:的?(?P<kinds>{KINDS_ZH}))?", rf"(?:(?:['’]s?)?\s+(?P<kinds>{KINDS_EN}))?(?:['’]s?)?"
_LONGER = r"(?:再)?(?:延长|延期|续期|续|延)(?P<rest>(?:到|至|[\d半一两二三四五六七八九十]).+)"
_LONGER_EN = r"(?P<rest>(?:until|till|to|by|for|through|another)\s.+)"

INTENT = Intent(
    name=NAME,
    title={"zh": "延长开放给同事的权限", "en": "extend what is shared with a colleague"},
    examples={
        "zh": ("延长到2月底", "把孙浩看华东光伏的权限延长到2月底"),
        "en": ("extend it to the end of February", "extend Priya's access to Northwyck until 31 March"),
    },
    patterns=sentences(
        rf"(?:把|将)?(?P<who>[^,，。；;]+?)(?:看|查看|访问)(?P<customer>[^,，。；;]+?){_KINDS}的?(?:权限|授权)?{_LONGER}",
        rf"(?:把|将)?(?P<who>[^,，。；;]+?)的(?:查看|访问)?(?:权限|授权){_LONGER}",
        rf"(?:把|将)?(?:这次|这个)?(?:权限|授权|期限)?{_LONGER}",
        rf"extend\s+(?:(?:it|that|this|the\s+access|this\s+access)\s+)?{_LONGER_EN}",
        rf"extend\s+(?P<who>[^,;]+?)['’]s?\s+access\s+to\s+(?P<customer>[^,;]+?){_KINDS_EN}\s+{_LONGER_EN}",
        rf"extend\s+(?P<who>[^,;]+?)['’]s?\s+access\s+{_LONGER_EN}",
    ),
    plan=plan,
)
