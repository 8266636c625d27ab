"""read: what a photo, a scan or a PDF says: text, seals, codes, its kind, and what is particular in it."""

import asyncio
import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from bot.command import Command, Surrounds
from bot.commands.resolve import as_plain
from bot.errors import InputAtFault, Missing, Unreadable
from bot.names import Names, names_folder
from bot.usage import Parser
from capture.base import BadMaterialError
from capture.documents.refusals import ReaderMissing
from knowledge.graph.names.model import Ambiguous, Resolved
from knowledge.graph.names.resolve import resolve
from knowledge.store.opening import open_store

if TYPE_CHECKING:
    from capture.photos.matching import Match
    from capture.photos.model import Reading

LIMIT = 5


def _arguments(parser: Parser) -> None:
    parser.add_argument(
        "photo", metavar="PHOTO", type=Path, help=parser.say("照片、扫描件或 PDF", "photo, scan or PDF")
    )
    parser.add_argument("--json", action="store_true", help=parser.say("输出 JSON", "print JSON"))


def _run(given: Namespace, around: Surrounds) -> int:
    reading = _read(given.photo, around.settings.ocr.max_pages)
    matches = asyncio.run(_matches(reading, around)) if _has_database(around) else ()
    if given.json:
        print(json.dumps(as_document(reading, matches), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_told(reading, matches, around)))
    return 0


def _read(photo: Path, max_pages: int) -> "Reading":
    """The reading of a file. Raises InputAtFault, Missing."""
    from capture.photos.model import Request
    from capture.photos.reading import read

    if not photo.is_file():
        raise Unreadable(photo, IsADirectoryError() if photo.is_dir() else FileNotFoundError())
    try:
        with TemporaryDirectory() as folder:
            return read(photo, Path(folder), Request(photo.name, max_pages), lambda _share: None)
    except ReaderMissing as error:
        raise Missing(error.say["zh"], error.say["en"]) from error
    except BadMaterialError as error:
        raise InputAtFault(error.say["zh"], error.say["en"]) from error
    except OSError as error:
        raise Unreadable(photo, error) from error


def _has_database(around: Surrounds) -> bool:
    """Whether there are names to look up: reading a photo makes no database."""
    kind, _, file = around.settings.database.url.partition(":///")
    return kind != "sqlite" or Path(file).exists()


async def _matches(reading: "Reading", around: Surrounds) -> Sequence["Match"]:
    """Whom the named companies may be."""
    from capture.photos.matching import matched

    database = around.settings.database.url
    store = open_store(database, around.clock.now, around.clock.monotonic)
    try:
        names = await store.read(Names(names_folder(around.settings)).current)
    finally:
        await store.close()
    return matched(reading, lambda text: resolve(names, text, limit=LIMIT))


def as_document(reading: "Reading", matches: Sequence["Match"]) -> dict[str, Any]:
    """The contract of `read --json`: what the job hands over, and shortcuts to what is asked most."""
    from capture.photos.plain import plain

    whole = plain(reading)
    of_pages = ("seals", "codes")
    listed = {
        key: [{"page": page["number"], **one} for page in whole["pages"] for one in page[key]] for key in of_pages
    }
    companies = [as_plain(match.field.value, match.outcome) for match in matches]
    return {**whole, "text": reading.text, "sealed": bool(reading.seals), **listed, "customers": companies}


def _told(reading: "Reading", matches: Sequence["Match"], around: Surrounds) -> Iterator[str]:
    from capture.photos import wording

    lang = around.lang
    yield wording.kind_line(reading, lang)
    if reading.cut:
        yield wording.cut_line(reading, lang)
    yield from (wording.field_line(field, lang) for field in reading.fields)
    yield from (wording.seal_line(seal, lang) for seal in reading.seals)
    yield from (wording.code_line(code, lang) for code in reading.codes)
    yield from (_whom(match, around) for match in matches if isinstance(match.outcome, Resolved | Ambiguous))
    yield ""
    yield reading.text or wording.no_text(lang)


def _whom(match: "Match", around: Surrounds) -> str:
    outcome = match.outcome
    candidates = (outcome.candidate,) if isinstance(outcome, Resolved) else getattr(outcome, "candidates", ())
    names = ", ".join(f"{one.name} ({one.kind} {one.entity_id})" for one in candidates)
    if isinstance(outcome, Resolved):
        return around.say({"zh": f"“{match.field.value}”是：{names}", "en": f"“{match.field.value}” is: {names}"})
    return around.say({"zh": f"“{match.field.value}”可能是：{names}", "en": f"“{match.field.value}” could be: {names}"})


COMMAND = Command("read", {"zh": "读一张照片或扫描件", "en": "read a photo or a scan"}, _arguments, _run)
