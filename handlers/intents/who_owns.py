"""Who owns a customer: now, at a day, or over a past period; else who has had deals with it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View
from handlers.finding import Found, find_customer, name_of
from handlers.sources import source_line, source_words
from handlers.tracks import tracks_answer
from knowledge.access.model import Kind
from knowledge.graph.model import Ownership
from knowledge.graph.view import ownerships
from knowledge.people.model import Lang, Person, Role
from knowledge.people.view import people
from knowledge.store.errors import UserMistake
from notifiers.formats import day as day_words

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "owner": {"zh": "{customer}由{who}负责（{since}{source}）。", "en": "{who} owns {customer} ({since}{source})."},
    "owner_then": {
        "zh": "{day}，{customer}由{who}负责（{since}{source}）。",
        "en": "On {day}, {customer} was owned by {who} ({since}{source}).",
    },
    "period": {"zh": "{first} 至 {last}，{customer}的负责人：", "en": "Owners of {customer} from {first} to {last}:"},
    "line": {"zh": "· {who}（{since}{source}）", "en": "· {who} ({since}{source})"},
    "conflict": {
        "zh": "{customer}的负责人有两种说法，我不替你选：",
        "en": "The sources disagree on who owns {customer}; I won't pick one:",
    },
    "since": {"zh": "自 {first}，", "en": "since {first}, "},
    "until": {"zh": "至 {last}，", "en": "until {last}, "},
    "between": {"zh": "{first} 至 {last}，", "en": "{first} to {last}, "},
    "others": {"zh": "一起跟进的：{names}。", "en": "Also on it: {names}."},
    "and": {"zh": "、", "en": ", "},
    "member": {"zh": "{who}（{role}）", "en": "{who} ({role})"},
    "nobody": {"zh": "{customer}没有记录负责人。", "en": "No owner is recorded for {customer}."},
    "nobody_then": {
        "zh": "{day} 时，{customer}没有记录负责人。",
        "en": "No owner of {customer} is recorded for {day}.",
    },
    "last": {"zh": "上一任是{who}（{since}{source}）。", "en": "The last one was {who} ({since}{source})."},
    "next": {"zh": "之后是{who}（{since}{source}）。", "en": "The next one is {who} ({since}{source})."},
}
_ROLES: Mapping[Role, Mapping[Lang, str]] = {
    Role.PRESALES: {"zh": "售前", "en": "presales"},
    Role.CSM: {"zh": "客户成功", "en": "customer success"},
    Role.DELIVERY: {"zh": "交付", "en": "delivery"},
}

_PATTERNS = (
    r"(?P<customer>.+?)的?(?:负责人|客户经理|对接人)(?:现在|目前)?(?:是)?(?:谁|哪位)?",
    (
        r"(?:请问|帮我查(?:一下)?|查(?:一下)?)?(?:现在)?(?:是)?(?:谁|哪位|哪个销售|哪个人)(?:在)?"
        r"(?:负责|跟进|管|对接|跟)(?:着|了)?(?:客户)?(?P<customer>.+?)(?:这家|这个客户|呢|的)?"
    ),
    r"(?P<customer>.+?)(?:现在|目前|当时)?(?:是|由|归)?(?:谁|哪位|哪个销售)(?:在)?(?:负责|跟进|管|对接|跟)(?:的|着|呢)?",
    r"(?P<customer>.+?)(?:现在|目前|当时)?(?:归|是)(?:谁|哪位)(?:的)?(?:客户|管)?(?:呢)?",
    (
        r"who(?:'s| is| was| has| had)?\s+(?:currently\s+)?(?:own|handl|cover|manag)(?:e?s?|e?d|ing)\s+"
        r"(?:the account\s+)?(?P<customer>.+)"
    ),
    r"who(?:'s| is| was)?\s+(?:the\s+)?(?:owner|account manager|account owner)\s+(?:of|for|at|on)\s+(?P<customer>.+)",
    r"who(?:'s| is| was)\s+(?:responsible|in charge)\s+(?:for|of)\s+(?P<customer>.+)",
    r"whose\s+(?:account|customer|client)\s+(?:is|was)\s+(?P<customer>.+)",
    r"(?:owner|account manager)\s+(?:of|for)\s+(?P<customer>.+)",
    r"who\s+did\s+(?P<customer>.+?)\s+belong\s+to",
)


def plan(ask: Ask, view: View) -> Plan:
    """The owner with source and date; all where sources disagree; the agents of its deals where none is recorded."""
    if "bad_day" in ask.slots:
        raise UserMistake("bad_day", text=ask.slots["bad_day"])
    view.need(Kind.OWNERSHIP)
    found = find_customer(ask, view, "who_owns", ask.slots.get("customer", ""))
    if isinstance(found, Plan):
        return found
    held = ownerships(view.reader, found.customer_id)
    team = people(view.reader, [one.person_id for one in held])
    return Plan(_Teller(ask, view, found, team).answer(held))


class _Teller:
    """Puts ownerships of one customer into sentences for one asker."""

    def __init__(self, ask: Ask, view: View, found: Found, team: Mapping[str, Person]) -> None:
        self._ask, self._view, self._team = ask, view, team
        self._customer_id = found.customer_id
        self._customer = name_of(view, found.customer_id, ask.lang)
        self._day = _slot_day(ask, "day") or ask.today

    def answer(self, held: Sequence[Ownership]) -> Answer:
        owners = [one for one in held if one.role is Role.REP]
        over = self._over_period(owners)
        if len(over) > 1:
            return self._listed(over, "period", conflict=False)
        now = [one for one in owners if one.holds_on(self._day)]
        if len({one.person_id for one in now}) > 1:
            return self._listed(now, "conflict", conflict=True)
        if now:
            return self._owner(now[-1], [one for one in held if one.role is not Role.REP and one.holds_on(self._day)])
        return self._nobody(owners)

    def _over_period(self, owners: Sequence[Ownership]) -> list[Ownership]:
        first, last = _slot_day(self._ask, "first"), _slot_day(self._ask, "last")
        if first is None or last is None or first == last:
            return []
        last = min(last, self._ask.today)
        return [o for o in owners if (o.valid_from or first) <= last and (o.valid_to or last) >= first]

    def _owner(self, owner: Ownership, others: Sequence[Ownership]) -> Answer:
        words = "owner" if self._day == self._ask.today else "owner_then"
        text = self._say(words, **self._about(owner))
        if others:
            names = self._say("and").join(self._member(one) for one in others)
            text += ("" if self._ask.lang == "zh" else " ") + self._say("others", names=names)
        return Answer(Outcome.ANSWER, text, sources=tuple(source_line(one.source) for one in (owner, *others)))

    def _listed(self, owners: Sequence[Ownership], title: str, *, conflict: bool) -> Answer:
        first, last = self._ask.slots.get("first", ""), self._ask.slots.get("last", "")
        lines = [self._say(title, first=first, last=last)]
        lines += [self._say("line", **self._about(one)) for one in owners]
        sources = tuple(source_line(one.source) for one in owners)
        return Answer(Outcome.ANSWER, "\n".join(lines), sources=sources, conflict=conflict)

    def _nobody(self, owners: Sequence[Ownership]) -> Answer:
        words = "nobody" if self._day == self._ask.today else "nobody_then"
        text, sources = self._say(words), []
        before = [one for one in owners if one.valid_to and one.valid_to < self._day]
        after = [one for one in owners if one.valid_from and one.valid_from > self._day]
        for name, one in (("last", before[-1:]), ("next", after[:1])):
            if one:
                text += ("" if self._ask.lang == "zh" else " ") + self._say(name, **self._about(one[0]))
                sources.append(source_line(one[0].source))
        return tracks_answer(self._view, self._customer_id, self._ask.lang, text, tuple(sources))

    def _about(self, one: Ownership) -> dict[str, str]:
        source = source_words(one.source, self._ask.lang)
        return {"who": self._who(one.person_id), "since": self._since(one), "source": source}

    def _since(self, one: Ownership) -> str:
        first = one.valid_from.isoformat() if one.valid_from else ""
        last = one.valid_to.isoformat() if one.valid_to else ""
        words = "between" if first and last else "since" if first else "until" if last else ""
        return self._say(words, first=first, last=last) if words else ""

    def _member(self, one: Ownership) -> str:
        return self._say(
            "member", who=self._who(one.person_id), role=_ROLES.get(one.role, {}).get(self._ask.lang, one.role)
        )

    def _who(self, person_id: str) -> str:
        member = self._team.get(person_id)
        return member.name_in(self._ask.lang) if member else person_id

    def _say(self, words: str, **facts: str) -> str:
        shown = {"customer": self._customer, "day": day_words(self._day, self._ask.lang, self._ask.today), **facts}
        return _WORDS[words][self._ask.lang].format(**shown)


def _slot_day(ask: Ask, name: str) -> date | None:
    return date.fromisoformat(ask.slots[name]) if ask.slots.get(name) else None


INTENT = Intent(
    name="who_owns",
    title={"zh": "谁负责某个客户（现在或某一天）", "en": "Who owns a customer, now or on a day"},
    examples={
        "zh": ("谁负责华东光伏？", "北禾电子去年归谁？", "华东光伏的负责人是谁"),
        "en": ("who owns Acme?", "who owned Acme last year?", "whose account is Acme"),
    },
    patterns=tuple(re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS),
    plan=plan,
    dated=True,
)
