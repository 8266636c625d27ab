"""Files that feeds point to: moved from the data folder, or fetched from the meeting system's own hosts."""

import base64
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path

from aiohttp import web

from bot.feeds import Feed
from bot.holders import Holders
from bot.messengers.base import Dead, Fetched, Retry
from capture.base import FileHosts, FileRef, Source
from capture.conferences.sealing import sealed
from capture.sources import tencent_meeting, zoom
from tests.clocks import START, FakeClock
from tests.vendors.http.server import serving

KEYS = {"secret": "s", "app_id": "2100", "sdk_id": "7", "secret_id": "id", "secret_key": "key"}


class Conferences:
    """Both meeting systems on one host."""

    def __init__(self) -> None:
        self.asked: list[web.Request] = []
        self.status = 200
        self.address: object = None

    async def sound(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        if self.status != 200:
            return web.json_response({}, status=self.status)
        return web.Response(body=b"sound", content_type="audio/mp4")

    async def elsewhere(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        raise web.HTTPFound("http://169.254.169.254/latest")

    async def where(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        if self.status != 200:
            return web.json_response({"error_info": {"message": "no right"}}, status=self.status)
        return web.json_response({"record_file_id": "77", "audio_address": self.address, "download_address": ""})


@asynccontextmanager
async def holders(folder: Path, source: Source, vendor: Conferences) -> AsyncIterator[tuple[Holders, str]]:
    app = web.Application()
    routes = (("/sound", vendor.sound), ("/away", vendor.elsewhere), ("/v1/addresses/77", vendor.where))
    app.add_routes([web.get(path, handler) for path, handler in routes])
    async with serving(app) as url:
        feed = Feed(source.name, source, files=FileHosts(url, (), KEYS))
        found = Holders([feed], folder, FakeClock(START), 1000)
        try:
            yield found, url
        finally:
            await found.close()


async def test_an_attachment_is_taken_from_where_mail_left_it(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "abc").write_bytes(b"PDF")
    fetch = Holders([], tmp_path, FakeClock(START), 1000).fetchers["mail"]
    found = await fetch(FileRef("abc", "offer.pdf", 3, "application/pdf", {"path": "mail/abc"}), tmp_path)
    assert isinstance(found, Fetched)
    assert (found.path.read_bytes(), found.name, found.size) == (b"PDF", "offer.pdf", 3)
    for path in ("mail/gone", "../etc/passwd", "/etc/passwd", ""):
        assert isinstance(await fetch(FileRef("x", "x", 1, "x/y", {"path": path}), tmp_path), Dead)


async def test_zooms_file_is_fetched_with_its_key_from_its_hosts_only(tmp_path: Path) -> None:
    vendor = Conferences()
    async with holders(tmp_path, zoom.SOURCE, vendor) as (found, url):
        fetch = found.fetchers["zoom"]
        file = FileRef("f1", "a.m4a", 5, "audio/mp4", {"url": f"{url}/sound", "sealed": sealed("token", "s")})
        brought = await fetch(file, tmp_path)
        assert isinstance(brought, Fetched)
        assert brought.path.read_bytes() == b"sound"
        assert vendor.asked[0].headers["Authorization"] == "Bearer token"
        elsewhere = FileRef("f1", "a.m4a", 5, "audio/mp4", {**file.access, "sealed": sealed("token", "another")})
        assert await fetch(elsewhere, tmp_path) == Dead("its key was sealed under another secret")
        for address in ("http://169.254.169.254/x", "https://zoom.evil.example/x", f"{url}/away", "file:///etc/passwd"):
            assert isinstance(await fetch(FileRef("f", "a", 5, "audio/mp4", {"url": address}), tmp_path), Dead)
        vendor.status = 503
        assert isinstance(await fetch(file, tmp_path), Retry)
        vendor.status = 401
        assert isinstance(await fetch(file, tmp_path), Dead)


async def test_tencents_file_is_asked_for_and_then_fetched(tmp_path: Path) -> None:
    vendor = Conferences()
    async with holders(tmp_path, tencent_meeting.SOURCE, vendor) as (found, url):
        fetch = found.fetchers["tencent_meeting"]
        file = FileRef("77", "a.m4a", 0, "audio/mp4", {"user": "li.lei"})
        assert isinstance(await fetch(file, tmp_path), Retry), "no address yet"
        vendor.address = f"{url}/sound"
        assert isinstance(await fetch(file, tmp_path), Fetched)
        asked = vendor.asked[1]
        told = {name: asked.headers[name] for name in ("X-TC-Key", "X-TC-Nonce", "X-TC-Timestamp")}
        path = "/v1/addresses/77?operator_id=li.lei&operator_id_type=1"
        words = "&".join(f"{name}={value}" for name, value in told.items())
        digest = hmac.new(b"key", f"GET\n{words}\n{path}\n".encode(), sha256).hexdigest()
        assert asked.path_qs == path
        assert base64.b64decode(asked.headers["X-TC-Signature"]).decode() == digest
        assert (asked.headers["AppId"], asked.headers["SdkId"]) == ("2100", "7")
        vendor.status = 403
        assert isinstance(await fetch(file, tmp_path), Dead)
        vendor.status = 500
        assert isinstance(await fetch(file, tmp_path), Retry)
        assert isinstance(await fetch(FileRef("../x", "a", 0, "audio/mp4"), tmp_path), Dead)


async def test_a_linked_file_comes_only_from_allowed_hosts(tmp_path: Path) -> None:
    fetch = Holders([], tmp_path, FakeClock(START), 1000, ("media.example",)).fetchers["link"]
    for url in ("https://elsewhere.example/a.mp3", "https://169.254.169.254/a.mp3", "https://127.0.0.1/a.mp3"):
        found = await fetch(FileRef(url, "a.mp3", 0), tmp_path)
        assert isinstance(found, Dead), url
    unknown = await fetch(FileRef("https://media.example/a.mp3", "a.mp3", 0), tmp_path)
    assert isinstance(unknown, Retry)  # there is no such name: it may be there later
