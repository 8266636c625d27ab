"""Brings files that people shared here, as soon as they are shared: some platforms hand them out for minutes only."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

import structlog

from bot.clock import Clock
from bot.messengers.base import Dead, Fetched, Retry
from bot.wake import Wake
from capture.base import FileRef
from knowledge.store.errors import StoreTrouble
from knowledge.store.files import (
    KeptFile,
    any_wanted,
    claim_files,
    file_is_gone,
    file_is_here,
    file_later,
    let_go_of_files,
)
from knowledge.store.store import Store
from knowledge.store.unit import Unit

AT_ONCE = 4
ATTEMPTS = 8
POLL = 1.0
FIRST_WAIT, LONGEST_WAIT = 2.0, 300.0
_CHUNK = 1024 * 1024

Fetcher = Callable[[FileRef, Path], Awaitable[Fetched | Retry | Dead]]

log = structlog.get_logger(__name__)


class Downloads:
    """Fetches what is wanted from whoever holds it (`holders`, by name) into `folder`, named by its digest.

    `landed` rings whoever waits for files.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        holders: Mapping[str, Fetcher],
        data_dir: Path,
        most_bytes: int,
        me: str,
        landed: Callable[[], None],
    ) -> None:
        self._store, self._clock, self._holders, self._me = store, clock, holders, me
        self._data_dir, self._most, self._landed = data_dir, most_bytes, landed
        self.wake = Wake()
        self._stopped = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Work until `stop`."""
        while not self._stopped:
            for file in await self._wanted():
                task = asyncio.create_task(self._bring(file))
                self._tasks.add(task)
                task.add_done_callback(self._ended)
            await self.wake.wait(POLL)

    async def stop(self) -> None:
        """Break off; what was under way is fetched anew after the next start."""
        self._stopped = True
        self.wake.set()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with suppress(StoreTrouble):
            await self._store.write(lambda unit: let_go_of_files(unit, self._me))

    async def _wanted(self) -> list[KeptFile]:
        room = AT_ONCE - len(self._tasks)
        try:
            waits = room > 0 and await self._store.read(lambda reader: any_wanted(reader, self._clock.now()))
            return list(await self._store.write(lambda unit: claim_files(unit, self._me, room))) if waits else []
        except StoreTrouble as error:
            log.warning("files cannot be looked for", why=str(error))
            return []

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("a download broke off; it is tried again when its lease runs out", why=repr(task.exception()))
        self.wake.set()

    async def _bring(self, file: KeptFile) -> None:
        found = await self._fetched(file)
        if isinstance(found, Fetched):
            settled = await asyncio.to_thread(self._put_away, file, found)
        elif isinstance(found, Retry) and file.attempts + 1 < ATTEMPTS:
            again = self._clock.now() + timedelta(seconds=_pause(file.attempts, found.after))
            settled = partial(file_later, file_id=file.row_id, why=found.why, again_at=again)
        else:
            log.warning("a shared file cannot be had", file=file.row_id, holder=file.shared.holder, why=found.why)
            settled = partial(file_is_gone, file_id=file.row_id, why=found.why)
        await self._store.write(settled)
        self._landed()

    async def _fetched(self, file: KeptFile) -> Fetched | Retry | Dead:
        shared = file.shared
        fetch = self._holders.get(shared.holder)
        if fetch is None:
            return Retry(f"{shared.holder} does not run here")
        if shared.size > self._most:
            return Dead(f"too large: {shared.size} bytes")
        into = self._data_dir / "files" / "incoming"
        await asyncio.to_thread(into.mkdir, parents=True, exist_ok=True)
        return await fetch(FileRef(shared.file_id, shared.name, shared.size, shared.media_type, shared.access), into)

    def _put_away(self, file: KeptFile, found: Fetched) -> Callable[[Unit], None]:
        """Move it to where its content says it belongs, durably."""
        if found.size > self._most:
            found.path.unlink(missing_ok=True)
            return partial(file_is_gone, file_id=file.row_id, why=f"too large: {found.size} bytes")
        digest = _digest(found.path)
        place = Path("files") / digest[:2] / f"{digest}{_suffix(found.name or file.shared.name)}"
        target = self._data_dir / place
        target.parent.mkdir(parents=True, exist_ok=True)
        found.path.replace(target)
        return partial(file_is_here, file_id=file.row_id, path=place.as_posix(), sha256=digest, size=found.size)


def _digest(path: Path) -> str:
    """SHA-256 of a file, which is on the disk for good afterwards."""
    found = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
        os.fsync(file.fileno())
    return found.hexdigest()


def _suffix(name: str) -> str:
    """A name's ending where it is a plain one: some readers go by it."""
    ending = Path(name.replace("\x00", "")).suffix.lower()
    return ending if ending[1:].isalnum() and ending.isascii() and len(ending) <= 8 else ""


def _pause(attempts: int, after: float | None) -> float:
    return after if after is not None else min(LONGEST_WAIT, FIRST_WAIT * 2.0**attempts)
