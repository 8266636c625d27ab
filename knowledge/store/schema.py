"""The tables' version: looked up cheaply at every start, changed by Alembic only where it must be."""

from pathlib import Path

from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from knowledge.store.errors import StoreOutdated

HEAD = "0017"
"""The newest revision in migrations/versions; a test holds it against the folder."""

_ONE_AT_A_TIME = select(func.pg_advisory_xact_lock(0x0DA20))
"""Replicas that start together migrate one after the other; SQLite's BEGIN IMMEDIATE sees to that by itself."""

_VERSION = text("SELECT version_num FROM alembic_version")


def version_of(engine: Engine) -> str | None:
    """The revision that the tables have, None for an empty database."""
    with engine.connect() as connection:
        try:
            return connection.execute(_VERSION).scalar()
        except SQLAlchemyError as error:
            if "alembic_version" in str(error.__cause__):
                return None
            raise


def assert_current(engine: Engine) -> None:
    """Raises StoreOutdated where the tables are not of this program's version."""
    found = version_of(engine)
    if found != HEAD:
        raise StoreOutdated(f"the tables are at {found or 'nothing'}, the program needs {HEAD}")


def migrate(engine: Engine) -> str:
    """Bring the tables to HEAD. Raises StoreOutdated where they are newer than the program."""
    found = version_of(engine)
    if found != HEAD:
        if found is not None and found > HEAD:
            raise StoreOutdated(f"the tables are at {found}, newer than the program's {HEAD}")
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(_ONE_AT_A_TIME)
            _upgrade(connection)
    return HEAD


def _upgrade(connection: Connection) -> None:
    # Alembic takes 150 ms to import: only where there is something to migrate.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
