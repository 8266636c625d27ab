"""Say who really owns a customer: "不是甲，是乙负责", "no, Han Mei owns it, since Monday"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from handlers.base import Answer, Ask, Intent, Outcome, Pending, Plan, Slots, View, sentences
from handlers.changing import (
    after_owner,
    change_key,
    may_correct,
    names_of,
    open_owners,
    said_here,
    superiors,
    undo_choice,
    undo_pending,
)
from handlers.finding import find_customer, name_of
from handlers.members import find_member
from handlers.newcomers import LANG
from handlers.route import slots_in
from knowledge.access.model import Kind
from knowledge.calendar.phrases import DayRef, parse_day, without
from knowledge.graph.model import Ownership
from knowledge.graph.owning import ClaimOwner, CorrectOwner
from knowledge.graph.view import ownerships
from knowledge.people.model import Lang, Person
from knowledge.store.errors import UserMistake
from notifiers.filling import filled

NAME = "correct_owner"
_EDGES = " \t\r\n　?？!！.。,，~…"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {
        "zh": "记下了：自 {since} 起，{customer}由{who}负责（{by} {today} 说的）。",
        "en": "Noted: {who} owns {customer} from {since} (said by {by} on {today}).",
    },
    "ended": {"zh": "{names}的记录到 {last} 为止。", "en": "The record of {names} ends on {last}."},
    "never": {"zh": "{names}那条记录不再算数。", "en": "The record of {names} no longer counts."},
    "claimed": {
        "zh": "记下了你的说法：{customer}由{who}负责。现有记录是{names}，两种说法都先留着，由{deciders}来定。",
        "en": "I've kept what you say: {who} owns {customer}. The record says {names}; "
        "both stand until {deciders} settle it.",
    },
    "already": {"zh": "已经是这样：{customer}由{who}负责。", "en": "That is on record already: {who} owns {customer}."},
    "left": {
        "zh": "{who}已于 {day} 离职，不能再负责客户。",
        "en": "{who} left the team on {day} and can't own a customer.",
    },
    "which_customer": {"zh": "说的是哪家客户？", "en": "Which customer is that about?"},
    "manager": {"zh": "主管", "en": "a manager"},
    "and": {"zh": "、", "en": ", "},
    "or": {"zh": "或", "en": " or "},
    "between_sentences": {"zh": "", "en": " "},
}

_WHO = r"(?P<who>(?:(?!什么|怎么|是不是|\b(?:who|what|which|nobody|anyone|anybody|does|is|was)\w*\b)[^谁哪几,，?？])+?)"
_NOT = r"[^,，]+?"
_X = r"(?P<customer>(?:(?!全部|全都|统统|所有|的客户|纪要|[哪谁])[^,，])+?)"
_DO = r"(?:在|来)?(?:负责|跟进|对接|接手|管|跟|带|维护)"
_THIS = r"(?:这家|那边|这边)?的?"
# What a day that was cut out of the sentence leaves behind; a weekday alone is no date yet.
_FROM = (
    r"(?:[,，]?(?:从|自)?(?:(?:这|本)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天]))?"
    r"(?:起|开始|以后|之后)?就?[,，]?)?"
)
_FROM_EN = (
    r"(?:\s*,?\s*(?:since|from|as\s+of|starting)(?:\s+(?:this\s+)?(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day))?"
    r"(?:\s+on)?)?"
)
_OF = rf"{_THIS}{_FROM}"
_NOW = r"(?:现在|目前|已经|早就|其实|应该|实际上?|后来)*"
_END = r"(?:的|了|吧|啊|呢)*"
_OPEN_ZH = r"(?:不对|错了|不是的?|更正一下|更正|纠正一下|说错了)[,，。:：\s]*"
_OWNS = r"(?:(?:now|actually|really)\s+)?(?:owns|handles|covers|manages|looks\s+after|took\s+over|has\s+taken\s+over)"
_OPEN = r"(?:no|nope|wrong|actually|correction|that['’]?s\s+(?:wrong|not\s+right))[\s,:.;-]+"
_IS_EN = r"(?:it['’]?s|it\s+is|it\s+should\s+be|that['’]?s)"
_ITS = r"(?:is\s+(?:now\s+)?owned\s+by|belongs\s+to|now\s+belongs\s+to|went\s+to|moved\s+to)"
_NOT_EN = r"(?:,?\s+not\s+.+)?"

PATTERNS = sentences(
    rf"不(?:是|归){_NOT}(?:{_DO})?[,，]\s*(?:而是|是|归|由){_WHO}{_DO}(?!{_END}$){_X}",
    rf"(?:{_X}{_OF}{_NOW})?不(?:是|归){_NOT}(?:{_DO})?[,，]\s*(?:而是|是|归|由|应该是|应该由){_NOW}{_WHO}(?:{_DO})?{_END}",
    rf"{_OPEN_ZH}{_X}{_OF}{_NOW}(?:是|由|归|改由){_WHO}(?:{_DO})?{_END}",
    rf"{_OPEN_ZH}{_FROM}{_NOW}(?:是|由|归|改由){_WHO}(?:{_DO})?{_END}",
    rf"(?:把|将)?{_X}{_OF}{_NOW}(?:改|换|转|交)(?:成|给|由|为){_WHO}(?:{_DO})?{_END}",
    rf"{_X}{_OF}{_NOW}(?:由|归(?!属)){_WHO}(?:{_DO})?{_END}",
    rf"{_NOW}是{_WHO}{_DO}{_END}",
    rf"{_OPEN}{_WHO}\s+{_OWNS}\s+(?:it|them|that|this){_FROM_EN}",
    rf"(?:{_OPEN})?{_WHO}\s+{_OWNS}\s+{_X}(?:\s+now)?{_FROM_EN}{_NOT_EN}",
    rf"(?:{_OPEN})?{_X}\s+{_ITS}\s+{_WHO}{_FROM_EN}",
    rf"{_OPEN}{_IS_EN}\s+{_WHO}{_FROM_EN}{_NOT_EN}",
    rf"{_OPEN}(?P<who>I)\s+(?:now\s+)?own\s+(?:it|them|{_X}){_FROM_EN}",
    rf"{_IS_EN}\s+{_WHO},?\s+not\s+.+",
    rf"(?:{_OPEN})?(?:{_IS_EN}\s+)?not\s+{_NOT}[,;]\s*(?:but\s+|{_IS_EN}\s+)?{_WHO}(?:\s+{_OWNS}(?:\s+(?:it|them|{_X}))?)?{_FROM_EN}",
)
_WEEKDAYS = {letter: number for number, letter in enumerate("一二三四五六日")} | {"天": 6}
_WEEKDAYS |= {day: number for number, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}


def plan(ask: Ask, view: View) -> Plan:
    """Write it down as said in this message: in place of what is recorded, or beside it where others have to decide."""
    view.need(Kind.OWNERSHIP)
    if "bad_day" in ask.slots:
        raise UserMistake("bad_day", text=ask.slots["bad_day"])
    slots = _understood(ask)
    if slots is None:
        return Plan(Answer(Outcome.UNKNOWN, _WORDS["which_customer"][ask.lang]))
    ask = replace(ask, slots=slots)
    if not slots.get("customer") and not slots.get("customer_id"):
        said = _WORDS["which_customer"][ask.lang]
        return Plan(Answer(Outcome.AMBIGUOUS, said), pending=Pending(NAME, "customer", {**slots, LANG: ask.lang}, said))
    customer = find_customer(ask, view, NAME, slots.get("customer", ""))
    if isinstance(customer, Plan):
        return customer
    view.need(Kind.OWNERSHIP, customer.customer_id)
    ask = replace(ask, slots={**_without(slots, "customer"), "customer_id": customer.customer_id})
    who = find_member(ask, view, NAME, "who")
    return who if isinstance(who, Plan) else _Correction(ask, view, customer.customer_id, who).plan()


class _Correction:
    """One customer, and who is said to own it."""

    def __init__(self, ask: Ask, view: View, customer_id: str, who: Person) -> None:
        self._ask, self._view, self._customer_id, self._who = ask, view, customer_id, who
        first = ask.slots.get("first", "")
        self._since = date.fromisoformat(first) if first else ask.today
        self._held = open_owners(ownerships(view.reader, customer_id), self._since)
        self._others = list(dict.fromkeys(one.person_id for one in self._held if one.person_id != who.person_id))

    def plan(self) -> Plan:
        """What comes of it."""
        if self._who.left_on is not None and self._who.left_on < self._since:
            return self._told("left", Outcome.REFUSED, day=self._who.left_on.isoformat())
        if self._held and not self._others and self._held[0].holds_on(self._since):
            return self._told("already", Outcome.DONE)
        if may_correct(self._view, self._ask.person, self._owners()):
            return self._corrected()
        return self._claimed()

    def _owners(self) -> list[str]:
        """Whoever is on record undisputed; what somebody merely claimed gives them no say."""
        undisputed = [one.person_id for one in self._held if one.confidence >= 1]
        return undisputed or self._others

    def _corrected(self) -> Plan:
        said = [self._say("done", since=self._since.isoformat(), by=self._by(), today=self._ask.today.isoformat())]
        said += self._closed([one for one in self._held if one.person_id in self._others])
        text = self._say("between_sentences").join(said)
        command = CorrectOwner(
            change_key(self._ask),
            self._customer_id,
            self._who.person_id,
            self._since,
            tuple(one.fact_id for one in self._held),
            said_here(self._ask),
        )
        return Plan(self._with_undo(text), (command,), undo_pending(self._ask, text))

    def _closed(self, ended: Sequence[Ownership]) -> list[str]:
        last = self._since - timedelta(days=1)
        never = [one.person_id for one in ended if one.valid_from is not None and one.valid_from > last]
        until = [one.person_id for one in ended if one.person_id not in never]
        found = []
        for words, ids in (("ended", until), ("never", never)):
            found += [self._say(words, names=self._names(ids), last=last.isoformat())] if ids else []
        return found

    def _claimed(self) -> Plan:
        deciders = [*self._others, *(one for who in self._others for one in superiors(self._view, who)[:1])]
        named = self._names(dict.fromkeys(deciders), "or") or _WORDS["manager"][self._ask.lang]
        text = self._say("claimed", names=self._names(self._others), deciders=named)
        source = said_here(self._ask)
        command = ClaimOwner(change_key(self._ask), self._customer_id, self._who.person_id, self._since, source)
        return Plan(self._with_undo(text), (command,), undo_pending(self._ask, text))

    def _with_undo(self, text: str) -> Answer:
        return Answer(Outcome.DONE, text, choices=(undo_choice(self._ask),))

    def _told(self, words: str, outcome: Outcome, **facts: str) -> Plan:
        answer = Answer(outcome, self._say(words, **facts))
        return Plan(answer, pending=after_owner(self._ask, self._customer_id, answer))

    def _by(self) -> str:
        return self._ask.person.name_in(self._ask.lang) if self._ask.person else self._ask.message.sender_name

    def _names(self, ids: Sequence[str] | Mapping[str, None], last: str = "and") -> str:
        return self._say(last).join(names_of(self._view, ids, self._ask.lang).values())

    def _say(self, words: str, **facts: str) -> str:
        lang = self._ask.lang
        shown = {"customer": name_of(self._view, self._customer_id, lang), "who": self._who.name_in(lang), **facts}
        return filled(_WORDS[words][lang], lang, **shown)


def _understood(ask: Ask) -> Slots | None:
    """The parts of the sentence; what follows an answer comes as slot "words", and its customer is remembered.

    None for a sentence that corrects nothing.
    """
    slots = dict(ask.slots)
    words = slots.pop("words", "")
    if words:
        found = parse_day(words, ask.today)
        if isinstance(found, DayRef):
            words = without(words, found).strip(_EDGES)
            slots |= {"first": found.first.isoformat()}
        parts = slots_in(INTENT, words)
        if parts is None:
            return None
        slots |= parts
    slots |= _since(slots.pop("weekday", ""), ask.today)
    named = slots.get("customer", "")
    if re.fullmatch(r"(?:it|them|that|this|这家|那家|这个客户|它)?", named, re.IGNORECASE):
        return _without(slots, "customer")
    return {**_without(slots, "customer_id"), "customer": named}


def _since(weekday: str, today: date) -> dict[str, str]:
    """The latest day of that name, as the first on which it holds."""
    if not weekday:
        return {}
    number = _WEEKDAYS[weekday[:3].lower()]
    return {"first": (today - timedelta(days=(today.weekday() - number) % 7)).isoformat()}


def _without(slots: Slots, name: str) -> dict[str, str]:
    return {key: value for key, value in slots.items() if key != name}


INTENT = Intent(
    name=NAME,
    title={"zh": "更正某个客户的负责人", "en": "correct who owns a customer"},
    examples={
        "zh": ("华东光伏不是李雷负责，是韩梅负责", "不对，华东光伏从周一起归韩梅"),
        "en": ("no, Han Mei owns Acme, since Monday", "it's Han Mei, not Li Lei"),
    },
    patterns=PATTERNS,
    plan=plan,
    dated=True,
    place=11,
)
