"""files.*: the upload in three steps, and the private download that answers a stranger with a login page."""

from collections.abc import Sequence
from pathlib import PurePath

from aiohttp import web

from tests.vendors.http.calls import Call
from tests.vendors.http.faults import Error, RateLimited, Turn, meet
from tests.vendors.slack.api import Method, member_of
from tests.vendors.slack.chat import put
from tests.vendors.slack.core import Core
from tests.vendors.slack.model import File, Json, Refused, Workspace

TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".csv": "text/csv", ".txt": "text/plain", ".pdf": "application/pdf"}
TYPES |= {".m4a": "audio/mp4", ".mp4": "video/mp4", ".webm": "audio/webm", ".ics": "text/calendar"}
LOGIN = "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in to your workspace</body></html>"


def get_url(core: Core, team: Workspace, args: Json) -> Json:
    name, size = str(args["filename"]), int(args["length"])
    if size <= 0:
        raise Refused("file_upload_size_restricted")
    mimetype = TYPES.get(PurePath(name).suffix, "application/octet-stream")
    file = File(core.new_id("F"), name, team.id, mimetype, size, team.bot_user_id)
    team.files[file.id] = file
    return {"upload_url": f"{core.url}/upload/{file.id}", "file_id": file.id}


def complete(core: Core, team: Workspace, args: Json) -> Json:
    if not isinstance(wanted := args["files"], list) or not wanted:
        raise Refused("invalid_arguments")
    files = [_uploaded(team, one) for one in wanted]
    channels = [one for one in str(args.get("channel_id") or args.get("channels") or "").split(",") if one]
    for channel_id in channels:
        _share(core, team, channel_id, files, args)
    return {"files": [file.json(core.url) for file in files]}


def file_info(core: Core, team: Workspace, args: Json) -> Json:
    file = core.file(str(args["file"]))
    if not file.checked_on_use and file.team_id != team.id:
        raise Refused("file_not_found")
    return {"file": file.json(core.url), "comments": [], "response_metadata": {"next_cursor": ""}}


def _uploaded(team: Workspace, wanted: Json) -> File:
    file = team.files.get(wanted.get("id", ""))
    if file is None or file.content is None:
        raise Refused("file_not_found")
    file.title = str(wanted.get("title") or file.name)
    return file


def _share(core: Core, team: Workspace, channel_id: str, files: Sequence[File], args: Json) -> None:
    channel = core.direct(team, channel_id) if channel_id in team.users else member_of(team, channel_id)
    thread = {"thread_ts": str(args["thread_ts"])} if args.get("thread_ts") else {}
    for file in files:
        file.shared_in.append(channel.id)
    shown = [file.json(core.url) for file in files]
    text = str(args.get("initial_comment") or "")
    put(core, team, channel, {"subtype": "file_share", "text": text, "files": shown, "upload": True, **thread})


class FileRoutes:
    """/upload/{id} and /files-pri/..."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Takes the bytes, raw or as a form's file; as many as were announced."""
        file = self._core.file(request.match_info["file"])
        body = await _bytes(request)
        self._core.journal.note(Call("upload", {"id": file.id}, dict(request.headers), self._core.clock.now()))

        async def taken() -> web.Response:
            if len(body) != file.size:
                return web.Response(status=400, text=f"expected {file.size} bytes, got {len(body)}")
            file.content = body
            return web.Response(text=f"OK - {file.size}")

        return await meet(self._core.faults.take("upload"), Turn(request, taken, _refusal))

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The bytes for a bot token of the file's team with files:read; everybody else gets a page, with 200."""
        file = self._core.file(request.match_info["file"].partition("-")[2])
        self._core.journal.note(Call("download", {"id": file.id}, dict(request.headers), self._core.clock.now()))

        async def taken() -> web.Response:
            if not self._may_read(request.headers.get("Authorization", ""), file):
                return web.Response(text=LOGIN, content_type="text/html")
            return web.Response(body=file.content or b"", content_type=file.mimetype)

        return await meet(self._core.faults.take("download"), Turn(request, taken, _refusal))

    def _may_read(self, authorization: str, file: File) -> bool:
        try:
            team = self._core.by_token(authorization.removeprefix("Bearer "))
        except Refused:
            return False
        return "files:read" in team.scopes and (file.team_id == team.id or file.checked_on_use)


async def _bytes(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    for part in (await request.post()).values():
        if isinstance(part, web.FileField):
            return part.file.read()
    return b""


def _refusal(fault: Error | RateLimited) -> web.Response:
    return web.Response(status=429 if isinstance(fault, RateLimited) else 400, text="refused")


METHODS = {
    "files.getUploadURLExternal": Method(get_url, "files:write", ("filename", "length")),
    "files.completeUploadExternal": Method(complete, "files:write", ("files",)),
    "files.info": Method(file_info, "files:read", ("file",)),
}
