"""Which person is meant, of the team or at a customer: by full name, by "刘工", by a first name, by a pronoun."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.base import Answer, Ask, Outcome, Pending, Plan, View
from handlers.finding import Found, find_customer, name_of
from handlers.papers import may_hear
from knowledge.access.model import Kind
from knowledge.deals.buyers import contacts_at, contacts_with
from knowledge.graph.model import Contact
from knowledge.graph.names.mentions import mentions
from knowledge.graph.names.model import Ambiguous, Resolved, Unknown
from knowledge.graph.names.resolve import resolve
from knowledge.graph.names.sounds import syllables
from knowledge.graph.view import contacts_called, owned_by
from knowledge.people.model import Lang, Person
from knowledge.people.view import people, persons_called
from notifiers.filling import filled
from notifiers.notice import Choice

MOST = 8
"""More people than this are not offered."""

NEAREST = 3
LONGEST_SHOWN = 40

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "which": {"zh": "“{text}”是哪一位：{names}？", "en": "Which “{text}” do you mean: {names}?"},
    "which_said": {"zh": "你问的是哪一位：{names}？", "en": "Whom do you mean: {names}?"},
    "whom": {"zh": "问的是哪一位？说一下名字。", "en": "Whom do you mean? Tell me the name."},
    "unknown": {
        "zh": "没有找到“{text}”这个人，说全名或公司名再问一次。",
        "en": "I know nobody called “{text}”; try the full name or the company.",
    },
    "nearest": {
        "zh": "没有找到“{text}”这个人。名字最接近的是：{names}。",
        "en": "I know nobody called “{text}”. The nearest I know: {names}.",
    },
    "at": {"zh": "{name}（{place}）", "en": "{name} ({place})"},
    "and": {"zh": "、", "en": ", "},
    "space": {"zh": " ", "en": ", "},
}
_TITLED = re.compile(
    r"(?:[老小](?P<familiar>[\u4e00-\u9fff])|(?P<surname>[\u4e00-\u9fff]{1,2}?)(?P<title>工|总|董|经理|总监|主任|部长|处长"
    r"|科长|主管|厂长|院长|校长|老师|博士|教授|女士|先生|小姐|书记|师傅)|(?:mr|mrs|ms|miss|dr|prof)\.?\s+(?P<last>[\w'’-]+))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w'’-]+")


@dataclass(frozen=True, slots=True)
class Someone:
    """A colleague, or a contact of a customer."""

    known: Person | Contact

    @property
    def node(self) -> str:
        """Kind and id as one text: "contact:K001"."""
        known = self.known
        return f"person:{known.person_id}" if isinstance(known, Person) else f"contact:{known.contact_id}"

    def known_to(self, view: View) -> bool:
        """Whether the asker may be told of them."""
        known = self.known
        return isinstance(known, Person) or view.rights.sees(view.person, Kind.CONTACT, known.customer_id)

    def hearable(self, view: View) -> bool:
        """Whether everybody who listens may be told of them."""
        return isinstance(self.known, Person) or may_hear(view, Kind.CONTACT, self.known.customer_id)


def find_person(ask: Ask, view: View, intent: str) -> Someone | Found | Plan:
    """Whom the slots "person" and "customer" name; the customer where nobody is named; or the plan that asks back.

    Raises NotForThemError for a contact of a customer whose contacts they may not know.
    """
    view.need(Kind.OWNERSHIP)
    found = _found(ask, view, intent)
    if isinstance(found, Someone):
        if isinstance(found.known, Contact):
            view.need(Kind.CONTACT, found.known.customer_id)
            view.speaks_of("customer", found.known.customer_id)
        kind, _, name = found.node.partition(":")
        view.speaks_of(kind, name)
    return found


def _found(ask: Ask, view: View, intent: str) -> Someone | Found | Plan:
    chosen = with_nodes(view, [ask.slots.get("person_id", "")])
    if chosen:
        return chosen[0]
    text = ask.slots.get("person", "")
    if "customer" in ask.slots or ask.slots.get("customer_id"):
        customer = find_customer(ask, view, intent, ask.slots.get("customer", ""))
        if isinstance(customer, Plan) or not text:
            return customer
        view.need(Kind.CONTACT, customer.customer_id)
        return one_of(ask, view, intent, _at(view, [customer.customer_id], text))
    if "person" in ask.slots and not text:
        return one_of(ask, view, intent, with_nodes(view, view.subjects.people))
    return _by_name(ask, view, intent, text)


def _by_name(ask: Ask, view: View, intent: str, text: str) -> Someone | Found | Plan:
    """By what they are called, the nearest to the asker first: exactly, as people say it, by spelling and sound."""
    found = called(view, text) or _nearby(view, text) or _alike(view, text)
    if found:
        return one_of(ask, view, intent, found)
    inside = [one for one in mentions(view.names, text, kinds={"customer"}) if isinstance(one.outcome, Resolved)]
    if len(inside) != 1:
        return one_of(ask, view, intent, [])
    rest = (text[: inside[0].start] + text[inside[0].end :]).strip(" 的,，")
    slots = {name: value for name, value in ask.slots.items() if name != "person"} | {"customer": inside[0].text}
    return _found(replace(ask, slots={**slots, "person": rest} if rest else slots), view, intent)


def called(view: View, text: str) -> list[Someone]:
    """Colleagues and contacts of exactly this name."""
    return [
        *(Someone(one) for one in persons_called(view.reader, text)),
        *(Someone(one) for one in contacts_called(view.reader, text)),
    ]


def _nearby(view: View, text: str) -> list[Someone]:
    """At the customers spoken of, else among those the asker answers for."""
    spoken_of = view.subjects.customers
    others = [one for one in _customers_nearby(view) if one not in spoken_of]
    return _at(view, spoken_of, text) or _at(view, others, text)


def _customers_nearby(view: View) -> list[str]:
    """Those spoken of, and those the asker answers for."""
    own = owned_by(view.reader, view.person.person_id, view.today) if view.person else []
    return list(dict.fromkeys([*view.subjects.customers, *(one.customer_id for one in own)]))


def _at(view: View, customers: Sequence[str], text: str) -> list[Someone]:
    return [Someone(one) for one in fitting([claim.value for claim in contacts_at(view.reader, customers)], text)]


def fitting(contacts: Iterable[Contact], text: str) -> list[Contact]:
    """Those whom people would call `text`: by name, by a word of it, or by surname and title ("刘工", "Ms Weber")."""
    known = list(contacts)
    exact = [one for one in known if one.name.casefold() == text.casefold()]
    titled = _TITLED.fullmatch(text)
    if exact or titled is None:
        return exact or [one for one in known if text.casefold() in _words(one.name)]
    if last := titled["last"]:
        return [one for one in known if last.casefold() in _words(one.name)[1:]]
    named = [one for one in known if one.name.startswith(titled["surname"] or titled["familiar"])]
    in_post = [one for one in named if titled["title"] and titled["title"] in one.title]
    return in_post or named


def _words(name: str) -> list[str]:
    return _WORD.findall(name.casefold())


def _alike(view: View, text: str) -> list[Someone]:
    match resolve(view.names, text, kinds={"person", "contact"}):
        case Resolved(candidate):
            return with_nodes(view, [f"{candidate.kind}:{candidate.entity_id}"])
        case Ambiguous(candidates):
            return with_nodes(view, [f"{one.kind}:{one.entity_id}" for one in candidates])
        case _:
            return []


def with_nodes(view: View, nodes: Sequence[str]) -> list[Someone]:
    """The people of these kinds and ids, in their order."""
    ids: dict[str, list[str]] = {"person": [], "contact": []}
    for node in nodes:
        kind, _, name = node.partition(":")
        ids.get(kind, []).append(name)
    team = people(view.reader, ids["person"]) if ids["person"] else {}
    at_customers = [one.value for one in contacts_with(view.reader, ids["contact"])] if ids["contact"] else []
    everyone = [*(Someone(one) for one in team.values()), *(Someone(one) for one in at_customers)]
    found = {one.node: one for one in everyone}
    return [found[node] for node in dict.fromkeys(nodes) if node in found]


def one_of(ask: Ask, view: View, intent: str, found: Sequence[Someone], slot: str = "person") -> Someone | Plan:
    """The one there is, else the question which of those that may be told of, else whom. A choice fills `slot`_id.

    One of whom nothing may be told is handed back: whoever reads on needs the right to.
    """
    told = [one for one in found if one.hearable(view)] if len(found) > 1 else list(found)
    if len(told) == 1 or (found and not told):
        return (told or found)[0]
    if told:
        return _which(ask, view, intent, told[:MOST], slot)
    text = ask.slots.get(slot, "")
    near = [one for one in _near(view, text) if one.hearable(view)] if text else []
    if near:
        return _which(ask, view, intent, near[:NEAREST], slot, Outcome.UNKNOWN)
    kept = {name: value for name, value in ask.slots.items() if name != slot}
    said = _say("unknown" if text else "whom", ask.lang, text=_shown(text))
    pending = None if text else Pending(intent, slot, kept, said)
    return Plan(Answer(Outcome.UNKNOWN if text else Outcome.AMBIGUOUS, said), pending=pending)


def _near(view: View, text: str) -> list[Someone]:
    """Nobody to act on: at the customers nearby whose name sounds the same, then what is spelt somewhat alike."""
    heard = syllables(text)
    nearby = [one.value for one in contacts_at(view.reader, _customers_nearby(view))]
    alike = [Someone(one) for one in nearby if len(text) > 1 and syllables(one.name) == heard]
    match resolve(view.names, text, kinds={"person", "contact"}):
        case Unknown(nearest):
            alike += with_nodes(view, [f"{one.kind}:{one.entity_id}" for one in nearest])
        case _:
            pass
    return list({one.node: one for one in alike}.values())


def _which(
    ask: Ask, view: View, intent: str, found: Sequence[Someone], slot: str, outcome: Outcome = Outcome.AMBIGUOUS
) -> Plan:
    text = ask.slots.get(slot, "")
    labels = {one.node: label(one, view, ask.lang) for one in found}
    names = _say("and", ask.lang).join(labels.values())
    words = "nearest" if outcome is Outcome.UNKNOWN else "which" if text else "which_said"
    said = _say(words, ask.lang, text=_shown(text), names=names)
    kept = {name: value for name, value in ask.slots.items() if name not in (slot, "customer")}
    choices = tuple(Choice(shown, intent, {**kept, f"{slot}_id": node}) for node, shown in labels.items())
    options = tuple({**kept, "label": shown, f"{slot}_id": node} for node, shown in labels.items())
    pending = Pending(intent, slot, kept, said, options)
    return Plan(Answer(outcome, said, choices=choices), pending=pending)


def label(one: Someone, view: View, lang: Lang) -> str:
    """A name and where they are: "陶然（华东光伏 总经理）"."""
    known = one.known
    if isinstance(known, Person):
        return _say("at", lang, name=known.name_in(lang), place=known.unit or known.person_id)
    place = (name_of(view, known.customer_id, lang), known.title)
    return _say("at", lang, name=known.name, place=_say("space", lang).join(part for part in place if part))


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def _say(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)
