"""Who may see something of a customer, and why; for those who decide about it, others hear about themselves only."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.finding import find_customer, name_of
from handlers.granting import KINDS_EN, KINDS_ZH, for_asker_alone, kinds_in, team_day
from handlers.members import find_member
from handlers.papers import cut
from handlers.seers import Seers, decides_about
from knowledge.access.model import Kind
from knowledge.people.model import Lang, Person
from knowledge.store.errors import UserMistake
from notifiers.filling import filled
from notifiers.grant_words import kinds_words

NAME = "access_why"
MOST = 20
MOST_KINDS = 3

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {"zh": "{when}能看{customer}{kind}的：", "en": "Who may see {customer}'s {kind}{when}:"},
    "person": {"zh": "· {who}：{why}", "en": "· {who}: {why}"},
    "group": {"zh": "· {group}", "en": "· {group}"},
    "nobody": {"zh": "{when}没有人能看{customer}的{kind}。", "en": "Nobody may see {customer}'s {kind}{when}."},
    "may": {
        "zh": "{when}{who}能看{customer}的{kind}：{why}。",
        "en": "{who} may see {customer}'s {kind}{when}: {why}.",
    },
    "may_not": {
        "zh": "{when}{who}不能看{customer}的{kind}。",
        "en": "{who} may not see {customer}'s {kind}{when}.",
    },
    "roughly": {
        "zh": "过去的日子只能大致推算：商机、单元和汇报关系按现在的记录算。",
        "en": "That is roughly known: deals, units and superiors are taken as they are recorded now.",
    },
    "not_yours": {
        "zh": "谁能看{customer}的资料，只告诉负责人、其上级和管理员；你可以问你自己的。",
        "en": "Who may see what of {customer} is for its owner, their superiors and admins; ask about yourself.",
    },
    "when": {"zh": "{day} 那天", "en": " on {day}"},
    "you": {"zh": "你", "en": "You"},
    "and": {"zh": "；", "en": "; "},
}


def plan(ask: Ask, view: View) -> Plan:
    """One person with every tie, or everybody; each with source and date."""
    view.need(Kind.OWNERSHIP)
    if "bad_day" in ask.slots:
        raise UserMistake("bad_day", text=ask.slots["bad_day"])
    found = find_customer(ask, view, NAME, ask.slots.get("customer", ""))
    if isinstance(found, Plan):
        return found
    view.need(Kind.OWNERSHIP, found.customer_id)
    for_asker_alone(view)
    kinds = sorted(kinds_in(ask.slots.get("kinds", "")), key=list(Kind).index) or [Kind.QUOTE]
    day = date.fromisoformat(ask.slots["day"]) if ask.slots.get("day") else team_day(ask, view)
    seers = [Seers(ask, view, found.customer_id, kind, day) for kind in kinds[:MOST_KINDS]]
    if "who" in ask.slots or "who_id" in ask.slots:
        kept = {name: value for name, value in ask.slots.items() if name != "customer"}
        who = find_member(replace(ask, slots={**kept, "customer_id": found.customer_id}), view, NAME, "who")
        return who if isinstance(who, Plan) else _about(ask, view, who, seers)
    return _everybody(ask, view, seers)


def _about(ask: Ask, view: View, who: Person, seers: list[Seers]) -> Plan:
    me = ask.person
    mine = me is not None and me.person_id == who.person_id
    if not mine and not decides_about(view, seers[0].customer_id, me):
        return _refused(ask, view, seers[0])
    named = _WORDS["you"][ask.lang] if mine else who.name_in(ask.lang)
    lines = []
    for one in seers:
        ties = one.ties_of(who)
        why = _WORDS["and"][ask.lang].join(one.because(who, tie) for tie in ties)
        lines.append(_say(ask, "may" if ties else "may_not", view, one, who=named, why=why))
    return _told(ask, view, seers[0], lines)


def _everybody(ask: Ask, view: View, seers: list[Seers]) -> Plan:
    if not decides_about(view, seers[0].customer_id, view.person):
        return _refused(ask, view, seers[0])
    lines, glue = list[str](), _WORDS["and"][ask.lang]
    for one in seers:
        named = one.named()
        why = {who.person_id: glue.join(one.because(who, tie) for tie in ties) for who, ties in named}
        found = [_say(ask, "person", view, one, who=who.name_in(ask.lang), why=why[who.person_id]) for who, _ in named]
        found += [_say(ask, "group", view, one, group=group) for group in one.wide()]
        lines += [_say(ask, "title" if found else "nobody", view, one), *cut(found, ask.lang, MOST)]
        view.speaks_of("person", *why)
    return _told(ask, view, seers[0], lines)


def _told(ask: Ask, view: View, one: Seers, lines: list[str]) -> Plan:
    rough = [_WORDS["roughly"][ask.lang]] if one.day < team_day(ask, view) else []
    return Plan(Answer(Outcome.ANSWER, "\n".join([*lines, *rough])))


def _refused(ask: Ask, view: View, one: Seers) -> Plan:
    return Plan(Answer(Outcome.REFUSED, _say(ask, "not_yours", view, one)))


def _say(ask: Ask, words: str, view: View, one: Seers, **facts: str) -> str:
    past = one.day != team_day(ask, view)
    shown = {
        "customer": name_of(view, one.customer_id, ask.lang),
        "kind": kinds_words([one.kind], ask.lang),
        "when": filled(_WORDS["when"][ask.lang], ask.lang, day=one.day.isoformat()) if past else "",
    }
    return filled(_WORDS[words][ask.lang], ask.lang, **{**shown, **facts})


_X, _X_EN = r"(?P<customer>[^,，。；;]+?)", r"(?P<customer>[^,;]+?)"
_KINDS, _KINDS_EN = rf"(?P<kinds>{KINDS_ZH})", rf"(?P<kinds>{KINDS_EN})"
_WHO, _WHO_EN = r"(?P<who>[^谁哪,，。；;]+?)", r"(?P<who>(?!who\b|what\b|we\b|you\b)[^,;]+?)"
_OTHER, _OTHER_EN = r"(?!我(?:能|可以|有权))", r"(?!i\b)"
_SEE = r"(?:能|可以|有权)(?:看到|看|查看|访问|查)"
_WHY = r"(?:[,，\s]*(?:都?是)?(?:为什么|凭什么|怎么来的))?"
_SEE_EN = r"(?:see|view|read|look\s+at|access)"
_WHY_EN = r"(?:,?\s*(?:and\s+)?(?:why|how\s+come|on\s+what\s+grounds))?"

INTENT = Intent(
    name=NAME,
    title={"zh": "谁能看客户的什么，为什么", "en": "who may see what of a customer, and why"},
    examples={
        "zh": ("谁能看华东光伏的报价，为什么？", "孙浩为什么能看华东光伏的报价？"),
        "en": ("who can see Northwyck's contracts and why?", "why can Priya see Northwyck's quotes?"),
    },
    patterns=sentences(
        rf"(?:都)?有?(?:谁|哪些人|哪些同事|哪位)(?:都)?{_SEE}{_X}的?{_KINDS}{_WHY}",
        rf"{_X}的?{_KINDS}(?:都)?(?:有)?(?:谁|哪些人|哪些同事){_SEE}{_WHY}",
        rf"{_OTHER}{_WHO}(?:为什么|凭什么|怎么)?{_SEE}{_X}的?{_KINDS}(?:吗|么|不)?{_WHY}",
        rf"(?:为什么|凭什么){_WHO}{_SEE}{_X}的?{_KINDS}",
        *(
            pattern
            for of in (rf"{_X_EN}(?:['’]s?)?\s+{_KINDS_EN}", rf"{_KINDS_EN}\s+(?:of|for|at)\s+{_X_EN}")
            for pattern in (
                rf"who\s+(?:all\s+)?(?:can|may|could|is\s+allowed\s+to)\s+{_SEE_EN}\s+{of}{_WHY_EN}",
                rf"who\s+has\s+access\s+to\s+{of}{_WHY_EN}",
                rf"(?:why|how\s+come)\s+(?:can|may|could|is)\s+{_WHO_EN}\s+(?:allowed\s+to\s+)?{_SEE_EN}\s+{of}",
                rf"(?:can|may|could|is)\s+{_OTHER_EN}{_WHO_EN}\s+(?:allowed\s+to\s+)?{_SEE_EN}\s+{of}{_WHY_EN}",
            )
        ),
    ),
    plan=plan,
    dated=True,
    place=42,
)
