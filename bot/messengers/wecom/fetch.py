"""Files that people sent: the app's by media_id, the AI bot's from an address, encrypted with a key of their own."""

import asyncio
import base64
import binascii
import mimetypes
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bot.messengers.base import Dead, Fetched, Retry
from bot.messengers.wecom import app_events, bot_events
from bot.messengers.wecom.api import AppApi
from bot.messengers.wecom.refusals import Refusal, judged
from bot.wire.http import Described, Downloaded, Http, NoAnswer
from capture.base import FileRef

PAD_BYTES = 32
_BLOCK, _CHUNK = 16, 1024 * 1024
_VAGUE = "application/octet-stream"


class BadCipher(ValueError):
    """The bytes were not encrypted with that key, or did not come whole."""


class Fetching:
    """Fetches either kind of file. `most_bytes` is what one may have."""

    def __init__(self, api: AppApi | None, http: Http, most_bytes: int) -> None:
        self._api, self._http, self._most = api, http, most_bytes

    async def fetch(self, file: FileRef, into: Path) -> Fetched | Retry | Dead:
        """Bring a file into the folder `into`, whole or not at all."""
        target = into / sha256(file.file_id.encode(errors="replace")).hexdigest()[:32]
        if file.access.get("way") == bot_events.WAY:
            return await self._sealed(file, target)
        if file.access.get("way") == app_events.WAY and self._api is not None:
            return await self._kept(self._api, file, target)
        return Dead("this file came by a way that is no longer set up")

    async def look_up(self, file: FileRef) -> FileRef:
        """With the name by which it would be fetched; as it is where that cannot be had."""
        found = await self._described(file)
        return replace(file, name=found.name) if isinstance(found, Described) and found.name else file

    async def _described(self, file: FileRef) -> object:
        if file.access.get("way") == bot_events.WAY:
            return await self._http.describe(file.access["url"])
        if file.access.get("way") == app_events.WAY and self._api is not None:
            return await self._api.describe("/media/get", {"media_id": file.file_id})
        return None

    async def _kept(self, api: AppApi, file: FileRef, target: Path) -> Fetched | Retry | Dead:
        found = await api.download("/media/get", {"media_id": file.file_id}, target, self._most)
        if isinstance(found, Refusal):
            return judged(found)
        if isinstance(found, Downloaded):
            return _fetched(found, file, found.size)
        return found if isinstance(found, Retry | Dead) else Dead("no file came")

    async def _sealed(self, file: FileRef, target: Path) -> Fetched | Retry | Dead:
        """Download, decrypt beside, move in place."""
        sealed = target.with_name(f"{target.name}.sealed")
        found = await self._http.download(file.access["url"], sealed, most_bytes=self._most + PAD_BYTES)
        if isinstance(found, NoAnswer):
            return Retry(f"the file did not come whole: {found.why}")
        if not isinstance(found, Downloaded):
            late = found.answer is not None and found.answer.status in (403, 404)
            return Dead("its address was good for five minutes" if late else f"the file cannot be fetched: {found.why}")
        try:
            size = await asyncio.to_thread(unseal, sealed, target, file.access.get("aeskey", ""))
        except BadCipher as broken:
            return Dead(f"the file cannot be decrypted: {broken}")
        except OSError as error:
            return Retry(f"the file cannot be written: {error.strerror}")
        finally:
            await asyncio.to_thread(sealed.unlink, missing_ok=True)
        return _fetched(Downloaded(target, size, found.content_type, found.name), file, size)


def unseal(sealed: Path, target: Path, key: str) -> int:
    """Decrypt a file (AES-256-CBC, padded to 32 bytes); its size. Raises BadCipher or OSError, and leaves nothing."""
    part = target.with_name(f"{target.name}.part")
    try:
        with sealed.open("rb") as source, part.open("wb") as plain:
            decryptor = _cipher(key).decryptor()
            held = b""
            while chunk := source.read(_CHUNK):
                held += decryptor.update(chunk)
                plain.write(held[:-PAD_BYTES])
                held = held[-PAD_BYTES:]
            if sealed.stat().st_size % _BLOCK:
                raise BadCipher("it did not come whole")
            plain.write(_unpadded(held + decryptor.finalize()))
        part.replace(target)
        return target.stat().st_size
    finally:
        part.unlink(missing_ok=True)


def _cipher(key: str) -> Cipher[modes.CBC]:
    try:
        raw = base64.b64decode(key + "=" * (-len(key) % 4))
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != 32:
        raise BadCipher("its key is none")
    return Cipher(algorithms.AES(raw), modes.CBC(raw[:16]))


def _unpadded(end: bytes) -> bytes:
    fill = end[-1] if end else 0
    if not 1 <= fill <= PAD_BYTES or end[-fill:] != bytes([fill]) * fill:
        raise BadCipher("its padding is broken")
    return end[:-fill]


def _fetched(found: Downloaded, file: FileRef, size: int) -> Fetched:
    name = found.name or file.name
    guessed = mimetypes.guess_type(name)[0] or file.media_type
    told = found.content_type if found.content_type not in ("", _VAGUE) else guessed
    return Fetched(found.path, name, file.media_type if file.media_type.startswith("audio/") else told, size)
