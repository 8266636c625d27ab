"""The permission matrix: whoever asks whatever, wherever, whenever, hears what they may know, nobody anything else."""

import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.names import Names
from bot.wiring import plugins
from handlers.conversation import Conversation, Looked
from handlers.reply import private_notice, room_notice
from handlers.route import Matched, route
from knowledge.store.store import Store
from knowledge.store.unit import Reader
from notifiers.notice import Notice
from notifiers.plain import to_plain
from tests.contract.access import oracle
from tests.contract.access.asking import Question, message, questions
from tests.contract.access.world import AFTER, BEFORE, DURING, PEOPLE, STRANGER, TABLES, built
from tests.stores import Hand, opened

ROOMS = ("direct", *TABLES, "outside", "unsure")
GRANTEES = ("gil", "gia", "gus")


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[Store]:
    async with opened(sqlite_url, Hand(DURING)) as found:
        await found.write(built)
        yield found


@dataclass
class Ledger:
    """Everything that left, counted: what was told to whom, leaks, and what was kept from those who may know."""

    cases: int = 0
    told: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def heard(self, readers: Iterator[str] | list[str], text: str, at: datetime, case: str) -> set[tuple[str, str]]:
        """Note what a text told these readers; each of them must be allowed all of it."""
        found = oracle.marks_in(text)
        for reader in readers:
            for kind, customer in found:
                self.told[kind] += 1
                if not oracle.may_know(reader, kind, customer, at):
                    self.wrong.append(f"LEAK to {reader}: {kind} of {customer} in {case}: {text}")
        return set(found)


def cases() -> Iterator[tuple[str, str, datetime, Question]]:
    everything, first = list(questions()), list(questions(("C1",)))
    for person in (*PEOPLE, STRANGER):
        for room in ROOMS:
            yield from ((person, room, DURING, one) for one in (everything if room in ("direct", "team") else first))
    for person in (*GRANTEES, "li"):
        for at in (BEFORE, AFTER):
            yield from ((person, room, at, one) for room in ("direct", "team", "mixed") for one in first)


def who_listens(person: str, room: str) -> list[str] | None:
    """Who reads what is said there; None where nobody can say."""
    if room in ("outside", "unsure", "unnamed"):
        return None
    return [person, *TABLES.get(room, ())]


def judge(ledger: Ledger, looked: Looked, case: tuple[str, str, datetime, Question]) -> None:
    person, room, at, question = case
    named = f"{person} in {room} on {at:%d}: {question.text}"
    ledger.cases += 1
    assert looked.plan is not None, named
    here = _text(room_notice(looked.plan, looked.ask))
    alone = _text(private_notice(looked.private, looked.ask)) if looked.private else ""
    readers = who_listens(person, room)
    marks = oracle.marks_in(here)
    if readers is None:
        safe = oracle.COLLEAGUE.split() if room == "unnamed" else []
        ledger.wrong += [f"LEAK into {room}: {one} {named}: {here}" for one in marks if one[0] not in safe]
        readers = [person]
    in_room = ledger.heard(readers, here, at, named)
    to_them = in_room | ledger.heard([person], alone, at, f"{named} (in private)")
    _missing(ledger, question, case, in_room, to_them)


def _missing(
    ledger: Ledger,
    question: Question,
    case: tuple[str, str, datetime, Question],
    in_room: set[tuple[str, str]],
    to_them: set[tuple[str, str]],
) -> None:
    """Whoever may know it must have heard it: in the room where everybody there may, else alone."""
    person, room, at, _ = case
    if question.kind is None:
        return
    wanted = (question.kind.value, "C1" if question.customer == "C4" else question.customer)
    listening = who_listens(person, room)
    public = oracle.may_all_know(listening, *wanted, at) if listening else False
    public = public or (room == "unnamed" and wanted[0] in oracle.COLLEAGUE.split() and _known(person))
    if public and wanted not in in_room:
        ledger.wrong.append(f"KEPT from the room: {wanted} {case}")
    if oracle.may_know(person, *wanted, at) and wanted not in to_them:
        ledger.wrong.append(f"KEPT from {person}: {wanted} {case}")


def _known(person: str) -> bool:
    return person not in oracle.NOBODYS_BUSINESS


def _text(notice: Notice | None) -> str:
    return str(to_plain(notice)) if notice else ""


def conversation() -> Conversation:
    return Conversation(plugins().intents, Names().current, "zh", ZoneInfo("Asia/Shanghai"))


async def test_no_answer_tells_anybody_what_they_may_not_know(store: Store) -> None:
    began, ledger, bot = time.monotonic(), Ledger(), conversation()

    def ask_all(reader: Reader) -> None:
        for case in cases():
            person, room, at, question = case
            judge(ledger, bot.look(message(person, room, question.text, at), at, reader), case)

    await store.read(ask_all)
    seconds = time.monotonic() - began
    sys.stdout.write(f"{ledger.cases:,} questions in {seconds:.1f} s; told: {dict(ledger.told)}\n")
    assert ledger.wrong[:5] == [], len(ledger.wrong)
    assert set(ledger.told) == {one for one in oracle.ALL.split() if one != "lead"}


def test_every_intent_that_only_tells_is_asked_in_the_matrix() -> None:
    intents = plugins().intents
    asked = set[str]()
    for one in questions():
        found = route(one.text, intents, "zh", DURING.date())
        asked |= {found.intent.name} if isinstance(found, Matched) else set()
    telling = {name for name, intent in intents.items() if intent.asks is not None}
    assert telling - asked == set(), "ask it in asking.py, so that the matrix sees what it tells"
