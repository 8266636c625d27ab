import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from bot.wire.http import Answer, Http, NoAnswer, Refused, file_form
from tests.unit.bot.wire.platform import Platform, drop, half, says

SECRET = {"Authorization": "Bearer hush"}


@pytest.fixture
async def platform() -> AsyncIterator[Platform]:
    made = Platform()
    await made.open()
    yield made
    await made.close()


@pytest.fixture
async def http(platform: Platform) -> AsyncIterator[Http]:
    made = Http(platform.url, seconds=60, connect_seconds=60)
    yield made
    await made.close()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


async def test_an_answer_has_status_headers_and_json(http: Http, platform: Platform) -> None:
    platform.answers["/x"] = says(429, text='{"errcode": 45009}', headers={"Retry-After": "3", "X-One": "1"})
    answer = await http.call("POST", "/x", query={"key": "hush"}, json={"text": "你好"}, headers=SECRET)
    assert isinstance(answer, Answer)
    assert (answer.status, answer.json, answer.headers["x-one"]) == (429, {"errcode": 45009}, "1")
    assert answer.retry_after == 3.0
    seen = platform.seen[0]
    assert (seen.query["key"], seen.headers["Authorization"]) == ("hush", "Bearer hush")


@pytest.mark.parametrize("body", ["", "<html>", "[1]", '{"a":', '{"a":' * 100_000, "{\xff"])
async def test_what_is_no_object_has_no_json(http: Http, platform: Platform, body: str) -> None:
    platform.answers["/x"] = says(body=body.encode("latin-1"))
    answer = await http.call("GET", "/x")
    assert isinstance(answer, Answer)
    assert answer.json is None
    assert answer.body == body.encode("latin-1")
    assert answer.retry_after is None


async def test_an_endless_answer_is_cut(http: Http, platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.wire.http.MOST_ANSWER_BYTES", 10)
    platform.answers["/x"] = says(text='{"a": "0123456789"}')
    answer = await http.call("GET", "/x")
    assert isinstance(answer, Answer)
    assert (answer.json, answer.body) == (None, b'{"a": "012')


async def test_who_cannot_be_reached_was_not_asked() -> None:
    http = Http(f"http://127.0.0.1:{free_port()}")
    answer = await http.call("POST", "/x?key=hush", json={})
    assert answer == NoAnswer("127.0.0.1: ClientConnectorError", in_doubt=False)
    await http.close()


async def test_a_name_that_nobody_knows_was_not_asked() -> None:
    http = Http("http://no-such-host.invalid")
    answer = await http.call("POST", "/x", json={})
    assert answer == NoAnswer("no-such-host.invalid: ClientConnectorDNSError", in_doubt=False)
    await http.close()


async def test_a_hang_after_the_question_is_in_doubt(http: Http, platform: Platform) -> None:
    platform.answers["/x"] = platform.hang
    assert await http.call("POST", "/x", json={}, seconds=0.2) == NoAnswer("127.0.0.1: TimeoutError", in_doubt=True)
    answer = await http.call("GET", "/x", seconds=0.2)
    assert isinstance(answer, NoAnswer)
    assert not answer.in_doubt


async def test_a_dropped_line_is_in_doubt(http: Http, platform: Platform) -> None:
    platform.answers["/x"] = drop
    answer = await http.call("POST", "/x", json={})
    assert isinstance(answer, NoAnswer)
    assert answer.in_doubt


async def test_half_a_body_is_in_doubt(http: Http, platform: Platform) -> None:
    platform.answers["/x"] = half
    assert await http.call("POST", "/x", json={}) == NoAnswer("127.0.0.1: ClientPayloadError", in_doubt=True)


async def test_a_redirect_is_not_followed(http: Http, platform: Platform) -> None:
    platform.answers["/x"] = says(302, headers={"Location": "/y"})
    answer = await http.call("POST", "/x", headers=SECRET)
    assert isinstance(answer, Answer)
    assert answer.status == 302
    assert len(platform.seen) == 1


@pytest.mark.parametrize(
    "url", ["https://evil.cn/", "http://10.0.0.1/", "file:///etc/passwd", "", "http://[", "evil.cn"]
)
async def test_a_foreign_address_is_not_called(http: Http, platform: Platform, tmp_path: Path, url: str) -> None:
    answer = await http.call("POST", url, json={})
    assert isinstance(answer, NoAnswer)
    assert not answer.in_doubt
    assert isinstance(await http.download(url, tmp_path / "f", most_bytes=9), Refused)
    with pytest.raises(ConnectionRefusedError):
        await http.open_socket(url)
    assert platform.seen == []


async def test_an_address_of_the_platform_may_be_called_whole(http: Http, platform: Platform) -> None:
    platform.answers["/x"] = says(text="{}")
    assert isinstance(await http.call("GET", f"{platform.url}/x"), Answer)


async def test_no_cookie_is_kept(http: Http, platform: Platform) -> None:
    platform.answers["/x"] = says(headers={"Set-Cookie": "a=b"})
    await http.call("GET", "/x")
    await http.call("GET", "/x")
    assert "Cookie" not in platform.seen[1].headers


async def test_proxies_of_the_environment_are_not_used(
    http: Http, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    platform.answers["/x"] = says(text="{}")
    assert isinstance(await http.call("GET", "/x"), Answer)


async def test_nothing_secret_is_shown_or_logged(http: Http, platform: Platform, tmp_path: Path) -> None:
    platform.answers["/x"] = says(text='{"access_token": "hush"}', headers={"X-Token": "hush"})
    platform.answers["/drop"] = drop
    with capture_logs() as logs:
        shown = [
            await http.call("GET", "/x", query={"corpsecret": "hush"}),
            await http.call("POST", "/drop?key=hush", headers=SECRET),
            await http.call("POST", "https://u:hush@evil.cn/hush?key=hush"),
            await http.download("/drop?key=hush", tmp_path / "f", SECRET, most_bytes=9),
            await http.download("https://evil.cn/?key=hush", tmp_path / "f", SECRET, most_bytes=9),
        ]
    assert "hush" not in repr(shown) + repr(logs)


async def test_closed_connections_open_again(http: Http, platform: Platform) -> None:
    platform.answers["/x"] = says()
    await http.close()
    await http.call("GET", "/x")
    await http.close()
    assert isinstance(await http.call("GET", "/x"), Answer)


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("报价 V2.pdf", "报价 V2.pdf"),
        ('a"b\\c.pdf', "a'b_c.pdf"),
        ("a\r\nX: y.pdf", "aX: y.pdf"),
        ("\n", "file"),
        ("\ud800", "file"),
    ],
)
async def test_a_file_goes_out_under_its_own_name(http: Http, platform: Platform, name: str, sent: str) -> None:
    bodies: list[bytes] = []

    async def take(request: web.Request) -> web.StreamResponse:
        bodies.append(await request.read())
        return web.json_response({"media_id": "m1"})

    platform.answers["/upload"] = take
    form = file_form("media", name, b"%PDF-1.7", "application/pdf", {"type": "file"})
    answer = await http.call("POST", "/upload", data=form)
    assert isinstance(answer, Answer)
    assert answer.json == {"media_id": "m1"}
    assert f'name="media"; filename="{sent}"'.encode() in bodies[0]
    assert b"%PDF-1.7" in bodies[0]
    assert b'name="type"' in bodies[0]


async def test_a_socket_opens_and_closes(http: Http, platform: Platform) -> None:
    async def echo(request: web.Request) -> web.StreamResponse:
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        async for message in ws:
            await ws.send_str(message.data)
        return ws

    platform.answers["/ws"] = echo
    async with await http.open_socket(f"{platform.url}/ws".replace("http", "ws")) as ws:
        await ws.send_str("你好")
        assert await ws.receive_str() == "你好"
    assert ws.closed


async def test_calls_at_once_share_the_connections(http: Http, platform: Platform) -> None:
    platform.answers["/x"] = says(text="{}")
    answers = await asyncio.gather(*(http.call("GET", "/x") for _ in range(50)))
    assert [one for one in answers if not isinstance(one, Answer)] == []
