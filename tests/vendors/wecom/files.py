"""Files that people give an AI bot: encrypted behind a URL that lives five minutes."""

from dataclasses import dataclass, field
from urllib.parse import quote

from aiohttp import web

from tests.clocks import FakeClock
from tests.vendors.wecom.crypto import encrypt_bytes, new_key, raw_key

LIFE = 300.0
GONE = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"


@dataclass(frozen=True, slots=True)
class Kept:
    """One file, as it is served."""

    name: str
    sealed: bytes = field(repr=False)
    until: float


@dataclass(slots=True)
class Files:
    """The store that serves them; `url` is set once it has an address. `fetches` counts the downloads."""

    clock: FakeClock
    url: str = ""
    fetches: int = 0
    _kept: dict[str, Kept] = field(default_factory=dict)

    def put(self, name: str, data: bytes, aes_key: str = "") -> dict[str, str]:
        """What a message says of the file: its url, and the key it was encrypted with (a fresh one, or `aes_key`)."""
        key, file_id = aes_key or new_key(), self.clock.new_id()
        self._kept[file_id] = Kept(name, encrypt_bytes(data, raw_key(key)), self.clock.monotonic() + LIFE)
        return {"url": f"{self.url}/files/{file_id}?q-sign-algorithm=sha1", "aeskey": key}

    async def serve(self, request: web.Request) -> web.Response:
        kept = self._kept.get(request.match_info["id"])
        if kept is None or kept.until <= self.clock.monotonic():
            return web.Response(status=403, text=GONE, content_type="application/xml")
        self.fetches += 1
        name = quote(kept.name)
        headers = {"Content-Disposition": f"attachment; filename=\"{name}\"; filename*=UTF-8''{name}"}
        return web.Response(body=kept.sealed, headers=headers, content_type="application/octet-stream")
