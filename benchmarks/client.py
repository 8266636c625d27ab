"""The other side of the wire, in a process of its own: `python -m benchmarks.client`, a job as JSON on standard input.

Loads are open: a request leaves when it is due, whatever became of those before, and its time counts from then.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks.bot_process import HOOK_KEY, ROOMS, SECRET
from benchmarks.material import ASKERS, ROOT, Json, questions, rooms, said_events, signed
from benchmarks.vendors import prepared
from bot.clock import SystemClock

EVENTS = "/messengers/local/events"
ANSWER_SECONDS = 60.0
CHUNK = 500

Job = Callable[[aiohttp.ClientSession, Json], Awaitable[Json]]


def in_a_process(job: str, url: str, **values: object) -> Json:
    """Do a job in a process of its own; what it found. Raises CalledProcessError."""
    spec = json.dumps({"job": job, "url": url, **values})
    line = [sys.executable, "-m", "benchmarks.client"]
    done = subprocess.run(line, input=spec.encode(), cwd=ROOT, check=True, stdout=subprocess.PIPE)
    found: Json = json.loads(done.stdout)
    return found


async def acknowledged(session: aiohttp.ClientSession, spec: Json) -> Json:
    """Signed events at a steady rate: {"seconds"} from when each was due to its acknowledgement."""
    clock, room_ids = SystemClock(), rooms(ROOMS)
    events = said_events(clock.new_id(), room_ids, clock.now())

    async def post(due: float) -> float:
        await _post_signed(session, spec["url"], next(events), clock)
        return time.perf_counter() - due

    return {"seconds": await _paced(spec["rate"], spec["seconds"], post)}


async def delivered(session: aiohttp.ClientSession, spec: Json) -> Json:
    """A vendor's events at a steady rate: {"seconds"} from when each was due to its acknowledgement."""
    number = int(spec["rate"] * spec["seconds"])
    waiting = iter(prepared(spec["vendor"], number, SystemClock().now(), spec["stub"]))

    async def post(due: float) -> float:
        one = next(waiting)
        to = spec["url"] + one.path
        async with session.post(to, data=one.body, headers=one.headers, params=one.query) as answer:
            answer.raise_for_status()
            await answer.read()
        return time.perf_counter() - due

    return {"seconds": await _paced(spec["rate"], spec["seconds"], post)}


async def flooded(session: aiohttp.ClientSession, spec: Json) -> Json:
    """So many signed events, 64 under way at once: {"seconds"} until the last answer stands in the hub's journal."""
    clock = SystemClock()
    events = said_events(clock.new_id(), rooms(ROOMS), clock.now())
    began = time.perf_counter()

    async def caller(number: int) -> None:
        for event in islice(events, number):
            await _post_signed(session, spec["url"], event, clock)

    async with asyncio.TaskGroup() as callers:
        for _ in range(64):
            callers.create_task(caller(spec["events"] // 64))
    admitted = time.perf_counter() - began
    await _answers_in(Path(spec["journal"]), spec["offset"], spec["events"] // 64 * 64)
    return {"seconds": time.perf_counter() - began, "admitted": admitted, "events": spec["events"] // 64 * 64}


async def _answers_in(journal: Path, offset: int, expected: int) -> None:
    """Until so many messages of the bot were written after `offset`."""
    seen, until = 0, time.monotonic() + ANSWER_SECONDS
    with journal.open("rb") as lines:
        lines.seek(offset)
        while seen < expected:
            if time.monotonic() > until:
                raise TimeoutError(f"{seen} of {expected} answers came")
            seen += sum(b'"key":"outbox-' in line for line in lines)
            await asyncio.sleep(0.02)


async def replied(session: aiohttp.ClientSession, spec: Json) -> Json:
    """Questions at a steady rate; {"seconds"} until the open page shows the answer.

    "way": "signed" posts to the bot as the page's server does, "page" as the page itself does.
    """
    clock, room_ids = SystemClock(), rooms(ROOMS)
    events, texts = said_events(clock.new_id(), room_ids, clock.now()), questions()
    answers: asyncio.Queue[tuple[float, Json]] = asyncio.Queue()
    sent: dict[str, float] = {}

    async def say(due: float) -> float:
        if spec["way"] == "signed":
            event = next(events)
            sent[str(event["message_id"])] = due
            await _post_signed(session, spec["url"], event, clock)
        else:
            said = {"client_id": clock.new_id(), "text": f"@搭子 {next(texts)}"}
            room, asker = room_ids[len(sent) % len(room_ids)], ASKERS[len(sent) % len(ASKERS)]
            sent[await _say(session, f"{spec['url']}/local/api/rooms/{room}/messages?as={asker}", said)] = due
        return 0.0

    async with _open_page(session, spec["url"], answers):
        await _paced(spec["rate"], spec["seconds"], say)
        seen = await _collected(answers, lambda message: str(message["thread"]), len(sent))
    return {"seconds": [seen[key] - due for key, due in sent.items()]}


async def filled(session: aiohttp.ClientSession, spec: Json) -> Json:
    """Signals of 2,000 visitors handed in, each tenth of one of 200 leads: {"signals"}."""
    at, number = SystemClock().now().isoformat(), spec["signals"]
    for start in range(0, number, CHUNK):
        chunk = [_stored(index, at) for index in range(start, min(start + CHUNK, number))]
        await _post_signals(session, spec["url"], chunk)
    return {"signals": number}


def _stored(index: int, at: str) -> Json:
    lead = {"lead_id": f"K{index % 200}"} if index % 10 == 0 else {}
    visit = {"visitor_id": f"s-{index % 2000}", "kind": "page_view", "page": f"/products/{index % 50}"}
    return {"event_id": f"stored-{index}", "at": at, **visit, **lead}


async def _post_signals(session: aiohttp.ClientSession, url: str, body: object) -> None:
    async with session.post(f"{url}/hooks/web", json=body, headers={"X-Dazi-Key": HOOK_KEY}) as answer:
        answer.raise_for_status()
        await answer.read()


async def alerted(session: aiohttp.ClientSession, spec: Json) -> Json:
    """Signals at a steady rate, each third visitor becoming hot: {"seconds"} from the last signal to the card."""
    clock = SystemClock()
    signals, sent = _visits(clock.new_id(), clock.now().isoformat()), dict[str, float]()
    cards: asyncio.Queue[tuple[float, Json]] = asyncio.Queue()

    async def signal(due: float) -> float:
        body = next(signals)
        if "company" in body:
            sent[body["company"]] = due
        await _post_signals(session, spec["url"], body)
        return time.perf_counter() - due

    async with _open_page(session, spec["url"], cards):
        acks = await _paced(spec["rate"], spec["seconds"], signal)
        seen = await _collected(cards, _company, len(sent))
    return {"seconds": [seen[key] - due for key, due in sent.items()], "acks": acks}


def _visits(run: str, at: str) -> Iterator[Json]:
    """Signals of one visitor after the other, five each; every third ends with a form, which makes the lead hot."""
    steps = [{"kind": "page_view", "page": f"/compare/rival-{n}"} for n in range(3)]
    steps.append({"kind": "download", "asset": "service-whitepaper"})
    visitor = 0
    while True:
        visitor += 1
        who = {"at": at, "visitor_id": f"v-{run}-{visitor}"}
        yield from ({**who, **step} for step in steps)
        if visitor % 3:
            yield {**who, "kind": "page_view", "page": "/pricing"}
        else:
            lead = {"company": f"Firm {run} {visitor}", "email": f"{run}-{visitor}@example.com", "region": "华东"}
            yield {**who, "kind": "form", "form": "maintenance", **lead}


def _company(message: Mapping[str, Any]) -> str:
    card = (message["payload"] or {}).get("card")
    return str(card["title"]) if card else ""


async def _paced(rate: float, seconds: float, send: Callable[[float], Awaitable[float]]) -> list[float]:
    """Call `send` with the moment it is due, `rate` times a second; what each returned."""
    began, tasks = time.perf_counter() + 0.1, list[asyncio.Task[float]]()
    for number in range(int(rate * seconds)):
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.ensure_future(send(due)))
    return list(await asyncio.gather(*tasks))


async def _post_signed(session: aiohttp.ClientSession, url: str, event: Json, clock: SystemClock) -> None:
    body, headers = signed(event, SECRET, clock.now())
    async with session.post(url + EVENTS, data=body, headers=headers) as answer:
        answer.raise_for_status()
        await answer.read()


async def _say(session: aiohttp.ClientSession, url: str, said: Json) -> str:
    async with session.post(url, json=said) as answer:
        answer.raise_for_status()
        return str((await answer.json())["message"]["id"])


@asynccontextmanager
async def _open_page(
    session: aiohttp.ClientSession, url: str, messages: asyncio.Queue[tuple[float, Json]]
) -> AsyncIterator[None]:
    """An open page: the bot's messages go into the queue with the moment they were seen."""
    answer = await session.get(f"{url}/local/api/stream?as={ASKERS[0]}", timeout=aiohttp.ClientTimeout(total=None))
    answer.raise_for_status()
    reading = asyncio.ensure_future(_read_stream(answer, messages))
    try:
        yield
    finally:
        reading.cancel()
        answer.close()


async def _read_stream(answer: aiohttp.ClientResponse, messages: asyncio.Queue[tuple[float, Json]]) -> None:
    kind = b""
    async for line in answer.content:
        if line.startswith(b"event: "):
            kind = line[7:].strip()
        elif line.startswith(b"data: ") and kind == b"message":
            seen, message = time.perf_counter(), json.loads(line[6:])
            if message["sender"] == "bot":
                messages.put_nowait((seen, message))


async def _collected(
    messages: asyncio.Queue[tuple[float, Json]], name: Callable[[Json], str], expected: int
) -> dict[str, float]:
    """When each of `expected` messages was seen, by name. Raises TimeoutError where some never come."""
    seen: dict[str, float] = {}
    async with asyncio.timeout(ANSWER_SECONDS):
        while len(seen) < expected:
            moment, message = await messages.get()
            if name(message):
                seen.setdefault(name(message), moment)
    return seen


JOBS: Mapping[str, Job] = {job.__name__: job for job in (acknowledged, delivered, flooded, replied, filled, alerted)}


async def _main(spec: Json) -> Json:
    connector = aiohttp.TCPConnector(limit=64, keepalive_timeout=30)
    timeout = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout, trust_env=False) as session:
        return await JOBS[spec["job"]](session, spec)


if __name__ == "__main__":
    json.dump(asyncio.run(_main(json.load(sys.stdin))), sys.stdout)
