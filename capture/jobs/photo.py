"""A picture or a scan is read in a child process: what kind of paper, whose, and what it says."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from capture.base import BadMaterialError, Context, Done, Job, Task
from config.settings import Settings
from knowledge.deals.photos import MILESTONES, ReadPhoto, RecordPhoto
from knowledge.deals.reading import READING
from knowledge.deals.view import deals_of
from knowledge.graph.names.model import Ambiguous, Resolved
from knowledge.graph.names.resolve import resolve
from knowledge.graph.view import some_customers
from knowledge.store.unit import Reader, Unit

ACTOR = "system"
LONGEST_TEXT = 20_000
"""More of what a paper says is not kept."""

BUSINESS = frozenset({*MILESTONES, "business_card"})
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
    kind = str(done.result["kind"])
    if kind not in BUSINESS and not args["asked"]:
        return
    found = _fields(done.result["fields"])
    customer_id, candidates = _customer(found.get("company", ()), args, context)
    deal = _only_deal(unit, customer_id)
    text = "\n\n".join("\n".join(line["text"] for line in page["lines"]) for page in done.result["pages"])
    photo = ReadPhoto(
        photo_id=f"photo-{args['file']}",
        name=str(args["name"]),
        kind=kind,
        shared_by=args["shared_by"],
        shared_at=datetime.fromisoformat(args["shared_at"]),
        room_key=args["room"],
        message_id=args["message_id"],
        fields=found,
        seals=sum(len(page["seals"]) for page in done.result["pages"]),
        text=text[:LONGEST_TEXT],
        customer_id=customer_id,
        candidates=candidates,
        deal_id=deal,
        milestone=MILESTONES.get(kind, ""),
    )
    RecordPhoto(photo).apply(unit, ACTOR)


def _fields(raw: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """What the paper says by kind of field, each once."""
    found: dict[str, list[str]] = {}
    for one in raw:
        values = found.setdefault(str(one["kind"]), [])
        if one["value"] not in values:
            values.append(str(one["value"]))
    return found


def _customer(companies: Sequence[str], args: Mapping[str, Any], context: Context) -> tuple[str, tuple[str, ...]]:
    """A company that the paper names; where it names none that we know, what was said with it."""
    named: dict[str, None] = {}
    vague: dict[str, None] = {}
    for company in companies:
        match resolve(context.names, company, kinds={"customer"}):
            case Resolved(candidate):
                named[candidate.entity_id] = None
            case Ambiguous(several):
                vague |= dict.fromkeys(one.entity_id for one in several)
            case _:
                pass
    if len(named) == 1:
        return next(iter(named)), ()
    if named or vague:
        said = args["customer_id"]
        both = (*named, *vague)
        return (said, ()) if said in both else ("", both)
    return args["customer_id"], tuple(args["candidates"])


def _only_deal(reader: Reader, customer_id: str) -> str:
    """The one open deal, where there is just one."""
    found = [one.value.deal_id for one in deals_of(reader, customer_id) if not one.value.outcome] if customer_id else []
    return found[0] if len(found) == 1 else ""


JOB = Job(READING, work, take, brief, settings)
