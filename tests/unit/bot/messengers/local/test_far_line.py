"""The line to a hub elsewhere, against the sink in each of its moods."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.messengers.base import CannotTell, Dead, NotEditable, Repeatable, Retry, Sent
from bot.messengers.local.send import FarLine
from notifiers.notice import Address
from tests.vendors.sink.journal import Journal, Received, read_journal
from tests.vendors.sink.moods import Mode, Mood, Moods
from tests.vendors.sink.server import Sink

TOKEN, HERE = "a-token-of-the-tests", Address("local", "east")


@dataclass
class Line:
    """A line to a sink, and what the sink received."""

    far: FarLine
    moods: Moods
    log: Path

    async def send(self, mode: Mode = Mode.OK) -> Sent | Retry | Dead:
        self.moods.change(Mood(script=[mode], retry_after=7.5, slow=(0, 0)))
        return await self.far.send({"text": "hi"}, HERE, "k1")

    def received(self) -> list[Received]:
        return read_journal(self.log)


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    moods, journal = Moods(Mood(), Random(1)), Journal(tmp_path / "log")
    async with TestServer(Sink(journal, moods, TOKEN).app()) as server:
        far = FarLine(str(server.make_url("/")), TOKEN)
        yield Line(far, moods, tmp_path / "log")
        await far.close()
    journal.close()


@pytest.mark.parametrize(
    ("mode", "outcome"),
    [
        (Mode.OK, Sent({"message_id": "m1"})),
        (Mode.SLOW, Sent({"message_id": "m1"})),
        (Mode.BUSY, Retry("too many", 7.5)),
        (Mode.REFUSED, Retry("status 500")),
        (Mode.DROP, Retry("no clear answer: ServerDisconnectedError", in_doubt=True)),
        (Mode.HALF, Retry("no clear answer: ClientPayloadError", in_doubt=True)),
    ],
)
async def test_each_mood_has_its_outcome_and_is_on_the_disk(line: Line, mode: Mode, outcome: object) -> None:
    assert await line.send(mode) == outcome
    (received,) = line.received()
    assert (received.mode, received.key, received.room, received.payload) == (mode, "k1", "east", {"text": "hi"})
    assert received.accepted is (mode not in (Mode.BUSY, Mode.REFUSED))


async def test_what_was_accepted_is_found_and_edited_whatever_was_heard_of_it(line: Line) -> None:
    await line.send(Mode.DROP)
    assert await line.far.find("k1") == Sent({"message_id": "m1"})
    assert isinstance(await line.far.find("k2"), Repeatable)
    assert await line.far.edit("m1", {"text": "ho"}) == Sent({"message_id": "m1"})
    assert isinstance(await line.far.edit("m9", {"text": "ho"}), NotEditable)


async def test_a_sink_that_cannot_tell_finds_nothing(line: Line) -> None:
    await line.send()
    line.moods.change(Mood(find=False))
    assert isinstance(await line.far.find("k1"), CannotTell)


async def test_a_lost_edit_is_no_doubt(line: Line) -> None:
    await line.send()
    line.moods.change(Mood(script=[Mode.DROP] * 2))
    answer = await line.far.edit("m1", {"text": "ho"})
    assert isinstance(answer, Retry)
    assert not answer.in_doubt


async def test_doubles_are_kept_for_tests_to_count(line: Line) -> None:
    await line.send()
    await line.send()
    assert [one.message_id for one in line.received()] == ["m1", "m2"]


async def test_the_wrong_token_is_dead(line: Line) -> None:
    stranger = FarLine(line.far._url, "another")
    assert await stranger.send({}, HERE, "k1") == Dead("status 401")
    await stranger.close()


async def test_nobody_there_is_tried_again_without_doubt() -> None:
    nobody = FarLine("http://127.0.0.1:9", TOKEN)
    answer = await nobody.send({}, HERE, "k1")
    assert isinstance(answer, Retry)
    assert not answer.in_doubt
    assert not (await nobody.check()).ok
    await nobody.close()


async def page(_: web.Request) -> web.Response:
    return web.Response(text="<h1>Slow down</h1>", status=429, headers={"Retry-After": "3"})


async def odd(_: web.Request) -> web.Response:
    return web.json_response({"ok": True})


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [(page, Retry("too many", 3.0)), (odd, Retry("an answer without an id", in_doubt=True))],
)
async def test_answers_of_something_in_between(
    answer: Callable[[web.Request], Awaitable[web.Response]], outcome: Retry
) -> None:
    app = web.Application()
    app.add_routes([web.post("/local/api/bot/messages", answer)])
    async with TestServer(app) as server:
        far = FarLine(str(server.make_url("/")), TOKEN)
        assert await far.send({}, HERE, "k1") == outcome
        await far.close()


def test_chances_are_drawn_as_given() -> None:
    moods = Moods(Mood.from_json({"chances": {"busy": 0.3, "drop": 0.2}}), Random(3))
    drawn = [moods.next() for _ in range(2000)]
    assert 500 < drawn.count(Mode.BUSY) < 700
    assert 300 < drawn.count(Mode.DROP) < 500
    assert drawn.count(Mode.OK) == 2000 - drawn.count(Mode.BUSY) - drawn.count(Mode.DROP)


def test_a_mode_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="sulk"):
        Mood.from_json({"script": ["sulk"]})
