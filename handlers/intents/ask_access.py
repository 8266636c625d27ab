"""Ask the owner of a customer to be let see something of it."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.asking_access import NAME, decider
from handlers.base import Answer, Ask, Intent, Outcome, Pending, Plan, View, sentences
from handlers.finding import find_customer, name_of
from handlers.granting import KINDS_EN, KINDS_ZH, kinds_in, team_day
from handlers.newcomers import LANG
from knowledge.access.commands import AskAccess
from knowledge.access.granted import requests_of
from knowledge.access.model import Asked, Kind
from knowledge.people.model import Lang, Person
from knowledge.people.view import person
from notifiers.filling import filled
from notifiers.formats import moment
from notifiers.grant_words import kinds_words
from notifiers.notice import Choice

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "asked": {
        "zh": "已经向{who}申请看{customer}的{kind}，有结果我告诉你。",
        "en": "I've asked {who} to let you see {customer}'s {kind}; I'll tell you what comes of it.",
    },
    "again": {
        "zh": "{when} 已经向{who}申请过看{customer}的{kind}，还没有答复。",
        "en": "I asked {who} for {customer}'s {kind} at {when} already; there is no answer yet.",
    },
    "sees": {
        "zh": "{customer}的{kind}你现在就能看，直接问我。",
        "en": "You may see {customer}'s {kind} already; just ask.",
    },
    "nobody": {"zh": "现在没有人能批，请找管理员。", "en": "Nobody can decide that just now; please talk to an admin."},
    "somebody": {"zh": "负责的同事", "en": "whoever is responsible"},
    "which_kind": {
        "zh": "要看{customer}的什么：报价、合同还是联系人？",
        "en": "What of {customer}: quotes, contracts, contacts?",
    },
    "quotes": {"zh": "报价", "en": "quotes"},
    "contracts": {"zh": "合同", "en": "contracts"},
    "contacts": {"zh": "联系人", "en": "contacts"},
    "lost": {"zh": "没听懂要申请看什么。", "en": "I didn't get what you would like to see."},
}


def plan(ask: Ask, view: View) -> Plan:
    """Pass it on to the owner; asked twice is one request."""
    view.need(Kind.OWNERSHIP)
    if "words" in ask.slots and "kind" not in ask.slots:
        return Plan(Answer(Outcome.UNKNOWN, _WORDS["lost"][ask.lang]))
    found = find_customer(ask, view, NAME, ask.slots.get("customer", ""))
    if isinstance(found, Plan):
        return found
    if not view.audience.direct:
        view.need(Kind.OWNERSHIP, found.customer_id)
    ask = replace(ask, slots={**ask.slots, "customer_id": found.customer_id})
    given = ask.slots.get("kind", "")
    kinds = kinds_in(ask.slots.get("kinds", "")) or frozenset({Kind(given)} if given in set(Kind) else ())
    if not kinds:
        return _which(ask, view)
    kind = min(kinds, key=list(Kind).index) if len(kinds) < len(Kind) else Kind.QUOTE
    return _asked(ask, view, kind)


def _asked(ask: Ask, view: View, kind: Kind) -> Plan:
    customer_id, me = ask.slots["customer_id"], ask.person
    whom = decider(view, customer_id)
    if me is None or whom is None:
        return _told(ask, view, "nobody", kind)
    if view.rights.sees(me, kind, customer_id):
        return _told(ask, view, "sees", kind, outcome=Outcome.DONE)
    waiting = [one for one in requests_of(view.reader, me.person_id, customer_id, kind) if one.state is Asked.OPEN]
    if waiting:
        before = person(view.reader, waiting[-1].asked_of) or whom
        when = moment(waiting[-1].asked_at, ask.zone, ask.lang, ask.now)
        return _told(ask, view, "again", kind, outcome=Outcome.DONE, who=_named(ask, view, before), when=when)
    said = "" if "kind" in ask.slots else ask.message.text  # a button's question is kept with the refusal
    command = AskAccess(whom.person_id, kind, customer_id, said, team_day(ask, view), view.policy)
    told = _told(ask, view, "asked", kind, outcome=Outcome.DONE, who=_named(ask, view, whom))
    return replace(told, commands=(command,))


def _which(ask: Ask, view: View) -> Plan:
    kept = {name: value for name, value in ask.slots.items() if name not in ("customer", "words", "kinds")}
    args = [{**kept, "kinds": _WORDS[one][ask.lang], LANG: ask.lang} for one in ("quotes", "contracts", "contacts")]
    choices = tuple(Choice(one["kinds"], NAME, one) for one in args)
    picks = tuple({**one, "label": one["kinds"]} for one in args)
    said = _say(ask, view, "which_kind", Kind.QUOTE)
    return Plan(Answer(Outcome.AMBIGUOUS, said, choices=choices), pending=Pending(NAME, "kinds", kept, said, picks))


def _named(ask: Ask, view: View, whom: Person) -> str:
    """Who is asked, where everybody may know who owns a customer."""
    seen = view.rights.sees(ask.person, Kind.OWNERSHIP, ask.slots["customer_id"])
    return whom.name_in(ask.lang) if seen else _WORDS["somebody"][ask.lang]


def _told(ask: Ask, view: View, words: str, kind: Kind, *, outcome: Outcome = Outcome.REFUSED, **facts: str) -> Plan:
    return Plan(Answer(outcome, _say(ask, view, words, kind, **facts)))


def _say(ask: Ask, view: View, words: str, kind: Kind, **facts: str) -> str:
    customer = name_of(view, ask.slots["customer_id"], ask.lang)
    shown = {"customer": customer, "kind": kinds_words([kind], ask.lang), **facts}
    return filled(_WORDS[words][ask.lang], ask.lang, **shown)


_X, _X_EN = r"(?P<customer>[^,，。；;]+?)", r"(?P<customer>[^,;]+?)"
_KINDS, _KINDS_EN = rf"(?P<kinds>{KINDS_ZH})", rf"(?:['’]s?)?\s+(?P<kinds>{KINDS_EN})"
_SEE = r"(?:看一下|看看|看|查看|访问)"

INTENT = Intent(
    name=NAME,
    title={"zh": "向负责人申请看客户的资料", "en": "ask the owner to be let see something"},
    examples={"zh": ("申请看华东光伏的报价",), "en": ("ask for access to Northwyck's quotes",)},
    patterns=sentences(
        rf"(?:我)?(?:想|要)?(?:向|跟|找)?[^,，]{{0,12}}?申请{_SEE}(?:一下)?{_X}的?{_KINDS}(?:的?权限)?",
        rf"申请{_X}的?{_KINDS}的?(?:查看|访问)?权限",
        rf"给我(?:开放|开通|授权)(?:一下)?{_X}的?{_KINDS}的?(?:查看|访问)?(?:权限)?",
        rf"(?:i\s+need\s+|request\s+|ask\s+(?:[^,]{{1,30}}\s+)?for\s+|requesting\s+)?access\s+to\s+{_X_EN}{_KINDS_EN}",
        rf"ask\s+(?:[^,]{{1,30}}\s+)?to\s+(?:share|let\s+me\s+see)\s+{_X_EN}{_KINDS_EN}(?:\s+with\s+me)?",
    ),
    plan=plan,
    place=45,
)
