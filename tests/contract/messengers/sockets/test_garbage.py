"""Five hundred frames that nobody should send: the connection, or its successor, serves on, and nothing crashes."""

import asyncio
import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.clocks import FakeClock
from tests.contract.messengers.sockets.platform import Line, Platform
from tests.contract.messengers.sockets.scene import Process, Scene, SlowHost, logging_all, settled

MOST_BYTES = 1_000_000
AT_ONCE, ROUNDS, PLAIN = 10, 30, 200

odd_texts = st.text(max_size=20) | st.sampled_from(["\ud800", "\x00", "<!channel>", "@all", "9" * 5000])
scalars = st.none() | st.booleans() | st.integers() | st.floats() | odd_texts
documents = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)

MISFITS: tuple[object, ...] = (None, [], {}, "", 7, -1, True, float("inf"), "\ud800", "x" * 300, [["y"]])
ODD = (
    "",
    "null",
    "[]",
    '"text"',
    "{",
    "NaN",
    "[" * 100_000,
    '{"a":' * 5000 + "1" + "}" * 5000,
    '{"type": [], "cmd": {}, "headers": 7, "payload": null}',
    '{"type": {"a": 1}, "cmd": [], "headers": [], "body": []}',
    "1" * 5000,
    '"\\ud800"',
)


def places(frame: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:  # noqa: ANN401  any JSON
    """Every place in a frame where something stands, by the names that lead to it."""
    for name, value in frame.items():
        yield (*at, name)
        if isinstance(value, dict):
            yield from places(value, (*at, name))


def changed(frame: Mapping[str, Any], place: Sequence[str], value: object) -> dict[str, Any]:
    """The frame with something else in one place."""
    first, *rest = place
    return {**frame, first: changed(frame[first], rest, value) if rest else value}


def mutated(platform: Platform) -> st.SearchStrategy[str]:
    """Frames of this platform with one or two places that hold something else, or anything at all."""
    place = st.sampled_from(sorted(places(platform.frame), key=len))
    once = st.builds(lambda at, value: changed(platform.frame, at, value), place, documents)
    deep = st.builds(
        lambda at, value: changed(platform.frame, at, value), place.filter(lambda at: len(at) > 1), documents
    )
    return (once | deep).map(platform.wire) | documents.map(json.dumps)


def plain(platform: Platform, chance: Random) -> Iterator[str | bytes]:
    """Every misfit in every place; bytes, halves, frames twice over, and a few that are huge."""
    genuine = platform.wire(platform.frame)
    huge = platform.wire({**platform.frame, "filler": "x" * MOST_BYTES})
    makes: Sequence[Callable[[], str | bytes]] = (
        lambda: chance.randbytes(chance.randrange(200)),
        lambda: genuine[: chance.randrange(len(genuine))],
        lambda: genuine[chance.randrange(len(genuine)) :],
        lambda: genuine + genuine,
        genuine.encode,
        lambda: genuine.replace(chance.choice(genuine), chance.choice('{}[]",:0\\')),
    )
    yield from (*ODD, huge, huge[:MOST_BYTES], huge.encode(), "x" * 5 * MOST_BYTES)
    for place in places(platform.frame):
        yield from (platform.wire(changed(platform.frame, place, misfit)) for misfit in MISFITS)
    for _ in range(PLAIN - len(ODD) - 3):
        yield chance.choice(makes)()


@contextmanager
def running(line: Line, folder: Path) -> Iterator[tuple[asyncio.Runner, Scene]]:
    """A scene with the bot connected, for a test that is no coroutine."""
    clock = FakeClock()
    with asyncio.Runner() as runner:
        context = line(folder, clock)
        platform = runner.run(context.__aenter__())
        scene = Scene(platform, clock, Process(platform.open(), SlowHost(clock)))
        runner.run(scene.first.start())
        runner.run(scene.back())
        yield runner, scene
        runner.run(scene.first.stop())
        runner.run(context.__aexit__(None, None, None))


def test_garbage_stops_nothing(
    line: Line, tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with logging_all(), running(line, tmp_path) as (runner, scene):

        async def sent(frames: Sequence[str | bytes]) -> None:
            with suppress(ConnectionError):  # whoever is sent garbage may hang up before the rest of it
                for frame in frames:
                    await scene.platform.put(frame)
            await settled()
            await scene.back()

        chance = Random(75)
        for frame in plain(scene.platform, chance):
            runner.run(sent([frame]))

        @settings(max_examples=ROUNDS, suppress_health_check=list(HealthCheck))
        @given(st.lists(mutated(scene.platform), min_size=AT_ONCE, max_size=AT_ONCE))
        def many(frames: Sequence[str]) -> None:
            runner.run(sent(frames))

        many()
        runner.run(scene.serves())
        scene.platform.spoil()
        runner.run(scene.passes(0))
        runner.run(scene.back())
        runner.run(scene.serves("and now?"))
    told = capsys.readouterr().err.splitlines()
    assert [one for one in told if "Traceback" in one or '"level": "error"' in one] == []
    assert [record.message for record in caplog.records if record.levelno >= logging.ERROR] == []
