"""Companies by their place, where no label and no legal form tells: letterhead, addressee, block of signatures."""

import re
from collections.abc import Iterator, Sequence

from capture.photos.fields.cells import Cell, below, beneath, beside_it
from capture.photos.fields.names import NAME_IN_CAPITALS, in_capitals, key
from capture.photos.fields.rows import Hit, Row, matches
from capture.photos.fields.trades import heads_paper, is_house

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
_ZH_HEADING = re.compile(r"[\u4e00-\u9fff ]{0,12}(?:[单票据书函表]|合\s*同|协\s*议|报\s*告)(?=$|[\s:(])")
"""A paper's name ends in what it is: 送货单, 收据, 检测报告."""
_WAY_TO_REACH = re.compile(
    r"@|\bwww\.|电\s*话|地\s*址|传\s*真|手机|\b(?:tel|phone|fax)\b|\+\d{2}|\(?\d{3,5}\)?[ -]\d{3}[ -]?\d{3}"
    r"|\b\d{1,4}[a-z]? [A-Z][a-z]+|\b(?:Street|St|Road|Rd|Lane|Avenue|Ave|Row|Way|Drive|Square|Quay|Court|Place|House|"
    r"Building|Works|Wharf|Park|Suite|Floor|Boulevard|Blvd|Yard|Mill)\b(?=,|\s*\d|\s*$)"
)
_HONORIFIC = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Prof)\b\.?")
_HOST = re.compile(
    r"(?:(?P<who>[a-z][\w.-]*)@|\bwww\.|//|(?<![\w.@-]))(?P<host>(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,})", re.IGNORECASE
)
_LONG = 5
"""Letters of a host's name that no other word has by chance."""
_TOP = 0.25
_LEFT = 40
"""Pixels by which the lines of a letter may begin to the right of each other."""


def by_place(rows: Sequence[Row], cells: Sequence[Cell]) -> Iterator[Hit]:
    """The companies that a place tells, unsure: a person's name may stand there too."""
    for pattern in (_ON_BEHALF, _WE):
        for row, found in matches([*rows, *_single(cells)], pattern):
            if value := in_capitals(found["value"]):
                yield Hit(row, *found.span("value"), value, "", 1.0)
    for cell in (*_above_signatures(cells), *_letterheads(cells), *_addressees(cells)):
        yield Hit(cell.row, cell.start, cell.end, heads_paper(cell.text), "", 0.8)
    yield from _spelled_by_hosts(cells)


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


def _letterheads(cells: Sequence[Cell]) -> Iterator[Cell]:
    """A name at the top of a paper of business with an address or a number below it, or as the paper's first line."""
    if not any(_heading(cell.text) or _DEAR.match(cell.text) for cell in cells):
        return
    foot = max((cell.line.box.bottom for cell in cells), default=0.0)
    for cell in cells:
        if cell.row.page > 1 or cell.line.box.top > _TOP * foot or not heads_paper(cell.text):
            continue
        if _heads(cell, cells):
            yield cell
            return


def _heads(cell: Cell, cells: Sequence[Cell]) -> bool:
    """Whether below a name stands how to reach it; below or beside the first line of all, what the paper is."""
    under, right = _right_below(cell, cells), beside_it(cell, cells)
    if under is not None and _WAY_TO_REACH.search(under.text):
        return True
    if cell is not cells[0]:
        return False
    latin, house = cell.text.isascii(), is_house(cell.text)
    beside = right is not None and (latin or house) and _heading(right.text)
    return beside or (under is not None and (cell.text.isupper() or house) and _heading(under.text))


def _heading(text: str) -> bool:
    return bool(_HEADING.search(text) or _ZH_HEADING.match(text.strip()))


def _spelled_by_hosts(cells: Sequence[Cell]) -> Iterator[Hit]:
    """Names whose words an address of mail or web is made of: Stone Lantern Design, info@stonelantern.example."""
    read = [one for cell in cells for one in _HOST.finditer(cell.text)]
    hosts = {(label.replace("-", ""), one["who"] or "") for one in read for label in one["host"].split(".")[:-1]}
    for cell in cells if hosts else ():
        name = heads_paper(cell.text)
        words = [key(word) for word in name.split()]
        begins = {"".join(words[:many]) for many in range(1, len(words) + 1)}
        if any(len(host) >= _LONG and host in begins and not (who and who in begins) for host, who in hosts):
            yield Hit(cell.row, cell.start, cell.end, name, "", 0.9)


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
