"""Commands that talk to the bot: ask once, or chat. They take the same road as every message."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from bot.errors import Around, InputAtFault
from bot.messengers.base import Admitted, Raw
from bot.messengers.terminal.messenger import TerminalMessenger
from bot.runtime import Runtime
from handlers.conversation import OPERATOR
from knowledge.people.model import Handle, Person
from knowledge.people.view import persons_called

Json = Mapping[str, Any]


async def speaker(runtime: Runtime, name: str) -> Handle:
    """Whose account speaks for `name` (id, e-mail or unique name); the operator's for "". Raises InputAtFault."""
    if not name:
        return OPERATOR
    found = await runtime.store.read(lambda reader: persons_called(reader, name))
    if len(found) > 1:
        options = ", ".join(f"{person.name} ({person.person_id})" for person in found)
        raise InputAtFault(
            f"叫“{name}”的不止一个：{options}。请用编号。", f"More than one “{name}”: {options}. Use the id."
        )
    if not found:
        raise InputAtFault(
            f"团队里没有“{name}”这个人；请用编号、邮箱或姓名。",
            f"Nobody in the team is “{name}”; give an id, e-mail or name.",
        )
    return _account(found[0])


async def ask(runtime: Runtime, text: str, *, name: str, thread: str, on: str, lang: str) -> Json:
    """One question, its answer as `ask --json` prints it. `on` makes that date today. Raises InputAtFault."""
    event_id = runtime.clock.new_id()
    line = _line(await speaker(runtime, name), f"ask:{thread or event_id}", event_id, runtime.clock.now())
    line |= {"kind": "said", "text": text, "inline": True, "lang": lang}
    if on:
        line["now"] = _moment(on, runtime).isoformat()
    row_id = await _admit(runtime, line)
    return await runtime.dispatcher.outcome(row_id)


async def say(runtime: Runtime, room: str, line: Json) -> None:
    """A line typed or a button pressed in an open terminal: {"as", "text", "press"}. Raises InputAtFault."""
    event_id = runtime.clock.new_id()
    body = _line(await speaker(runtime, str(line["as"])), room, event_id, runtime.clock.now())
    if line.get("press"):
        body |= {"kind": "pressed", "press": line["press"]}
    else:
        body |= {"kind": "said", "text": str(line["text"])}
    await runtime.dispatcher.outcome(await _admit(runtime, body))


async def listen(runtime: Runtime, room: str) -> AsyncIterator[Json]:
    """What the bot says in a terminal, until the caller leaves."""
    terminal = _terminal(runtime)
    queue: asyncio.Queue[Json] = terminal.attach(room)
    try:
        while True:
            yield await queue.get()
    finally:
        terminal.detach(room)


async def invite(runtime: Runtime, name: str) -> Json:
    """A personal link to the local messenger's page. Raises InputAtFault, or Around where no page is served here."""
    handle = await speaker(runtime, name)
    local = runtime.messengers.get("local")
    hub = getattr(local, "hub", None)
    if hub is None:
        raise Around(
            "这里没有开着本地聊天页：先启动 python main.py run，再发链接。",
            "No page is being served here; start python main.py run first, then make the link.",
        )
    base = runtime.settings.web.public_url or runtime.base_url
    return {"url": base.rstrip("/") + hub.invite(handle.user_id)}


def _terminal(runtime: Runtime) -> TerminalMessenger:
    terminal = runtime.messengers["terminal"]
    if not isinstance(terminal, TerminalMessenger):
        raise TypeError("the terminal is not the terminal")
    return terminal


def _account(person: Person) -> Handle:
    return Handle("local", person.person_id)


def _line(handle: Handle, room: str, event_id: str, now: datetime) -> dict[str, Any]:
    sender = {"messenger": handle.messenger, "id": handle.user_id, "name": handle.user_id}
    return {"event_id": event_id, "sender": sender, "room": room, "at": now.isoformat()}


async def _admit(runtime: Runtime, line: Json) -> int:
    found = _terminal(runtime).admit(Raw({}, json.dumps(line, ensure_ascii=False).encode()))
    if not isinstance(found, Admitted):
        raise InputAtFault("这一行看不懂。", "That line cannot be read.")
    row_id = await runtime.inbox.admit("terminal", found)
    if row_id is None:
        raise InputAtFault("这一行已经收过了。", "That line had come before.")
    return row_id


def _moment(day: str, runtime: Runtime) -> datetime:
    try:
        parsed = datetime.combine(date.fromisoformat(day), time(12), runtime.settings.zone)
    except ValueError:
        raise InputAtFault(
            f"没有“{day}”这一天，请写成 2026-01-31 的样子。", f"There is no day “{day}”; write it as 2026-01-31."
        ) from None
    return parsed.astimezone(UTC)
