"""The hub's own database: an append-only file with one JSON object a line, replayed at start."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.messengers.local.hub.errors import NotKept
from bot.messengers.local.hub.model import Json

Record = dict[str, object]


def _line(record: Json) -> bytes:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class Journal:
    """Appends records; a line is in the operating system's hands when `append` returns. None as path keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._descriptor = -1
        self._size = 0

    def replay(self) -> Iterator[Record]:
        """Every record kept so far, oldest first. A last line cut off by a crash is dropped."""
        if self._path is None or not self._path.exists():
            return
        with self._path.open("rb") as lines:
            for line in lines:
                if not line.endswith(b"\n"):
                    break
                self._size += len(line)
                yield json.loads(line)

    def open(self) -> None:
        """Ready for `append`; call after `replay` is exhausted."""
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._descriptor = os.open(self._path, os.O_CREAT | os.O_WRONLY, 0o600)
        os.ftruncate(self._descriptor, self._size)

    def append(self, *records: Json) -> None:
        """Keep these records together. Raises NotKept when the disk refuses; the file is then as before."""
        if self._descriptor < 0:
            return
        line = b"".join(map(_line, records))
        try:
            written = os.pwrite(self._descriptor, line, self._size)
        except OSError as error:
            raise NotKept from error
        if written < len(line):
            os.ftruncate(self._descriptor, self._size)
            raise NotKept
        self._size += written

    def rewrite(self, records: Iterable[Json]) -> None:
        """Replace the whole file by these records, at once or not at all."""
        if self._path is None:
            return
        fresh = self._path.with_suffix(".new")
        with fresh.open("wb") as out:
            out.writelines(_line(record) for record in records)
            self._size = out.tell()
        fresh.replace(self._path)

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
