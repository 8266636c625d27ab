"""A recording becomes a meeting: transcribed in a child process, then its transcript and minutes are recorded."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from capture.base import BadMaterialError, Context, Done, Job, Pace, Task
from capture.minutes.making import known_at, make_minutes
from capture.minutes.model import Known, Turn
from config.asr import AsrSettings
from config.settings import Settings
from knowledge.graph.view import some_customers
from knowledge.meetings.commands import RecordMeeting, RecordTranscript
from knowledge.meetings.model import Line, Meeting
from knowledge.meetings.ordering import TRANSCRIPTION
from knowledge.people.view import person
from knowledge.store.unit import Reader, Unit

ACTOR = "system"
MOST_NAMES = 6
"""So many names of customers go before those of people: a recognition takes few hints."""

_FIRST_WORD = 0.001
"""Told at once, so that people see that it has begun."""


def work(task: Task, report: Callable[[float], None]) -> Mapping[str, Any]:
    """The transcript as plain JSON. Raises BadMaterialError, also where something is not installed."""
    from capture.recordings.errors import PartMissing
    from capture.recordings.model import Progress, Request, SpokenName
    from capture.recordings.plain import plain
    from capture.recordings.transcribing import transcribe

    def tell(progress: Progress) -> None:
        report(progress.share)

    if task.file is None:
        raise BadMaterialError("no_file", "没有收到这个录音文件。", "The recording did not arrive.")
    asr = AsrSettings(**task.settings)
    likely = [*task.brief["names"], *(("term", term) for term in asr.terms), *task.brief["more"]]
    names = tuple(SpokenName(name, kind) for kind, name in likely)
    request = Request(task.data_dir / "models", asr, names)
    report(_FIRST_WORD)
    try:
        return plain(transcribe(task.file, task.folder, request, tell))
    except PartMissing as missing:
        raise BadMaterialError(missing.part.value, missing.say["zh"], missing.say["en"]) from missing


def brief(reader: Reader, args: Mapping[str, Any]) -> Mapping[str, Any]:
    """The names that may be spoken, the most likely first: the customer's, whoever shared it, the customer's people;
    then what we sell, competitors, colleagues.
    """
    sharer = person(reader, args["shared_by"])
    ids = [one for one in (args["customer_id"], *args["candidates"]) if one]
    known = known_at(reader, args["customer_id"])
    contacts = [("person", name) for name in known.contacts]
    own = [("person", name) for name in (sharer.name, sharer.name_en) if name] if sharer else []
    likely = dict.fromkeys([*_customers(reader, ids)[:MOST_NAMES], *own, *contacts])
    return {"names": list(likely), "more": list(_people_and_things(known))}


def _customers(reader: Reader, ids: Iterable[str]) -> list[tuple[str, str]]:
    known = some_customers(reader, list(ids)).values()
    return [("customer", name) for one in known for name in (*one.aliases, one.name, one.name_en) if name]


def _people_and_things(known: Known) -> Iterable[tuple[str, str]]:
    yield from (("product", name) for name in known.products)
    yield from (("competitor", name) for name in known.competitors)
    yield from (("person", name) for name in known.team)


def settings(given: Settings) -> Mapping[str, Any]:
    """How recordings are transcribed."""
    return given.asr.model_dump(mode="json")


def take(unit: Unit, args: Mapping[str, Any], done: Done, context: Context) -> None:
    """Record the meeting, what was said, and the minutes; a failure is told by the job's own message."""
    if done.failed:
        return
    from capture.recordings.plain import of_plain
    from capture.recordings.roles import roles
    from capture.recordings.turns import turns_of

    transcript = of_plain(done.result)
    known = known_at(unit, args["customer_id"])
    turns = turns_of(transcript.segments, roles(transcript.segments, known.team, known.contacts))
    meeting = _meeting(args, transcript.duration, transcript.language)
    source = {"what": "recording", "where": args["name"], "at": args["shared_at"], "by": args["shared_by"]}
    RecordMeeting(meeting, source).apply(unit, ACTOR)
    RecordTranscript(meeting.meeting_id, tuple(_line(one) for one in turns), transcript.language).apply(unit, ACTOR)
    spent = make_minutes(unit, meeting.meeting_id, context.zone, ACTOR, turns)
    if spent is not None:
        context.tell_operator("llm_spent", spent.day, tokens=f"{spent.tokens_per_day:,}")


def _meeting(args: Mapping[str, Any], seconds: float, language: str) -> Meeting:
    """Held, as far as we know, just before it was shared."""
    shared_at = datetime.fromisoformat(args["shared_at"])
    return Meeting(
        meeting_id=args.get("meeting_id") or f"recording-{args['file']}",
        held_at=shared_at - timedelta(seconds=seconds),
        title=str(args["name"]).rpartition(".")[0] or str(args["name"]),
        customer_id=args["customer_id"],
        candidates=tuple(args["candidates"]),
        room_key=args["room"],
        recorded_by=args["shared_by"],
        seconds=seconds,
        language=language,
        file_id=str(args["file"]),
    )


def _line(turn: Turn) -> Line:
    return Line(turn.start, turn.end if turn.end is not None else turn.start, turn.speaker, turn.side, turn.text)


JOB = Job(TRANSCRIPTION, work, take, brief, settings, Pace.LONG)
