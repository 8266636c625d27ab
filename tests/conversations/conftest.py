"""The sample team on a database of each kind: imported once, copied for every conversation."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.conversations.abroad import EN, ZH, Abroad, Cast, abroad
from tests.conversations.stage import Stage, import_team, playing
from tests.stores import Templates


class Teams:
    """A database with the sample team of each kind, made once."""

    def __init__(self, templates: Templates, folder: Path) -> None:
        self._templates, self._folder = templates, folder
        self._made: dict[str, str] = {}

    def of(self, kind: str) -> str:
        """The template: a file, or the name of a database; skips the test where there is no PostgreSQL."""
        if kind not in self._made:
            self._made[kind] = self._make(kind)
        return self._made[kind]

    def _make(self, kind: str) -> str:
        folder = self._folder / kind
        folder.mkdir()
        with self._templates.migrated(kind, folder) as url:
            asyncio.run(import_team(url, folder))
            made = str(make_url(url).database)
            if kind == "sqlite":
                return made
            self._templates.server.run(f"CREATE DATABASE sample_team TEMPLATE {made}")
            return "sample_team"


@pytest.fixture(scope="session")
def teams(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Teams:
    return Teams(templates, tmp_path_factory.mktemp("teams"))


@pytest.fixture
def team_url(database_kind: str, teams: Teams, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """The sample team on a database of its own, on SQLite and on PostgreSQL."""
    made = teams.of(database_kind)
    if database_kind == "sqlite":
        shutil.copy(made, tmp_path / "team.db")
        yield f"sqlite:///{tmp_path / 'team.db'}"
        return
    with templates.server.database(made) as url:
        yield url


@pytest.fixture
async def stage(team_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """A bot with the sample team, on the morning of Monday 2026-01-12."""
    async with playing(team_url, tmp_path) as running:
        yield running


@pytest.fixture(params=[ZH, EN], ids=["zh", "en"])
def cast(request: pytest.FixtureRequest) -> Cast:
    """Who plays, in Chinese and in English."""
    found = request.param
    assert isinstance(found, Cast)
    return found


@pytest.fixture
async def play(team_url: str, tmp_path: Path, cast: Cast) -> AsyncIterator[Abroad]:
    """The bot with the sample team, in Slack, WeCom and DingTalk at once, on the same morning."""
    async with abroad(team_url, tmp_path, cast) as running:
        yield running
