"""What an intent is given (Ask, View), and what it gives back (Plan with an Answer)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import ClassVar, Protocol
from zoneinfo import ZoneInfo

from config.access import AccessPolicy
from config.documents import DEFAULT_DOCUMENTS, DocumentSettings
from handlers.message import Message
from knowledge.access.model import Audience, Kind, Verdict
from knowledge.access.view import Rights
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.model import Candidate
from knowledge.graph.nicknaming import Nickname
from knowledge.people.model import Lang, Person
from knowledge.store.unit import Reader, Unit
from notifiers.notice import Choice, Evidence, Fact, Form


@dataclass(frozen=True)
class Sentence:
    """A pattern of whole sentences, in whatever case people type. Compiled when something is first held against it:
    all of them would take a tenth of a start.
    """

    pattern: str
    flags: ClassVar[re.RegexFlag] = re.IGNORECASE

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match of a whole sentence."""
        return self._compiled.fullmatch(text)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags)


Slots = Mapping[str, str]
"""The parts of a sentence that an intent asked for, by name; or a button's arguments."""


class Outcome(StrEnum):
    """What kind of answer it is (the contract of `ask --json`)."""

    ANSWER = "answer"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    SMALLTALK = "smalltalk"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where a statement comes from: what kind of source, where in it, and the day it was recorded there."""

    what: str
    where: str
    date: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said back, and the evidence it stands on."""

    outcome: Outcome
    text: str
    candidates: tuple[Candidate, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    conflict: bool = False
    title: str = ""
    facts: tuple[Fact, ...] = ()
    why: tuple[Evidence, ...] = ()
    choices: tuple[Choice, ...] = ()
    form: Form | None = None


class Command(Protocol):
    """A change to what the team knows. Applied inside one unit; raises UserMistake, NotAllowed or StaleWrite."""

    def apply(self, unit: Unit, actor: str) -> None:
        """Make the change, and emit what happened."""
        ...


@dataclass(frozen=True, slots=True)
class Pending:
    """A question the bot asked: whoever it asked answers with plain text, which becomes slot `slot` of `intent`.

    `options` can be picked instead, by number or by their "label": their other entries become the slots. `asked_at`
    (ISO 8601) is when; a question does not wait for ever.
    """

    intent: str
    slot: str
    slots: Slots
    asked: str
    options: tuple[Slots, ...] = ()
    asked_at: str = ""


@dataclass(frozen=True, slots=True)
class Subjects:
    """What a conversation was last about, so that a follow-up may leave it out.

    `customers` are ids, `people` kind and id ("person:li.lei", "contact:K001"). `intent` was last asked with `slots`;
    `slot` is the one of them that named what it was about ("customer"). `at` (ISO 8601) is when it was answered.
    """

    customers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    intent: str = ""
    slot: str = ""
    slots: Slots = field(default_factory=dict)
    at: str = ""

    def then(self, newer: "Subjects") -> "Subjects":
        """What is remembered after a newer answer; what that did not speak of stays."""
        asked = newer if newer.intent else self
        customers, people = newer.customers or self.customers, newer.people or self.people
        return Subjects(customers, people, asked.intent, asked.slot, asked.slots, newer.at)


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer to give once `commands` went through, and what the conversation remembers then.

    Where it stands `beside` what was pressed, that stays as it is.
    """

    answer: Answer
    commands: tuple[Command, ...] = ()
    pending: Pending | None = None
    subjects: Subjects | None = None
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing asked: who asks, where, in which language, and the slots found in it. `today` is the asker's.

    `subjects` is what this conversation was about before.
    """

    message: Message
    person: Person | None
    audience: Audience
    lang: Lang
    now: datetime
    zone: ZoneInfo
    today: date
    slots: Slots
    seen: int = 0
    subjects: Subjects = field(default_factory=Subjects)


class NotForThemError(Exception):
    """The asker, or somebody who listens, may not know that; the verdict says why. Turned into words in one place."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.why)
        self.verdict = verdict


class NotMeantError(Exception):
    """A sentence has the form of an intent's, but says nothing of the kind: it is answered as if no pattern fitted."""


@dataclass(frozen=True, slots=True)
class View:
    """What an intent may look at. Whoever reads facts asks `need` first. `zone` is the team's: its records' days.

    `rights` judges anybody's access in the same snapshot, on the team's day `judged_on` (None: `today`), whatever day
    is asked about. `subjects` is what the conversation was about so far, for what a question leaves out; `spoken_of`
    collects what the answer is about, as "kind:id", and `nicknames` those by which that was named. `documents`: where
    documents live, by the settings.
    """

    reader: Reader
    names: NameIndex
    person: Person | None
    audience: Audience
    today: date
    zone: ZoneInfo
    help_of: Callable[[Lang], str] = field(default=lambda _: "")
    policy: AccessPolicy = field(default_factory=AccessPolicy)
    subjects: Subjects = field(default_factory=Subjects)
    spoken_of: list[str] = field(default_factory=list)
    nicknames: list[Nickname] = field(default_factory=list)
    judged_on: date | None = None
    documents: DocumentSettings = DEFAULT_DOCUMENTS
    rights: Rights = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rights", Rights(self.reader, self.policy, self.judged_on or self.today))

    def speaks_of(self, kind: str, *ids: str) -> None:
        """Note that the answer is about these customers, people or contacts: a follow-up may mean them."""
        self.spoken_of.extend(f"{kind}:{one}" for one in ids)

    def need(self, kind: Kind, customer_id: str = "") -> None:
        """Go on only where the asker and everybody who listens may know it of this customer ("": of the team's work in
        general). Raises NotForThemError.
        """
        self._go_on(self.rights.verdict(self.person, kind, customer_id, self.audience))

    def need_room(self, kind: Kind, customer_id: str = "") -> None:
        """The same for what is the asker's own, a deal or task of theirs: only whoever else listens counts."""
        self._go_on(self.rights.of_own(self.person, kind, customer_id, self.audience))

    def _go_on(self, verdict: Verdict) -> None:
        if not verdict.allowed:
            raise NotForThemError(verdict)


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing people can ask or press.

    `examples` are sentences that reach it, by language; `patterns` match a whole sentence, their named groups become
    slots. `title` stands in the help at `place`, lowest first; at 0 it does not. A `dated` intent gets the day that a
    sentence names as slot "day" (ISO), or what cannot be a day as slot "bad_day", cut out of the sentence.

    `asks` makes it one that the LLM guest may call: the slots of its patterns that the guest may fill, each with what
    it is. Only for an intent that changes nothing; None keeps the guest away.
    """

    name: str
    title: Mapping[Lang, str]
    examples: Mapping[Lang, tuple[str, ...]]
    patterns: tuple[Sentence, ...]
    plan: Callable[[Ask, View], Plan]
    dated: bool = False
    place: int = 0
    asks: Mapping[str, str] | None = None


def sentences(*patterns: str) -> tuple[Sentence, ...]:
    """Patterns of whole sentences."""
    return tuple(Sentence(pattern) for pattern in patterns)
