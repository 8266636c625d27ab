"""A file's header and its mapping as one shape, which turns each row of cells into a row of ours."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from capture.exports import reasons
from capture.exports.formats import Column, Format, Kind
from capture.exports.mapping import Entry, MappedColumn
from capture.exports.reasons import Phrase, Unreadable
from capture.exports.values import Parse, empty_of

Pick = Callable[[Sequence[str]], str]


class BadHeader(ValueError):
    """A header without which the file cannot be read."""

    def __init__(self, column: str, phrase: Phrase) -> None:
        super().__init__(phrase.en)
        self.column, self.phrase = column, phrase


class BadCell(ValueError):
    """A cell that costs its row."""

    def __init__(self, column: str, value: str, phrase: Phrase) -> None:
        super().__init__(phrase.en)
        self.column, self.value, self.phrase = column, value, phrase


@dataclass(frozen=True, slots=True)
class _Part:
    column: Column
    pick: Pick
    parse: Parse
    shown: str
    empty: object


class Shape:
    """Turns cells into values.

    `given` are the fields that rows speak of, `extra` the columns kept as attributes, `missing` those that a mapping
    names and the file does not have.
    """

    def __init__(
        self,
        parts: Sequence[_Part],
        extra: Mapping[str, int],
        picked: Mapping[str, Pick] | None = None,
        missing: Iterable[str] = (),
    ) -> None:
        self._parts, self.missing = parts, tuple(missing)
        self._attributes = {**{name: _cell(index) for name, index in extra.items()}, **(picked or {})}
        self.extra = tuple(extra)
        self.given = tuple(part.column.name for part in parts)

    def row(self, cells: Sequence[str]) -> dict[str, Any]:
        """The values of a row, in plain JSON. Raises BadCell."""
        values: dict[str, Any] = {}
        for part in self._parts:
            text = part.pick(cells)
            try:
                values[part.column.name] = _value(part, text)
            except Unreadable as error:
                raise BadCell(part.shown, text, error.phrase) from None
        if self._attributes:
            values["attributes"] = {name: pick(cells) for name, pick in self._attributes.items()}
        return values


def _value(part: _Part, text: str) -> object:
    if not text:
        if part.column.needed:
            raise Unreadable(reasons.EMPTY)
        return part.empty
    longest = part.column.longest
    if longest and len(text) > longest:
        raise Unreadable(reasons.too_long(longest))
    return part.parse(text)


def native_shape(of: Format, header: Sequence[str], parsers: Mapping[Kind, Parse]) -> Shape:
    """The shape of a file in our own format. Raises BadHeader."""
    places = _places(header)
    by_name = {name.casefold(): (name, index) for name, index in places.items()}
    parts = []
    for column in of.columns:
        name, index = by_name.get(column.name, ("", -1))
        if index >= 0:
            parts.append(_part(column, (_cell(index), name), parsers))
            del places[name]
        elif column.needed:
            raise BadHeader(column.name, reasons.no_column(column.name, header))
    return Shape(parts, places)


def mapped_shape(
    of: Format, header: Sequence[str], parsers: Mapping[Kind, Parse], entry: Entry, taken: frozenset[str] | None
) -> Shape:
    """The shape of a foreign file; `taken` are its columns that are no attributes of these rows (None: none is).

    Raises BadHeader.
    """
    places = _places(header)
    missing = [m.source for m in entry.columns.values() if m.const is None and m.source not in places]
    there = {name: mapped for name, mapped in entry.columns.items() if mapped.source not in missing}
    picks = {name: (_picked(places, mapped), mapped.source or name) for name, mapped in there.items()}
    if entry.named and of.id_column and of.id_column not in entry.columns and "name" in picks:
        picks[of.id_column] = picks["name"]
    for column in of.columns:
        if column.needed and column.name not in picks:
            source = entry.columns.get(column.name, entry.columns.get("name", MappedColumn())).source
            raise BadHeader(source, reasons.no_column(source, header))
    parts = [_part(column, picks[name], parsers) for name, column in of.by_name.items() if name in picks]
    extra = {name: index for name, index in places.items() if taken is not None and name not in taken}
    others = {name: pick for name, (pick, _) in picks.items() if name not in of.by_name}
    return Shape(parts, extra, others, dict.fromkeys(missing))


def sources_of(entry: Entry) -> frozenset[str]:
    """The source columns that an entry reads."""
    return frozenset(mapped.source for mapped in entry.columns.values() if mapped.source)


def _part(column: Column, picked: tuple[Pick, str], parsers: Mapping[Kind, Parse]) -> _Part:
    pick, shown = picked
    return _Part(column, pick, parsers[column.kind], shown, empty_of(column.kind))


def _places(header: Sequence[str]) -> dict[str, int]:
    """The index of each column. Columns without a name are called by their number."""
    places: dict[str, int] = {}
    for index, cell in enumerate(header):
        name = cell.replace("\ufeff", "").strip() or f"column {index + 1}"
        if name in places:
            raise BadHeader(name, reasons.twice_in_header(name))
        places[name] = index
    return places


def _picked(places: Mapping[str, int], mapped: MappedColumn) -> Pick:
    if mapped.const is not None:
        const = mapped.const
        return lambda _: const
    index, values, default = places[mapped.source], mapped.values, mapped.default
    if default is not None:
        return lambda cells: values.get(cells[index].strip(), default)
    return (lambda cells: values.get(text := cells[index].strip(), text)) if values else _cell(index)


def _cell(index: int) -> Pick:
    return lambda cells: cells[index].strip()
