"""Attachments on their way out: brought to WeCom once for each send, however often that is tried."""

from base64 import b64decode
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from bot.messengers.base import Dead, Host, Json, Retry
from bot.messengers.wecom.refusals import Refusal, judged
from knowledge.store.errors import StoreTrouble

Answer = Json | Refusal | Retry | Dead


class Uploads:
    """Remembers, over restarts, what was uploaded for a send: repeated, it must be the same message to be dropped."""

    def __init__(self) -> None:
        self._host: Host | None = None

    def start(self, host: Host) -> None:
        """Remember by this host."""
        self._host = host

    async def media_id(self, key: str, upload: Callable[[], Awaitable[Answer]]) -> str | Retry | Dead:
        """The id of what `upload` brings for the send `key`; Retry where the database cannot remember it."""
        try:
            return await self._remembered(key, upload)
        except StoreTrouble as error:
            return Retry(f"the upload cannot be noted: {type(error).__name__}")

    async def settled(self, key: str) -> None:
        """That send is over."""
        if self._host:
            with suppress(StoreTrouble):
                await self._host.forget(_name(key))

    async def _remembered(self, key: str, upload: Callable[[], Awaitable[Answer]]) -> str | Retry | Dead:
        known = await self._host.kept(_name(key)) if self._host else None
        if known is not None:
            return str(known["media_id"])
        answer = await upload()
        if isinstance(answer, Refusal):
            return judged(answer)
        if isinstance(answer, Retry):  # an upload that nobody refers to is nothing that arrived
            return Retry(answer.why, answer.after)
        if isinstance(answer, Dead):
            return answer
        media_id = str(answer.get("media_id", ""))
        if not media_id:
            return Retry("an upload without an id")
        if self._host:
            await self._host.keep(_name(key), {"media_id": media_id})
        return media_id


def content_of(file: Mapping[str, str]) -> tuple[str, bytes, str]:
    """Name, bytes and media type of a rendered attachment."""
    return file["name"], b64decode(file["content"]), file["media_type"]


def _name(key: str) -> str:
    return f"media {key}"
