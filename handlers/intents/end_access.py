"""Take back what was shared with a colleague."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.granting import KINDS_EN, KINDS_ZH, Shown, grants_meant, team_day
from handlers.tie_words import tie_words
from knowledge.access.commands import EndGrant
from knowledge.access.givers import may_end
from knowledge.access.judge import may_see
from knowledge.access.model import Grant, Kind, Tie, Told
from knowledge.access.view import ALONE
from knowledge.people.model import Lang
from knowledge.people.view import person
from notifiers.filling import filled
from notifiers.formats import moment

NAME = "end_access"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {
        "zh": "撤回了：{who}不能再凭这次开放看{what}。已经告诉{who}。",
        "en": "Taken back: {who} may no longer see {what} by that. I've told them.",
    },
    "given_up": {"zh": "好，你不再能凭这次开放看{what}。", "en": "Done: you no longer see {what} by that."},
    "still": {
        "zh": "不过{who}还能看，因为{tie}。",
        "en": "{who} still may, though: {tie}.",
    },
    "over": {
        "zh": "这次开放 {when} 已经结束（{by}）。",
        "en": "That ended at {when} already ({by}).",
    },
    "itself": {"zh": "自动", "en": "by itself"},
    "not_yours": {
        "zh": "这是{giver}开放的，只有本人、负责人及其上级或管理员能撤回。",
        "en": "{giver} shared that; only they, the owner, the owner's superiors or an admin can end it.",
    },
    "say_which": {
        "zh": "要撤回哪一条？说一下是谁、哪家客户。",
        "en": "What shall I take back? Say from whom, and which customer.",
    },
    "between_sentences": {"zh": "", "en": " "},
}


def plan(ask: Ask, view: View) -> Plan:
    """End it, or say why not, and what they still may see."""
    view.need(Kind.OWNERSHIP)
    if "words" in ask.slots and "grant" not in ask.slots:
        return Plan(Answer(Outcome.UNKNOWN, _WORDS["say_which"][ask.lang]))
    me, today = ask.person.person_id if ask.person else "", team_day(ask, view)
    found = grants_meant(ask, view, NAME, lambda one: may_end(view.reader, view.policy, me, one, today))
    if isinstance(found, Plan):
        return found
    for one in found:
        if one.customer_id:
            view.need(Kind.OWNERSHIP, one.customer_id)
    first, shown = found[0], Shown(ask, view)
    if not may_end(view.reader, view.policy, me, first, today):
        return _told(ask, "not_yours", Outcome.REFUSED, giver=shown.name(first.giver_id))
    if first.ended_at is not None:
        by = shown.name(first.ended_by) if person(view.reader, first.ended_by) else _WORDS["itself"][ask.lang]
        return _told(ask, "over", Outcome.DONE, when=moment(first.ended_at, ask.zone, ask.lang, ask.now), by=by)
    commands = tuple(EndGrant(one.key, today, view.policy) for one in found)
    return Plan(Answer(Outcome.DONE, _ended(ask, view, found)), commands)


def _ended(ask: Ask, view: View, found: Sequence[Grant]) -> str:
    shown, me = Shown(ask, view), ask.person.person_id if ask.person else ""
    said = []
    for one in found:
        words = "given_up" if one.grantee_id == me else "done"
        said.append(_say(ask, words, who=shown.name(one.grantee_id), what=shown.what(one)))
    still = _still(view, found)
    if still is not None and found[0].grantee_id != me:
        said.append(_say(ask, "still", who=shown.name(found[0].grantee_id), tie=tie_words(view, still, ask.lang)))
    return _say(ask, "between_sentences").join(said)


def _still(view: View, found: Sequence[Grant]) -> Tie | None:
    """What lets the grantee see some of it anyway, once these grants are over."""
    one = found[0]
    if not one.customer_id:
        return None
    standing, gone = view.rights.standing(one.customer_id), {held.key for held in found}
    left = replace(standing, grants=tuple(held for held in standing.grants if held.key not in gone))
    who, today = person(view.reader, one.grantee_id), view.judged_on or view.today
    told = [Told(kind, one.customer_id) for kind in sorted(one.kinds) if kind.value not in view.policy.colleague]
    verdicts = (may_see(view.policy, who, each, ALONE, left, today=today) for each in told)
    return next((verdict.tie for verdict in verdicts if verdict.allowed), None)


def _told(ask: Ask, words: str, outcome: Outcome, **facts: str) -> Plan:
    return Plan(Answer(outcome, _say(ask, words, **facts)))


def _say(ask: Ask, words: str, **facts: str) -> str:
    return filled(_WORDS[words][ask.lang], ask.lang, **facts)


_X, _X_EN = r"(?P<customer>[^,，。；;]+?)", r"(?P<customer>[^,;]+?)"
_KINDS, _KINDS_EN = rf"(?:的?(?P<kinds>{KINDS_ZH}))?", rf"(?:(?:['’]s?)?\s+(?P<kinds>{KINDS_EN}))?(?:['’]s?)?"
_WHO, _WHO_EN = r"(?P<who>[^,，。；;]+?)", r"(?P<who>[^,;]+?)"
_BACK = r"(?:撤回|收回|取消|停掉|停止|结束|关掉|撤销|终止)"
_BACK_EN = r"(?:revoke|withdraw|end|remove|take\s+back|cancel|stop)"

INTENT = Intent(
    name=NAME,
    title={"zh": "撤回开放给同事的权限", "en": "take back what was shared with a colleague"},
    examples={
        "zh": ("撤回孙浩看华东光伏报价的权限",),
        "en": ("stop sharing Northwyck with Priya", "revoke Priya's access to Northwyck's quotes"),
    },
    patterns=sentences(
        rf"{_BACK}(?:掉)?(?:对)?{_WHO}(?:看|查看|访问|对){_X}{_KINDS}的?(?:查看|访问)?(?:权限?|授权|开放)",
        rf"{_BACK}(?:掉)?(?:给|对)?{_WHO}的?(?:查看|访问)?(?:权限|授权)",
        rf"(?:不再|停止|别再|不要再|取消)(?:把)?{_X}{_KINDS}(?:开放|共享|分享)给{_WHO}",
        rf"(?:不再|别再|不要再|别|不要)(?:让|给){_WHO}(?:再)?看{_X}{_KINDS}了?",
        rf"(?:stop|end)\s+sharing\s+{_X_EN}{_KINDS_EN}\s+with\s+{_WHO_EN}",
        rf"(?:stop|end)\s+sharing\s+(?P<kinds>{KINDS_EN})\s+(?:of|for|about)\s+{_X_EN}\s+with\s+{_WHO_EN}",
        rf"{_BACK_EN}\s+{_WHO_EN}['’]s?\s+access\s+to\s+{_X_EN}{_KINDS_EN}",
        rf"{_BACK_EN}\s+(?P<who>(?!this\b|that\b|the\b)[^,;]+?)['’]s?\s+access",
    ),
    plan=plan,
)
