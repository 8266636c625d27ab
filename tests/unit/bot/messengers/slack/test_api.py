"""Calls of the Web API: traps of slack_sdk's client that must not reach us."""

import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.messengers.base import Dead, Retry
from bot.messengers.slack.api import Answered, Refusal, WebApi
from bot.messengers.slack.tokens import OneToken
from tests.unit.bot.messengers.slack.bench import Bench
from tests.vendors.http.server import serving

TOKEN = "xoxb-only-for-slack"


class Odd:
    """A server that answers whatever it is told to."""

    def __init__(self) -> None:
        self.answer: Any = web.Response

    async def serve(self, request: web.Request) -> web.Response:
        await request.read()
        found: web.Response = self.answer()
        return found


@pytest.fixture
def odd() -> Odd:
    return Odd()


@pytest.fixture
async def api(odd: Odd) -> AsyncIterator[WebApi]:
    app = web.Application()
    app.add_routes([web.route("*", "/api/{method}", odd.serve)])
    async with serving(app) as url:
        opened = WebApi(f"{url}/api", OneToken(TOKEN), 2.0)
        yield opened
        await opened.close()


@pytest.mark.parametrize(
    ("status", "content_type", "body"),
    [
        (502, "text/html", "<html>Bad Gateway</html>"),
        (502, "text/plain", "upstream says no"),
        (200, "text/plain", "welcome to the hotel's wireless network"),
        (200, "text/html", "<html>sign in</html>"),
        (200, "application/json", "[]"),
        (200, "application/json", '"ok"'),
        (200, "application/json", "{"),
        (200, "application/json", "{}"),
        (200, "application/json", '{"ok": false}'),
        (503, "application/json", '{"ok": false, "error": "service_unavailable"}'),
    ],
)
async def test_an_answer_that_is_none_leaves_a_post_in_doubt(
    api: WebApi, odd: Odd, status: int, content_type: str, body: str
) -> None:
    odd.answer = lambda: web.Response(status=status, text=body, content_type=content_type)
    found = await api.call("", "chat.postMessage", {"channel": "C1", "text": "x"})
    assert isinstance(found, Retry)
    assert found.in_doubt
    asked = await api.call("", "users.info", {"user": "U1"})
    assert isinstance(asked, Retry)


@pytest.mark.parametrize(
    ("after", "seconds"), [("30", 30.0), ("1.5", 1.5), ("soon", None), ("", None), ("Wed, 21 Oct", None)]
)
async def test_too_fast_says_when(api: WebApi, odd: Odd, after: str, seconds: float | None) -> None:
    odd.answer = lambda: web.json_response(
        {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": after}
    )
    assert await api.call("", "chat.postMessage", {}) == Retry("too much at once for Slack", seconds)


async def test_a_refusal_names_its_code_and_the_missing_scope(api: WebApi, odd: Odd) -> None:
    odd.answer = lambda: web.json_response({"ok": False, "error": "missing_scope", "needed": "chat:write"})
    assert await api.call("", "chat.postMessage", {}) == Refusal("missing_scope", "chat:write")


async def test_the_environments_proxy_is_not_used(api: WebApi, odd: Odd, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    odd.answer = lambda: web.json_response({"ok": True})
    assert isinstance(await api.call("", "auth.test", {}), Answered)


async def test_nothing_secret_is_logged_or_shown(api: WebApi, odd: Odd, caplog: pytest.LogCaptureFixture) -> None:
    secret = "wss://wss.slack.example/link?ticket=only-once"
    odd.answer = lambda: web.json_response({"ok": True, "url": secret, "access_token": TOKEN})
    with caplog.at_level(logging.DEBUG):
        found = await api.call_with(TOKEN, "apps.connections.open", {})
        traded = await api.exchange("1.2", "client-secret-1", {"refresh_token": TOKEN})
    assert isinstance(found, Answered)
    said = caplog.text + repr((found, traded, api))
    assert not any(one in said for one in (TOKEN, secret, "client-secret-1"))


async def test_an_expired_token_of_the_settings_cannot_be_renewed(at: Bench) -> None:
    at.slack.expire()
    found = await at.messenger._api.call("", "auth.test", {})
    assert found == Dead("the bot token has expired; put a new one into the settings (token_expired)")
