"""Which files of a folder are whole: what is still being written is waited for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

PARTIAL = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".swp", ".lock", "~")
"""Names of files that some program has not finished."""


QUIET = 5.0
"""Seconds for which nobody may have written to a file that is taken at its first look."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it lay there at one look. Times are nanoseconds since 1970."""

    path: Path
    size: int
    changed: int


def is_as_seen(file: Seen) -> bool:
    """Whether it still lies there, and as it was. Raises OSError."""
    try:
        state = file.path.stat()
    except FileNotFoundError:
        return False
    return (state.st_size, state.st_mtime_ns) == (file.size, file.changed)


def quiet_files(folder: Path, ending: str, now: datetime) -> list[Path]:
    """The files with this ending to which nobody is writing, by name. A time of writing that is ahead of `now` tells
    nothing: the clocks differ. Raises OSError.
    """
    found = []
    for path in folder.iterdir():
        if path.suffix.lower() == ending and not path.name.startswith(".") and path.is_file():
            age = now.timestamp() - path.stat().st_mtime
            if not 0 <= age < QUIET:
                found.append(path)
    return sorted(found)


class Stable:
    """Remembers from look to look how large files were and when they changed."""

    def __init__(self) -> None:
        self._before: dict[Path, Seen] = {}

    def whole(self, folder: Path) -> list[Seen]:
        """The files that are as they were at the look before, by name. Raises OSError."""
        now = {one.path: one for one in _files(folder)}
        whole = [one for path, one in sorted(now.items()) if self._before.get(path) == one]
        self._before = now
        return whole


def _files(folder: Path) -> Iterator[Seen]:
    for path in folder.iterdir():
        if path.name.startswith((".", "~$")) or path.name.lower().endswith(PARTIAL):
            continue
        if path.is_symlink() or not path.is_file():
            continue  # a link could lead anywhere
        state = path.stat()
        yield Seen(path, state.st_size, state.st_mtime_ns)
