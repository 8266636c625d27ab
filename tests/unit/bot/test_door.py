"""Commands beside a running bot: handed over through its socket, which is for its own user only."""

import json
import stat
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.clock import SystemClock
from bot.command import Bot, reached_bot
from bot.door import FarBot, NearBot, open_door
from bot.errors import Around, InputAtFault
from bot.runtime import Runtime
from bot.wiring import LONGEST_SOCKET_PATH, build, door_of
from config.settings import Settings, WebSettings
from knowledge.store.errors import StoreInUse

ASK = {"text": "who owns Acme?", "as": "", "thread": "", "at": "", "lang": "en"}
SIGNAL = {"at": "2026-01-11T09:00:00+08:00", "kind": "form", "visitor_id": "v1", "email": "a@b.example"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", web=WebSettings(port=0))


@pytest.fixture
async def running(settings: Settings) -> AsyncIterator[Runtime]:
    """A bot at work with its door open."""
    runtime = build(settings, SystemClock(), serve=True)
    await runtime.start()
    close = await open_door(runtime, the_door(settings))
    yield runtime
    await close()
    await runtime.stop()


def the_door(settings: Settings) -> Path:
    door = door_of(settings)
    assert door is not None
    return door


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """A folder to import."""
    folder = tmp_path / "team"
    folder.mkdir()
    (folder / "people.csv").write_text("person_id,name,role\nann,Ann Lee,rep\n", encoding="utf-8")
    (folder / "customers.csv").write_text("customer_id,name\nc1,Acme\n", encoding="utf-8")
    (folder / "ownership.csv").write_text("customer_id,person_id,role\nc1,ann,rep\n", encoding="utf-8")
    return folder


async def pieces(bot: Bot, name: str, **arguments: object) -> list[Any]:
    return [piece async for piece in bot.call(name, arguments)]


async def test_import_replay_and_ask_are_handed_over(
    running: Runtime, settings: Settings, team: Path, tmp_path: Path
) -> None:
    recorded = tmp_path / "signals.jsonl"
    recorded.write_text(json.dumps(SIGNAL) + "\n", encoding="utf-8")
    async with reached_bot(settings) as bot:
        assert isinstance(bot, FarBot)
        *progress, last = await pieces(bot, "import", folder=str(team), mapping="")
        assert progress
        assert last["summary"]["tables"]["people"]["created"] == 1
        (replayed,) = await pieces(bot, "replay", file=str(recorded), send=False)
        assert (replayed["summary"]["events"], replayed["summary"]["new"]) == (1, 1)
        (answer,) = await pieces(bot, "ask", **ASK)
        assert "Ann Lee" in answer["text"]
    near = [piece async for piece in NearBot(running).call("ask", ASK)]
    assert near[0]["text"] == answer["text"]


async def test_trouble_comes_through_with_its_sentence(running: Runtime, settings: Settings) -> None:
    assert running.lock is not None
    async with reached_bot(settings) as bot:
        with pytest.raises(InputAtFault) as found:
            await pieces(bot, "ask", **{**ASK, "as": "nobody"})
        assert "nobody" in found.value.say["en"]
        assert "nobody" in found.value.say["zh"]
        with pytest.raises(InputAtFault):
            await pieces(bot, "import", folder="no/such/folder", mapping="")


async def test_the_door_is_for_its_own_user(running: Runtime, settings: Settings) -> None:
    assert running.settings is settings
    mode = the_door(settings).stat().st_mode
    assert stat.S_ISSOCK(mode)
    assert stat.S_IMODE(mode) == 0o600


async def test_with_the_socket_gone_the_command_says_who_uses_the_file(running: Runtime, settings: Settings) -> None:
    assert running.lock is not None
    the_door(settings).unlink()
    with pytest.raises(StoreInUse):
        async with reached_bot(settings):
            pass


async def test_a_closed_door_is_gone_and_a_command_brings_its_own_bot(settings: Settings, team: Path) -> None:
    async with reached_bot(settings) as bot:
        assert isinstance(bot, NearBot)
        await pieces(bot, "import", folder=str(team), mapping="")
        (answer,) = await pieces(bot, "ask", **ASK)
    assert "Ann Lee" in answer["text"]
    assert not the_door(settings).exists()


async def test_a_socket_left_by_a_dead_bot_is_replaced(settings: Settings) -> None:
    door = the_door(settings)
    runtime = build(settings, SystemClock(), serve=True)
    door.write_text("left behind", encoding="utf-8")
    await runtime.start()
    close = await open_door(runtime, door)
    async with reached_bot(settings) as bot:
        (answer,) = await pieces(bot, "ask", **ASK)
    await close()
    await runtime.stop()
    assert answer["outcome"] == "unknown"
    assert not door.exists()


async def test_nobody_behind_the_door_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Around, match="does not answer"):
        await pieces(FarBot(tmp_path / "none.sock"), "ask", **ASK)


async def test_a_bot_that_dies_while_answering_is_told_in_one_sentence(tmp_path: Path) -> None:
    async def die(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        await answer.write(b'{"half": 1}\n')
        assert request.transport is not None
        request.transport.abort()
        return answer

    app = web.Application()
    app.add_routes([web.post("/ask", die)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.UnixSite(runner, str(tmp_path / "d.sock")).start()
    with pytest.raises(Around):
        await pieces(FarBot(tmp_path / "d.sock"), "ask", **ASK)
    await runner.cleanup()


def test_a_path_too_long_for_a_socket_gets_a_short_one(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * LONGEST_SOCKET_PATH)
    doors = {the_door(Settings(data_dir=deep / name)) for name in ("a", "b")}
    assert len(doors) == 2
    assert all(len(str(door)) <= LONGEST_SOCKET_PATH for door in doors)


def test_another_database_has_no_door() -> None:
    settings = Settings.model_validate({"database": {"url": "postgresql+psycopg://u@h/n"}})
    assert door_of(settings) is None
