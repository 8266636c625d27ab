"""Names of files asked of their messenger: found, in vain, too late, and not asked where they are known."""

import asyncio
from dataclasses import dataclass, field, replace

import pytest
from aiohttp import ClientError

from bot import file_names
from bot.file_names import named
from capture.base import FileRef
from handlers.message import Message, Quoted
from knowledge.people.model import Handle, Room
from tests.clocks import START
from tests.unit.bot.fakes import FakeMessenger

NAMELESS, KNOWN = FileRef("f1", "", 0), FileRef("f2", "报价.pdf", 5)


@dataclass(slots=True)
class Naming(FakeMessenger):
    """Calls a file by its id, or fails as it is told; keeps which it was asked about."""

    error: BaseException | None = None
    hangs: bool = False
    asked: list[str] = field(default_factory=list)

    async def look_up_file(self, file: FileRef) -> FileRef:
        self.asked.append(file.file_id)
        if self.hangs:
            await asyncio.get_running_loop().create_future()
        if self.error is not None:
            raise self.error
        return replace(file, name=f"{file.file_id}.mp3")


def message(*files: FileRef, quoted: FileRef | None = None, forwarded: FileRef | None = None) -> Message:
    return Message(
        messenger="fake",
        event_id="e1",
        sender=Handle("fake", "ann"),
        sender_name="",
        room=Room("fake", "dm:ann", direct=True),
        text="",
        to_bot=True,
        said_at=START,
        files=files,
        quoted=Quoted("", files=(quoted,)) if quoted else None,
        forwarded=(Quoted("", files=(forwarded,)),) if forwarded else (),
    )


async def test_files_without_a_name_are_asked_about_wherever_they_stand() -> None:
    fake = Naming(lambda: START)
    found = await named(message(NAMELESS, KNOWN, quoted=NAMELESS, forwarded=FileRef("f3", "", 0)), fake)
    assert [one.name for one in found.files] == ["f1.mp3", "报价.pdf"]
    assert found.quoted is not None
    assert (found.quoted.files[0].name, found.forwarded[0].files[0].name) == ("f1.mp3", "f3.mp3")
    assert "f2" not in fake.asked


async def test_what_is_known_costs_nothing() -> None:
    fake, whole = Naming(lambda: START), message(KNOWN, quoted=KNOWN)
    assert await named(whole, fake) is whole
    assert fake.asked == []


@pytest.mark.parametrize("error", [ClientError(), OSError(), TimeoutError()])
async def test_where_it_cannot_be_had_the_message_is_looked_at_all_the_same(error: Exception) -> None:
    assert (await named(message(NAMELESS), Naming(lambda: START, error=error))).files == (NAMELESS,)


async def test_nobody_waits_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_names, "LONGEST_LOOK", 0.01)
    assert (await named(message(NAMELESS), Naming(lambda: START, hangs=True))).files == (NAMELESS,)
