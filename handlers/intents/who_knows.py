"""Who of us knows somebody at a customer: by relations on record, by contacts elsewhere, or by working with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handlers.base import Ask, Intent, Plan, View, sentences
from handlers.finding import name_of
from handlers.guest.slots import CUSTOMER
from handlers.papers import customer_for, cut, may_hear, sourced, team_names
from handlers.path_words import step_words
from knowledge.access.model import Kind
from knowledge.deals.acquaintances import Link, links_of
from knowledge.deals.buyers import contacts_of
from knowledge.graph.model import Contact, Fact, Provenance
from knowledge.graph.view import ownerships, some_contacts, some_facts
from knowledge.people.model import Lang, Role
from knowledge.store.recording import Source
from notifiers.filling import filled

NAME = "who_knows"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {"zh": "认识{customer}那边的人的同事：", "en": "Who of us knows somebody at {customer}:"},
    "none": {
        "zh": "没有记录哪位同事认识{customer}那边的人。",
        "en": "Nobody of us is recorded as knowing anybody at {customer}.",
    },
    "line": {"zh": "· {who}：{how}", "en": "· {who}: {how}"},
    "since": {"zh": "{how}（自 {first}）", "en": "{how} (since {first})"},
    "via": {
        "zh": "负责{other}，那边的{name}：{how}",
        "en": "owns {other}, where {name} is: {how}",
    },
    "somebody": {"zh": "认识那边的人", "en": "knows somebody there"},
    "called": {"zh": "{name}（{title}）", "en": "{name} ({title})"},
    "owner:rep": {"zh": "负责这家客户", "en": "owns the account"},
    "owner:presales": {"zh": "是这家客户的售前", "en": "is its presales"},
    "owner:csm": {"zh": "是这家客户的客户成功经理", "en": "is its customer success manager"},
    "owner:delivery": {"zh": "负责这家客户的交付", "en": "delivers there"},
    "on_it": {"zh": "在跟这家客户", "en": "works with them"},
    "and": {"zh": "；", "en": "; "},
}


@dataclass(frozen=True, slots=True)
class _Tie:
    """Why somebody of the team knows somebody there, and where that is known from."""

    person_id: str
    how: str
    source: Source


def plan(ask: Ask, view: View) -> Plan:
    """First whoever knows somebody there, then who could by a contact elsewhere, then who works with them."""
    customer_id = customer_for(ask, view, NAME, Kind.OWNERSHIP)
    if isinstance(customer_id, Plan):
        return customer_id
    teller = _Teller(ask, view, customer_id)
    ties = [*teller.acquainted(), *teller.working()]
    team = team_names(view, [one.person_id for one in ties], ask.lang)
    view.speaks_of("person", *(one.person_id for one in ties))
    how: dict[str, list[str]] = {}
    for one in ties:
        how.setdefault(one.person_id, []).append(one.how)
    joint = _say("and", ask.lang)
    lines = [_say("line", ask.lang, who=team[who], how=joint.join(dict.fromkeys(said))) for who, said in how.items()]
    title = _say("title" if ties else "none", ask.lang, customer=name_of(view, customer_id, ask.lang))
    return Plan(sourced(ask, view, [title, *cut(lines, ask.lang)], [one.source for one in ties]))


class _Teller:
    """The ties of the team to one customer."""

    def __init__(self, ask: Ask, view: View, customer_id: str) -> None:
        self._ask, self._view, self._customer_id = ask, view, customer_id
        there = [one.value for one in contacts_of(view.reader, customer_id)]
        self._there = {one.contact_id: one for one in there}
        self._links = links_of(view.reader, list(self._there))
        elsewhere = [one.other[1] for one in self._links if one.other[0] == "contact"]
        self._elsewhere = some_contacts(view.reader, elsewhere)
        self._facts = some_facts(view.reader, [one.fact_id for one in self._links])
        self._named = may_hear(view, Kind.CONTACT, customer_id)

    def acquainted(self) -> Iterator[_Tie]:
        """Whoever knows a contact there, and whoever owns a customer where somebody does."""
        direct = [one for one in self._links if one.other[0] == "person"]
        for link in direct:
            yield self._tie(link.other[1], self._how(link, ""), link)
        for link in (one for one in self._links if one not in direct):
            contact = self._elsewhere.get(link.other[1])
            yield from self._through(link, contact) if contact else ()

    def working(self) -> Iterator[_Tie]:
        """Whoever works with the customer today, the owner first."""
        held = [one for one in ownerships(self._view.reader, self._customer_id) if one.holds_on(self._ask.today)]
        for one in sorted(held, key=lambda one: one.role is not Role.REP):
            words = f"owner:{one.role.value}"
            how = _say(words if words in _WORDS else "on_it", self._ask.lang)
            yield _Tie(one.person_id, how, _as_source(one.source))

    def _through(self, link: Link, contact: Contact) -> Iterator[_Tie]:
        """By a contact elsewhere, whose customer somebody of us owns; only where the contact may be named."""
        if not self._named or not may_hear(self._view, Kind.CONTACT, contact.customer_id):
            return
        other, lang = name_of(self._view, contact.customer_id, self._ask.lang), self._ask.lang
        for one in ownerships(self._view.reader, contact.customer_id):
            if one.role is Role.REP and one.holds_on(self._ask.today):
                how = _say("via", lang, other=other, name=_called(contact, lang), how=self._how(link, contact.name))
                yield self._tie(one.person_id, how, link)

    def _how(self, link: Link, other: str) -> str:
        """The relation in words, with since when; contacts are named only to whom they may be."""
        if not self._named:
            return _say("somebody", self._ask.lang)
        fact, lang = self._facts.get(link.fact_id), self._ask.lang
        name = _called(self._there[link.contact_id], lang)
        who = other or team_names(self._view, [link.other[1]], lang)[link.other[1]]
        says_contact = fact is not None and fact.subject == ("contact", link.contact_id)
        of, to = (name, who) if says_contact else (who, name)
        how = step_words(link.relation, of, to, lang)
        first = fact.valid_from if fact else None
        return _say("since", lang, how=how, first=first.isoformat()) if first else how

    def _tie(self, person_id: str, how: str, link: Link) -> _Tie:
        fact: Fact | None = self._facts.get(link.fact_id)
        source = fact.source if fact else Provenance("import", "", self._ask.now)
        return _Tie(person_id, how, _as_source(source))


def _called(contact: Contact, lang: Lang) -> str:
    return _say("called", lang, name=contact.name, title=contact.title) if contact.title else contact.name


def _as_source(source: Provenance) -> Source:
    known: dict[str, object] = {"what": source.what, "where": source.where, "at": source.at.isoformat()}
    return {**known, "said": source.said} if source.said else known


def _say(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


_X = r"(?P<customer>[^,，]+?)"
_US = r"(?:我们|咱们|公司)?(?:这边|里面|里|内部|团队)?(?:的)?"
_WHO = r"(?:有没有|都有|有)?(?:谁|哪些?[位个]?同事|哪[位个](?:同事)?|什么人|哪些人|人|同事)"
_THEM = r"(?:那边|里面|公司|内部)?的?(?:人|谁|什么人|哪些人|哪几位|某个人|联系人)?"
_END = r"[的呢呀啊吗嘛了]?"
_WE_EN = r"(?:(?:of\s+us|on\s+(?:the|our)\s+team|here)\s+)?"
_SOMEBODY = r"(?:any(?:one|body)|some(?:one|body)|people|who)"
_AT = r"(?:at|in|from|inside|over\s+at)"

INTENT = Intent(
    name=NAME,
    title={"zh": "哪位同事认识客户那边的人", "en": "who of us knows somebody at a customer"},
    examples={
        "zh": ("谁认识华东光伏的人？",),
        "en": ("who knows somebody at Northwyck?",),
    },
    patterns=sentences(
        rf"{_US}{_WHO}(?:在|会)?(?:认识|熟悉|熟|有关系在|有熟人在)(?:的)?{_X}{_THEM}{_END}",
        rf"{_X}{_THEM}{_US}{_WHO}(?:认识|熟悉|熟){_END}",
        rf"(?:我们|咱们)(?:在)?{_X}(?:那边|里面|内部)?(?:都|有)?(?:认识|有熟悉?)(?:谁|哪些人|什么人|的?人){_END}",
        rf"(?:我们|咱们)(?:都)?认识{_X}(?:那边|里面)?的?(?:谁|哪些人|什么人){_END}",
        rf"who\s+{_WE_EN}(?:knows|has\s+met)\s+{_SOMEBODY}\s+{_AT}\s+{_X}",
        rf"who\s+do\s+we\s+(?:already\s+)?know\s+{_AT}\s+{_X}",
        rf"(?:do|does)\s+(?:we|any(?:one|body)(?:\s+of\s+us)?)\s+know\s+(?:{_SOMEBODY}\s+)?{_AT}\s+{_X}",
        rf"(?:which|any)\s+colleagues?\s+(?:who\s+)?knows?\s+{_SOMEBODY}\s+{_AT}\s+{_X}",
        rf"who\s+(?:can|could)\s+introduce\s+(?:us|me)\s+(?:to\s+{_SOMEBODY}\s+)?(?:to|{_AT})\s+{_X}",
    ),
    plan=plan,
    place=33,
    asks={"customer": CUSTOMER},
)
