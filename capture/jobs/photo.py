"""A picture or a scan is read in a child process: what kind of paper, whose, and what it says."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from capture.base import BadMaterialError, Context, Done, Job, Task
from capture.photos.matching import Match, customers, matched
from capture.photos.model import Kind, Reading
from capture.photos.plain import of_plain
from capture.photos.wording import why_lines
from config.settings import Settings
from knowledge.deals.photos import MILESTONES, ReadPhoto, RecordPhoto
from knowledge.deals.reading import READING
from knowledge.deals.view import deals_of
from knowledge.graph.names.model import Ambiguous, Candidate
from knowledge.graph.names.resolve import resolve
from knowledge.graph.view import some_customers
from knowledge.people.model import LANGS
from knowledge.store.unit import Reader, Unit

ACTOR = "system"
LONGEST_TEXT = 20_000
"""More of what a paper says is not kept."""

BUSINESS = frozenset({*map(Kind, MILESTONES), Kind.BUSINESS_CARD})
"""Kinds of pictures that people are told of without having asked."""


def work(task: Task, report: Callable[[float], None]) -> Mapping[str, Any]:
    """The reading as plain JSON. Raises BadMaterialError."""
    from capture.photos.model import Request
    from capture.photos.plain import plain
    from capture.photos.reading import read

    if task.file is None:
        raise BadMaterialError("no_file", "没有收到这个文件。", "The file did not arrive.")
    names = tuple(task.brief["names"])
    request = Request(task.args["name"], max_pages=int(task.settings["max_pages"]), names=names)
    return plain(read(task.file, task.folder, request, report))


def brief(reader: Reader, args: Mapping[str, Any]) -> Mapping[str, Any]:
    """The names of the customers it may be of: what a seal may say."""
    ids = [one for one in (args["customer_id"], *args["candidates"]) if one]
    return {"names": [one.name for one in some_customers(reader, ids).values()]}


def settings(given: Settings) -> Mapping[str, Any]:
    """How much of a document is read."""
    return given.ocr.model_dump(mode="json")


def take(unit: Unit, args: Mapping[str, Any], done: Done, context: Context) -> None:
    """Keep what a paper of business says; other pictures only where somebody asked for it."""
    if done.failed:
        return
    reading = of_plain(done.result)
    if reading.judged.kind not in BUSINESS and not args["asked"]:
        return
    matches = matched(reading, lambda name: resolve(context.names, name, kinds={"customer"}))
    RecordPhoto(_photo(reading, matches, unit, args)).apply(unit, ACTOR)


def _photo(reading: Reading, matches: Sequence[Match], reader: Reader, args: Mapping[str, Any]) -> ReadPhoto:
    kind = reading.judged.kind.value
    customer_id, candidates = _customer(matches, args)
    return ReadPhoto(
        photo_id=f"photo-{args['file']}",
        name=str(args["name"]),
        kind=kind,
        shared_by=args["shared_by"],
        shared_at=datetime.fromisoformat(args["shared_at"]),
        room_key=args["room"],
        message_id=args["message_id"],
        fields=_values(reading),
        seals=len(reading.seals),
        text=reading.text[:LONGEST_TEXT],
        customer_id=customer_id,
        candidates=candidates,
        deal_id=_only_deal(reader, customer_id),
        milestone=MILESTONES.get(kind, ""),
        why={lang: why_lines(reading, lang) for lang in LANGS},
    )


def _values(reading: Reading) -> dict[str, list[str]]:
    """What the paper says by kind of field, its codes last, each once."""
    found: dict[str, dict[str, None]] = {}
    said = [(one.kind.value, one.value) for one in reading.fields] + [("code", one.text) for one in reading.codes]
    for kind, value in said:
        found.setdefault(kind, {})[value] = None
    return {kind: list(values) for kind, values in found.items()}


def _customer(matches: Sequence[Match], args: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """A company that the paper names; where it names none that we know, what was said with it."""
    named = [one.entity_id for one in customers(matches)]
    vague = [one.entity_id for match in matches for one in _several(match)]
    if len(named) == 1:
        return named[0], ()
    if named or vague:
        said, either = args["customer_id"], tuple(dict.fromkeys((*named, *vague)))
        return (said, ()) if said in either else ("", either)
    return args["customer_id"], tuple(args["candidates"])


def _several(match: Match) -> Sequence[Candidate]:
    return match.outcome.candidates if isinstance(match.outcome, Ambiguous) else ()


def _only_deal(reader: Reader, customer_id: str) -> str:
    """The one open deal, where there is just one."""
    found = [one.value.deal_id for one in deals_of(reader, customer_id) if not one.value.outcome] if customer_id else []
    return found[0] if len(found) == 1 else ""


JOB = Job(READING, work, take, brief, settings)
