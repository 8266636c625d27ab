"""Uploads: streamed to disk, kept whole or not at all."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from aiohttp import BodyPartReader, ClientPayloadError, MultipartReader, web

from bot.messengers.local.hub.errors import BadRequest, NotKept, TooLarge, UnknownFile
from bot.messengers.local.hub.ledger import Ledger
from bot.messengers.local.hub.model import HubSettings, StoredFile

_CHUNK = 65_536
_NAME_LENGTH = 200


def clean_name(name: str) -> str:
    """A file's name without folders, control characters or an endless tail; "file" where nothing is left."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(char for char in last if char.isprintable()).strip(". ")
    return shown[-_NAME_LENGTH:] or "file"


def _cut_off() -> BadRequest:
    return BadRequest(
        "文件没有传完就断了，没有保存。请再传一次。", "The file was cut off half-way and was not kept. Upload it again."
    )


class Uploads:
    """Files in one folder, named by their id."""

    def __init__(self, settings: HubSettings, ledger: Ledger, new_id: Callable[[], str]) -> None:
        self._folder, self._limit = settings.files, settings.file_limit
        self._ledger, self._new_id = ledger, new_id

    def clear_partial(self) -> None:
        """Remove what uploads that a crash cut off have left."""
        if self._folder is not None:
            for rest in self._folder.glob("*.part"):
                rest.unlink(missing_ok=True)

    def path(self, file: StoredFile) -> Path:
        """Where a file's bytes are. Raises UnknownFile where they are gone."""
        found = self._folder / file.file_id if self._folder is not None else None
        if found is None or not found.is_file():
            raise UnknownFile
        return found

    async def receive(self, request: web.Request, person_id: str, room_id: str) -> StoredFile:
        """Take one file from a multipart body: one part "file" with a file name.

        Raises UnknownRoom, BadRequest (malformed or cut off), TooLarge or NotKept; nothing is left behind then.
        """
        self._ledger.roster.room_for(person_id, room_id)
        folder = self._open_folder()
        declared = request.content_length
        if declared is not None and declared > self._limit + _CHUNK:
            raise TooLarge(self._limit)
        file_id = self._new_id()
        partial = folder / f"{file_id}.part"
        try:
            name, media_type, size = await self._copy(request, partial)
            file = StoredFile(file_id, name, size, media_type, room_id, person_id)
            partial.replace(folder / file_id)
            self._ledger.add_file(file)
        except (ClientPayloadError, ConnectionError, ValueError, AssertionError, RuntimeError, EOFError) as error:
            raise _cut_off() from error
        except OSError as error:
            raise NotKept from error
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
        return file

    def _open_folder(self) -> Path:
        if self._folder is None:
            raise BadRequest("这里没有设置存放文件的地方。", "No place is set up here for files.")
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder

    async def _copy(self, request: web.Request, to: Path) -> tuple[str, str, int]:
        reader = await _multipart(request)
        part = await reader.next()
        if not isinstance(part, BodyPartReader) or part.name != "file" or not part.filename:
            raise BadRequest("请求里没有文件。", "There is no file in the request.")
        size = await self._write(part, to)
        if await reader.next() is not None or not reader.at_eof():
            raise _cut_off()
        return clean_name(part.filename), part.headers.get("Content-Type", "application/octet-stream"), size

    async def _write(self, part: BodyPartReader, to: Path) -> int:
        size = 0
        with to.open("wb") as out:
            while chunk := await part.read_chunk(_CHUNK):
                size += len(chunk)
                if size > self._limit:
                    raise TooLarge(self._limit)
                out.write(chunk)
        return size


async def _multipart(request: web.Request) -> MultipartReader:
    if request.content_type != "multipart/form-data":
        raise BadRequest("上传要用 multipart/form-data。", "An upload has to be multipart/form-data.")
    return await request.multipart()
