"""A change as rows of our own tables, by the mapping: typed values, what they speak of, and what cannot be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from fnmatch import fnmatchcase
from typing import Any

from capture.changes.events import BadChange, Change, epoch_as_iso
from capture.exports.formats import USED, Format, Kind
from capture.exports.mapping import Entry, ExportMapping, MappedColumn
from capture.exports.reasons import Phrase
from capture.exports.shape import BadCell, mapped_shape
from capture.exports.values import Parse, parsers

MARKS: Mapping[str, Mapping[str, str]] = {
    "customers": {"status": "deleted"},
    "leads": {"status": "deleted"},
    "deals": {"outcome": "deleted", "stage": "deleted"},
    "people": {"left_on": "@day"},
    "contacts": {"deleted": "true"},
}
"""What says of a thing that the other system deleted it. Nothing is forgotten here."""

_EMPTY_PERSON = frozenset({"ownership"})
_NO_ID = Phrase("没有这条记录的标识", "the record's id is missing")
_LEFT_OUT = Phrase("缺少这个字段", "this field is missing")
_NOT_MAPPED = Phrase("映射里没有这种对象", "the mapping has no such object")


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """What a change says of one of our things. `given` names the columns it speaks of, the identity among them."""

    table: str
    values: Mapping[str, Any]
    given: tuple[str, ...]

    def plain(self) -> dict[str, object]:
        """As plain JSON."""
        return {"table": self.table, "values": dict(self.values), "given": list(self.given)}


def readers(zone: tzinfo) -> Mapping[Kind, Parse]:
    """How cells are read: as in an import, and days and times in seconds or milliseconds since 1970 as well."""
    usual = parsers(zone)

    def after_epoch(kind: Kind) -> Parse:
        return lambda text: usual[kind](epoch_as_iso(text))

    return {**usual, Kind.DAY: after_epoch(Kind.DAY), Kind.INSTANT: after_epoch(Kind.INSTANT)}


def rows_of(
    change: Change,
    place: int,
    entries: ExportMapping,
    read: Mapping[Kind, Parse],
    formats: tuple[Format, ...] = USED,
) -> Iterator[ChangedRow | BadChange]:
    """The rows that a change feeds, in the order in which they must be recorded; what is at fault is named."""
    meant = [(of, entry) for of in formats for entry in entries.entries if _is_for(entry, of, change)]
    if not meant:
        yield BadChange(place, "object", change.object, _NOT_MAPPED)
        return
    found = [one for of, entry in meant for one in _row(change, place, entry, of, read)]
    yield from found
    if not found and change.what != "deleted":
        of, entry = meant[0]
        yield BadChange(place, _missing(_named(entry, of), of, change.fields), "", _LEFT_OUT, change.event_id)


def _is_for(entry: Entry, of: Format, change: Change) -> bool:
    return entry.target == of.file and fnmatchcase(change.object, entry.pattern)


def _missing(entry: Entry, of: Format, fields: Mapping[str, str]) -> str:
    """The first field that an entry cannot do without and is not told, as the other system calls it."""
    name = next(name for name in _needed(of) if not _is_told(entry.columns.get(name), fields))
    mapped = entry.columns.get(name)
    return mapped.source if mapped else name


def _row(
    change: Change, place: int, entry: Entry, of: Format, read: Mapping[Kind, Parse]
) -> Iterator[ChangedRow | BadChange]:
    fields, own = dict(change.fields), _named(entry, of)
    missing = [name for name in _needed(of) if not _is_told(own.columns.get(name), fields)]
    if of.id_column in missing:
        source = own.columns.get(of.identity[0], MappedColumn()).source or of.identity[0]
        yield BadChange(place, source, "", _NO_ID, change.event_id)
        return
    if missing:
        return
    if change.what == "deleted":
        own = replace(own, columns={name: one for name, one in own.columns.items() if name in of.identity})
    try:
        shape = mapped_shape(_loose(of), tuple(fields), read, own, None)
        values = shape.row(tuple(fields.values()))
    except BadCell as bad:
        yield BadChange(place, bad.column, bad.value, bad.phrase, change.event_id)
        return
    given = tuple(name for name in shape.given if name in of.by_name)
    if change.what != "deleted":
        yield ChangedRow(of.table, values, given)
    elif of.table in MARKS:
        yield _marked(ChangedRow(of.table, values, given), of, change)


def _named(entry: Entry, of: Format) -> Entry:
    """The entry with its id column: where names serve as ids, the name."""
    if not entry.named or of.identity[0] in entry.columns or "name" not in entry.columns:
        return entry
    return replace(entry, columns={**entry.columns, of.identity[0]: entry.columns["name"]})


def _needed(of: Format) -> list[str]:
    """The columns without which a row says nothing: what identifies it, and of a measurement its value."""
    told = {*of.identity, "value"}
    return [column.name for column in of.columns if column.needed and column.name in told]


def _is_told(mapped: MappedColumn | None, fields: Mapping[str, str]) -> bool:
    return mapped is not None and (mapped.const is not None or mapped.source in fields)


def _loose(of: Format) -> Format:
    """A format of which a change may leave out all but what identifies the row, and name nobody as owner."""
    free = {"person_id"} if of.table in _EMPTY_PERSON else set()
    needed = set(_needed(of)) - free
    return replace(of, columns=tuple(replace(one, needed=one.name in needed) for one in of.columns))


def _marked(row: ChangedRow, of: Format, change: Change) -> ChangedRow:
    """The row with the mark that it was deleted: in its own columns, or as an attribute."""
    marks = {name: change.fields.get(said) if said.startswith("@") else said for name, said in MARKS[of.table].items()}
    own = {name: said for name, said in marks.items() if name in of.by_name}
    others = {name: said for name, said in marks.items() if name not in of.by_name}
    return ChangedRow(row.table, {**row.values, **own, "attributes": others}, (*row.given, *own))
