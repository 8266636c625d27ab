"""A page's lines as cells: what stands to the right of a label, and what stands below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from capture.photos.fields.rows import Row
from capture.photos.model import Line

ALIGNED, NEAR, SLACK = 1.0, 2.3, 3.0
"""Heights of a line: how far the left edges of a column may differ, how far below the next line may begin, and by how
much lines may come out of order.
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of a row, and where its text begins in the row's; `place` is its place among all cells."""

    row: Row
    line: Line
    start: int
    place: int

    @property
    def text(self) -> str:
        """What it says, narrow."""
        return self.row.text[self.start : self.start + len(self.line.text)]

    @property
    def end(self) -> int:
        """Where its text ends in the row's."""
        return self.start + len(self.line.text)


def cells_of(rows: Sequence[Row]) -> list[Cell]:
    """All cells, row by row."""
    found: list[Cell] = []
    for row in rows:
        at = 0
        for line in row.lines:
            found.append(Cell(row, line, at, len(found)))
            at += len(line.text) + 1
    return found


def beneath(cell: Cell, cells: Sequence[Cell]) -> Cell | None:
    """The next line of the same column, right below."""
    box = cell.line.box
    under = (one for one in below(cell, cells) if abs(one.line.box.left - box.left) <= ALIGNED * box.height)
    return min(under, key=lambda one: one.line.box.top, default=None)


def below(cell: Cell, cells: Sequence[Cell]) -> Iterator[Cell]:
    """The lines that begin right below a cell, in whichever column; `cells` are all there are."""
    box = cell.line.box
    for at in range(cell.place + 1, len(cells)):
        one = cells[at]
        down = (one.line.box.top - box.top) / max(1.0, box.height)
        if one.row.page != cell.row.page or down > NEAR + SLACK:
            return
        if 0.5 < down <= NEAR:
            yield one


def beside_it(cell: Cell, cells: Sequence[Cell]) -> Cell | None:
    """The next cell of the row."""
    following = cells[cell.place + 1] if cell.place + 1 < len(cells) else None
    return following if following is not None and following.row is cell.row else None


def labelled(cells: Sequence[Cell], label: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Cell, list[Cell]]]:
    """Cells that are a label and nothing else: the match, the cell, and what may be its value: the cell to its right,
    then the one below it; another label is none.
    """
    for cell in cells:
        if found := label.fullmatch(cell.text.strip()):
            near = (beside_it(cell, cells), beneath(cell, cells))
            yield found, cell, [one for one in near if one is not None and not label.fullmatch(one.text.strip())]


def column_rows(cells: Sequence[Cell]) -> list[Row]:
    """Each column of running text as one row, its lines parted by a space, from where it begins; single cells aside."""
    following = {id(cell.line): beneath(cell, cells) for cell in cells}
    continued = {id(one.line) for one in following.values() if one is not None}
    columns = []
    for cell in cells:
        lines, at = [cell.line], following[id(cell.line)]
        while id(cell.line) not in continued and at is not None:
            lines.append(at.line)
            at = following[id(at.line)]
        if len(lines) > 1:
            columns.append(Row.of(cell.row.page, lines, " "))
    return columns
