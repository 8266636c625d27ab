"""Files from the bot: announced, brought, and shared into a room. Slack does not say which message that becomes."""

import json
from base64 import b64decode
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from bot.messengers.base import CannotTell, Dead, Host, Json, Repeatable, Retry, Sent
from bot.messengers.slack.api import Answered, Refusal, WebApi, dead
from bot.messengers.slack.ids import Place
from bot.messengers.slack.search import channel_of
from bot.wire.http import Http, NoAnswer
from knowledge.store.errors import StoreTrouble

LONGEST_NAME = 200


class Uploads:
    """Sends files. What is being shared is kept by the key of its send, so that a send in doubt can be looked up."""

    def __init__(self, api: WebApi, http: Http) -> None:
        self._api, self._http = api, http
        self._host: Host | None = None

    def start(self, host: Host) -> None:
        """From now on, uploads under way are kept over restarts."""
        self._host = host

    async def send(self, payload: Json, place: Place, thread: str, key: str) -> Sent | Retry | Dead:
        """Announce, bring and share the file of a payload."""
        file, channel = payload["file"], await channel_of(self._api, place)
        if not isinstance(file, Mapping):
            raise TypeError("a payload without a file")
        if channel is None:
            return Retry("Slack does not open the conversation")
        name = str(file["name"])[:LONGEST_NAME] or "file"
        file_id = await self._brought(place, name, b64decode(str(file["content"])))
        if not isinstance(file_id, str):
            return file_id
        try:
            await self._begin(key, file_id)
        except StoreTrouble:
            return Retry("the database cannot note which file it is")
        files = json.dumps([{"id": file_id, "title": name}])
        to = {"channel_id": channel, **({"thread_ts": thread} if thread else {})}
        found = await self._api.call(place.team, "files.completeUploadExternal", {"files": files, **to})
        if isinstance(found, Retry) and found.in_doubt:
            return found
        await self._ended(key)
        if isinstance(found, Refusal):
            return dead(found)
        return _shared(place, channel, file_id) if isinstance(found, Answered) else found

    async def begun(self, key: str) -> str | None:
        """The file that the send of this key was sharing. Raises StoreTrouble."""
        kept = await self._host.kept(_name(key)) if self._host else None
        return str(kept["file"]) if kept else None

    async def find(self, file_id: str, place: Place) -> Sent | Repeatable | CannotTell:
        """Whether a file had been shared into the room."""
        channel, found = (
            await channel_of(self._api, place),
            await self._api.call(place.team, "files.info", {"file": file_id}),
        )
        if channel is None or not isinstance(found, Answered):
            return CannotTell("Slack does not tell of the file")
        if channel in _places(found.data.get("file")):
            return _shared(place, channel, file_id)
        return Repeatable("not shared")

    async def _begin(self, key: str, file_id: str) -> None:
        if self._host is not None:
            await self._host.keep(_name(key), {"file": file_id})

    async def _ended(self, key: str) -> None:
        """What cannot be forgotten now does no harm: no other send has this key."""
        if self._host is not None:
            with suppress(StoreTrouble):
                await self._host.forget(_name(key))

    async def _brought(self, place: Place, name: str, content: bytes) -> str | Retry | Dead:
        """The id of the file, which nobody sees yet: whatever goes wrong here may simply be done again."""
        args = {"filename": name, "length": len(content)}
        found = await self._api.call(place.team, "files.getUploadURLExternal", args)
        if isinstance(found, Refusal):
            return dead(found)
        if not isinstance(found, Answered):
            return Retry(found.why, found.after) if isinstance(found, Retry) else found
        put = await self._http.call("POST", str(found.data["upload_url"]), data=content)
        if isinstance(put, NoAnswer) or put.status != 200:
            return Retry("Slack did not take the file")
        return str(found.data["file_id"])


def _shared(place: Place, channel: str, file_id: str) -> Sent:
    return Sent({"team": place.team, "channel": channel, "file": file_id})


def _name(key: str) -> str:
    return f"upload:{key}"


def _places(file: Any) -> set[str]:  # noqa: ANN401  any JSON
    """The channels that a file is shared in."""
    told = file if isinstance(file, Mapping) else {}
    shares = told.get("shares") or {}
    named = {channel for kind in ("channels", "groups", "ims") for channel in told.get(kind) or ()}
    return named | {channel for kind in shares.values() for channel in kind}
