"""What lies in the folder of an export: which file feeds which of ours, and which are set aside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from capture.exports import reasons
from capture.exports.csv_rows import CsvRows, Row
from capture.exports.encoding import Survey, survey
from capture.exports.formats import BATTLECARDS, NOT_USED_YET, SIGNALS, USED, Format
from capture.exports.mapping import Entry, ExportMapping
from capture.exports.notes import Note
from capture.exports.reasons import ExportError, Phrase, not_there
from capture.exports.rejected import Rejection, rejection
from capture.exports.shape import sources_of

_NATIVE = {of.file: of for of in USED}


@dataclass(frozen=True, slots=True)
class Feed:
    """One file that feeds one of ours. `format` is None for what is no CSV; `taken`: see `mapped_shape`."""

    path: Path
    format: Format | None
    survey: Survey
    entry: Entry | None = None
    taken: frozenset[str] | None = None
    is_card: bool = False

    @property
    def table(self) -> str:
        """The table that the rows are for."""
        return self.format.table if self.format else BATTLECARDS if self.is_card else "signals"

    @property
    def name(self) -> str:
        """What people call it: a battle card with its folder."""
        return f"{self.path.parent.name}/{self.path.name}" if self.is_card else self.path.name


@dataclass(slots=True)
class Folder:
    """The files of an export, sorted."""

    feeds: list[Feed]
    notes: list[Note]
    rejected: list[Rejection]


def look_through(folder: Path, mapping: ExportMapping) -> Folder:
    """Tell the files apart. Raises ExportError where there is no folder, or nothing in it that we know."""
    found = Folder([], [], [])
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise ExportError(not_there(str(folder), error)) from error
    known = [_sort_in(found, path, mapping) for path in paths]
    names = [path.name for path in paths]
    unmatched = [e for e in mapping.entries if not any(e in mapping.entries_for(name) for name in names)]
    found.notes += [Note("no_such_file", pattern) for pattern in dict.fromkeys(e.pattern for e in unmatched)]
    if not any(known):
        raise ExportError(Phrase(f"{folder} 里没有可导入的文件", f"there is nothing in {folder} that can be imported"))
    return found


def _sort_in(found: Folder, path: Path, mapping: ExportMapping) -> bool:
    """Put one file where it belongs; whether it is one we know."""
    if path.is_dir():
        return path.name == BATTLECARDS and _add_cards(found, path)
    entries, name = mapping.entries_for(path.name), path.name.casefold()
    if not entries and mapping.ignores(path.name):
        found.notes.append(Note("ignored", path.name))
        return False
    if not entries and name not in (*_NATIVE, *NOT_USED_YET, SIGNALS):
        found.notes.append(Note("unknown_file", path.name))
        return False
    try:
        _add(found, path, survey(path), entries)
    except OSError as error:
        found.rejected.append(rejection(path.name, 0, "", "", reasons.not_opened(error.strerror or str(error))))
    return True


def _add_cards(found: Folder, folder: Path) -> bool:
    """Every Markdown file of a folder as a battle card; whether there is any."""
    paths = sorted(path for path in folder.glob("*.md") if not path.name.startswith("."))
    for path in paths:
        try:
            found.feeds.append(Feed(path, None, survey(path), is_card=True))
        except OSError as error:
            why = reasons.not_opened(error.strerror or str(error))
            found.rejected.append(rejection(f"{folder.name}/{path.name}", 0, "", "", why))
    return bool(paths)


def _add(found: Folder, path: Path, seen: Survey, entries: list[Entry]) -> None:
    name = path.name.casefold()
    if not seen.usual:
        found.notes.append(Note("encoding", path.name, 0, (seen.encoding,)))
    if not entries:
        if name in NOT_USED_YET:
            found.notes.append(Note("not_used_yet", path.name, count_rows(path, seen)))
        else:
            found.feeds.append(Feed(path, _NATIVE.get(name), seen))
    used = [(entry, of) for entry in entries if (of := entry.format)]
    for entry in entries:
        if not entry.format:
            found.notes.append(Note("not_used_yet", f"{path.name} → {entry.target}", count_rows(path, seen)))
    found.feeds += [Feed(path, of, seen, entry, taken) for (entry, of), taken in zip(used, _taken(used), strict=True)]


def _taken(used: Sequence[tuple[Entry, Format]]) -> Iterator[frozenset[str] | None]:
    """For each entry of one source, the columns that are no attributes of its rows: one entry keeps those that no entry
    reads, the others (None) keep none."""
    read = frozenset().union(*(sources_of(entry) for entry, _ in used))
    keeper = next((place for place, (_, of) in enumerate(used) if of.attributes), 0)
    for place in range(len(used)):
        yield read if place == keeper else None


def count_rows(path: Path, seen: Survey) -> int:
    """The rows below the header. Raises OSError."""
    with seen.open(path) as file:
        return max(0, sum(isinstance(row, Row) for row in CsvRows(file)) - 1)
