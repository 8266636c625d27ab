"""resolve: what a name means, or each line of a file."""

import asyncio
import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from bot.command import Command, Surrounds
from bot.errors import Unreadable, WrongUse
from bot.names import Names, names_folder
from bot.usage import Parser
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.mentions import understand
from knowledge.graph.names.model import Ambiguous, Candidate, Resolution, Resolved
from knowledge.store.opening import open_store

LIMIT = 10
_OUTCOMES = {
    "resolved": {"zh": "是：", "en": "It is:"},
    "ambiguous": {"zh": "可能是：", "en": "It could be:"},
    "unknown": {"zh": "没有找到；最接近的是：", "en": "Not known; the nearest are:"},
}
_NOTHING = {"zh": "没有找到，也没有相近的名字。", "en": "Not known, and nothing is near."}


def _arguments(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help=parser.say("名字或一句话", "a name or a sentence"))
    parser.add_argument("--file", type=Path, metavar="FILE", help=parser.say("一行一个名字", "names, one a line"))
    parser.add_argument(
        "--limit",
        type=_count,
        default=LIMIT,
        metavar="N",
        help=parser.say("最多列几个（默认 %(default)s）", "most to list (default %(default)s)"),
    )
    parser.add_argument("--json", action="store_true", help=parser.say("输出 JSON", "print JSON"))


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ValueError(text)
    return int(text)


def _run(given: Namespace, around: Surrounds) -> int:
    if (given.name is None) == (given.file is None):
        raise WrongUse("请给一个名字，或用 --file 给一个文件。", "Give a name, or a file with --file.")
    lines = [given.name] if given.file is None else _lines(given.file)
    index = asyncio.run(_index(around))
    for line in lines:
        outcome = understand(index, line, limit=given.limit)
        if given.file is not None:
            print(json.dumps(as_plain(line, outcome), ensure_ascii=False))
        elif given.json:
            print(json.dumps(as_plain(line, outcome), ensure_ascii=False, indent=2))
        else:
            print("\n".join(_told(outcome, around)))
    sys.stdout.flush()
    return 0


def _lines(file: Path) -> list[str]:
    """The lines that hold anything. Raises InputAtFault."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(file, error) from error
    return [line.strip() for line in text.splitlines() if line.strip()]


async def _index(around: Surrounds) -> NameIndex:
    """The names of the database; a bot that runs on it is not disturbed."""
    clock, settings = around.clock, around.settings
    store = open_store(settings.database.url, clock.now, clock.monotonic)
    try:
        return await store.read(Names(names_folder(settings)).current)
    finally:
        await store.close()


def as_plain(text: str, outcome: Resolution) -> dict[str, object]:
    """The contract of `resolve --json`."""
    return {"input": text, "outcome": _word(outcome), "candidates": [_plain(one) for one in _candidates(outcome)]}


def _word(outcome: Resolution) -> str:
    match outcome:
        case Resolved():
            return "resolved"
        case Ambiguous():
            return "ambiguous"
        case _:
            return "unknown"


def _candidates(outcome: Resolution) -> Iterable[Candidate]:
    match outcome:
        case Resolved(candidate):
            return (candidate,)
        case Ambiguous(candidates):
            return candidates
        case _:
            return outcome.nearest


def _plain(one: Candidate) -> dict[str, object]:
    return {"kind": one.kind, "id": one.entity_id, "name": one.name, "score": one.score, "why": one.why.value}


def _told(outcome: Resolution, around: Surrounds) -> list[str]:
    candidates = list(_candidates(outcome))
    if not candidates:
        return [around.say(_NOTHING)]
    listed = [f"  {one.score:5.1f}  {one.name}  ({one.kind} {one.entity_id}, {one.why.value})" for one in candidates]
    return [around.say(_OUTCOMES[_word(outcome)]), *listed]


COMMAND = Command("resolve", {"zh": "一个名字是谁", "en": "what a name means"}, _arguments, _run)
