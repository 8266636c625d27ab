"""The door of a running bot: a local socket by which commands on the same machine hand their work over.

Only one process writes a SQLite file, so `ask`, `chat`, `import` and `replay` go through the bot that runs on it.
Answers are JSON Lines; trouble travels as {"trouble": {"zh", "en", "code"}}.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from bot import conversing, feeding
from bot.errors import Around, InputAtFault, Missing, Trouble, WrongUse
from bot.runtime import Runtime
from bot.words import store_trouble
from knowledge.store.errors import StoreTrouble

Json = Mapping[str, Any]
Stream = Callable[[Json], AsyncIterator[Json]]
_KINDS: Mapping[int, type[Trouble]] = {1: InputAtFault, 2: WrongUse, 3: Missing, 4: Around}


class NearBot:
    """The bot in this process."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def streams(self) -> Mapping[str, Stream]:
        """What can be asked for, by name; each takes plain JSON and gives JSON piece by piece."""
        return {
            "ask": self._ask,
            "say": self._say,
            "listen": self._listen,
            "import": self._import,
            "replay": self._replay,
            "invite": self._invite,
        }

    def call(self, name: str, arguments: Json) -> AsyncIterator[Json]:
        """Ask for one of `streams`. Raises Trouble."""
        return self.streams()[name](arguments)

    async def _ask(self, a: Json) -> AsyncIterator[Json]:
        yield await conversing.ask(
            self._runtime, a["text"], name=a["as"], thread=a["thread"], on=a["at"], lang=a["lang"]
        )

    async def _say(self, a: Json) -> AsyncIterator[Json]:
        await conversing.say(self._runtime, a["room"], a)
        yield {}

    async def _invite(self, a: Json) -> AsyncIterator[Json]:
        yield await conversing.invite(self._runtime, a["as"])

    def _listen(self, a: Json) -> AsyncIterator[Json]:
        return conversing.listen(self._runtime, a["room"])

    def _import(self, a: Json) -> AsyncIterator[Json]:
        mapping = Path(a["mapping"]) if a["mapping"] else None
        return feeding.import_folder(self._runtime, Path(a["folder"]), mapping)

    def _replay(self, a: Json) -> AsyncIterator[Json]:
        return feeding.replay(self._runtime, Path(a["file"]), send=bool(a["send"]))


class FarBot:
    """The bot in another process, through its door."""

    def __init__(self, door: Path) -> None:
        self._door = door

    async def call(self, name: str, arguments: Json) -> AsyncIterator[Json]:
        """Ask for one of the running bot's streams. Raises Trouble."""
        connector = aiohttp.UnixConnector(str(self._door))
        no_limit = aiohttp.ClientTimeout(total=None, connect=5)
        try:
            async with (
                aiohttp.ClientSession(connector=connector, timeout=no_limit) as session,
                session.post(f"http://dazi/{name}", json=dict(arguments)) as answer,
            ):
                async for line in answer.content:
                    yield _or_trouble(json.loads(line))
        except aiohttp.ClientError as error:
            raise Around(
                "另一个搭子正在用这个数据库，但连不上它；请稍后再试，或先停掉它。",
                "Another Dazi uses this database but does not answer; try again, or stop it first.",
            ) from error


async def open_door(runtime: Runtime, door: Path) -> Callable[[], Awaitable[None]]:
    """Listen at `door`, for this user only; what is returned closes it."""
    _clear(door)
    app = web.Application(client_max_size=50_000_000)
    app.add_routes(web.post(f"/{name}", _served(stream)) for name, stream in NearBot(runtime).streams().items())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.UnixSite(runner, str(door)).start()
    _keep_to_ourselves(door)

    async def close() -> None:
        await runner.cleanup()
        _clear(door)

    return close


def _clear(door: Path) -> None:
    door.unlink(missing_ok=True)


def _keep_to_ourselves(door: Path) -> None:
    door.chmod(0o600)


def _served(stream: Stream) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def serve(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        try:
            async for piece in stream(await request.json()):
                await answer.write(_line(piece))
        except Trouble as trouble:
            await answer.write(_line({"trouble": {**trouble.say, "code": trouble.code}}))
        except StoreTrouble as trouble:
            await answer.write(_line({"trouble": {**store_trouble(trouble), "code": Around.code}}))
        return answer

    return serve


def _line(piece: Json) -> bytes:
    return json.dumps(piece, ensure_ascii=False).encode() + b"\n"


def _or_trouble(piece: Json) -> Json:
    trouble = piece.get("trouble")
    if trouble:
        raise _KINDS[trouble["code"]](trouble["zh"], trouble["en"])
    return piece
