"""CSV as rows with the line on which each begins, where a broken one costs only itself."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from capture.exports import reasons
from capture.exports.reasons import Phrase

LONGEST_LINE = 1 << 20
MOST_OPEN_QUOTES = 100
"""Each costs a look ahead of up to 128 KiB (the csv module's limit of a cell); a file of nothing else must end."""

_UNDECODED = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, and the line on which it begins."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that cannot be read, the text of its first line, and why."""

    line: int
    text: str
    why: Phrase


class CsvRows:
    """The rows of a file, empty ones left out; the first sets the width. `line` is how far it was read."""

    def __init__(self, file: TextIO) -> None:
        self._lines = _Lines(file)
        self._reader = csv.reader(self._lines, strict=True)
        self._width = 0
        self._open_quotes = 0

    @property
    def line(self) -> int:
        """The number of the last line read, from 1."""
        return self._lines.number

    def __iter__(self) -> Iterator[Row | BrokenRow]:
        while self._open_quotes <= MOST_OPEN_QUOTES:
            self._lines.begin()
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error:
                yield self._broken()
                continue
            if any(cells) or self._lines.flaw:
                yield self._judged(cells)
        yield BrokenRow(self.line + 1, "", reasons.TOO_BROKEN)

    def _judged(self, cells: list[str]) -> Row | BrokenRow:
        lines = self._lines
        self._width = self._width or len(cells)
        if lines.flaw:
            return BrokenRow(lines.first, lines.text, lines.flaw)
        if len(cells) == self._width:
            return Row(lines.first, cells)
        if lines.several:
            return self._broken()
        return BrokenRow(lines.first, lines.text, reasons.wrong_width(len(cells), self._width))

    def _broken(self) -> BrokenRow:
        """A row whose quotes do not fit. Where it ran on over further lines, those are read again as rows."""
        lines = self._lines
        odd = lines.several or lines.text.count('"') % 2 == 1
        self._open_quotes += odd
        broken = BrokenRow(lines.first, lines.text, reasons.OPEN_QUOTE if odd else reasons.STRAY_QUOTE)
        lines.go_back()
        return broken


class _Lines:
    """The lines of a file, one after another, with a way back to the second line of the row at hand."""

    def __init__(self, file: TextIO) -> None:
        self.number = 0
        self.flaw: Phrase | None = None
        self._file = file
        self._taken: list[str] = []
        self._again: deque[str] = deque()

    def begin(self) -> None:
        """A new row begins with the next line."""
        self._taken.clear()
        self.flaw = None

    def go_back(self) -> None:
        """Read the row's further lines again, as rows of their own."""
        self._again.extendleft(reversed(self._taken[1:]))
        self.number -= len(self._taken) - 1
        del self._taken[1:]

    @property
    def first(self) -> int:
        """The line on which the row began."""
        return self.number - len(self._taken) + 1

    @property
    def several(self) -> bool:
        """Whether the row runs over more than one line."""
        return len(self._taken) > 1

    @property
    def text(self) -> str:
        """The row's first line."""
        return self._taken[0].rstrip("\r\n") if self._taken else ""

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._file.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) >= LONGEST_LINE and not line.endswith(("\n", "\r")):
            line = self._shortened()
        if "\0" in line:
            self.flaw = reasons.BAD_NUL
        elif not line.isascii() and _UNDECODED.search(line):
            self.flaw = reasons.BAD_BYTES
        self._taken.append(line)
        return line

    def _shortened(self) -> str:
        """Skip the rest of a line that is too long; a NUL in its place marks it."""
        while (rest := self._file.readline(LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
            pass
        return "\0\n"
