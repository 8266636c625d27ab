"""Who we thought owned a customer, at a moment in the past: by what was recorded then, whatever we learnt since."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.base import Answer, Ask, Intent, Outcome, Plan, Slots, View, sentences
from handlers.finding import find_customer, name_of
from handlers.intents.who_owns import THEN
from handlers.owner_answers import OwnerTeller
from knowledge.access.model import Kind
from knowledge.calendar.phrases import DayRef, parse_day, without
from knowledge.graph.model import Ownership
from knowledge.graph.view import ownerships
from knowledge.people.model import Lang
from knowledge.store.errors import UserMistake
from notifiers.filling import filled

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "then": {"zh": "按我们 {day} 所知：{answer}", "en": "As we knew it on {day}: {answer}"},
    "nothing": {
        "zh": "{day} 时，我们还没有{customer}负责人的记录。",
        "en": "On {day} we had nothing on record about who owns {customer}.",
    },
    "first": {"zh": "最早的一条是 {first} 记下的。", "en": "The first was recorded on {first}."},
    "between_sentences": {"zh": "", "en": " "},
}


def plan(ask: Ask, view: View) -> Plan:
    """The owner as we would have answered then, about that day or about another that the question names."""
    view.need(Kind.OWNERSHIP)
    if "bad_day" in ask.slots:
        raise UserMistake("bad_day", text=ask.slots["bad_day"])
    then = date.fromisoformat(ask.slots["day"]) if ask.slots.get("day") else ask.today
    kept = {name: value for name, value in ask.slots.items() if name not in ("customer", "question")}
    asked = replace(ask, slots={**kept, **_about(ask, then)})
    found = find_customer(asked, view, "believed_owner", asked.slots.get("customer", ""))
    if isinstance(found, Plan):
        return found
    view.need(Kind.OWNERSHIP, found.customer_id)
    held = ownerships(view.reader, found.customer_id, _end_of(then, view.zone, ask.now))
    if not held:
        return Plan(_nothing(ask, view, found.customer_id, then))
    about = {name: asked.slots[name] for name in ("about_day", "about_first", "about_last") if name in asked.slots}
    days = {name.removeprefix("about_"): value for name, value in about.items()}
    back_then = replace(ask, today=then, slots=days)
    told = OwnerTeller(back_then, view, found.customer_id, held).answer()
    text = filled(_WORDS["then"][ask.lang], ask.lang, day=then.isoformat(), answer=told.text)
    return Plan(replace(told, text=text, choices=()))


def _about(ask: Ask, then: date) -> Slots:
    """The customer, and the day that it is about where that is another one; a choice has brought both along."""
    question = ask.slots.get("question", "")
    found = parse_day(question, then)
    days: dict[str, str] = {}
    if isinstance(found, DayRef):
        question = without(question, found)
        named = {"day": found.day, "first": found.first, "last": found.last}
        days = {f"about_{name}": day.isoformat() for name, day in named.items()}
    for text in (question, f"who {question}"):
        for pattern in THEN:
            match = pattern.fullmatch(text.strip())
            if match is not None:
                return {**days, "customer": match["customer"].strip()}
    return {**days, "customer": question}


def _end_of(day: date, zone: ZoneInfo, now: datetime) -> datetime:
    """The last moment of a day in the team's zone, or now."""
    return min(datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC), now)


def _nothing(ask: Ask, view: View, customer_id: str, then: date) -> Answer:
    facts = {"customer": name_of(view, customer_id, ask.lang), "day": then.isoformat()}
    said = [filled(_WORDS["nothing"][ask.lang], ask.lang, **facts)]
    later: list[Ownership] = ownerships(view.reader, customer_id)
    if later:
        first = min(one.recorded_at for one in later).astimezone(view.zone).date()
        said.append(filled(_WORDS["first"][ask.lang], ask.lang, first=first.isoformat()))
    return Answer(Outcome.ANSWER, _WORDS["between_sentences"][ask.lang].join(said))


_THOUGHT = r"(?:以为|认为|觉得|所知)"
_AT = r"(?:的?时候|时|当时|那时候?|那会儿?|那天)?"

INTENT = Intent(
    name="believed_owner",
    title={"zh": "某一天时我们以为谁负责某个客户", "en": "who we thought owned a customer on some day"},
    examples={
        "zh": ("我们 1 月 1 日时以为谁负责华东光伏？", "1 月 5 日那天我们以为 12 月 31 日谁负责华东光伏？"),
        "en": ("who did we think owned Acme on 1 January?", "what did we believe on 5 January about who owned Acme?"),
    },
    patterns=sentences(
        rf"(?:我们|咱们)?\s*{_AT}\s*(?:我们|咱们)?(?:当时|那时候?)?都?{_THOUGHT}[，,:：\s]*(?P<question>.+)",
        r"who\s+(?:did|do)\s+we\s+(?:think|believe)\s+(?:then\s+)?(?P<question>.+)",
        r"what\s+(?:did|do)\s+we\s+(?:think|believe|know)(?:\s+then)?,?\s+(?:about\s+)?(?P<question>who\s+.+)",
        r"who(?:\s+did)?\s+we\s+thought\s+(?P<question>.+)",
    ),
    plan=plan,
    dated=True,
    place=12,
    asks={"question": "which customer, and the other day where the question names two"},
)
