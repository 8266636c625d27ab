"""Whoever is reminded that something shared ends soon lets it end."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.granting import KINDS_EN, KINDS_ZH, Shown, grants_meant, team_day
from knowledge.access.commands import LetGrantEnd
from knowledge.access.givers import may_end
from knowledge.access.model import Kind
from knowledge.people.model import Lang
from notifiers.filling import filled
from notifiers.formats import day as day_words

NAME = "let_grant_end"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {
        "zh": "好，{who}看{what}到{day}为止，之后自动收回。",
        "en": "Fine: {who} may see {what} until {day}, then it ends by itself.",
    },
    "over": {"zh": "这次开放已经结束了。", "en": "That has ended already."},
    "not_yours": {"zh": "这件事由{giver}来定。", "en": "{giver} decides that."},
}


def plan(ask: Ask, view: View) -> Plan:
    """Note it."""
    view.need(Kind.OWNERSHIP)
    me, today = ask.person.person_id if ask.person else "", team_day(ask, view)
    found = grants_meant(ask, view, NAME, lambda one: may_end(view.reader, view.policy, me, one, today))
    if isinstance(found, Plan):
        return found
    one, shown = found[0], Shown(ask, view)
    if not may_end(view.reader, view.policy, me, one, today):
        return _told(ask, "not_yours", Outcome.REFUSED, giver=shown.name(one.giver_id))
    if one.ended_at is not None:
        return _told(ask, "over", Outcome.DONE)
    facts = {
        "who": shown.name(one.grantee_id),
        "what": shown.what(one),
        "day": day_words(one.until, ask.lang, ask.today),
    }
    done = _told(ask, "done", Outcome.DONE, **facts)
    return Plan(done.answer, (LetGrantEnd(one.key, one.until, today, view.policy),))


def _told(ask: Ask, words: str, outcome: Outcome, **facts: str) -> Plan:
    return Plan(Answer(outcome, filled(_WORDS[words][ask.lang], ask.lang, **facts)))


INTENT = Intent(
    name=NAME,
    title={"zh": "到期就结束，不延长", "en": "let what is shared end on its day"},
    examples={
        "zh": ("孙浩看华东光伏的权限到期就结束",),
        "en": ("let Priya's access to Northwyck end",),
    },
    patterns=sentences(
        rf"(?P<who>[^,，]+?)(?:看|查看)(?P<customer>[^,，]+?)(?:的?(?P<kinds>{KINDS_ZH}))?的?权限(?:到期)(?:就|后)?(?:结束|停|收回)",
        rf"let\s+(?P<who>[^,;]+?)['’]s?\s+access\s+to\s+(?P<customer>[^,;]+?)(?:['’]s?)?(?:\s+(?P<kinds>{KINDS_EN}))?\s+end",
    ),
    plan=plan,
)
