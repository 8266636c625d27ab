"""ImportPlan: a team's export as validated chunks of plain JSON, in the order in which they must be recorded."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from pathlib import Path

from capture.exports import reasons
from capture.exports.cards import LONGEST_CARD, BadCard, read_card
from capture.exports.feeds import CsvFeed, Findings, Once, Values
from capture.exports.folder import Feed, Folder, look_through
from capture.exports.formats import BATTLECARDS, USED, Format
from capture.exports.mapping import ExportMapping
from capture.exports.named import NamedPeople
from capture.exports.notes import Note
from capture.exports.rejected import Rejection
from capture.exports.shape import BadCell
from capture.exports.signal_lines import read_signal, signal_lines
from capture.exports.values import parsers

MOST_ROWS = 500
Chunk = Mapping[str, object]


def plan_import(folder: Path, mapping: ExportMapping | None, timezone: tzinfo) -> "ImportPlan":
    """Look through a folder; times without an offset are in `timezone`.

    Raises ExportError where there is no folder, or nothing in it that can be imported.
    """
    return ImportPlan(look_through(folder, mapping or ExportMapping()), timezone)


class ImportPlan:
    """An import that is ready to run. Files are read as streams; only ids are remembered, to find repeated ones.

    `total_bytes` and `total_rows` (lines, so an estimate) are for a progress bar; `rows_read` moves while `chunks`
    runs. `rejected` and `notes` are complete when `chunks` has ended.
    """

    def __init__(self, folder: Folder, timezone: tzinfo) -> None:
        self._feeds, self._zone = folder.feeds, timezone
        self._parsers = parsers(timezone)
        self._findings = Findings(folder.rejected, folder.notes)
        self._once: dict[str, Once] = {}
        self._named = NamedPeople()
        self.total_bytes = sum(feed.survey.size for feed in self._feeds)
        self.total_rows = sum(feed.survey.lines for feed in self._feeds)
        self.rows_read = 0

    @property
    def rejected(self) -> Sequence[Rejection]:
        """The rows and files that cannot be taken, so far."""
        return self._findings.rejected

    @property
    def notes(self) -> Sequence[Note]:
        """What is worth knowing, so far."""
        return self._findings.notes

    def chunks(self) -> Iterator[Chunk]:
        """Chunks of at most 500 rows: {"file", "table", "columns", "rows", "lines"}. To be run through once."""
        for table in (*(of.table for of in USED), BATTLECARDS, "signals"):
            for feed in self._feeds:
                if feed.table == table:
                    yield from self._chunks_of(feed)
            yield from self._named.chunks()

    def _chunks_of(self, feed: Feed) -> Iterator[Chunk]:
        start = self.rows_read
        try:
            for chunk in self._read(feed):
                if feed.table != "people":
                    yield from self._named.chunks()
                yield chunk
        except OSError as error:
            self._findings.reject(feed, 0, "", "", reasons.not_opened(error.strerror or str(error)))
        self.rows_read = start + feed.survey.lines

    def _read(self, feed: Feed) -> Iterator[Chunk]:
        if feed.format:
            return self._csv(feed, feed.format)
        return self._card(feed) if feed.is_card else self._signals(feed)

    def _card(self, feed: Feed) -> Iterator[Chunk]:
        with feed.survey.open(feed.path) as file:
            text = file.read(LONGEST_CARD + 1)
        try:
            values = read_card(feed.path.stem, text, self._zone)
        except BadCard as error:
            self._findings.reject(feed, error.line, error.column, error.value, error.phrase)
            return
        missing = tuple(name for name in ("owner", "verified_on") if not values[name])
        self._findings.note("card_lacks", feed, names=missing)
        yield _chunk(feed, [(1, values)], ())

    def _csv(self, feed: Feed, of: Format) -> Iterator[Chunk]:
        source = CsvFeed(feed, of, self._once.setdefault(of.table, Once()), self._findings)
        rows = source.rows(self._parsers)
        for batch in self._batches(self._looked_at(feed, rows)):
            yield _chunk(feed, batch, source.given)

    def _looked_at(self, feed: Feed, rows: Iterator[tuple[int, Values]]) -> Iterator[tuple[int, Values]]:
        for line, values in rows:
            self._named.read(feed, line, values)
            yield line, values

    def _signals(self, feed: Feed) -> Iterator[Chunk]:
        for batch in self._batches(self._signal_rows(feed)):
            yield _chunk(feed, batch, ())

    def _signal_rows(self, feed: Feed) -> Iterator[tuple[int, Values]]:
        with feed.survey.open(feed.path) as file:
            for line, text in signal_lines(file):
                try:
                    yield line, read_signal(text, self._zone)
                except BadCell as error:
                    self._findings.reject(feed, line, error.column, error.value, error.phrase)

    def _batches(self, rows: Iterator[tuple[int, Values]]) -> Iterator[list[tuple[int, Values]]]:
        """Rows in lots of at most 500; counts them for the progress bar."""
        start = self.rows_read
        for first in rows:
            batch = [first]
            for row in rows:
                batch.append(row)
                if len(batch) == MOST_ROWS:
                    break
            self.rows_read = start + batch[-1][0]
            yield batch


def _chunk(feed: Feed, batch: Sequence[tuple[int, Values]], given: Sequence[str]) -> Chunk:
    return {
        "file": feed.name,
        "table": feed.table,
        "columns": list(given),
        "rows": [values for _, values in batch],
        "lines": [line for line, _ in batch],
    }
