"""The sample day: a script of what people say and press and what visitors do, played through the real road."""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp

from bot.clock import SystemClock
from bot.messengers.local.hub import Hub
from bot.messengers.local.hub.model import BOT, HubMessage, Pressed, Said
from bot.runtime import Runtime

Json = Mapping[str, Any]


class DayClock(SystemClock):
    """The machine's clock, moved to another day; it can only be moved forward."""

    def __init__(self, at: datetime) -> None:
        self._ahead = at - super().now()

    def now(self) -> datetime:
        """The present instant of that day, in UTC."""
        return super().now() + self._ahead

    def move_to(self, at: datetime) -> None:
        """Be at `at`, unless it has passed."""
        self._ahead += max(timedelta(), at - self.now())


class ScriptError(Exception):
    """A step of the day that cannot be played: the button it presses is nowhere."""


@dataclass(slots=True)
class Day:
    """A sample day being played; `files` holds what people share. `_seen` remembers every card as people saw it."""

    runtime: Runtime
    hub: Hub
    clock: DayClock
    hook_key: str
    files: Path
    tell: Callable[[str], None]
    _shown: dict[str, HubMessage] = field(default_factory=dict)
    _seen: list[HubMessage] = field(default_factory=list)
    _count: int = 0

    async def play(self, script: Path, pause: float) -> int:
        """Play all steps, waiting `pause` seconds between them; how many there were. Raises ScriptError."""
        steps = _read(script)
        async with aiohttp.ClientSession() as session:
            for step in steps:
                self.clock.move_to(datetime.fromisoformat(step["at"]))
                await self._play(step, session)
                await self._quiet()
                for line in self.news():
                    self.tell(line)
                await asyncio.sleep(pause)
        return len(steps)

    async def _play(self, step: Json, session: aiohttp.ClientSession) -> None:
        self._count += 1
        if "say" in step:
            say = step["say"]
            self.hub.people.say(say["as"], _room(say), Said(f"day-{self._count}", say["text"]))
        elif "share" in step:
            await self._share(step["share"], session)
        elif "press" in step:
            self._press(step["press"])
        else:
            headers = {"X-Dazi-Key": self.hook_key}
            url = f"{self.runtime.base_url}/hooks/web"
            async with session.post(url, json=step["signal"], headers=headers) as answer:
                answer.raise_for_status()
            self.tell(f"           ~ {_signal_words(step['signal'])}")

    async def _share(self, share: Json, session: aiohttp.ClientSession) -> None:
        """Upload a file of the sample team at the page, as whoever shares it, and say something with it."""
        file, form = self.files / share["file"], aiohttp.FormData(quote_fields=False)
        form.add_field("file", await asyncio.to_thread(file.read_bytes), filename=file.name)
        url = f"{self.runtime.base_url}/local/api/rooms/{_room(share)}/files?as={share['as']}"
        async with session.post(url, data=form) as answer:
            answer.raise_for_status()
            kept = (await answer.json())["file"]["file_id"]
        self.hub.people.say(share["as"], _room(share), Said(f"day-{self._count}", share["text"], "", (kept,)))

    def _press(self, press: Json) -> None:
        message, choice = self._button(press)
        version = int(message.payload["version"]) if message.payload else 0  # type: ignore[call-overload]
        pressed = Pressed(f"day-{self._count}", message.message_id, choice["action"], choice["args"], version)
        self.hub.people.press(press["as"], _room(press), pressed)
        self.tell(f"{self._time()}  {self._name(press['as'])} → [{choice['label']}]")

    def _button(self, press: Json) -> tuple[HubMessage, Json]:
        """The newest card in the room that offers the button, as people saw it, also where it has changed since."""
        for message in reversed(self._seen):
            if message.room_id == _room(press):
                for choice in _choices(message):
                    if _meant(choice, press):
                        return message, choice
        raise ScriptError(f"no button {press['button']} in {_room(press)}")

    async def _quiet(self) -> None:
        """Until everything that followed has arrived."""
        while self.hub.courier.busy or not await self.runtime.at_rest():  # noqa: ASYNC110  three parts come to rest
            await asyncio.sleep(0.01)

    def news(self) -> Iterator[str]:
        """What is new or changed in all rooms since the last look, as lines."""
        for message in list(self.hub.ledger.log):
            before = self._shown.get(message.message_id)
            if before is None or before.edited_at != message.edited_at:
                self._shown[message.message_id] = message
                self._seen.append(message)
                yield from self._lines(message, changed=before is not None)

    def _lines(self, message: HubMessage, *, changed: bool) -> Iterator[str]:
        mark = " ✎" if changed else ""
        yield f"{self._time()}  {self._place(message.room_id)}  {self._name(message.sender_id)}{mark}:"
        for line in _text(message):
            yield f"           {line}"

    def _time(self) -> str:
        return f"{self.clock.now().astimezone(self.runtime.settings.zone):%H:%M}"

    def _place(self, room_id: str) -> str:
        room = self.hub.roster.room(room_id)
        return "@" + self._name(room_id.removeprefix("dm:")) if room.direct else f"#{room.title}"

    def _name(self, person_id: str) -> str:
        return "搭子" if person_id == BOT else self.hub.roster.person(person_id).name


def _read(script: Path) -> list[Json]:
    return [json.loads(line) for line in script.read_text(encoding="utf-8").splitlines() if line.strip()]


def _room(step: Json) -> str:
    return f"dm:{step['as']}" if step["room"] == "direct" else str(step["room"])


def _choices(message: HubMessage) -> list[Json]:
    payload: Any = message.payload or {}
    return [*payload.get("choices", ()), *((payload.get("card") or {}).get("choices", ()))]


def _meant(choice: Json, press: Json) -> bool:
    return (
        choice["action"] == press["button"]
        and press.get("label", "") in choice["label"]
        and press.get("args", {}).items() <= choice["args"].items()
    )


def _text(message: HubMessage) -> Iterator[str]:
    payload: Any = message.payload or {}
    yield from str(payload.get("text") or message.text).splitlines()
    card = payload.get("card")
    if card:
        yield f"[{card['badge']}] {card['title']}"
        yield "  " + " · ".join(f"{fact['label']} {fact['value']}" for fact in card["facts"])
        yield from (f"  - {why['text']}" for why in card["why"])
        if card["settled"]:
            yield f"  = {card['settled']}"
    labels = "  ".join(f"[{choice['label']}]" for choice in _choices(message))
    if labels:
        yield f"  {labels}"


def _signal_words(signal: Json) -> str:
    what = signal.get("page") or signal.get("asset") or signal.get("form") or ""
    return f"{signal.get('visitor_id', '')}: {signal['kind']} {what}"
