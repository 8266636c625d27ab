"""Ways to the hub: in this process, or over HTTP where the page's server runs elsewhere."""

import asyncio
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

import aiohttp

from bot.messengers.base import CannotTell, Check, Dead, Fetched, Json, NotEditable, Repeatable, Retry, Sent
from bot.messengers.local.hub import Hub, UnknownMessage, UnknownRoom
from bot.messengers.local.hub.errors import NotKept, UnknownFile
from capture.base import FileRef
from notifiers.notice import Address


class Line(Protocol):
    """What the local messenger needs of a hub, wherever it runs."""

    async def send(self, payload: Json, to: Address, key: str) -> Sent | Retry | Dead:
        """Post a message; the same key posts once."""
        ...

    async def edit(self, message_id: str, payload: Json) -> Sent | Retry | Dead | NotEditable:
        """Change a message."""
        ...

    async def find(self, key: str) -> Sent | Repeatable | CannotTell:
        """The message that was posted under a key; a key posts once, so what is not there may be sent again."""
        ...

    async def fetch(self, file: FileRef, into: Path) -> Fetched | Retry | Dead:
        """Bring an upload into the folder `into`."""
        ...

    async def members(self, room_id: str) -> tuple[str, ...] | None:
        """The ids of all for whom a group is meant; None for one open to the whole team, or that is not there."""
        ...

    async def check(self) -> Check:
        """Whether the hub can be reached."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class NearLine:
    """The hub lives in this process."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def send(self, payload: Json, to: Address, key: str) -> Sent | Retry | Dead:
        """Post a message; the same key posts once."""
        try:
            return Sent({"message_id": self._hub.post(to.room_id, payload, key, to.thread)})
        except UnknownRoom:
            return Dead(f"there is no room {to.room_id}")
        except NotKept:
            return Retry("the page's server cannot write its journal")

    async def edit(self, message_id: str, payload: Json) -> Sent | Retry | Dead | NotEditable:
        """Change a message."""
        try:
            self._hub.edit(message_id, payload)
        except UnknownMessage:
            return NotEditable("the page's server no longer has that message")
        except NotKept:
            return Retry("the page's server cannot write its journal")
        return Sent({"message_id": message_id})

    async def find(self, key: str) -> Sent | Repeatable | CannotTell:
        """The message that was posted under a key."""
        found = self._hub.find(key)
        return Sent({"message_id": found}) if found else Repeatable("not posted")

    async def fetch(self, file: FileRef, into: Path) -> Fetched | Retry | Dead:
        """Copy an upload."""
        try:
            stored = self._hub.ledger.file(file.file_id)
            await asyncio.to_thread(shutil.copyfile, self._hub.uploads.path(stored), into / file.file_id)
        except UnknownFile:
            return Dead("the page's server no longer has that file")
        except OSError as error:
            return Retry(f"the file cannot be copied: {error.strerror}")
        return Fetched(into / file.file_id, stored.name, stored.media_type, stored.size)

    async def members(self, room_id: str) -> tuple[str, ...] | None:
        """The ids of all for whom a group is meant."""
        return self._hub.members(room_id)

    async def check(self) -> Check:
        """The hub is part of this process."""
        return Check("hub", ok=True)

    async def close(self) -> None:
        """Nothing to let go of."""


class FarLine:
    """The hub lives at `url`; `token` is its password for the bot."""

    def __init__(self, url: str, token: str) -> None:
        self._url, self._token = url.rstrip("/"), token
        self._session: aiohttp.ClientSession | None = None

    async def send(self, payload: Json, to: Address, key: str) -> Sent | Retry | Dead:
        """Post a message; the same key posts once where the hub keeps keys."""
        body = {"room": to.room_id, "key": key, "thread": to.thread, "payload": payload}
        answer = await self._call("POST", "/local/api/bot/messages", body)
        return answer if not isinstance(answer, NotEditable) else Dead(answer.why)

    async def edit(self, message_id: str, payload: Json) -> Sent | Retry | Dead | NotEditable:
        """Change a message."""
        return await self._call("PUT", f"/local/api/bot/messages/{message_id}", {"payload": payload})

    async def find(self, key: str) -> Sent | Repeatable | CannotTell:
        """The message that was posted under a key."""
        answer = await self._call("GET", f"/local/api/bot/messages?key={key}", None)
        if isinstance(answer, NotEditable):
            return Repeatable("not posted")
        return answer if isinstance(answer, Sent) else CannotTell(answer.why)

    async def fetch(self, file: FileRef, into: Path) -> Fetched | Retry | Dead:
        """Download an upload."""
        headers, target = {"Authorization": f"Bearer {self._token}"}, into / file.file_id
        try:
            async with self._opened().get(f"{self._url}/local/api/bot/files/{file.file_id}", headers=headers) as answer:
                if answer.status != 200:
                    gone = answer.status in (404, 410)
                    return Dead("no such file") if gone else Retry(f"status {answer.status}")
                content = await answer.read()
            await asyncio.to_thread(target.write_bytes, content)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return Retry(f"the file did not come whole: {type(error).__name__}")
        return Fetched(target, file.name, file.media_type, len(content))

    async def members(self, room_id: str) -> tuple[str, ...] | None:
        """The ids of all for whom a group is meant; None also where the hub does not answer."""
        headers, path = {"Authorization": f"Bearer {self._token}"}, f"/local/api/bot/rooms/{quote(room_id, safe='')}"
        try:
            async with self._opened().get(self._url + path, headers=headers) as answer:
                told = await answer.json(content_type=None) if answer.status == 200 else None
        except (aiohttp.ClientError, TimeoutError, ValueError, OSError):
            return None
        found = told.get("members") if isinstance(told, dict) else None
        return tuple(str(one) for one in found) if isinstance(found, list) else None

    async def check(self) -> Check:
        """Whether the hub answers."""
        answer = await self._call("GET", "/local/api/bot/messages?key=doctor", None)
        return Check(
            "hub",
            ok=not isinstance(answer, Retry),
            advice={
                "zh": f"连不上 {self._url}，请检查 hub_url 和网络。",
                "en": f"{self._url} cannot be reached; check hub_url.",
            },
        )

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=15, connect=5))
        return self._session

    async def _call(
        self, method: str, path: str, body: Mapping[str, object] | None
    ) -> Sent | Retry | Dead | NotEditable:
        headers = {"Authorization": f"Bearer {self._token}"}
        try:
            async with self._opened().request(method, self._url + path, json=body, headers=headers) as answer:
                body_back = await answer.json(content_type=None) if answer.status < 300 else None
                return _judged(answer.status, answer.headers.get("Retry-After", ""), body_back)
        except aiohttp.ClientConnectorError as error:
            return Retry(f"cannot connect: {type(error).__name__}")
        except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as error:
            return Retry(f"no clear answer: {type(error).__name__}", in_doubt=method == "POST")


_ASKED_SOMEBODY = frozenset({502, 504})
"""A gateway's answers: whoever stands behind it may have taken the message."""


def _judged(status: int, retry_after: str, body: Mapping[str, object] | None) -> Sent | Retry | Dead | NotEditable:
    if status < 300 and body and body.get("message_id"):
        return Sent({"message_id": body["message_id"]})
    if status < 300:
        return Retry("an answer without an id", in_doubt=True)
    if status == 429:
        return Retry("too many", float(retry_after) if retry_after.replace(".", "", 1).isdigit() else None)
    if status >= 500:
        return Retry(f"status {status}", in_doubt=status in _ASKED_SOMEBODY)
    if status == 404:
        return NotEditable("no such room or message")
    return Dead(f"status {status}")
