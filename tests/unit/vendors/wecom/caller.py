"""A plain client of the API, and a bot's callback URL that answers what a test says."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self

import aiohttp
from aiohttp import web

from tests.patience import LONG_ENOUGH
from tests.vendors.http.server import serving
from tests.vendors.wecom.crypto import Envelope
from tests.vendors.wecom.fake import FakeWeCom
from tests.vendors.wecom.wire_xml import read, write

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@dataclass(slots=True)
class Caller:
    """Calls the fake as a bot would."""

    fake: FakeWeCom
    session: aiohttp.ClientSession

    async def token(self, secret: str = "app-secret", corp_id: str = "") -> dict[str, Any]:
        return await self.get("gettoken", corpid=corp_id or self.fake.world.corp_id, corpsecret=secret)

    async def signed_in(self) -> "SignedIn":
        return SignedIn(self, str((await self.token())["access_token"]))

    async def get(self, name: str, **args: str) -> dict[str, Any]:
        async with self.session.get(f"{self.fake.api_url}/{name}", params=args) as response:
            assert response.status == 200
            return dict(await response.json())

    async def post(self, name: str, body: object, **args: str) -> dict[str, Any]:
        data = io.BytesIO(json.dumps(body).encode())
        headers = {"Content-Type": "application/json"}
        link = f"{self.fake.api_url}/{name}"
        async with self.session.post(link, params=args, data=data, headers=headers) as response:
            assert response.status == 200
            return dict(await response.json())

    async def upload(self, name: str, filename: str, data: bytes, **args: str) -> dict[str, Any]:
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("media", io.BytesIO(data), filename=filename, content_type="application/octet-stream")
        async with self.session.post(f"{self.fake.api_url}/{name}", params=args, data=form) as response:
            return dict(await response.json())


@dataclass(slots=True)
class SignedIn:
    """With an app's token."""

    caller: Caller
    token: str

    async def send(self, kind: str, content: object, to: str = "li.na", **more: object) -> dict[str, Any]:
        body = {"touser": to, "msgtype": kind, "agentid": 1_000_002, kind: content, **more}
        return await self.post("message/send", body)

    async def post(self, name: str, body: object) -> dict[str, Any]:
        return await self.caller.post(name, body, access_token=self.token)

    async def get(self, name: str, **args: str) -> dict[str, Any]:
        return await self.caller.get(name, access_token=self.token, **args)

    async def upload(self, kind: str, filename: str, data: bytes) -> dict[str, Any]:
        return await self.caller.upload("media/upload", filename, data, access_token=self.token, type=kind)


Answering = Callable[[web.Request, str], Awaitable[web.Response]]


async def empty(_request: web.Request, _inner: str) -> web.Response:
    return web.Response()


@dataclass(slots=True)
class Url:
    """A bot's callback URL. `heard` are the decrypted messages; `answer` makes the response to each."""

    envelope: Envelope
    url: str = ""
    answer: Answering = empty
    echo: Callable[[str], str] = str
    heard: list[dict[str, Any]] = field(default_factory=list)

    async def verify(self, request: web.Request) -> web.Response:
        query = request.query
        assert self.envelope.signed(query["msg_signature"], query["timestamp"], query["nonce"], query["echostr"])
        return web.Response(text=self.echo(self.envelope.unseal(query["echostr"])))

    async def take(self, request: web.Request) -> web.Response:
        query, encrypted = request.query, read(await request.text())["Encrypt"]
        assert self.envelope.signed(query["msg_signature"], query["timestamp"], query["nonce"], encrypted)
        inner = self.envelope.unseal(encrypted)
        self.heard.append(read(inner))
        return await self.answer(request, inner)

    def reply(self, fields: dict[str, object]) -> web.Response:
        """A passive reply, signed and encrypted."""
        encrypted = self.envelope.seal(write(fields))
        signature = self.envelope.sign("1768179600", "n1", encrypted)
        outer = {"Encrypt": encrypted, "MsgSignature": signature, "TimeStamp": 1768179600, "Nonce": "n1"}
        return web.Response(text=write(outer))

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Self]:
        app = web.Application()
        app.add_routes([web.get("/wecom", self.verify), web.post("/wecom", self.take)])
        async with serving(app) as root:
            self.url = f"{root}/wecom"
            yield self


@dataclass(slots=True)
class Socket:
    """A bot's end of the AI bots' WebSocket."""

    ws: aiohttp.ClientWebSocketResponse
    count: int = 0

    async def ask(self, cmd: str, body: object = None, req_id: str = "") -> dict[str, Any]:
        """Send a command and wait for its ack."""
        self.count += 1
        await self.ws.send_json(
            {"cmd": cmd, "headers": {"req_id": req_id or f"{cmd}-{self.count}"}, "body": body or {}}
        )
        return await self.next()

    async def next(self) -> dict[str, Any]:
        async with asyncio.timeout(LONG_ENOUGH):
            return dict(await self.ws.receive_json())

    async def subscribe(self, secret: str = "bot-secret", bot_id: str = "aib-1") -> int:
        return int((await self.ask("aibot_subscribe", {"bot_id": bot_id, "secret": secret}))["errcode"])

    async def code(self, cmd: str, body: object, req_id: str = "") -> int:
        return int((await self.ask(cmd, body, req_id))["errcode"])

    async def stream(self, req_id: str, text: str, **more: object) -> int:
        body = {"msgtype": "stream", "stream": {"id": "s1", "content": text, **more}}
        return await self.code("aibot_respond_msg", body, req_id)
