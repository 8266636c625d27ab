"""A look into the bot's database from outside, also right after it was killed."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

_ROWS = "SELECT id, kind, subject, version, address, state, attempts, in_doubt FROM outbox ORDER BY id"
_WORK = (
    "SELECT (SELECT count(*) FROM inbox WHERE state = 'new')"
    " + (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending'))"
)


@dataclass(frozen=True, slots=True)
class Row:
    """An outbox row."""

    row_id: int
    kind: str
    subject: str
    version: int
    address: str
    state: str
    attempts: int
    in_doubt: str

    @property
    def key(self) -> str:
        """The key under which it is sent."""
        return f"outbox-{self.row_id}"


def rows(database: Path) -> Sequence[Row]:
    """Every row of the outbox, oldest first."""
    with closing(_opened(database)) as connection:
        return [Row(*values) for values in connection.execute(_ROWS)]


def being_sent(database: Path) -> set[str]:
    """The keys of what was being sent."""
    return {row.key for row in rows(database) if row.state == "sending"}


def work_left(database: Path) -> int:
    """Rows that wait, in or out."""
    with closing(_opened(database)) as connection:
        return int(connection.execute(_WORK).fetchone()[0])


def failed_rows(database: Path) -> int:
    """Inbox rows that were set aside."""
    with closing(_opened(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM inbox WHERE state = 'failed'").fetchone()[0])


def _opened(database: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(database, timeout=10)
    connection.execute("PRAGMA query_only = ON")
    return connection
