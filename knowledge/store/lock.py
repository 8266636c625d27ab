"""One process writes a SQLite file: a lock beside it, which also says where that process listens."""

import fcntl
import json
import os
from pathlib import Path
from typing import IO

from knowledge.store.errors import StoreInUse, StoreReadOnly


class FileLock:
    """The lock `<database>.lock`, held while this process lives; the system lets go of it when the process dies."""

    def __init__(self, database: Path) -> None:
        self._path = Path(f"{database}.lock")
        self._file: IO[str] | None = None

    def take(self, door: str) -> None:
        """Hold the lock and say that this process listens at `door`. Raises StoreInUse or StoreReadOnly."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = self._path.open("a+", encoding="utf-8")
        except OSError as error:
            raise StoreReadOnly(str(error)) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            raise StoreInUse(str(self._path.with_suffix("")), self.holder()[0]) from error
        self._file = file
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "door": door}))
        file.flush()

    def holder(self) -> tuple[int, str]:
        """Process id and door of whoever holds the lock; (0, "") where nobody said."""
        try:
            said = json.loads(self._path.read_text(encoding="utf-8"))
            return int(said["pid"]), str(said["door"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, ""

    def release(self) -> None:
        """Let go."""
        if self._file is not None:
            self._file.close()
            self._file = None
