"""preview: what would be picked up from chat lines and transcripts."""

import asyncio
import json
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.command import Command, Surrounds
from bot.errors import Unreadable
from bot.usage import Parser

if TYPE_CHECKING:
    from knowledge.graph.names.index import NameIndex
    from knowledge.store.unit import Reader


def _arguments(parser: Parser) -> None:
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help=parser.say("JSON Lines 文件：聊天或会议记录", "JSON Lines of chat or of transcripts"),
    )
    parser.add_argument("--json", action="store_true", help=parser.say("输出完整 JSON", "print whole JSON"))


def _run(given: Namespace, around: Surrounds) -> int:
    """One JSON line for each line of the file; 1 where one was refused."""
    lines = _lines(given.file)
    return asyncio.run(_with_database(lines, around)) if given.db else _with_nothing(lines, around)


def _lines(file: Path) -> list[str]:
    """The lines of a file. Raises InputAtFault."""
    try:
        return file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(file, error) from error


async def _with_database(lines: Sequence[str], around: Surrounds) -> int:
    """With the names and people of a database; a bot that runs on it is not disturbed."""
    from bot.names import Names, names_folder
    from knowledge.store.opening import open_store

    clock, settings = around.clock, around.settings
    store = open_store(settings.database.url, clock.now, clock.monotonic)
    try:
        names = Names(names_folder(settings))
        return await store.read(partial(_told, lines, around, names.current))
    finally:
        await store.close()


def _with_nothing(lines: Sequence[str], around: Surrounds) -> int:
    """Where nobody is known."""
    from sqlalchemy import create_engine

    import bot.previewing  # noqa: F401  its tables have to be there
    from knowledge.graph.names.index import NameIndex
    from knowledge.store.tables import metadata
    from knowledge.store.unit import Reader

    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as connection:
        return _told(lines, around, lambda _: NameIndex(), Reader(connection))


def _told(lines: Sequence[str], around: Surrounds, names: Callable[["Reader"], "NameIndex"], reader: "Reader") -> int:
    from bot.previewing import Preview
    from capture.base import Context

    settings, now = around.settings, around.clock.now()
    index = names(reader)
    today = now.astimezone(settings.zone).date()
    known = Context(reader, lambda: index, settings.zone, today, now, around.lang, documents=settings.documents)
    refused = 0
    for found in Preview(known, around.lang).of(lines):
        refused += "rejected" in found
        print(json.dumps(found, ensure_ascii=False))
    sys.stdout.flush()
    return 1 if refused else 0


COMMAND = Command(
    "preview",
    {"zh": "看看会从聊天和会议里记下什么", "en": "what would be picked up from chat lines or transcripts"},
    _arguments,
    _run,
)
