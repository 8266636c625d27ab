"""Which entity a person means: one, several to choose from, or none. The same for every intent that names one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.base import Answer, Ask, Outcome, Pending, Plan, View
from handlers.route import has_han
from knowledge.graph.merged import standing
from knowledge.graph.model import Customer
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.mentions import mentions
from knowledge.graph.names.model import Ambiguous, Candidate, Resolution, Resolved, Unknown, Why
from knowledge.graph.names.resolve import resolve
from knowledge.graph.nicknaming import nicknames_called
from knowledge.graph.view import customer, some_customers
from knowledge.people.model import Lang
from knowledge.people.view import person
from notifiers.filling import filled
from notifiers.notice import Choice

CALLED = "called"
"""The slot of an option or a button: what the customer was called that it picks, where that might be learnt."""

LONGEST_SHOWN = 40
"""More of what was asked for is not repeated."""

_CERTAIN = 100.0
"""A name of this score is the customer's own; to learn it once more would tell it from no other."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "which": {
        "zh": "“{text}”有{count}家：{names}，你问哪家？",
        "en": "“{text}” could be {names}. Which one do you mean?",
    },
    "which_said": {"zh": "你问的是哪家：{names}？", "en": "Which one do you mean: {names}?"},
    "which_customer": {
        "zh": "问的是哪家客户？说一下名字。",
        "en": "Which customer do you mean? Tell me the name.",
    },
    "is_it": {"zh": "“{text}”是指{names}吗？", "en": "By “{text}”, do you mean {names}?"},
    "which_of_more": {
        "zh": "“{text}”有 {total} 家，最接近的{count}家：{names}。你问哪家？也可以说得更全一些。",
        "en": "“{text}” fits {total}; the nearest are {names}. Which one do you mean? A fuller name helps.",
    },
    "unknown": {"zh": "没有找到“{text}”这个客户。", "en": "I don't know a customer called “{text}”."},
    "nearest": {"zh": "名字最接近的是：{names}。", "en": "The nearest I know: {names}."},
    "fuller": {"zh": "换个写法或用全称再问一次。", "en": "Try another spelling or the full name."},
    "who_knows": {"zh": "也可以问问{who}。", "en": "{who} may know."},
    "and": {"zh": "、", "en": ", "},
    "or": {"zh": "、", "en": " or "},
    "between_sentences": {"zh": "", "en": " "},
}
_COUNTS = {2: "两", 3: "三", 4: "四", 5: "五"}
_WHY: Mapping[Why, Mapping[Lang, str]] = {
    Why.EXACT: {"zh": "全名一致", "en": "exact name"},
    Why.ALIAS: {"zh": "别名", "en": "alias"},
    Why.NICKNAME: {"zh": "外号", "en": "nickname"},
    Why.SHORT_NAME: {"zh": "简称", "en": "short name"},
    Why.WORD_ORDER: {"zh": "词序不同", "en": "other word order"},
    Why.FUZZY: {"zh": "写法相近", "en": "similar spelling"},
    Why.ABBREVIATION: {"zh": "缩略", "en": "abbreviation"},
    Why.HOMOPHONE: {"zh": "读音相近", "en": "similar sound"},
    Why.PINYIN: {"zh": "拼音", "en": "pinyin"},
    Why.INITIALS: {"zh": "拼音首字母", "en": "initials"},
}


@dataclass(frozen=True, slots=True)
class Found:
    """The one customer meant."""

    customer_id: str


def find_customer(ask: Ask, view: View, intent: str, text: str) -> Found | Plan:
    """The customer that `text` names, or the plan that asks back. `intent` is what a choice leads to.

    Where `text` is empty it is the one that the conversation was about.
    """
    found = _found(ask, view, intent, text)
    if isinstance(found, Found):
        view.speaks_of("customer", found.customer_id)
    return found


def _found(ask: Ask, view: View, intent: str, text: str) -> Found | Plan:
    if ask.slots.get("customer_id"):
        return Found(standing_id(view, ask.slots["customer_id"]))
    if not text:
        return _left_out(ask, view, intent)
    match resolution(view.names, text):
        case Resolved(candidate):
            if candidate.why is Why.NICKNAME:
                view.nicknames.extend(nicknames_called(view.reader, candidate.name))
            return Found(standing_id(view, candidate.entity_id))
        case Ambiguous(candidates, more):
            apart = _apart(view, candidates)
            if len(apart) == 1 < len(candidates):
                return Found(apart[0].entity_id)
            return _Asking(ask, view, intent, text, apart).which(more)
        case Unknown(nearest):
            return _Asking(ask, view, intent, text, nearest).unknown()


def _left_out(ask: Ask, view: View, intent: str) -> Found | Plan:
    """The one customer that the conversation was about; else the question which."""
    known = list(dict.fromkeys(standing_id(view, one) for one in view.subjects.customers))
    if len(known) == 1:
        return Found(known[0])
    said = [Candidate("customer", one, one, 100.0, Why.EXACT) for one in known]
    return _Asking(ask, view, intent, "", said).which_said()


def standing_id(view: View, customer_id: str) -> str:
    """The customer that this one was merged into, or itself."""
    return standing(view.reader, {customer_id}).get(customer_id, customer_id)


def _apart(view: View, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that are still several, after those that were merged count as one."""
    into = standing(view.reader, {one.entity_id for one in candidates})
    found: dict[str, Candidate] = {}
    for one in candidates:
        stands = into.get(one.entity_id, one.entity_id)
        found.setdefault(stands, replace(one, entity_id=stands))
    return list(found.values())


def resolution(names: NameIndex, text: str) -> Resolution:
    """By the whole text; where that fits nothing, by the names inside it ("华东光伏的项目")."""
    whole = resolve(names, text, kinds={"customer"})
    if not isinstance(whole, Unknown):
        return whole
    inside = [mention.outcome for mention in mentions(names, text, kinds={"customer"})]
    if len(inside) == 1:
        return inside[0]
    several = dict.fromkeys(one.candidate for one in inside if isinstance(one, Resolved))
    return Ambiguous(tuple(several)) if len(several) > 1 else whole


class _Asking:
    """Asks back: which of several, or whether one of the nearest."""

    def __init__(self, ask: Ask, view: View, intent: str, text: str, candidates: Sequence[Candidate]) -> None:
        self._ask, self._view, self._intent = ask, view, intent
        self._text = text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
        known = some_customers(view.reader, [candidate.entity_id for candidate in candidates])
        self._known = {one.entity_id: known[one.entity_id] for one in candidates if one.entity_id in known}
        self._candidates = [one for one in candidates if one.entity_id in self._known]
        self._short = {key: shortest_name(view, one, ask.lang) for key, one in self._known.items()}
        self._kept = {name: value for name, value in ask.slots.items() if name not in ("customer", CALLED)}
        certain = any(one.score == _CERTAIN for one in candidates)
        self._called = {CALLED: text} if 0 < len(text) <= LONGEST_SHOWN and not certain else {}

    def which(self, more: int) -> Plan:
        """One of these; `more` fit as well."""
        count = len(self._short)
        words = "which_of_more" if more else "which" if count > 1 else "is_it"
        counted = {"count": _COUNTS.get(count, f" {count} "), "total": str(count + more)}
        return self._asked(Outcome.AMBIGUOUS, self._say(words, names=self._names("and" if more else "or"), **counted))

    def which_said(self) -> Plan:
        """One of those spoken of; where there are none, any."""
        if self._short:
            return self._asked(Outcome.AMBIGUOUS, self._say("which_said", names=self._names("or")))
        said = self._say("which_customer")
        return Plan(Answer(Outcome.AMBIGUOUS, said), pending=Pending(self._intent, "customer", self._kept, said))

    def unknown(self) -> Plan:
        """None; the nearest, and who could know."""
        text = [self._say("unknown")]
        text.append(self._say("nearest", names=self._names("and")) if self._short else self._say("fuller"))
        asker, reader = self._ask.person, self._view.reader
        manager = person(reader, asker.manager_id) if asker and asker.manager_id else None
        if manager is not None:
            text.append(self._say("who_knows", who=manager.name_in(self._ask.lang)))
        return self._asked(Outcome.UNKNOWN, self._say("between_sentences").join(text))

    def _asked(self, outcome: Outcome, said: str) -> Plan:
        named = [
            Candidate("customer", one.entity_id, self._known[one.entity_id].name_in(self._ask.lang), one.score, one.why)
            for one in self._candidates
        ]
        given = [(label, {**self._kept, **self._called, "customer_id": key}) for key, label in self._short.items()]
        options = [{**args, "label": label} for label, args in given]
        choices = tuple(Choice(label, self._intent, args) for label, args in given)
        pending = Pending(self._intent, "customer", self._kept, said, tuple(options)) if options else None
        return Plan(Answer(outcome, said, tuple(named), choices=choices), pending=pending)

    def _names(self, last: str) -> str:
        names = list(self._short.values())
        comma = self._say("and")
        return self._say(last).join([comma.join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]

    def _say(self, words: str, **facts: str) -> str:
        return filled(_WORDS[words][self._ask.lang], self._ask.lang, **{"text": self._text, **facts})


def shortest_name(view: View, known: Customer, lang: Lang) -> str:
    """What people call a customer: its first alias in the script of its name, where that means nobody else."""
    full = known.name_in(lang)
    short = next((alias for alias in known.aliases if has_han(alias) == has_han(full)), full)
    means = resolve(view.names, short, kinds={"customer"}) if len(short) < len(full) else Unknown(())
    return short if isinstance(means, Resolved) and means.candidate.entity_id == known.customer_id else full


def name_of(view: View, customer_id: str, lang: Lang) -> str:
    """The customer's name as a reader of `lang` calls it; the id where it is not recorded."""
    known = customer(view.reader, customer_id)
    return shortest_name(view, known, lang) if known else customer_id


def why_in(why: Why, lang: Lang) -> str:
    """How a candidate and the text came together, in words."""
    return _WHY[why][lang]
