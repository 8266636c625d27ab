"""Socket Mode: single-use tickets, acknowledgements, and what comes again after a connection is lost."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.unit.vendors.slack.test_web_api import error
from tests.vendors.slack.fake import FakeSlack


async def ticket_url(slack: FakeSlack) -> str:
    api = AsyncWebClient(base_url=f"{slack.url}/api/")
    return str((await api.apps_connections_open(app_token="xapp-1"))["url"])


@asynccontextmanager
async def socket(slack: FakeSlack) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    async with aiohttp.ClientSession() as session, session.ws_connect(await ticket_url(slack)) as ws:
        assert (await ws.receive_json())["type"] == "hello"
        yield ws


async def test_only_an_app_token_gets_a_ticket(slack: FakeSlack, client: AsyncWebClient) -> None:
    assert await error(client.apps_connections_open(app_token="xoxb-1")) == "not_allowed_token_type"
    assert await error(client.apps_connections_open(app_token="xapp-other")) == "invalid_auth"
    assert (await ticket_url(slack)).startswith("ws://127.0.0.1:")


async def test_a_ticket_opens_once(slack: FakeSlack) -> None:
    url = await ticket_url(slack)
    async with aiohttp.ClientSession() as session:
        await (await session.ws_connect(url)).close()
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            await session.ws_connect(url)
    assert caught.value.status == 403


async def test_a_connection_can_be_refused(slack: FakeSlack) -> None:
    slack.sockets.refusals = 1
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(await ticket_url(slack))
        await (await session.ws_connect(await ticket_url(slack))).close()


async def test_what_was_not_acknowledged_comes_again(slack: FakeSlack) -> None:
    lan = slack.user("lan")
    async with socket(slack) as ws:
        taken = (await slack.says(lan.id, lan.id, "taken")).delivery
        lost = (await slack.says(lan.id, lan.id, "lost")).delivery
        first, second = await ws.receive_json(), await ws.receive_json()
        assert (first["type"], first["accepts_response_payload"], first["retry_attempt"]) == ("events_api", False, 0)
        await ws.send_json({"envelope_id": first["envelope_id"]})
        await taken.tried()
    async with socket(slack) as ws:
        again = await ws.receive_json()
        assert again["payload"] == second["payload"]
        assert (again["retry_attempt"], again["retry_reason"]) == (1, "timeout")
        await ws.send_json({"envelope_id": again["envelope_id"]})
        assert (await lost.tried()).ok


async def test_each_event_goes_to_one_of_the_sockets(slack: FakeSlack) -> None:
    lan = slack.user("lan")
    async with socket(slack) as one, socket(slack) as other:
        await slack.says(lan.id, lan.id, "first")
        await slack.says(lan.id, lan.id, "second")
        texts = {(await ws.receive_json())["payload"]["event"]["text"] for ws in (one, other)}
    assert texts == {"first", "second"}


async def test_an_abort_leaves_no_close_frame(slack: FakeSlack) -> None:
    async with socket(slack) as ws:
        slack.sockets.abort()
        assert (await ws.receive()).type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
        assert ws.close_code != aiohttp.WSCloseCode.OK


async def test_slack_says_when_a_connection_ends(slack: FakeSlack) -> None:
    async with socket(slack) as ws:
        await slack.sockets.disconnect("warning")
        assert (await ws.receive_json())["reason"] == "warning"
        await slack.sockets.disconnect("refresh_requested")
        assert (await ws.receive_json())["reason"] == "refresh_requested"
        assert (await ws.receive()).type is aiohttp.WSMsgType.CLOSE


async def test_a_command_without_a_socket_fails(slack: FakeSlack) -> None:
    lan = slack.user("lan")
    await slack.command(lan.id, lan.id, "/dazi")
    assert "dispatch_failed" in slack.shown(lan.id)


async def test_bolts_own_handler_gets_on_with_it(slack: FakeSlack, client: AsyncWebClient) -> None:
    app, lan = AsyncApp(client=client, signing_secret="unused"), slack.user("lan")

    async def answer(ack: AsyncAck, command: dict[str, Any]) -> None:
        await ack(text=f"you said {command['text']}")

    app.command("/dazi")(answer)
    handler = AsyncSocketModeHandler(app, "xapp-1")
    try:
        await handler.connect_async()  # type: ignore[no-untyped-call]
        await slack.sockets.connected()
        delivery = await slack.command(lan.id, lan.id, "/dazi", "hello")
        assert delivery.payload["command"] == "/dazi"
        assert slack.shown(lan.id).endswith("you said hello")
        frame = slack.sockets.open[0].frames[-1]
        assert json.dumps(frame["payload"])
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]
