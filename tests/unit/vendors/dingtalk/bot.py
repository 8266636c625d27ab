"""A small bot of our own, for trying the fake: API calls with a token, and a Stream connection."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp

from tests.patience import LONG_ENOUGH
from tests.vendors.dingtalk.fake import FakeDingTalk
from tests.vendors.dingtalk.frames import BOT_TOPIC, CARD_TOPIC

TOPICS = [("EVENT", "*"), ("CALLBACK", BOT_TOPIC), ("CALLBACK", CARD_TOPIC)]


@dataclass(frozen=True, slots=True)
class Said:
    """An HTTP answer: its status and its JSON."""

    status: int
    body: dict[str, Any]


@dataclass(slots=True)
class Client:
    """Calls of the API. `token` goes into the header, once `login` fetched it."""

    fake: FakeDingTalk
    session: aiohttp.ClientSession
    token: str = ""

    async def login(self) -> Said:
        pair = {"appKey": self.fake.app_key, "appSecret": self.fake.app_secret}
        said = await self.call("oauth2/accessToken", pair)
        self.token = said.body["accessToken"]
        return said

    async def call(self, name: str, args: Mapping[str, Any], method: str = "POST") -> Said:
        headers = {"x-acs-dingtalk-access-token": self.token} if self.token else {}
        return await self.post(f"{self.fake.url}/v1.0/{name}", args, method, headers)

    async def post(
        self, url: str, args: Mapping[str, Any], method: str = "POST", headers: Mapping[str, str] | None = None
    ) -> Said:
        async with self.session.request(method, url, json=args, headers=headers) as response:
            return Said(response.status, await response.json())

    async def group_text(self, room_id: str, words: str) -> Said:
        return await self.call("robot/groupMessages/send", self.message(words) | {"openConversationId": room_id})

    def message(self, words: str) -> dict[str, Any]:
        param = json.dumps({"content": words}, ensure_ascii=False)
        return {"robotCode": self.fake.robot_code, "msgKey": "sampleText", "msgParam": param}

    async def open(self, secret: str | None = None) -> Said:
        topics = [{"type": kind, "topic": topic} for kind, topic in TOPICS]
        who = {"clientId": self.fake.app_key, "clientSecret": secret or self.fake.app_secret}
        headers = {"Accept": "application/json"}
        url = f"{self.fake.url}/v1.0/gateway/connections/open"
        return await self.post(url, {**who, "subscriptions": topics, "ua": "test/1"}, headers=headers)

    async def connect(self, ticket: Mapping[str, Any] | None = None) -> aiohttp.ClientWebSocketResponse:
        told = ticket or (await self.open()).body
        return await self.session.ws_connect(f"{told['endpoint']}?ticket={quote(told['ticket'])}")


@asynccontextmanager
async def client(fake: FakeDingTalk) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(fake, session)


async def frame(socket: aiohttp.ClientWebSocketResponse) -> dict[str, Any]:
    """The next frame."""
    return dict(json.loads(await asyncio.wait_for(socket.receive_str(), LONG_ENOUGH)))


async def ack(socket: aiohttp.ClientWebSocketResponse, got: Mapping[str, Any], data: object, code: int = 200) -> None:
    headers = {"messageId": got["headers"]["messageId"], "contentType": "application/json"}
    await socket.send_str(json.dumps({"code": code, "headers": headers, "message": "OK", "data": json.dumps(data)}))


async def taken(socket: aiohttp.ClientWebSocketResponse) -> dict[str, Any]:
    """The data of the next frame, acknowledged."""
    got = await frame(socket)
    await ack(socket, got, {"response": None})
    return dict(json.loads(got["data"]))
