"""One file of an export as validated rows; what cannot be taken goes to the findings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from capture.exports import reasons
from capture.exports.csv_rows import BrokenRow, CsvRows, Row
from capture.exports.folder import Feed
from capture.exports.formats import Format, Kind
from capture.exports.notes import Note
from capture.exports.reasons import Phrase
from capture.exports.rejected import Rejection, rejection
from capture.exports.shape import BadCell, BadHeader, Shape, mapped_shape, native_shape
from capture.exports.values import Parse
from knowledge.people.model import Role

Values = dict[str, Any]

_SPANS = (("valid_from", "valid_to"), ("starts_on", "ends_on"))


@dataclass(slots=True)
class Findings:
    """What an import finds on its way: rows it rejects, and things worth knowing."""

    rejected: list[Rejection] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def reject(self, feed: Feed, line: int, column: str, value: str, why: Phrase) -> None:
        """Add a rejected row (at line 0, a whole file)."""
        self.rejected.append(rejection(feed.name, line, column, value, why))

    def note(self, code: str, feed: Feed, count: int = 0, names: tuple[str, ...] = ()) -> None:
        """Add a note, unless there is nothing to say."""
        if count or names:
            self.notes.append(Note(code, feed.name, count, names))


@dataclass(frozen=True, slots=True)
class First:
    """Where an id was read first, and what the row said (as a hash)."""

    feed: Feed
    line: int
    said: int


class Once:
    """Which ids of a table were read: each counts once in an import, so that a second import changes nothing."""

    def __init__(self) -> None:
        self._seen: dict[object, First] = {}

    def first(self, of: Format, values: Values, here: First) -> First | None:
        """The earlier row with the same identity, or None where this is the first."""
        identity = of.identity
        key = values.get(identity[0]) if len(identity) == 1 else tuple(values.get(name) for name in identity)
        found = self._seen.setdefault(key, here)
        return None if found is here else found


class CsvFeed:
    """The rows of one CSV file. Iterate once; `given` is known from the first row on."""

    def __init__(self, feed: Feed, of: Format, once: Once, findings: Findings) -> None:
        self._feed, self._format, self._once, self._findings = feed, of, once, findings
        self.given: tuple[str, ...] = ()
        self._repeated = 0
        self._without_role = 0
        self._again: list[str] = []

    def rows(self, parsers: Mapping[Kind, Parse]) -> Iterator[tuple[int, Values]]:
        """Valid rows with their lines. Raises OSError."""
        with self._feed.survey.open(self._feed.path) as file:
            rows = iter(CsvRows(file))
            shape = self._shape(next(rows, None), parsers)
            if shape is None:
                return
            self.given = shape.given
            for row in rows:
                values = self._values(row, shape)
                if values is not None and self._is_first(row.line, values):
                    yield row.line, values
        self._tell(shape)

    def _shape(self, header: Row | BrokenRow | None, parsers: Mapping[Kind, Parse]) -> Shape | None:
        feed = self._feed
        if not isinstance(header, Row):
            line, why = (header.line, header.why) if header else (0, reasons.NO_HEADER)
            self._findings.reject(feed, line, "", header.text if header else "", why)
            return None
        try:
            if feed.entry:
                return mapped_shape(self._format, header.cells, parsers, feed.entry, feed.taken)
            return native_shape(self._format, header.cells, parsers)
        except BadHeader as error:
            self._findings.reject(feed, header.line, error.column, "", error.phrase)
            return None

    def _values(self, row: Row | BrokenRow, shape: Shape) -> Values | None:
        if isinstance(row, BrokenRow):
            self._findings.reject(self._feed, row.line, "", row.text, row.why)
            return None
        try:
            return self._checked(shape.row(row.cells))
        except BadCell as error:
            self._findings.reject(self._feed, row.line, error.column, error.value, error.phrase)
            return None

    def _checked(self, values: Values) -> Values:
        """What one cell alone cannot tell. Raises BadCell."""
        if self._format.table in ("people", "ownership") and not values.get("role"):
            self._without_role += self._format.table == "people"
            values["role"] = Role.REP.value
        for first, last in _SPANS:
            start, end = values.get(first), values.get(last)
            if start and end and end < start:
                raise BadCell(last, end, reasons.ends_before(first))
        return values

    def _is_first(self, line: int, values: Values) -> bool:
        here = First(self._feed, line, hash(repr(values)))
        found = self._once.first(self._format, values, here)
        if found is None:
            return True
        identity = str(values[self._format.identity[0]])
        if found.said == here.said:
            self._repeated += 1
        elif self._feed.entry and self._feed.entry.named and found.feed.entry is not self._feed.entry:
            self._again.append(identity)
        else:
            why = reasons.repeated(found.feed.name, found.line)
            self._findings.reject(self._feed, line, self._format.identity[0], identity, why)
        return False

    def _tell(self, shape: Shape) -> None:
        note = self._findings.note
        note("unknown_columns", self._feed, names=shape.extra)
        note("missing_columns", self._feed, names=shape.missing)
        note("repeated", self._feed, self._repeated)
        note("seen_again", self._feed, len(self._again), tuple(dict.fromkeys(self._again)))
        note("without_role", self._feed, self._without_role)
