"""What can go wrong with stored things.

BotError
├── StoreTrouble          the database cannot take or give it: nothing was changed
│   ├── StoreFull         no space left
│   ├── StoreLocked       another program holds the file
│   ├── StoreReadOnly     the file or its folder cannot be written
│   ├── StoreInUse        another Dazi runs on this file
│   └── StoreOutdated     the tables are of another version
├── StaleWrite            somebody changed it since it was seen
├── NotAllowed(reason)    this person may not do that
└── UserMistake(code)     what was asked cannot be; `facts` fill the sentence
"""

import sqlite3
from collections.abc import Mapping

from sqlalchemy.exc import DBAPIError, OperationalError


class BotError(Exception):
    """Anything that has a sentence for a person."""


class StoreTrouble(BotError):
    """The database cannot take or give it; nothing was changed."""


class StoreFull(StoreTrouble):
    """No space left, on the disk or in the file's own limit."""


class StoreLocked(StoreTrouble):
    """Another program holds the database."""


class StoreReadOnly(StoreTrouble):
    """The database cannot be written."""


class StoreInUse(StoreTrouble):
    """Another Dazi runs on this file. `pid` is its process."""

    def __init__(self, where: str, pid: int) -> None:
        super().__init__(f"{where} is in use by process {pid}")
        self.where, self.pid = where, pid


class StoreOutdated(StoreTrouble):
    """The tables are of another version than the program."""


class StaleWrite(BotError):
    """Somebody changed it since it was seen."""


class NotAllowed(BotError):
    """This person may not do that; `reason` names what is missing."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UserMistake(BotError):
    """What was asked cannot be. `code` names the sentence to say, `facts` fill it."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, str] = facts


_SQLITE: Mapping[int, type[StoreTrouble]] = {
    sqlite3.SQLITE_FULL: StoreFull,
    sqlite3.SQLITE_IOERR: StoreTrouble,
    sqlite3.SQLITE_BUSY: StoreLocked,
    sqlite3.SQLITE_LOCKED: StoreLocked,
    sqlite3.SQLITE_READONLY: StoreReadOnly,
    sqlite3.SQLITE_CANTOPEN: StoreReadOnly,
    sqlite3.SQLITE_PERM: StoreReadOnly,
    sqlite3.SQLITE_NOTADB: StoreTrouble,
    sqlite3.SQLITE_CORRUPT: StoreTrouble,
}
_POSTGRES: Mapping[str, type[StoreTrouble]] = {
    "53100": StoreFull,
    "25006": StoreReadOnly,
    "55P03": StoreLocked,
    "40001": StoreTrouble,
    "40P01": StoreTrouble,
}
_POSTGRES_CLASSES = frozenset({"08", "53", "57", "58"})
"""Connection, resources, operator and system errors (PostgreSQL manual, appendix A): nobody's query is at fault."""


def as_trouble(error: BaseException) -> BaseException:
    """The database driver's error as one of ours where it is trouble with the store; any other error as it is."""
    original = error.orig if isinstance(error, DBAPIError) else error
    kind = _SQLITE.get(getattr(original, "sqlite_errorcode", -1) & 0xFF) or _of_postgres(error, original)
    if kind is None:
        return error
    trouble = kind(str(original))
    trouble.__cause__ = error
    return trouble


def _of_postgres(error: BaseException, original: BaseException | None) -> type[StoreTrouble] | None:
    state = getattr(original, "sqlstate", "")
    if state:
        return _POSTGRES.get(state) or (StoreTrouble if state[:2] in _POSTGRES_CLASSES else None)
    # Where the server could not be reached, or went away, the driver has no state to tell.
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return StoreTrouble if lost or (state is None and isinstance(error, OperationalError)) else None
