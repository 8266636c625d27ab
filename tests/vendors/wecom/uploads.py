"""Media uploaded over the AI bot's socket, in chunks."""

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.vendors.wecom.aibot import AiBot
from tests.vendors.wecom.media import SIZES
from tests.vendors.wecom.refusal import Refused, need

CHUNK_BYTES = 512 * 1024
CHUNKS = 100


@dataclass(slots=True)
class Begun:
    """An upload on its way."""

    bot: AiBot
    about: Mapping[str, Any]
    chunks: dict[int, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class Uploads:
    """Those that began and did not finish."""

    _begun: dict[str, Begun] = field(default_factory=dict)

    def commands(self) -> dict[str, Callable[[AiBot, Mapping[str, Any]], Mapping[str, Any]]]:
        return {
            "aibot_upload_media_init": self.init,
            "aibot_upload_media_chunk": self.chunk,
            "aibot_upload_media_finish": self.finish,
        }

    def init(self, bot: AiBot, body: Mapping[str, Any]) -> Mapping[str, Any]:
        kind, size, chunks = body.get("type"), body.get("total_size"), body.get("total_chunks")
        need(kind in SIZES, 40005, repr(kind))
        need(isinstance(size, int) and isinstance(chunks, int), 40058, "total_size and total_chunks are integers")
        assert isinstance(size, int)
        assert isinstance(chunks, int)
        need(body.get("filename") and body.get("md5"), 40058, "filename and md5")
        most, too_big = SIZES[str(kind)]
        need(5 < size <= most * 1024 * 1024, too_big)
        need(0 < chunks <= CHUNKS and chunks >= size / CHUNK_BYTES, 40058, "total_chunks")
        need(bot.uploads.take(), 45009)
        upload_id = bot.world.fresh("upload-")
        self._begun[upload_id] = Begun(bot, dict(body))
        return {"upload_id": upload_id}

    def chunk(self, bot: AiBot, body: Mapping[str, Any]) -> Mapping[str, Any]:
        begun, index = self._of(bot, body), body.get("chunk_index")
        need(isinstance(index, int) and 0 <= index < begun.about["total_chunks"], 40058, "chunk_index")
        assert isinstance(index, int)
        try:
            data = base64.b64decode(str(body.get("base64_data", "")), validate=True)
        except binascii.Error as broken:
            raise Refused(40058, "base64_data") from broken
        need(0 < len(data) <= CHUNK_BYTES, 40058, "a chunk's size")
        begun.chunks[index] = data
        return {}

    def finish(self, bot: AiBot, body: Mapping[str, Any]) -> Mapping[str, Any]:
        begun = self._of(bot, body)
        about = begun.about
        need(len(begun.chunks) == about["total_chunks"], 40058, "chunks are missing")
        data = b"".join(begun.chunks[index] for index in sorted(begun.chunks))
        need(len(data) == about["total_size"], 40058, "total_size")
        need(hashlib.md5(data, usedforsecurity=False).hexdigest() == about["md5"], 40058, "md5")
        bot.media.check(about["type"], data)
        del self._begun[str(body["upload_id"])]
        kept = bot.media.keep(about["type"], about["filename"], data)
        return {"type": kept.kind, "media_id": kept.id, "created_at": bot.world.stamp()}

    def _of(self, bot: AiBot, body: Mapping[str, Any]) -> Begun:
        begun = self._begun.get(str(body.get("upload_id", "")))
        if begun is None or begun.bot is not bot:
            raise Refused(40058, "upload_id")
        return begun
