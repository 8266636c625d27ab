"""Companies by their place, where no label and no legal form tells: letterhead, addressee, block of signatures."""

import re
from collections.abc import Iterator, Sequence

from capture.photos.fields.cells import Cell, below, beneath
from capture.photos.fields.names import NAME_IN_CAPITALS, in_capitals
from capture.photos.fields.rows import Hit, Row, matches

_ON_BEHALF = re.compile(
    rf"^(?:Signed\s+)?(?:For(?:\s+and\s+on\s+behalf\s+of)?|On\s+behalf\s+of)\s+(?P<value>{NAME_IN_CAPITALS})"
    r"\s*(?=$|[:,(]|by\b)",
    re.MULTILINE,
)
_WE = re.compile(
    rf"\b(?:We|The undersigned),?\s+(?P<value>{NAME_IN_CAPITALS}),\s+(?:hereby\s+|herewith\s+)?"
    r"(?:certify|confirm|accept|acknowledge|declare|undertake|agree|authori[sz]e|appoint)"
)
_SIGNS = re.compile(r"(?:By|Per|Signed|Signature|Name)\s*:(?P<who>.{0,40})")
_DEAR = re.compile(r"(?:Dear\s+\S|To whom it may concern)", re.IGNORECASE)
_HEADING = re.compile(
    r"\b(?:quotation|quote|invoice|receipt|offer|proposal|agreement|contract|delivery note|order|statement"
    r"|remittance)\b",
    re.IGNORECASE,
)
_WAY_TO_REACH = re.compile(
    r"@|\bwww\.|\b(?:tel|phone|fax)\b|\+\d{2}|\(?\d{3,5}\)?[ -]\d{3}[ -]?\d{3}"
    r"|\b\d{1,4}[a-z]? [A-Z][a-z]+|\b(?:Street|St|Road|Rd|Lane|Avenue|Ave|Row|Way|Drive|Square|Quay|Court|Place|House|"
    r"Building|Works|Wharf|Park|Suite|Floor|Boulevard|Blvd|Yard|Mill)\b(?=,|\s*\d|\s*$)"
)
_HONORIFIC = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Prof)\b\.?")
_TOP = 0.25
_LEFT = 40
"""Pixels by which the lines of a letter may begin to the right of each other."""


def by_place(rows: Sequence[Row], cells: Sequence[Cell]) -> Iterator[Hit]:
    """The companies that a place tells, unsure: a person's name may stand there too."""
    for pattern in (_ON_BEHALF, _WE):
        for row, found in matches([*rows, *_single(cells)], pattern):
            if value := in_capitals(found["value"]):
                yield Hit(row, *found.span("value"), value, "", 1.0)
    for cell in (*_above_signatures(cells), *_letterheads(rows, cells), *_addressees(cells)):
        yield Hit(cell.row, cell.start, cell.end, in_capitals(cell.text), "", 0.8)


def _single(cells: Sequence[Cell]) -> list[Row]:
    return [Row.of(cell.row.page, [cell.line]) for cell in cells if len(cell.row.lines) > 1]


def _above_signatures(cells: Sequence[Cell]) -> Iterator[Cell]:
    """The name above "By:" or "Signature:"; above "Name: Anna Stone" may stand the signature itself."""
    for cell in cells:
        if name := in_capitals(cell.text):
            under = beneath(cell, cells)
            signs = _SIGNS.fullmatch(under.text.strip()) if under is not None else None
            if signs and signs["who"].strip() != name:
                yield cell


def _letterheads(rows: Sequence[Row], cells: Sequence[Cell]) -> Iterator[Cell]:
    """A name at the top of a paper of business with an address or a number below it, or as the paper's first line."""
    if not any(_HEADING.search(row.text) or _DEAR.match(row.text) for row in rows):
        return
    foot = max((cell.line.box.bottom for cell in cells), default=0.0)
    for cell in cells:
        if cell.row.page > 1 or cell.line.box.top > _TOP * foot or not in_capitals(cell.text):
            continue
        under = _right_below(cell, cells)
        first = cell is cells[0] and cell.text.isupper()
        if under is not None and (_WAY_TO_REACH.search(under.text) or (first and _HEADING.search(under.text))):
            yield cell
            return


def _right_below(cell: Cell, cells: Sequence[Cell]) -> Cell | None:
    """The next line, in whichever way the two are aligned."""
    box = cell.line.box
    under = (one for one in below(cell, cells) if one.line.box.left < box.right and one.line.box.right > box.left)
    return next(under, None)


def _addressees(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Whom a letter is to: in the address above "Dear …" the first line that is no person's."""
    dear = next((at for at, cell in enumerate(cells) if _DEAR.match(cell.text)), 0)
    above = [cell for cell in cells[:dear] if abs(cell.line.box.left - cells[dear].line.box.left) <= _LEFT]
    for block in reversed(_blocks(above)):
        named = (cell for cell in block if in_capitals(cell.text) and not _HONORIFIC.match(cell.text))
        if len(block) > 1 and (first := next(named, None)) is not None:
            yield first
            return


def _blocks(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Lines below each other, parted where a line is left empty."""
    blocks: list[list[Cell]] = []
    for cell in cells:
        last = blocks[-1][-1].line.box if blocks else None
        if last is not None and cell.line.box.top - last.top <= 1.8 * max(last.height, cell.line.box.height):
            blocks[-1].append(cell)
        else:
            blocks.append([cell])
    return blocks
