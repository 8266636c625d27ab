"""Follow-ups: a sentence that leaves out what the conversation was last about, read as if it said so.

"那报价呢?", "他们的合同什么时候到期?", "and her phone?", "what about Acme?", "去年呢?". The sentence is tried
again with a stand-in where a name is missing or a pronoun stands; it counts only where the stand-in is exactly what
the pattern takes for a name. The slot is then left empty: whoever looks the name up (handlers.finding,
handlers.members, handlers.persons) takes what is remembered, or asks.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from handlers.base import Ask, Intent, Outcome, Plan, Slots, Subjects, View
from handlers.finding import CALLED
from handlers.newcomers import LANG
from handlers.route import Matched, NoMatch, NoMatchReason, has_han, matched, route
from knowledge.calendar.phrases import BadDate, DayRef, parse_day, without
from knowledge.people.model import Lang

REMEMBERED = timedelta(hours=1)
"""So long after an answer a follow-up still means what it was about."""

MOST_PEOPLE = 8
"""More people than this in one answer are not what "her" can mean."""

CUSTOMER, PERSON = "\ue000", "\ue001"
"""Stand-ins for a name: characters that nobody types and no pattern names."""

ABOUT = ("customer", "person", "who", "rival")
"""The slots that name what a question is about; another name can stand there instead."""
_STANDS_FOR = {
    CUSTOMER: ("customer", "person", "one", "other", "gone", "kept"),
    PERSON: ("person", "who", "to", "one", "other"),
}
_NAMING = {name for names in _STANDS_FOR.values() for name in names}
_DROPPED = {*_NAMING, *(f"{name}_id" for name in _NAMING), "rival", "rival_id", "objection", "words", "label", LANG}
_DROPPED |= {CALLED}
_DAYS = ("day", "first", "last", "bad_day")

_OPENING = re.compile(
    r"(?:(?:好的?|谢谢|多谢|明白了?|ok|okay|thanks|thank\s+you|great)[\s,，.。!！]+)?"
    r"(?:(?:那么|那(?![家个边位里时天年次份款种些会])|然后|以及|换成|换作|如果是)[\s,，]*"
    r"|(?:(?:and|then|so|but)[\s,]+)?(?:(?:what|how)\s+about\s+|same\s+(?:question\s+)?for\s+)|(?:and|then|so|but)[\s,]+)",
    re.IGNORECASE,
)
_EDGES = " \t　?？!！.。,，~～的"
_CLOSING = re.compile(r"(?:呢|呀|啊|嘛)?[\s?？。.!！,，~～]*$")
_THE = re.compile(r"(?:the|our|any|any\s+of\s+the)\s+", re.IGNORECASE)
_QUESTION = re.compile(
    r"[谁哪啥吗]|什么|怎么|怎样|多少|为何|几[个家点号时]|如何"
    r"|^(?:之前|以前|然后|现在|其他人?|别的|我们?|你们?|您)$"
    r"|^(?:before|after|then|now|others?|us|me|you|this|that|it|them)$"
    r"|\b(?:who|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|can|could|should|will|would|have|has)\b",
    re.IGNORECASE,
)
_AROUND = re.compile(r"^(?:for|of|at|with|on)\s+|['’]s$|的$", re.IGNORECASE)
"""What a pattern may take into a name that does not belong to it."""

LONGEST_NAME = 60
LONGEST_FILLER = 4
"""What a pattern took for a name and is no longer than this, in Chinese, may be none."""

_FILLERS_EN = re.compile(
    r"(?:(?:the|our|my|all|any|key|main|open|current|last|latest|newest|recent|most|previous|past|old|new|who|what|when"
    r"|which|is|are|was|were|there)\b\s*)+",
    re.IGNORECASE,
)

_THEY_ZH = re.compile(
    r"(?:他们|她们|它们|人家)(?:家|公司|那边|这边)?|(?:这|那|该|此)(?:一?家)?(?:客户|公司|企业)|[这那]家(?!的?人)|[这那]个客户|[这那]边|它"
)
_THEIR_EN = re.compile(r"\b(?:their|its|th(?:is|at|e)\s+(?:customer|company|account|client)['’]s)(?=\s)", re.IGNORECASE)
_THEY_EN = re.compile(r"\b(?:th(?:is|at|e)\s+(?:customer|company|account|client)|they|them|it)\b", re.IGNORECASE)
_THERE_EN = re.compile(r"(?<!is )(?<!are )\b(?:over\s+)?there\b", re.IGNORECASE)
_SHE_ZH = re.compile(r"(?<!其)[他她](?!们)|[这那]位(?!客户)|[这那]个人|此人|\bta\b", re.IGNORECASE)
_HER_EN = re.compile(r"\b(?:his|her)(?=\s)", re.IGNORECASE)
_SHE_EN = re.compile(r"\b(?:she|he|her|him)\b", re.IGNORECASE)
_PRONOUNS = (
    (_SHE_ZH, PERSON),
    (_HER_EN, f"{PERSON}'s"),
    (_SHE_EN, PERSON),
    (_THEY_ZH, CUSTOMER),
    (_THEIR_EN, f"{CUSTOMER}'s"),
    (_THEY_EN, CUSTOMER),
    (_THERE_EN, f"at {CUSTOMER}"),
)
_FRAMES: Mapping[Lang, tuple[str, ...]] = {
    "zh": ("{name}的{rest}", "{name}{rest}"),
    "en": ("{name}'s {rest}", "{rest} for {name}", "{rest} with {name}", "{rest} at {name}", "{rest} of {name}"),
}


@dataclass(frozen=True, slots=True)
class FollowUps:
    """Reads follow-ups, on the asker's day `today`, to what `subjects` remembers."""

    intents: Mapping[str, Intent]
    lang: Lang
    today: date
    subjects: Subjects

    def read(self, text: str, *, waits: bool) -> Matched | NoMatch:
        """What a sentence asks, with what it leaves out. Where a question of ours `waits`, a sentence that reaches no
        intent is its answer, no follow-up.
        """
        found = route(text, self.intents, self.lang, self.today)
        told = self.with_pronoun(text)
        if told is not None:
            return told
        if isinstance(found, Matched):
            return self.without_name(text, found) or found
        if waits or found.reason is not NoMatchReason.NOTHING_LIKE_IT:
            return found
        return self.without_name(text, found) or self.asked_again(text) or found

    def with_pronoun(self, text: str) -> Matched | None:
        """A sentence with a pronoun in place of a name: "他们的合同什么时候到期", "how do I reach her?"."""
        bare = _bare(text)
        for pronoun, name in _PRONOUNS:
            if pronoun.search(text):
                for sentence in dict.fromkeys((text, bare)):
                    found = self._read(pronoun.sub(name, sentence))
                    if found is not None:
                        return found
        return None

    def without_name(self, text: str, found: Matched | NoMatch) -> Matched | None:
        """A question that names nobody: "那报价呢", "key contacts". Nothing is changed on such a word.

        Where `found` took something for a name, only where that may be a filler ("关键联系人", "latest proposal").
        """
        bare = _bare(text)
        if isinstance(found, Matched) and not _is_filler(found.slots, bare):
            return None
        readings = (self._read(sentence) for sentence in self._framed(bare))
        return next((one for one in readings if one is not None and one.intent.asks is not None), None)

    def asked_again(self, text: str) -> Matched | None:
        """The last question about another name or day: "what about Acme?", "去年呢?"."""
        intent = self.intents.get(self.subjects.intent)
        if intent is None:
            return None
        rest, days = self._without_day(_bare(text))
        name, slot = rest.strip(_EDGES), self.subjects.slot
        if days and not intent.dated:
            return None
        kept = {key: value for key, value in self.subjects.slots.items() if not days or key not in _DAYS}
        slots = {**kept, **days}
        if not name and days:
            return Matched(intent, {**slots, slot: ""} if slot else slots)
        if not slot or not _asks_again(text) or not _is_name(name):
            return None
        return Matched(intent, {**slots, slot: name})

    def _framed(self, rest: str) -> Iterator[str]:
        known = self.subjects
        names = (CUSTOMER, PERSON) if known.customers and not known.people else (PERSON, CUSTOMER)
        if rest:
            frames = _FRAMES["zh" if has_han(rest) else "en"]
            plain = _THE.sub("", rest, count=1) if _THE.match(rest) else rest
            yield from (frame.format(name=name, rest=plain) for name in names for frame in frames)

    def _read(self, sentence: str) -> Matched | None:
        found = matched(" ".join(sentence.split()).strip(_EDGES), self.intents, self.today)
        slots = _emptied(found.slots) if found else None
        return Matched(found.intent, slots) if found and slots is not None else None

    def _without_day(self, text: str) -> tuple[str, Slots]:
        found = parse_day(text, self.today)
        if isinstance(found, DayRef):
            days = {"day": found.day.isoformat(), "first": found.first.isoformat(), "last": found.last.isoformat()}
            return without(text, found), days
        return (without(text, found), {"bad_day": found.text}) if isinstance(found, BadDate) else (text, {})


def subjects_in(memory: Mapping[str, Any], now: datetime) -> Subjects:
    """What a conversation's memory says it was about; nothing where that is too long ago."""
    known = memory.get("subjects")
    if not known or now - datetime.fromisoformat(known["at"]) > REMEMBERED:
        return Subjects()
    return Subjects(**{**known, "customers": tuple(known["customers"]), "people": tuple(known["people"])})


def remembering(plan: Plan, intent: Intent, ask: Ask, view: View) -> Plan:
    """The plan, with what is to be remembered of it: only of what was answered, and no change is asked for again."""
    if plan.answer.outcome not in {Outcome.ANSWER, Outcome.DONE}:
        return plan
    asked = intent.name if plan.answer.outcome is Outcome.ANSWER and not plan.commands else ""
    spoken = list(dict.fromkeys(view.spoken_of))
    customers = tuple(one.partition(":")[2] for one in spoken if one.startswith("customer:"))
    people = tuple(one for one in spoken if not one.startswith("customer:"))
    slot = next((name for name in ABOUT if name in ask.slots or f"{name}_id" in ask.slots), "")
    slots = {name: value for name, value in ask.slots.items() if name not in _DROPPED and len(value) <= LONGEST_NAME}
    subjects = Subjects(customers, people[:MOST_PEOPLE], asked, slot, slots)
    return replace(plan, subjects=view.subjects.then(subjects)) if asked or spoken else plan


def _bare(text: str) -> str:
    """The sentence without what opens and closes a follow-up."""
    plain = _CLOSING.sub("", " ".join(text.split()))
    return plain[found.end() :].strip() if (found := _OPENING.match(plain)) else plain.strip()


def _asks_again(text: str) -> bool:
    plain = " ".join(text.split())
    return _OPENING.match(plain) is not None or plain.rstrip(_EDGES).endswith("呢")


def _is_filler(slots: Slots, bare: str) -> bool:
    """Whether what was taken for a name may be none: a short or empty word, or part of how the sentence opens."""
    taken = slots.get("customer") or slots.get("person", "")
    is_short = len(taken) <= LONGEST_FILLER if has_han(taken) else _FILLERS_EN.fullmatch(taken) is not None
    return taken != "" and (is_short or taken not in bare)


def _is_name(text: str) -> bool:
    return 0 < len(text) <= LONGEST_NAME and _QUESTION.search(text) is None


def _emptied(slots: Slots) -> dict[str, str] | None:
    """The slots, the one that is nothing but a stand-in empty; None where none is, or where a stand-in is elsewhere."""
    found: dict[str, str] = {}
    for name, value in slots.items():
        bare = _AROUND.sub("", value)
        if name in _STANDS_FOR.get(bare, ()):
            found["customer" if name == "person" and bare == CUSTOMER else name] = ""
        elif CUSTOMER in value or PERSON in value:
            return None
        else:
            found[name] = value
    return found if any(found.get(name) == "" for name in _NAMING) else None
