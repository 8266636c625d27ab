"""The asker's own day: hot leads they hold, that wait for them, that they put off until today; their customers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from handlers.base import Answer, Ask, Intent, NotForThemError, Outcome, Plan, View, sentences
from handlers.day import Day, HotCustomer, HotNow, day_of
from handlers.intents import claim_lead
from knowledge.access.model import Verdict, Why
from knowledge.leads.model import HotLead, Lead
from knowledge.people.model import Lang, Person
from knowledge.people.view import people
from notifiers.alerts.hot_lead import did
from notifiers.filling import filled
from notifiers.formats import ClockFace, day
from notifiers.notice import Choice, Fact

MOST = 10
"""More lines than this are counted, not listed."""

MOST_CLAIMS = 3
"""So many of the leads that wait get a button."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {"zh": "你的今天：{day}", "en": "Your day: {day}"},
    "held": {"zh": "你认领的热线索", "en": "Hot leads you hold"},
    "waiting": {"zh": "等人认领的热线索", "en": "Hot leads nobody has claimed"},
    "due": {"zh": "今天到时的提醒", "en": "Reminders due today"},
    "customers": {"zh": "你负责的客户", "en": "Customers you own"},
    "hot": {"zh": "其中有热线索的", "en": "Of these, hot now"},
    "section": {"zh": "{section}：", "en": "{section}:"},
    "held_line": {"zh": "· {lead}：{why}（{when} 认领）", "en": "· {lead}: {why} (claimed {when})"},
    "waiting_line": {"zh": "· {lead}：{why}（{when} 提醒）", "en": "· {lead}: {why} (alert of {when})"},
    "owned_line": {
        "zh": "· {lead}：{why}（{when} 提醒，负责人{who}）",
        "en": "· {lead}: {why} (alert of {when}, owner {who})",
    },
    "due_line": {"zh": "· {when} {lead}：{why}", "en": "· {when} {lead}: {why}"},
    "hot_line": {"zh": "· {name}：{why}（{when}）", "en": "· {name}: {why} ({when})"},
    "more": {"zh": "……还有 {count} 条", "en": "… and {count} more"},
    "free": {
        "zh": "今天没有热线索等你，也没有到时的提醒。",
        "en": "No hot leads wait for you today, and no reminders are due.",
    },
    "claim": {"zh": "认领 {lead}", "en": "Claim {lead}"},
    "say_claim": {"zh": "认领 {lead}", "en": "claim {lead}"},
}


def plan(ask: Ask, view: View) -> Plan:
    """The day; where a lead was taken on it, the day as it is then."""
    me = ask.person
    if me is None:
        raise NotForThemError(Verdict(allowed=False, why=Why.UNKNOWN_PERSON))
    today = day_of(me, ask, view)
    if "claim" not in ask.slots:
        return Plan(_Teller(ask, view, me).told(today))
    taken = claim_lead.plan(replace(ask, slots={"alert": ask.slots["claim"]}), view)
    if not taken.commands:
        return taken
    told = _Teller(ask, view, me).told(_after_claim(today, ask.slots["claim"], me, ask))
    return replace(taken, answer=replace(told, outcome=Outcome.DONE))


def _after_claim(before: Day, alert_id: str, me: Person, ask: Ask) -> Day:
    """The day once `me` has taken that lead; one that was not waiting for them changes nothing."""
    taken = [one for one in before.waiting if str(one.alert.alert_id) == alert_id]
    held = [replace(one, alert=replace(one.alert, actor_id=me.person_id, acted_at=ask.now)) for one in taken]
    waiting = tuple(one for one in before.waiting if one not in taken)
    return replace(before, held=(*held, *before.held), waiting=waiting)


class _Teller:
    """Puts a day into words."""

    def __init__(self, ask: Ask, view: View, me: Person) -> None:
        self._ask, self._view, self._me = ask, view, me
        self._lang: Lang = ask.lang
        self._face = ClockFace(ask.zone, ask.lang, ask.now)

    def told(self, today: Day) -> Answer:
        """The whole day, with its numbers, and buttons where nobody else would press them."""
        text = "\n".join(line for lines in self._sections(today) for line in lines)
        counts = {
            "held": len(today.held),
            "waiting": len(today.waiting),
            "due": len(today.due),
            "customers": today.customers,
            "hot": len(today.hot_customers),
        }
        return Answer(
            Outcome.ANSWER,
            text,
            title=self._say("title", day=day(self._ask.today, self._lang, self._ask.today)),
            facts=tuple(Fact(self._say(name), str(count)) for name, count in counts.items()),
            choices=self._choices(today.waiting) if self._ask.audience.direct else (),
        )

    def _sections(self, today: Day) -> Iterator[list[str]]:
        owners = people(self._view.reader, sorted({one.lead.owner_id for one in today.waiting}))
        if today.is_free:
            yield [self._say("free")]
        yield self._section("due", [self._due(one) for one in today.due])
        yield self._section("waiting", [self._waiting(one, owners) for one in today.waiting])
        yield self._section("held", [self._held(one) for one in today.held])
        yield self._section("hot", [self._hot(one) for one in today.hot_customers])

    def _section(self, name: str, lines: Sequence[str]) -> list[str]:
        if not lines:
            return []
        more = [self._say("more", count=str(len(lines) - MOST))] if len(lines) > MOST else []
        return [self._say("section", section=self._say(name)), *lines[:MOST], *more]

    def _held(self, one: HotNow) -> str:
        when = self._face.tells(one.alert.acted_at or one.alert.opened_at)
        return self._say("held_line", lead=_called(one.lead, self._lang), why=self._why(one.alert), when=when)

    def _waiting(self, one: HotNow, owners: Mapping[str, Person]) -> str:
        owner = owners.get(one.lead.owner_id) if one.lead.owner_id != self._me.person_id else None
        return self._say(
            "owned_line" if owner else "waiting_line",
            lead=_called(one.lead, self._lang),
            why=self._why(one.alert),
            when=self._face.tells(one.alert.opened_at),
            who=owner.name_in(self._lang) if owner else "",
        )

    def _due(self, one: HotNow) -> str:
        when = self._face.tells(one.alert.remind_at or one.alert.opened_at)
        return self._say("due_line", lead=_called(one.lead, self._lang), why=self._why(one.alert), when=when)

    def _hot(self, one: HotCustomer) -> str:
        when = self._face.tells(one.alert.last_event_at)
        return self._say("hot_line", name=one.name, why=self._why(one.alert), when=when)

    def _why(self, alert: HotLead) -> str:
        """The newest of its evidence."""
        return did(alert.evidence[0], self._lang) if alert.evidence else alert.rule

    def _choices(self, waiting: Sequence[HotNow]) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                self._say("claim", lead=one.lead.lead_id),
                "my_day",
                {"claim": str(one.alert.alert_id)},
                primary=number == 0,
                say=self._say("say_claim", lead=one.lead.lead_id),
            )
            for number, one in enumerate(waiting[:MOST_CLAIMS])
        )

    def _say(self, words: str, **facts: str) -> str:
        return filled(_WORDS[words][self._lang], self._lang, **facts)


def _called(lead: Lead, lang: Lang) -> str:
    """The lead's number, with its company or address where one is known."""
    name = lead.customer_name or lead.email
    return filled("{name} {lead}", lang, name=name, lead=lead.lead_id) if name else lead.lead_id


_DAY_ZH = r"(?:今天|今日)"
_TODO_ZH = (
    r"(?:有什么(?:事|安排|要做的|待办)|有啥事?|要做(?:什么|啥)|该做(?:什么|啥)|有哪些(?:事|安排|待办)|干什么|做什么)"
)

INTENT = Intent(
    name="my_day",
    title={"zh": "你的今天：热线索、提醒、客户", "en": "your day: hot leads, reminders, customers"},
    examples={"zh": ("我的今天", "今天有什么事？"), "en": ("my day", "what's on today?")},
    patterns=sentences(
        rf"我的?{_DAY_ZH}(?:的?(?:安排|待办|日程|事))?",
        rf"(?:我{_DAY_ZH}|{_DAY_ZH}我?)(?:都|还|要)?{_TODO_ZH}[呢呀啊吗]?",
        rf"(?:我的?)?{_DAY_ZH}的?(?:安排|待办|日程)|我的(?:待办|日程|安排)",
        r"my\s+(?:day|agenda|to-?dos?|today)(?:\s+today)?",
        r"what(?:['’]s|\s+is)\s+(?:on|due|planned|there\s+to\s+do)(?:\s+for\s+me)?(?:\s+today)?(?:\s+for\s+me)?",
        r"what\s+(?:should\s+i\s+do|have\s+i\s+got|needs?\s+(?:doing|my\s+attention))(?:\s+on)?\s+today",
        r"what\s+does\s+my\s+day\s+look\s+like|how\s+does\s+my\s+day\s+look",
    ),
    plan=plan,
    place=7,
    asks={},
)
