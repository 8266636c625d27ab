"""What sentences about access share: the kinds they name, whose customers, which grants are meant, and until when."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from handlers.base import Answer, Ask, NotForThemError, Outcome, Pending, Plan, View
from handlers.changing import names_of
from handlers.finding import find_customer, name_of
from handlers.members import find_member
from knowledge.access.granted import given_by, granted_to, grants_about
from knowledge.access.granted import grant as grant_with
from knowledge.access.model import Grant, Kind, Term, Verdict, Why
from knowledge.calendar.countries import country_of
from knowledge.calendar.working_time import WorkCalendar
from knowledge.deals.view import deals_of
from knowledge.people.model import Lang
from notifiers.filling import filled
from notifiers.grant_words import EVERYTHING, because_words, until_words, what_words
from notifiers.notice import Choice

MOST_ASKED = 6
"""So many grants are offered to choose from."""

MORNING = time(9)

KINDS_ZH = (
    r"(?:(?:(?:历史|所有|全部|历次)?(?:报价|价格)(?:单|历史|记录)?|合同|联系人|联系方式|关键人|商机|单子|方案|待办|任务"
    r"|(?:全部|所有)(?:资料|信息|内容|东西|数据)?|一切|资料|信息)(?:和|跟|与|及|以及|、|还有)?)+"
)
_KIND_EN = (
    r"(?:(?:the|all|all\s+the|past)\s+)?(?:quotes?(?:\s+history)?|quotations?|prices|pricing|contracts?|contacts?|deals?"
    r"|opportunit(?:y|ies)|proposals?|tasks?|to-?dos?|everything|all\s+(?:data|information|details|of\s+it)|information)"
)
KINDS_EN = rf"{_KIND_EN}(?:(?:\s*,\s*|\s+and\s+|\s*,\s*and\s+|\s*&\s*){_KIND_EN})*"
ALL_MINE = re.compile(
    r"我(?:自己)?(?:的|名下的?|负责的|手上的?)?(?:所有|全部)?的?客户|(?:所有|全部)(?:我的)?客户"
    r"|(?:all\s+(?:of\s+)?)?(?:my|our)\s+(?:customers|accounts|clients)['’]?",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[Kind, str], ...] = (
    (Kind.QUOTE, r"报价|价格|quot|pric"),
    (Kind.CONTRACT, r"合同|contract"),
    (Kind.CONTACT, r"联系|关键人|contact"),
    (Kind.DEAL, r"商机|单子|deal|opportunit"),
    (Kind.PROPOSAL, r"方案|proposal"),
    (Kind.TASK, r"待办|任务|task|to-?do"),
)
_EVERYTHING = re.compile(
    r"(?:全部|所有)(?:内容|东西|数据)?$|一切|资料|信息|everything|all\s+(?:data|info|det|of)|information", re.IGNORECASE
)

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "line": {
        "zh": "{who}可以看{what}，{until}（{giver} {day} 开放{because}）",
        "en": "{who} may see {what} {until} (given by {giver} on {day}{because})",
    },
    "because": {"zh": "，{because}", "en": ", {because}"},
    "which": {"zh": "说的是哪一条：", "en": "Which one do you mean?"},
    "option": {"zh": "{who}：{what}", "en": "{who}: {what}"},
    "none": {
        "zh": "没有找到这样的开放记录。问我“我开放了哪些权限”可以看全部。",
        "en": "I find nothing like that being shared. Ask me “what have I shared” to see all of it.",
    },
}


def kinds_in(text: str) -> frozenset[Kind]:
    """The kinds of facts that a text names; all where it says everything."""
    found = frozenset(kind for kind, words in _KINDS if re.search(words, text, re.IGNORECASE))
    return found or (EVERYTHING if _EVERYTHING.search(text) else found)


def team_day(ask: Ask, view: View) -> date:
    """The team's day, by which access is judged."""
    return view.judged_on or ask.today


def for_asker_alone(view: View) -> None:
    """Go on only where nobody else listens. Raises NotForThemError."""
    if not view.audience.direct:
        raise NotForThemError(Verdict(allowed=False, why=Why.ONLY_FOR_THEM))


def term_of(ask: Ask, view: View, until: date) -> Term:
    """The end of a grant: its day is over at the team's midnight, and the working day before it is reminded of."""
    over_at = datetime.combine(until + timedelta(days=1), time(), view.zone)
    calendar, day = WorkCalendar(ask.zone, country_of(ask.zone)), until - timedelta(days=1)
    while day > ask.today and not calendar.is_workday(day):
        day -= timedelta(days=1)
    remind_at = datetime.combine(day, MORNING, ask.zone)
    return Term(until, over_at, remind_at if remind_at > ask.now else None)


@dataclass(frozen=True, slots=True)
class Shown:
    """Grants in words, to one reader."""

    ask: Ask
    view: View

    def what(self, one: Grant) -> str:
        """What is shared: "华东光伏的报价"."""
        lang = self.ask.lang
        customer = name_of(self.view, one.customer_id, lang) if one.customer_id else ""
        mine = self.ask.person is not None and one.giver_id == self.ask.person.person_id
        return what_words(one.kinds, customer, "" if mine else self.name(one.giver_id), lang)

    def until(self, one: Grant) -> str:
        """Until when."""
        known = deals_of(self.view.reader, one.customer_id) if one.deal_id else []
        deal = next((deal.value.name for deal in known if deal.value.deal_id == one.deal_id), "")
        return until_words(one, self.ask.lang, self.ask.today, deal)

    def line(self, one: Grant) -> str:
        """All of it: who may see what, until when, by whom, since when and why."""
        day = one.given_at.astimezone(self.view.zone).date() if one.given_at else one.since
        because = _say("because", self.ask.lang, because=one.because) if one.because else ""
        facts = {"who": self.name(one.grantee_id), "giver": self.name(one.giver_id), "day": day.isoformat()}
        return _say("line", self.ask.lang, what=self.what(one), until=self.until(one), because=because, **facts)

    def name(self, person_id: str) -> str:
        """A person's name."""
        return names_of(self.view, [person_id], self.ask.lang).get(person_id, person_id)

    def because(self, one: Grant) -> str:
        """The reason, in brackets."""
        return because_words(one.because, self.ask.lang)


def grants_meant(ask: Ask, view: View, intent: str, may: Callable[[Grant], bool]) -> Sequence[Grant] | Plan:
    """Those that a button, or a sentence by person, customer and kind, means and that `may` allows; or the plan that
    asks which, or says that there are none.
    """
    if ask.slots.get("grant"):
        held = grant_with(view.reader, ask.slots["grant"])
        return [held] if held else _none(ask)
    found = _named(ask, view, intent)
    if isinstance(found, Plan):
        return found
    kinds = kinds_in(ask.slots.get("kinds") or "")
    fit = [one for one in found if may(one) and (not kinds or one.kinds & kinds)]
    if not fit:
        return _none(ask)
    named = ask.slots.get("customer_id") or ask.slots.get("customer")
    return fit if len(fit) == 1 or named else _which(ask, view, intent, fit)


def _named(ask: Ask, view: View, intent: str) -> list[Grant] | Plan:
    """The grants that hold, of the customer and to the person that are named; without names, those spoken of."""
    slots, me = ask.slots, ask.person.person_id if ask.person else ""
    who = find_member(ask, view, intent, "who") if slots.get("who") or slots.get("who_id") else None
    if isinstance(who, Plan):
        return who
    asked = replace(ask, slots={**slots, "who_id": who.person_id}) if who else ask
    customer_id = _customer(asked, view, intent)
    if isinstance(customer_id, Plan):
        return customer_id
    if customer_id:
        standing = view.rights.standing(customer_id)
        found = [one for one in grants_about(view.reader, customer_id, standing.owners) if _live(one, ask.today)]
    else:
        held = granted_to(view.reader, who.person_id, ask.today) if who else []
        found = list({one.key: one for one in (*given_by(view.reader, me, ask.today), *held)}.values())
    return [one for one in found if who is None or one.grantee_id == who.person_id]


def _customer(ask: Ask, view: View, intent: str) -> str | Plan:
    """The customer named, or else the one just spoken of; "" for all of them, or none in particular."""
    text = ask.slots.get("customer", "")
    if ALL_MINE.fullmatch(text):
        return ""
    if not text and not ask.slots.get("customer_id"):
        spoken = view.subjects.customers
        return spoken[0] if len(spoken) == 1 and not ask.slots.get("who") else ""
    found = find_customer(ask, view, intent, text)
    return found if isinstance(found, Plan) else found.customer_id


def _live(one: Grant, today: date) -> bool:
    return one.ended_at is None and one.until >= today


def _which(ask: Ask, view: View, intent: str, fit: Sequence[Grant]) -> Plan:
    shown = Shown(ask, view)
    labels = {one.key: _say("option", ask.lang, who=shown.name(one.grantee_id), what=shown.what(one)) for one in fit}
    kept = {name: value for name, value in ask.slots.items() if name not in ("who", "who_id", "customer", "kinds")}
    some = list(labels.items())[:MOST_ASKED]
    said = "\n".join([_say("which", ask.lang), *(f"{place}. {label}" for place, (_, label) in enumerate(some, 1))])
    choices = tuple(Choice(label, intent, {**kept, "grant": key}) for key, label in some)
    options = tuple({**one.args, "label": one.label} for one in choices)
    return Plan(Answer(Outcome.AMBIGUOUS, said, choices=choices), pending=Pending(intent, "words", kept, said, options))


def _none(ask: Ask) -> Plan:
    return Plan(Answer(Outcome.UNKNOWN, _say("none", ask.lang)))


def _say(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)
