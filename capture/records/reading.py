"""A table as records: text by the name of its column, whether it came as CSV or as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import StringIO

from capture.base import BadRow, Rejected
from capture.changes.events import flattened, json_body, stands_at
from capture.exports import reasons
from capture.exports.csv_rows import BrokenRow, CsvRows, Row
from capture.exports.reasons import Phrase
from capture.exports.rejected import rejection
from knowledge.people.model import Lang

MOST_BAD = 200
"""So many faults of one table are told."""

_JSON_BEGINS = ("{", "[")


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table. `line` is its line in a CSV, its number in JSON, from 1."""

    line: int
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A row that cannot be read: where it stands, the column at fault, what stood there, and why."""

    line: int
    column: str
    value: str
    why: Phrase


def read_table(raw: bytes, items: str = "") -> Iterator[Record | BadRecord]:
    """The rows of a table; `items` leads to them in JSON. Raises BadRow where it is neither CSV nor JSON."""
    text = decoded(raw)
    begins = text.lstrip()[:1]
    if begins in _JSON_BEGINS:
        return _from_json(raw, items)
    if begins == "<":
        raise BadRow(
            "This is a web page or XML, not a table; was the login lost?",
            "这是网页或 XML，不是表格，是不是登录失效了？",
        )
    return _from_csv(text)


def decoded(raw: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark, or GB18030, whichever more of its lines are in; bytes of another encoding
    become lone surrogates, by which a row of a CSV is refused. Raises BadRow.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError:
            raise BadRow("This is no UTF-16.", "不是 UTF-16。") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        unlike = [line for line in raw.splitlines() if not line.isascii()]
        good = sum(map(_is_utf8, unlike))
        return raw.decode("utf-8-sig" if good * 2 > len(unlike) else "gb18030", "surrogateescape")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _from_json(raw: bytes, items: str) -> Iterator[Record | BadRecord]:
    document = json_body(raw)
    rows = stands_at(document, items) if items else document
    if not isinstance(rows, list):
        raise BadRow(f"There is no list in {items or 'the body'}.", f"{items or '内容'} 里没有列表。")
    return _records(rows)


def _records(rows: list[object]) -> Iterator[Record | BadRecord]:
    for number, row in enumerate(rows, 1):
        if isinstance(row, dict):
            yield Record(number, flattened(row))
        else:
            yield BadRecord(number, "", str(row)[:200], reasons.BAD_JSON)


def _from_csv(text: str) -> Iterator[Record | BadRecord]:
    rows = iter(CsvRows(StringIO(text, newline="")))
    header = next(rows, None)
    if isinstance(header, BrokenRow) and header.why == reasons.BAD_BYTES:
        raise BadRow("This is neither UTF-8 nor GB18030.", "既不是 UTF-8 也不是 GB18030。")
    if not isinstance(header, Row):
        raise BadRow("There is no header.", "没有表头。")
    names = [cell.strip() for cell in header.cells]
    if len(set(names)) < len(names):
        raise BadRow("The header names a column twice.", "表头中有重复的列。")
    return _rows(names, rows)


def _rows(names: list[str], rows: Iterator[Row | BrokenRow]) -> Iterator[Record | BadRecord]:
    for row in rows:
        if isinstance(row, Row):
            yield Record(row.line, {name: cell.strip() for name, cell in zip(names, row.cells, strict=True)})
        else:
            yield BadRecord(row.line, "", row.text[:200], row.why)


def told_once(bad: Sequence[BadRecord], taken: int) -> list[BadRecord]:
    """What is at fault in a table; where it is the same in every row (a column has another name), that once."""
    if len(bad) > 1 and not taken and len({(one.column, one.why, one.value) for one in bad}) == 1:
        return [replace(bad[0], line=1)]
    return list(bad[:MOST_BAD])


def as_rejected(bad: BadRecord) -> Rejected:
    """A fault as the operator is told of it."""
    where = (f"{bad.column}：", f"{bad.column}: ") if bad.column else ("", "")
    said: dict[Lang, str] = {"zh": f"{where[0]}{bad.why.zh}", "en": f"{where[1]}{bad.why.en}"}
    shown = rejection("", bad.line, bad.column, bad.value[:200], bad.why).value
    return Rejected(f"{bad.line} {bad.column} {shown}".strip(), said)
