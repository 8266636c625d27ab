"""The repository's documents as the checks see them: links, named paths, code blocks, tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.architecture.tree import FOLDERS, ROOT

NAMED_FOLDERS = (*FOLDERS, "docs", "examples", "tests", "benchmarks")

_BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_PATH = re.compile(rf"(?:{'|'.join(NAMED_FOLDERS)})/[\w./*-]*")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: the word behind the fence, and the text."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown file. `name` is its path from the root."""

    name: str
    text: str

    @property
    def prose(self) -> str:
        """The text without its fenced blocks."""
        return _BLOCK.sub("", self.text)

    def blocks(self, language: str) -> list[Block]:
        """The fenced blocks in a language."""
        return [Block(*found) for found in _BLOCK.findall(self.text) if found[0] == language]

    def links(self) -> list[str]:
        """Link targets inside the repository."""
        return [target for target in _LINK.findall(self.prose) if "://" not in target]

    def paths(self) -> list[str]:
        """Paths of the repository that the prose names in code style; a * stands for many."""
        return [code for code in _CODE.findall(self.prose) if _PATH.fullmatch(code)]

    def anchors(self) -> set[str]:
        """What a link may name behind #."""
        return {slug(heading) for heading in _HEADING.findall(self.prose)}

    def rows(self, first_header: str) -> Iterator[list[str]]:
        """The cells of each row of the tables whose first column has this header."""
        inside = False
        for line in self.text.splitlines():
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
            if inside and cells and set(cells[0]) - {"-", ":"}:
                yield cells
            inside = bool(cells) and (inside or cells[0] == first_header)


def slug(heading: str) -> str:
    """A heading's anchor, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def codes(cell: str) -> list[str]:
    """What a cell of a table names in code style."""
    return _CODE.findall(cell)


@cache
def pages() -> tuple[Page, ...]:
    """Every document there is."""
    files = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md")]
    return tuple(Page(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")) for file in sorted(files))


def page(name: str) -> Page:
    """The document of this path from the root."""
    return next(one for one in pages() if one.name == name)


def broken_links(one: Page) -> list[str]:
    """Links of a page that lead nowhere: to no file, or to no heading in it."""
    return [target for target in one.links() if not _leads_somewhere(one, target)]


def _leads_somewhere(one: Page, target: str) -> bool:
    path, _, anchor = target.partition("#")
    if not path:
        return anchor in one.anchors()
    file = (ROOT / one.name).parent / path
    if not anchor or not file.is_file():
        return file.exists()
    return anchor in Page(path, file.read_text(encoding="utf-8")).anchors()


def missing_paths(one: Page) -> list[str]:
    """Paths that a page names and the checkout does not have."""
    return [path for path in one.paths() if not any(ROOT.glob(path.rstrip("/")))]


def written_files(one: Page) -> dict[Path, str]:
    """The Python examples of a page that say which file they are, in a comment on their first line."""
    found = {}
    for block in one.blocks("python"):
        first, _, rest = block.text.partition("\n")
        found[Path(first.removeprefix("# "))] = rest
    return found
