from pathlib import Path

import pytest

from knowledge.store.errors import StoreTrouble
from knowledge.store.opening import migrate_database, open_store, sqlite_file


def test_the_file_of_a_sqlite_url() -> None:
    assert sqlite_file("sqlite:///data/dazi.db") == Path("data/dazi.db")
    assert sqlite_file("sqlite:////var/dazi.db") == Path("/var/dazi.db")
    assert sqlite_file("postgresql+psycopg://dazi@db/dazi") is None


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("data/dazi.db", "not a database URL"),
        ("", "not a database URL"),
        ("postgresql://db/dazi", "not a database that is supported: postgresql"),
        ("postgresql+asyncpg://db/dazi", "not a database that is supported"),
        ("mysql://db/dazi", "not a database that is supported: mysql"),
        ("sqlite://", "only in memory"),
        ("sqlite:///:memory:", "only in memory"),
    ],
)
def test_a_url_that_cannot_be_opened_is_said_so(url: str, said: str) -> None:
    with pytest.raises(StoreTrouble, match=said):
        sqlite_file(url)
    with pytest.raises(StoreTrouble, match=said):
        open_store(url, lambda: pytest.fail("no clock"), lambda: 0.0)
    with pytest.raises(StoreTrouble, match=said):
        migrate_database(url)
