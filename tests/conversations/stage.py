"""A whole bot on a database of its own, and the page's people talking to it: real HTTP, signature, hub, road.

    await stage.says("han.mei", "east-pv", "@搭子 谁负责华东光伏？")
    assert "李雷" in await stage.reply("east-pv")

`says`, `presses`, `signal` return once everything that followed has arrived.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import aiohttp
from pydantic import SecretStr

from bot import conversing, feeding
from bot.clock import SystemClock
from bot.messengers.local.hub import Hub, sign
from bot.messengers.local.messenger import EVENTS, LocalMessenger
from bot.runtime import Runtime
from bot.wiring import build
from config.settings import DatabaseSettings, Settings, load_settings

SAMPLE_TEAM = Path(__file__).resolve().parents[2] / "examples" / "sample_team"
SECRET, HOOK_KEY = "a secret of the tests", "a key of the tests"
SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 1, 12, 9, 0, tzinfo=SHANGHAI)
"""The morning of the sample day, when most conversations begin."""

QUIET_SECONDS = 180
"""A recording takes its time where others work, too; everything else is there in a moment."""

LONGEST_PAUSE_MS = 20
"""Between two looks whether everything is at rest: a look costs the bot time, too."""

Json = dict[str, Any]


class SetClock(SystemClock):
    """The machine's clock on another day; it ticks on, and jumps where it is set."""

    def __init__(self, at: datetime) -> None:
        self._ahead = at - super().now()

    def now(self) -> datetime:
        """The present instant there, in UTC."""
        return super().now() + self._ahead

    def set(self, at: datetime) -> None:
        """Be at `at`."""
        self._ahead = at - super().now()


def settings_for(url: str, folder: Path, **changes: object) -> Settings:
    """The sample team's settings on this database, the page open to any persona."""
    settings = load_settings(SAMPLE_TEAM / "dazi.toml", {"DAZI_OPERATOR": "gao.yuan"})
    local = {**settings.messengers.get("local", {}), "demo": True, "secret": SECRET}
    web = settings.web.model_copy(update={"port": 0, "hook_key": SecretStr(HOOK_KEY)})
    given = {
        "database": DatabaseSettings(url=url),
        "data_dir": folder,
        "web": web,
        "messengers": {**settings.messengers, "local": local},
    }
    return settings.model_copy(update=given | changes)


async def import_team(url: str, folder: Path, team: Path = SAMPLE_TEAM) -> Json:
    """Import a team's folder; the summary."""
    runtime = build(settings_for(url, folder), SetClock(MONDAY - timedelta(days=1)), serve=False)
    await runtime.start()
    try:
        pieces = [piece async for piece in feeding.import_folder(runtime, team, None)]
    finally:
        await runtime.stop()
    return cast(Json, pieces[-1]["summary"])


@dataclass
class Stage:
    """One running bot. Rooms are ids of the sample team; "direct" is the speaker's own room with the bot."""

    runtime: Runtime
    clock: SetClock
    session: aiohttp.ClientSession
    _seen: dict[str, int] = field(default_factory=dict)
    _count: int = 0

    @property
    def hub(self) -> Hub:
        """The page's server."""
        local = self.runtime.messengers["local"]
        assert isinstance(local, LocalMessenger)
        assert local.hub is not None
        return local.hub

    # ------------------------------------------------------------------------------------------------ what people do

    async def says(self, person: str, room: str, text: str, **more: object) -> str:
        """A person says something at the page; the message's id, once the bot is done with it."""
        place = _place(person, room)
        self._seen = {known: self._newest(known) for known in [*self._rooms(), place]}
        body = {"client_id": self._next(), "text": text, **more}
        message = await self._post(f"/local/api/rooms/{place}/messages?as={person}", body, 202)
        await self.quiet()
        return str(message["message"]["id"])

    async def shares(self, person: str, room: str, file: Path, text: str = "", name: str = "") -> str:
        """A person shares a file at the page; the message's id, once the bot is done with it, long work and all."""
        place, form = _place(person, room), aiohttp.FormData(quote_fields=False)
        form.add_field("file", await asyncio.to_thread(file.read_bytes), filename=name or file.name)
        path = f"/local/api/rooms/{place}/files?as={person}"
        async with self.session.post(self.runtime.base_url + path, data=form) as answer:
            assert answer.status == 201, await answer.text()
            kept = (await answer.json())["file"]
        return await self.says(person, room, text, files=[kept["file_id"]])

    async def presses(self, person: str, message: Json, label: str) -> None:
        """A person presses the button of a message as they saw it, by the beginning of its label."""
        found = [choice for choice in buttons(message) if choice["label"].startswith(label)]
        assert found, f"no button {label!r} among {labels(message)}"
        self._seen = {known: self._newest(known) for known in self._rooms()}
        body = {
            "press_id": self._next(),
            "action": found[0]["action"],
            "args": found[0]["args"],
            "version": message["payload"]["version"],
        }
        path = f"/local/api/rooms/{message['room']}/messages/{message['id']}/press?as={person}"
        await self._post(path, body, 202)
        await self.quiet()

    async def signal(self, *signals: Json) -> Json:
        """The website reports, each by itself; the last answer."""
        answer: Json = {}
        for one in signals:
            body = {"at": self.clock.now().isoformat(), **one}
            answer = await self._post("/hooks/web", body, 200, {"X-Dazi-Key": HOOK_KEY})
        await self.quiet()
        return answer

    async def event(self, sender: str, room: Json, text: str, **more: object) -> int:
        """An event as the page's server would sign it, for people that the page does not let in; the status."""
        event = {
            "event_id": self._next(),
            "kind": "said",
            "at": self.clock.now().isoformat(),
            "room": {"title": "", "region": "", "unit": "", "language": None, "outsiders": False} | room,
            "sender": {"id": sender, "name": sender},
            "text": text,
            "mentions_bot": True,
        }
        body = json.dumps(event | more, ensure_ascii=False).encode()
        stamp = str(int(self.clock.now().timestamp()))
        signed = {"X-Dazi-Timestamp": stamp, "X-Dazi-Signature": sign(SECRET.encode(), stamp, body)}
        self._seen = {known: self._newest(known) for known in self._rooms()}
        async with self.session.post(self.runtime.base_url + EVENTS, data=body, headers=signed) as answer:
            status = answer.status
        await self.quiet()
        return status

    async def later(self, at: datetime) -> None:
        """It becomes `at`, and what is due then happens."""
        await self.quiet()
        self._seen = {known: self._newest(known) for known in self._rooms()}
        self.clock.set(at)
        await self.runtime.scheduler.hand_over_flows()
        await self.quiet()

    async def imports(self, folder: Path) -> Json:
        """Import a folder; the summary."""
        pieces = [piece async for piece in feeding.import_folder(self.runtime, folder, None)]
        return cast(Json, pieces[-1]["summary"])

    async def asks(self, text: str, *, as_whom: str = "", thread: str = "", at: str = "", lang: str = "") -> Json:
        """One question through the command `ask`, as its --json prints it."""
        return cast(Json, await conversing.ask(self.runtime, text, name=as_whom, thread=thread, on=at, lang=lang))

    # -------------------------------------------------------------------------------------------- what the page shows

    async def news(self, room: str, person: str = "") -> list[Json]:
        """What the bot posted in a room since the last thing done."""
        place = _place(person, room)
        return [m for m in await self.messages(place) if m["payload"] and m["number"] > self._seen.get(place, 0)]

    async def answer(self, room: str, person: str = "") -> Json:
        """The one message that the bot posted there since the last thing done."""
        found = await self.news(room, person)
        assert len(found) == 1, f"{len(found)} messages in {room}: {[text_of(m) for m in found]}"
        return found[0]

    async def reply(self, room: str, person: str = "") -> str:
        """The text of `answer`."""
        return text_of(await self.answer(room, person))

    async def told(self, person: str, text: str) -> str:
        """Say something to the bot alone; its answer's text."""
        await self.says(person, "direct", text)
        return await self.reply("direct", person)

    async def cards(self, room: str, person: str = "") -> list[Json]:
        """All cards in a room as they stand now."""
        found = await self.messages(_place(person, room))
        return [message for message in found if message["payload"] and message["payload"]["card"]]

    async def card(self, room: str, person: str = "") -> Json:
        """The only card in a room, as it stands now."""
        found = await self.cards(room, person)
        assert len(found) == 1, [m["payload"]["card"]["title"] for m in found]
        return found[0]

    async def messages(self, place: str) -> list[Json]:
        """A room's messages as its first member's page loads them."""
        hub = self.hub
        member = hub.roster.members_of(hub.roster.room(place))[0].person_id
        url = f"{self.runtime.base_url}/local/api/rooms/{place}/messages?as={member}"
        async with self.session.get(url) as answer:
            assert answer.status == 200, await answer.text()
            return cast(list[Json], (await answer.json())["messages"])

    async def everywhere(self) -> str:
        """Everything the bot posted in any room since the last thing done, as one text."""
        found = [text_of(m) for room in self._rooms() for m in await self.news(room)]
        return "\n".join(found)

    def places(self) -> Sequence[str]:
        """Every room there is, also each person's own with the bot."""
        return self._rooms()

    # ------------------------------------------------------------------------------------------------------- inner

    async def quiet(self) -> None:
        """Until everything that followed has arrived."""
        async with asyncio.timeout(QUIET_SECONDS):
            for look in count():
                delivered = not self.hub.courier.busy  # asked first: what is delivered now is in the inbox then
                if await self.runtime.at_rest() and delivered:
                    return
                await asyncio.sleep(min(look, LONGEST_PAUSE_MS) / 1000)  # several loops come to rest, not one event

    async def _post(self, path: str, body: Json, status: int, headers: Mapping[str, str] | None = None) -> Json:
        async with self.session.post(self.runtime.base_url + path, json=body, headers=headers) as answer:
            assert answer.status == status, await answer.text()
            return cast(Json, await answer.json())

    def _rooms(self) -> Sequence[str]:
        roster = self.hub.roster
        rooms = [room.room_id for room in self.runtime.rooms if room.messenger == "local"]
        return [*rooms, *(f"dm:{one.person_id}" for one in roster.people())]

    def _newest(self, place: str) -> int:
        last = self.hub.ledger.log.last(place)
        return last.number if last else 0

    def _next(self) -> str:
        self._count += 1
        return f"t{self._count}"


def _place(person: str, room: str) -> str:
    return f"dm:{person}" if room == "direct" else room


def text_of(message: Json) -> str:
    """Everything a message says, as one text."""
    payload = message["payload"]
    card = payload["card"]
    if not card:
        return str(payload["text"])
    facts = [f"{fact['label']} {fact['value']}" for fact in card["facts"]]
    why = [f"{one['text']} {one['source']}" for one in card["why"]]
    return "\n".join([card["badge"], card["title"], payload["text"], *facts, *why, card["settled"], card["foot"]])


def buttons(message: Json) -> list[Json]:
    """The buttons that a message offers now."""
    payload = message["payload"]
    return [*payload["choices"], *(payload["card"]["choices"] if payload["card"] else [])]


def labels(message: Json) -> list[str]:
    """Their labels."""
    return [choice["label"] for choice in buttons(message)]


def hot_visit(visitor: str, **form: str) -> list[Json]:
    """What makes a visitor hot: three comparison pages, the white paper, and the maintenance form with `form` in it."""
    compared = [{"kind": "page_view", "visitor_id": visitor, "page": f"/compare/rival-{n}"} for n in range(3)]
    paper = {"kind": "download", "visitor_id": visitor, "asset": "service-whitepaper"}
    return [*compared, paper, {"kind": "form", "visitor_id": visitor, "form": "maintenance", **form}]


@asynccontextmanager
async def playing(url: str, folder: Path, at: datetime = MONDAY, **changes: object) -> AsyncIterator[Stage]:
    """A bot on a database that has its team, until the end of the block."""
    clock = SetClock(at)
    runtime = build(settings_for(url, folder, **changes), clock, serve=True)
    await runtime.start()
    try:
        async with aiohttp.ClientSession() as session:
            yield Stage(runtime, clock, session)
    finally:
        await runtime.stop()
