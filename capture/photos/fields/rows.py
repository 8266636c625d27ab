"""A page's lines as rows of text in which labels and values can be looked for, and the way back to where they stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from capture.photos.model import Box, Field, FieldKind, Ground, Line, Page, Role

GAP = "\t"
"""Stands between the lines of a row: cells of a table, columns."""

_NARROW = {0xFF01 + at: 0x21 + at for at in range(94)} | {0x3000: " ", 0xFFE5: "¥", 0xFF0E: ".", 0x2236: ":"}


def narrow(text: str) -> str:
    """Full-width letters, digits and punctuation as plain ones, sign for sign: positions stay."""
    return text.translate(_NARROW)


@dataclass(frozen=True, slots=True)
class Row:
    """Lines at one height, from left to right; `text` is narrow, with GAP between them."""

    page: int
    lines: tuple[Line, ...]
    text: str

    @classmethod
    def of(cls, page: int, lines: Sequence[Line], between: str = GAP) -> "Row":
        """The row of these lines; `between` is one sign."""
        return cls(page, tuple(lines), narrow(between.join(line.text for line in lines)))

    def under(self, start: int, end: int) -> tuple[Line, ...]:
        """The lines that text[start:end] lies in."""
        found, at = [], 0
        for line in self.lines:
            if start < at + len(line.text) and end > at:
                found.append(line)
            at += len(line.text) + len(GAP)
        return tuple(found)

    @property
    def written(self) -> str:
        """The row as it was read, full-width signs kept."""
        return GAP.join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Hit:
    """A value found in a row, at text[start:end]; `rank` orders hits of one kind, higher is likelier."""

    row: Row
    start: int
    end: int
    value: str
    label: str
    rank: float
    why: Ground | None = None
    role: Role = Role.NONE
    other: str = ""

    def field(self, kind: FieldKind) -> Field:
        """The hit as a field: sure of it as of its lines, less so where its label is weak."""
        lines = self.row.under(self.start, self.end) or self.row.lines
        sure = min(line.confidence for line in lines) * min(1.0, 0.55 + 0.15 * self.rank)
        text = self.row.written[self.start : self.end].strip()
        label = " ".join(self.label.split()).strip(" :")
        box = _around(line.box for line in lines)
        why = self.why or (Ground.LABEL if label else Ground.FORM)
        sure = round(max(0.05, sure), 3)
        return Field(kind, self.value, text, label, sure, self.row.page, box, why, self.role, self.other)


def rows_of(page: Page) -> tuple[Row, ...]:
    """The rows of a page, top to bottom. Its lines come in that order already."""
    rows: list[list[Line]] = []
    for line in page.lines:
        if rows and beside(rows[-1][-1].box, line.box):
            rows[-1].append(line)
        else:
            rows.append([line])
    return tuple(Row.of(page.number, row) for row in rows)


def beside(before: Box, box: Box) -> bool:
    """Whether a box stands to the right of another, at its height."""
    overlap = min(before.bottom, box.bottom) - max(before.top, box.top)
    return overlap > 0.4 * min(before.height, box.height) and box.middle[0] > before.middle[0]


def matches(rows: Iterable[Row], pattern: re.Pattern[str]) -> Iterator[tuple[Row, re.Match[str]]]:
    """Each place of each row where a pattern fits."""
    for row in rows:
        for found in pattern.finditer(row.text):
            yield row, found


def best_first(hits: Iterable[Hit], kind: FieldKind) -> list[Field]:
    """The fields of these hits, each value once, the likeliest first; among equals the one that comes first."""
    ordered = sorted(hits, key=lambda hit: -hit.rank)
    unique = {(hit.value, hit.role): hit for hit in reversed(ordered)}
    kept = [hit for hit in ordered if unique[hit.value, hit.role] is hit]
    return [hit.field(kind) for hit in kept]


def flowing(rows: Sequence[Row]) -> Row:
    """All rows as one, for sentences that run on in the next row."""
    return Row.of(rows[0].page if rows else 1, [line for row in rows for line in row.lines])


def _around(boxes: Iterable[Box]) -> Box:
    first, *rest = boxes
    for box in rest:
        first = first.around(box)
    return first
