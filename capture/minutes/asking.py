"""Minutes made better by a language model: whether it may be asked about a meeting, what it said, and the order."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from zoneinfo import ZoneInfo

from capture.llm.budget import day_of, most_tokens, take_tokens
from capture.minutes.model import Setting, Turn
from capture.minutes.prompt import messages, pieces
from knowledge.access.judge import on_team
from knowledge.meetings.model import Meeting
from knowledge.meetings.ordering import TRANSCRIPTION
from knowledge.meetings.refining import REFINEMENT, refiner_of
from knowledge.people.rooms import known_room, listeners
from knowledge.people.view import person
from knowledge.store.jobs import NEW, WORKED, Order, job_keyed, job_on_file, put_job
from knowledge.store.unit import Reader, Unit

MOST_ANSWER_TOKENS = 4_000
"""Of one request: twenty items with their quotes take half of that."""

MOST_PIECES = 40
"""So many requests for one meeting, four hours of it; what is beyond keeps the minutes by rules."""

_DIGEST = 16

Requests = list[list[dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Consulted:
    """What the model said of these very words: an answer a piece. `waits`: it is being asked. `key` is for the next
    order.
    """

    answers: tuple[str, ...]
    waits: bool
    key: str


@dataclass(frozen=True, slots=True)
class OverBudget:
    """The model was not asked, because the tokens of this day would not do."""

    day: str
    tokens_per_day: int


def heard_of(reader: Reader, meeting_id: str, turns: Sequence[Turn]) -> Consulted:
    """What it said before; it is asked once about the same words, and again only where nothing came of it."""
    words = "\0".join(turn.text for turn in turns)
    base = f"{meeting_id}:{sha256(words.encode('utf-8', 'replace')).hexdigest()[:_DIGEST]}"
    last, number = None, 0
    while (found := job_keyed(reader, REFINEMENT, f"{base}:{number}")) is not None:
        last, number = found, number + 1
    done = last.outcome.get("done", {}) if last else {}
    return Consulted(
        tuple(done.get("answers", ())), last is not None and last.state in (NEW, WORKED), f"{base}:{number}"
    )


def order_better(unit: Unit, held: Meeting, turns: Sequence[Turn], setting: Setting, key: str) -> OverBudget | None:
    """Have the model asked, where one is appointed and the meeting may be shown to it."""
    refiner = refiner_of(unit)
    requests = requests_of(turns, setting, held.language) if refiner else []
    if refiner is None or not requests or not may_be_shown(unit, held, refiner.zone):
        return None
    day, tokens = day_of(unit, refiner.zone), sum(most_tokens(one, (), MOST_ANSWER_TOKENS) for one in requests)
    if not take_tokens(unit, day, tokens, refiner.tokens_per_day):
        unit.audit("system", "asked_llm", held.meeting_id, tools=[], outcome="over_budget", tokens=0)
        return OverBudget(day, refiner.tokens_per_day)
    args = {"meeting_id": held.meeting_id, "zone": setting.zone.key, "day": day, "tokens": tokens}
    put_job(unit, REFINEMENT, key, args)
    return None


def requests_of(turns: Sequence[Turn], setting: Setting, language: str) -> Requests:
    """The chat requests about a transcript, one a piece."""
    return [messages(turns, setting, language, piece) for piece in pieces(turns)[:MOST_PIECES]]


def may_be_shown(unit: Unit, held: Meeting, zone: ZoneInfo) -> bool:
    """As with what the guest is asked: a colleague shared it, alone with the bot or where nobody from outside reads."""
    if on_team(person(unit, held.recorded_by), unit.now.astimezone(zone).date()) is not None:
        return False
    order = recorded_in(unit, held)
    if order is not None and order.args.get("direct"):
        return True
    messenger, _, room_id = held.room_key.partition(":")
    known = known_room(unit, messenger, room_id)
    if known is None:
        return False
    return known.room.direct or listeners(unit, known.room, known, unit.now).outsiders is False


def recorded_in(reader: Reader, held: Meeting) -> Order | None:
    """The job that transcribed it."""
    return job_on_file(reader, TRANSCRIPTION, int(held.file_id)) if held.file_id.isdecimal() else None
