"""Pages as OCR leaves them, made from text: one line below the other, cells of a row parted by |."""

from collections.abc import Sequence

from capture.photos.fields.extract import fields_of
from capture.photos.fields.rows import Row, rows_of
from capture.photos.model import Box, Field, FieldKind, Line, Look, Origin, Page

WIDTH, HEIGHT, STEP, LETTER = 1240, 1754, 60, 28


def page_of(text: str, number: int = 1, *, sure: float = 0.99) -> Page:
    """A page whose lines say `text`."""
    lines = [line for at, row in enumerate(text.strip().splitlines()) for line in _row(row, 100 + at * STEP, sure)]
    return Page(number, WIDTH, HEIGHT, 0, Origin.OCR, Look(), tuple(lines))


def _row(row: str, top: float, sure: float) -> list[Line]:
    cells = [cell.strip() for cell in row.split("|")]
    width = (WIDTH - 200) / len(cells)
    lefts = [100 + at * width for at in range(len(cells))]
    boxes = [
        Box(left, top, left + min(width - 20, LETTER * len(cell)), top + 36)
        for left, cell in zip(lefts, cells, strict=True)
    ]
    return [Line(cell, sure, box) for cell, box in zip(cells, boxes, strict=True) if cell]


def rows(text: str) -> Sequence[Row]:
    """The rows of such a page."""
    return rows_of(page_of(text))


def found(text: str, kind: FieldKind) -> list[Field]:
    """The fields of a kind that such a page has."""
    return [one for one in fields_of([page_of(text)]) if one.kind is kind]


def values(text: str, kind: FieldKind) -> list[str]:
    """Their values."""
    return [one.value for one in found(text, kind)]
