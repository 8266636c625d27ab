"""SQLite: one connection that writes, and a pool of connections that only read."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from knowledge.store.encoding import decode_document, encode_document

BUSY_SECONDS = 5.0
"""How long to wait for another program that holds the file."""


def writer_engine(path: Path, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """The one connection that writes: every transaction begins IMMEDIATE, every commit is on the disk."""
    return _engine(path, busy_seconds, "BEGIN IMMEDIATE", ("journal_mode=WAL", "synchronous=FULL"), size=1)


def reader_engine(path: Path, size: int, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """Connections that see one snapshot a transaction and cannot write."""
    return _engine(path, busy_seconds, "BEGIN", ("query_only=ON",), size)


def _engine(path: Path, busy_seconds: float, begin: str, pragmas: Sequence[str], size: int) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        pool_size=size,
        max_overflow=0,
        connect_args={"check_same_thread": False, "timeout": busy_seconds, "isolation_level": None},
        json_serializer=encode_document,
        json_deserializer=decode_document,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  the driver's own class
        for pragma in (*pragmas, "cache_size=-16000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
