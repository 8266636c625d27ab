"""import: a team's CRM export."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from bot.command import Command, Json, Surrounds, reached_bot
from bot.usage import Parser
from capture.exports.notes import from_plain as note_from_plain
from capture.exports.notes import merged, sentence
from capture.exports.rejected import from_plain as rejection_from_plain
from capture.exports.rejected import write_rejected
from knowledge.people.model import Lang

_WORDS: dict[str, dict[Lang, str]] = {
    "row": {
        "zh": "{table}：新增 {created}，变更 {changed}，未变 {unchanged}",
        "en": "{table}: {created} new, {changed} changed, {unchanged} unchanged",
    },
    "rejected": {
        "zh": "有 {count} 行没有导入，原因见 {file}；其余都已导入。",
        "en": "{count} rows were not imported; the reasons are in {file}. Everything else was.",
    },
    "well": {"zh": "全部导入，没有被拒的行。", "en": "Everything was imported; no row was rejected."},
}


def _arguments(parser: Parser) -> None:
    parser.add_argument(
        "folder", metavar="DIR", type=Path, help=parser.say("CRM 导出的文件夹", "folder of the CRM export")
    )
    parser.add_argument(
        "--mapping", metavar="FILE", type=Path, help=parser.say("列名对照文件", "file that maps its columns")
    )
    parser.add_argument(
        "--rejected",
        metavar="FILE",
        type=Path,
        default=Path("rejected.csv"),
        help=parser.say("被拒的行写到哪里（默认 %(default)s）", "where rejected rows go (default %(default)s)"),
    )


def _run(given: Namespace, around: Surrounds) -> int:
    summary = asyncio.run(_imported(given, around))
    for line in _told(summary, around.lang):
        print(line)
    rejections = [rejection_from_plain(one) for one in summary["rejected"]]
    if not rejections:
        print(_WORDS["well"][around.lang])
        return 0
    write_rejected(given.rejected, rejections)
    print(_WORDS["rejected"][around.lang].format(count=len(rejections), file=given.rejected), file=sys.stderr)
    return 1


def _told(summary: Json, lang: Lang) -> Iterator[str]:
    for table, counts in summary["tables"].items():
        yield _WORDS["row"][lang].format(table=table, **counts)
    for note in merged(note_from_plain(one) for one in summary["notes"]):
        phrase = sentence(note)
        yield phrase.zh if lang == "zh" else phrase.en


async def _imported(given: Namespace, around: Surrounds) -> Json:
    arguments = {
        "folder": str(given.folder.absolute()),
        "mapping": str(given.mapping.absolute()) if given.mapping else "",
    }
    with _Progress() as progress:
        async with reached_bot(around.settings) as bot:
            async for piece in bot.call("import", arguments):
                if "summary" in piece:
                    summary: Json = piece["summary"]
                    return summary
                progress.show(piece["done"], piece["total"], piece["file"])
    return {}


class _Progress:
    """A bar on a terminal, nothing elsewhere."""

    def __init__(self) -> None:
        self._bar = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)

    def __enter__(self) -> "_Progress":
        if self._bar is not None:
            self._bar.start()
            self._task = self._bar.add_task("", total=None)
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, done: int, total: int, file: str) -> None:
        """Where the import stands, in rows."""
        if self._bar is not None:
            self._bar.update(self._task, completed=done, total=total, description=file)


COMMAND = Command("import", {"zh": "导入 CRM 导出的文件夹", "en": "import a folder of a CRM export"}, _arguments, _run)
