"""Files that people share are brought at once, named by their content, tried again, or given up with a reason."""

import asyncio
from collections import deque
from hashlib import sha256
from pathlib import Path

import pytest

from bot.downloads import ATTEMPTS, Downloads
from bot.messengers.base import Dead, Fetched, Retry
from capture.base import FileRef
from knowledge.store.files import KeptFile, SharedFile, file_kept, keep_file
from tests.unit.bot.house import House, until

AUDIO = b"ID3 a recording"


class Holder:
    """Hands files out as it is told to: bytes are a file, anything else is the outcome itself."""

    def __init__(self, *outcomes: bytes | Retry | Dead) -> None:
        self.outcomes = deque(outcomes)
        self.asked: list[FileRef] = []

    async def fetch(self, file: FileRef, into: Path) -> Fetched | Retry | Dead:
        self.asked.append(file)
        outcome = self.outcomes.popleft() if len(self.outcomes) > 1 else self.outcomes[0]
        if not isinstance(outcome, bytes):
            return outcome
        target = into / f"part-{len(self.asked)}"
        target.write_bytes(outcome)
        return Fetched(target, "周会.MP3", "audio/mpeg", len(outcome))


async def share(house: House, size: int = 0, file_id: str = "F1") -> int:
    shared = SharedFile("fake", file_id, "周会.mp3", size, "audio/mpeg", {"url": "https://files.example/1"})
    return await house.store.write(lambda unit: keep_file(unit, shared))


async def kept(house: House, row_id: int) -> KeptFile:
    found = await house.store.read(lambda reader: file_kept(reader, row_id))
    assert found is not None
    return found


class Landings:
    """How often whoever waits for files was rung."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


async def brought(house: House, folder: Path, holder: Holder, landings: int = 1, most: int = 1000) -> None:
    """Let downloads work until so many files came or failed."""
    landed = Landings()
    downloads = Downloads(house.store, house.clock, {"fake": holder.fetch}, folder, most, "me", landed)
    running = asyncio.create_task(downloads.run())
    for count in range(1, landings + 1):
        await until(lambda count=count: landed.count >= count)  # type: ignore[misc]
        house.clock.advance(400)
        downloads.wake.set()
    await downloads.stop()
    await running


async def test_a_shared_file_is_brought_and_named_by_its_content(house: House, tmp_path: Path) -> None:
    row, holder = await share(house), Holder(AUDIO)
    await brought(house, tmp_path, holder)
    found = await kept(house, row)
    digest = sha256(AUDIO).hexdigest()
    assert (found.state, found.sha256, found.size) == ("here", digest, len(AUDIO))
    assert found.path == f"files/{digest[:2]}/{digest}.mp3"
    assert (tmp_path / found.path).read_bytes() == AUDIO
    assert holder.asked[0].access == {"url": "https://files.example/1"}


async def test_the_same_file_shared_twice_is_one(house: House) -> None:
    assert await share(house) == await share(house) != await share(house, file_id="F2")


async def test_what_does_not_come_is_tried_again(house: House, tmp_path: Path) -> None:
    row = await share(house)
    await brought(house, tmp_path, Holder(Retry("502"), Retry("502"), AUDIO), landings=3)
    found = await kept(house, row)
    assert (found.state, found.attempts) == ("here", 2)


async def test_after_many_tries_it_is_given_up(house: House, tmp_path: Path) -> None:
    row = await share(house)
    await brought(house, tmp_path, Holder(Retry("502")), landings=ATTEMPTS)
    found = await kept(house, row)
    assert (found.state, found.why) == ("gone", "502")


@pytest.mark.parametrize(
    ("size", "outcome", "why"),
    [
        (0, Dead("its address was good for five minutes"), "its address was good for five minutes"),
        (2000, AUDIO, "too large: 2000 bytes"),
        (0, b"x" * 1001, "too large: 1001 bytes"),
    ],
)
async def test_what_can_never_be_had_is_gone_with_the_reason(
    house: House, tmp_path: Path, size: int, outcome: bytes | Dead, why: str
) -> None:
    row = await share(house, size)
    await brought(house, tmp_path, Holder(outcome))
    found = await kept(house, row)
    assert (found.state, found.why) == ("gone", why)
    assert not [one for one in (tmp_path / "files").rglob("*") if one.is_file()]
