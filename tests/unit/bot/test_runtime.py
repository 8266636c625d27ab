"""What a bot does in the background while it starts, and how it stops in the midst of that."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.runtime import Runtime
from bot.wiring import build
from config.settings import load_settings
from knowledge.store.errors import StoreTrouble
from knowledge.store.unit import Reader
from tests.patience import LONG_ENOUGH


def bot_in(folder: Path, warm: Callable[[Reader], object], *, serve: bool = True) -> Runtime:
    (folder / "dazi.toml").write_text(f'data_dir = "{folder}"\n[web]\nport = 0\n', encoding="utf-8")
    runtime = build(load_settings(folder / "dazi.toml", {}), SystemClock(), serve=serve)
    runtime.warm = warm
    return runtime


async def test_a_bot_that_serves_warms_up_in_the_background(tmp_path: Path) -> None:
    began, go_on = threading.Event(), threading.Event()

    def warm(reader: Reader) -> None:
        assert reader.dialect == "sqlite"
        began.set()
        go_on.wait(LONG_ENOUGH)

    runtime = bot_in(tmp_path, warm)
    await runtime.start()
    assert await asyncio.to_thread(began.wait, 10)
    go_on.set()
    await runtime.stop()


async def test_a_command_does_not(tmp_path: Path) -> None:
    warmed: list[Reader] = []
    runtime = bot_in(tmp_path, warmed.append, serve=False)
    await runtime.start()
    await runtime.stop()
    assert warmed == []


async def test_stopping_waits_for_it_and_nothing_is_left_behind(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    runtime = bot_in(tmp_path, lambda reader: reader)
    await runtime.start()
    await runtime.stop()
    assert not [one for one in threading.enumerate() if one.name.startswith("store-") and one not in before]


@pytest.mark.parametrize("error", [StoreTrouble("locked"), ValueError("a bug")])
async def test_what_fails_there_keeps_nobody_from_serving(tmp_path: Path, error: Exception) -> None:
    tried = threading.Event()

    def warm(_: Reader) -> None:
        tried.set()
        raise error

    runtime = bot_in(tmp_path, warm)
    await runtime.start()
    assert await asyncio.to_thread(tried.wait, 10)
    assert await runtime.at_rest()
    await runtime.stop()
