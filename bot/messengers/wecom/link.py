"""One WebSocket connection of the AI bot: commands go out with a req_id, and their acknowledgement names it."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import aiohttp

from bot.messengers.base import Json, Retry
from bot.messengers.wecom.refusals import Refusal, refusal_in

Frame = Mapping[str, Any]


class Link:
    """A connection called `name`; an acknowledgement is waited for `seconds`."""

    def __init__(self, name: str, ws: aiohttp.ClientWebSocketResponse, seconds: float) -> None:
        self.name, self._ws, self._seconds = name, ws, seconds
        self._waiting: dict[str, asyncio.Future[Frame]] = {}

    async def tell(self, cmd: str, req_id: str, body: Json | None = None) -> None:
        """Send a command. Raises aiohttp.ClientError or OSError where the line is broken."""
        await self._ws.send_json(
            {"cmd": cmd, "headers": {"req_id": req_id}, **({} if body is None else {"body": body})}
        )

    async def ask(self, cmd: str, req_id: str, body: Json) -> Json | Refusal | Retry:
        """Send a command and wait until it is acknowledged. One at a time under one req_id."""
        if req_id in self._waiting:
            return Retry("another answer under the same message is on its way", 1.0)
        acknowledged = self._waiting[req_id] = asyncio.get_running_loop().create_future()
        try:
            await self.tell(cmd, req_id, body)
            async with asyncio.timeout(self._seconds):
                frame = await acknowledged
        except TimeoutError:
            return Retry("no acknowledgement in time", in_doubt=True)
        except (aiohttp.ClientError, OSError) as error:
            return Retry(f"the connection broke off: {type(error).__name__}", in_doubt=True)
        finally:
            del self._waiting[req_id]
        found = frame.get("body")
        return refusal_in(frame) or (found if isinstance(found, dict) else {})

    async def frames(self) -> AsyncIterator[Frame]:
        """What comes in, until the connection ends; whatever is no frame is passed over."""
        async for message in self._ws:
            found = frame_of(message.data) if message.type is aiohttp.WSMsgType.TEXT else None
            if found is not None:
                yield found

    def acknowledged(self, frame: Frame) -> None:
        """An acknowledgement came."""
        headers = frame.get("headers")
        waiting = self._waiting.get(str(headers.get("req_id"))) if isinstance(headers, dict) else None
        if waiting is not None and not waiting.done():
            waiting.set_result(frame)

    def broke(self) -> None:
        """The connection is gone; whoever waits learns it."""
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(ConnectionResetError())


def frame_of(text: str) -> Frame | None:
    """A frame; None for anything else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
