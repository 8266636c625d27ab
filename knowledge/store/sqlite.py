"""SQLite: one connection that writes, and a pool of connections that only read."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from knowledge.store.encoding import decode_document, encode_document

BUSY_SECONDS = 5.0
"""How long to wait for another program that holds the file."""

WRITER_PAGES = ("cache_size=-64000", "wal_autocheckpoint=8000")
"""Facts that come in any order touch pages all over a large file: 64 MB of them are kept, where there are so many, and
32 MB are logged before the log is brought into the file. Measured onto 700,000 facts: 5,200 a second, else 4,400."""


def writer_engine(path: Path, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """The one connection that writes: every transaction begins IMMEDIATE, every commit is on the disk."""
    return _engine(
        path, busy_seconds, "BEGIN IMMEDIATE", ("journal_mode=WAL", "synchronous=FULL", *WRITER_PAGES), size=1
    )


def reader_engine(path: Path, size: int, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """Connections that see one snapshot a transaction and cannot write."""
    return _engine(path, busy_seconds, "BEGIN", ("query_only=ON", "cache_size=-16000"), size)


def _engine(path: Path, busy_seconds: float, begin: str, pragmas: Sequence[str], size: int) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        pool_size=size,
        max_overflow=0,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "timeout": busy_seconds, "isolation_level": None},
        json_serializer=encode_document,
        json_deserializer=decode_document,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  the driver's own class
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
