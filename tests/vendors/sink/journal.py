"""What the sink received, as JSON Lines on the disk: written by it, read by tests."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.vendors.sink.moods import Mode


@dataclass(frozen=True, slots=True)
class Received:
    """One request. `number` counts from 1; `message_id` names what it made or changed, if it was accepted."""

    number: int
    method: str
    mode: Mode
    key: str
    room: str
    message_id: str
    payload: Mapping[str, Any]

    @property
    def accepted(self) -> bool:
        """Whether the sink took it."""
        return self.mode.accepts

    @property
    def posted(self) -> bool:
        """Whether it became a new message."""
        return self.method == "POST" and self.accepted


class Journal:
    """Appends requests; each is on the disk before `write` returns."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8")

    def write(self, received: Received) -> None:
        values = {name: getattr(received, name) for name in Received.__slots__}
        self._file.write(json.dumps(values, ensure_ascii=False) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        self._file.close()


def read_journal(path: Path) -> list[Received]:
    """Everything received so far; a line still being written is left for the next look."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    plain = [json.loads(line) for line in lines if line.endswith("\n")]
    return [Received(**{**one, "mode": Mode(one["mode"])}) for one in plain]
