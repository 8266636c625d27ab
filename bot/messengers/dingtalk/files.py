"""Files both ways: what people sent is fetched by its code, what belongs to a notice is uploaded first."""

import zipfile
from base64 import b64decode
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath

import aiohttp

from bot.messengers.base import Dead, Fetched, Retry
from bot.messengers.dingtalk.api import Api
from bot.messengers.dingtalk.bodies import param
from bot.messengers.dingtalk.fields import Told, text_in
from bot.messengers.dingtalk.refusals import Refused
from bot.wire.http import Downloaded, NoAnswer, file_form
from bot.wire.http import Refused as NotFetched
from capture.base import FileRef

FILE_HOSTS = ("*.dingtalk.com", "*.aliyuncs.com")
"""Where DingTalk keeps what people send."""

MOST_UPLOAD_BYTES = 20_000_000

FILE_TYPES = frozenset({"xlsx", "pdf", "zip", "rar", "doc", "docx"})
"""What a robot may send as a file; all else goes inside a zip."""

_SIGNATURES = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"#!AMR", "audio/amr"),
    (b"OggS", "audio/ogg"),
    (b"%PDF", "application/pdf"),
)
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


class Fetcher:
    """Brings what people sent, of at most `most_bytes`. `robot` is ours, for files that tell no robot."""

    def __init__(self, api: Api, robot: str, most_bytes: int) -> None:
        self._api, self._robot, self._most_bytes = api, robot, most_bytes

    async def fetch(self, file: FileRef, into: Path) -> Fetched | Retry | Dead:
        """The file in the folder `into`, whole or not at all. Its address wants no token, and must not get one."""
        body = {"downloadCode": file.access.get("code", ""), "robotCode": file.access.get("robot") or self._robot}
        found = await self._api.call("POST", "/v1.0/robot/messageFiles/download", body)
        if isinstance(found, Refused | Retry | Dead):
            return self._api.judged(found)
        place = into / PurePosixPath(file.file_id).name
        url, most = text_in(found, "downloadUrl"), self._most_bytes
        got = await self._api.http.download(url, place, most_bytes=most, allowed_hosts=FILE_HOSTS, unwanted_types=())
        return _fetched(got, file) if isinstance(got, Downloaded) else _not_fetched(got)


def _fetched(got: Downloaded, file: FileRef) -> Fetched:
    with got.path.open("rb") as opened:
        start = opened.read(16)
    media_type = next((kind for sign, kind in _SIGNATURES if start.startswith(sign)), file.media_type)
    return Fetched(got.path, file.name, media_type, got.size)


def _not_fetched(got: NoAnswer | NotFetched) -> Retry | Dead:
    """An address that is over, or a host in trouble, is asked again with a fresh address."""
    if isinstance(got, NoAnswer):
        return Retry(f"the file did not come whole: {got.why}")
    if got.answer is not None and (got.answer.status == 403 or got.answer.status >= 500):
        return Retry(f"the file's address answered with {got.why}")
    return Dead(f"the file cannot be fetched: {got.why}")


class Uploads:
    """Uploads what belongs to a notice."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def uploaded(self, file: Told) -> tuple[str, str] | Retry | Dead:
        """Upload a rendered file; msgKey and msgParam of the message that shows it."""
        name, content = text_in(file, "name") or "file", b64decode(text_in(file, "content"))
        picture = text_in(file, "media_type") in ("image/png", "image/jpeg", "image/gif")
        if not picture:
            name, content = _sendable(name, content)
        if not 0 < len(content) <= MOST_UPLOAD_BYTES:
            return Dead(f"DingTalk takes files of up to {MOST_UPLOAD_BYTES // 1_000_000} MB, and no empty ones")
        form = partial(_form, name, content, text_in(file, "media_type") if picture else "application/octet-stream")
        found = await self._api.upload("image" if picture else "file", form)
        if isinstance(found, Refused | Retry | Dead):
            failed = self._api.judged(found)
            return Retry(failed.why, failed.after) if isinstance(failed, Retry) else failed
        return _shown(text_in(found, "media_id"), name, picture=picture)


def _shown(media_id: str, name: str, *, picture: bool) -> tuple[str, str] | Retry:
    if not media_id:
        return Retry("an answer without a media id")
    if picture:
        return "sampleImageMsg", param(photoURL=media_id)
    return "sampleFile", param(mediaId=media_id, fileName=name, fileType=_ending(name))


def _form(name: str, content: bytes, media_type: str) -> aiohttp.FormData:
    return file_form("media", name, content, media_type)


def _sendable(name: str, content: bytes) -> tuple[str, bytes]:
    """The file as it is, or in a zip where DingTalk does not send its kind."""
    if _ending(name) in FILE_TYPES:
        return name, content
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(PurePosixPath(name).name or "file", _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return f"{name}.zip", packed.getvalue()


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".").lower()
