"""The page of conversations (docs/conversations.md) as a play: what people say is played, what Dazi says is heard.

A scene is a heading of the second level; Dazi goes by its name in that language. It starts with the sample team as
imported, on the morning of 2026-01-12. A line in italics says where and, where it changes, when. Whoever speaks stands
in bold:

    *华东光伏单元, 2026-01-12 09:00*

    > **韩梅**: @搭子 谁负责华东光伏？
    >
    > **搭子**: 华东光伏由李雷负责（自 2026-01-01，CRM 导入 2026-01-03）。

What Dazi says elsewhere names its reader ("**搭子 → 韩梅**"); buttons stand in brackets, and who presses one is
"**韩梅** [北禾电子]".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tests.conversations.stage import SHANGHAI, Json, Stage, labels, text_of

BOT = ("搭子", "Dazi")
_PLACE = re.compile(r"\*(?P<place>.+?)(?:, (?P<at>\d{4}-\d\d-\d\d \d\d:\d\d))?\*")
_SAID = re.compile(r"> \*\*(?P<who>[^*]+)\*\*(?:: (?P<text>.+)| \[(?P<button>.+)\])")


@dataclass(frozen=True, slots=True)
class Scene:
    """One conversation of the page: its heading and its lines below that."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing somebody does: says `text`, or presses `button`."""

    who: str
    text: str
    button: str


def scenes(page: str) -> list[Scene]:
    """The conversations of a page, in order."""
    parts = re.split(r"^## (.+)\n", page, flags=re.MULTILINE)[1:]
    return [Scene(title, tuple(body.splitlines())) for title, body in zip(parts[::2], parts[1::2], strict=True)]


class Player:
    """Plays a scene on a stage. `people` are ids by name, `rooms` ids by title."""

    def __init__(self, stage: Stage, people: Mapping[str, str], rooms: Mapping[str, str]) -> None:
        self._stage, self._people, self._rooms = stage, people, rooms
        self._names = {person_id: name for name, person_id in people.items()}
        self._room, self._bot = "direct", BOT[0]
        self._cards: list[Json] = []

    async def played(self, scene: Scene) -> list[str]:
        """The scene as it comes out: what people do as written, after each of them all that Dazi really said."""
        found: list[str] = []
        self._bot = BOT[1] if scene.title.isascii() else BOT[0]
        for block in blocks(scene):
            said = _line(block) if block.startswith("> **") else None
            if said is None:
                await self._go(block)
                found.append(block)
            elif said.who.split(" → ")[0] not in BOT:
                await self._do(said)
                found += [block, *await self._heard(said.who)]
        return found

    async def _go(self, line: str) -> None:
        """To another place or time, where the line is a stage direction."""
        found = _PLACE.fullmatch(line)
        if found is None:
            return
        self._room = self._rooms.get(found["place"], "direct")
        if found["at"]:
            await self._stage.later(datetime.strptime(found["at"], "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI))

    async def _do(self, line: Line) -> None:
        person = self._people[line.who]
        if line.text:
            await self._stage.says(person, self._room, line.text)
            return
        card = next(one for one in reversed(self._cards) if line.button in labels(one))
        await self._stage.presses(person, card, line.button)

    async def _heard(self, who: str) -> list[str]:
        """All that Dazi said anywhere since, as the page writes it: first here, then to each alone."""
        own = f"dm:{self._people[who]}"
        here = own if self._room == "direct" else self._room
        found: list[str] = []
        for place in (here, *(one for one in self._stage.places() if one != here)):
            to = "" if place == here else f" → {self._names.get(place.removeprefix('dm:'), place)}"
            for message in await self._stage.news(place):
                self._cards.append(message)
                found.append(bubble(f"{self._bot}{to}", text_of(message), labels(message)))
        return found


def bubble(who: str, text: str, choices: Sequence[str]) -> str:
    """What somebody says, as the page writes it; buttons on a line of their own."""
    lines = [line for line in text.splitlines() if line.strip()]
    if choices:
        lines.append(" ".join(f"[{one}]" for one in choices))
    return "  \n> ".join([f"> **{who}**: {lines[0]}", *lines[1:]])


def blocks(scene: Scene) -> list[str]:
    """What belongs together: a bubble, a paragraph; without what separates them."""
    found: list[list[str]] = [[]]
    for line in scene.lines:
        if line.strip() in {"", ">"}:
            found.append([])
        else:
            found[-1].append(line)
    return ["\n".join(block) for block in found if block]


def _line(block: str) -> Line:
    """What a block of a conversation says; of an answer only its first line counts."""
    found = _SAID.fullmatch(block.splitlines()[0].rstrip())
    assert found is not None, f"not a line of a conversation: {block}"
    return Line(found["who"], found["text"] or "", found["button"] or "")
