import asyncio
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import FormData

from bot.messengers.local.hub.model import Said
from tests.patience import LONG_ENOUGH
from tests.unit.bot.messengers.local.hub.stage import SETTINGS, TOKEN, JsonClient, stage, until

BEARER = {"Authorization": f"Bearer {TOKEN}"}
SAY = "/local/api/rooms/east/messages?as=li-lei"
CLOSED = replace(SETTINGS, demo=False)


async def test_the_bot_posts_edits_and_finds_over_http() -> None:
    async with stage() as (hub, client, _):
        body = {"room": "east", "key": "k1", "thread": "", "payload": {"text": "好"}}
        url = "/local/api/bot/messages"
        ids = [(await (await client.post(url, json=body, headers=BEARER)).json())["message_id"] for _ in range(2)]
        assert ids[0] == ids[1]
        found = await client.get(url, params={"key": "k1"}, headers=BEARER)
        assert await found.json() == {"message_id": ids[0]}
        assert (await client.get(url, params={"key": "k2"}, headers=BEARER)).status == 404
        edit = await client.put(f"{url}/{ids[0]}", json={"payload": {"text": "新"}}, headers=BEARER)
        assert edit.status == 200
        payload = hub.ledger.log.get(ids[0]).payload
        assert payload == {"text": "新"}


async def test_the_bot_asks_who_sits_in_a_room() -> None:
    async with stage() as (_, client, _receiver):
        answers = [await client.get(f"/local/api/bot/rooms/{room}", headers=BEARER) for room in ("east", "all", "gone")]
        assert [answer.status for answer in answers] == [200, 200, 404]
        assert (await answers[0].json()) == {"members": ["li-lei", "han-meimei"]}
        assert (await answers[1].json()) == {"members": None}, "open to the whole team, and to whoever joins it"


@pytest.mark.parametrize("path", ["messages?key=k", "rooms/east"])
@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer no"}, {"Authorization": TOKEN}])
async def test_the_bots_api_wants_its_token(header: dict[str, str], path: str) -> None:
    async with stage() as (_, client, _receiver):
        answer = await client.get(f"/local/api/bot/{path}", headers=header)
        assert answer.status == 401
        assert set((await answer.json())["error"]) == {"zh", "en"}


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"\xff\xfe", 400),
        (b"[" * 5_000, 400),
        (b'{"client_id": 3, "text": "x"}', 400),
        (b'{"text": "x"}', 400),
        (b'{"client_id": "c", "text": ["x"]}', 400),
        (b'{"client_id": "c", "text": "x", "files": [1]}', 400),
        (b'{"client_id": "c", "text": "\\ud800"}', 400),
        (b'{"client_id": "c", "text": "x", "thread": "gone"}', 404),
        (b'{"client_id": "c", "text": "' + b"x" * 100_001 + b'"}', 413),
        (b'{"client_id": "c", "text": "' + b"x" * 10_000_000 + b'"}', 413),
    ],
)
async def test_bad_input_gets_a_sentence_in_both_languages(data: bytes, status: int) -> None:
    async with stage() as (hub, client, _):
        answer = await client.post(SAY, data=io.BytesIO(data), headers={"Content-Type": "application/json"})
        assert answer.status == status
        error = (await answer.json())["error"]
        assert error["zh"]
        assert error["en"]
        assert hub.ledger.under_way() == []


async def test_the_wrong_content_type_is_refused() -> None:
    async with stage() as (_, client, _receiver):
        assert (await client.post(SAY, data=b"{}", headers={"Content-Type": "text/plain"})).status == 400


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[", ""])
async def test_other_host_names_are_refused(host: str) -> None:
    async with stage() as (_, client, _receiver):
        for path in ("/local/", "/local/api/session", "/local/api/stream"):
            assert (await client.get(path, headers={"Host": host})).status in (400, 403)


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
async def test_other_sites_cannot_write(headers: dict[str, str]) -> None:
    async with stage() as (hub, client, _):
        answer = await client.post(SAY, json={"client_id": "c", "text": "x"}, headers=headers)
        assert answer.status == 403
        assert hub.ledger.under_way() == []


async def test_the_own_origin_may_write() -> None:
    async with stage() as (_, client, _receiver):
        origin = str(client.make_url("/")).rstrip("/")
        answer = await client.post(SAY, json={"client_id": "c", "text": "x"}, headers={"Origin": origin})
        assert answer.status == 202
        assert (await answer.json())["message"]["state"] == "sending"


async def test_the_page_is_strict_and_brings_everything_itself() -> None:
    async with stage() as (_, client, _receiver):
        page = await client.get("/local/")
        html = await page.text()
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "http://" not in html
        assert "https://" not in html
        assert "style=" not in html
        again = await client.get("/local/", headers={"If-None-Match": page.headers["ETag"]})
        assert again.status == 304


@pytest.mark.parametrize("path", ["page/none.js", "page/..%2f__init__.py", "page/%2e%2e%2fhub.py", "nothing", "api/x"])
async def test_nothing_else_is_served(path: str) -> None:
    async with stage() as (_, client, _receiver):
        answer = await client.get(f"/local/{path}")
        assert answer.status == 404
        assert set((await answer.json())["error"]) == {"zh", "en"}


async def test_without_a_session_nothing_is_shown() -> None:
    async with stage(CLOSED) as (_, client, _receiver):
        for path in ("session?as=li-lei", "rooms/east/messages?as=li-lei", "stream?as=li-lei"):
            assert (await client.get(f"/local/api/{path}")).status == 401
        assert (await client.post(SAY, json={"client_id": "c", "text": "x"})).status == 401


async def enter(client: JsonClient, token: str) -> str:
    answer = await client.post("/local/api/enter", json={"token": token})
    assert answer.status == 200
    return answer.headers["Set-Cookie"]


async def test_a_link_sets_a_cookie_that_scripts_and_other_sites_cannot_use() -> None:
    async with stage(CLOSED) as (hub, client, _):
        cookie = await enter(client, hub.invite("tom").removeprefix("/local/enter/"))
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        value = cookie.split(";")[0]
        view = await (await client.get("/local/api/session", headers={"Cookie": value})).json()
        assert view["me"]["id"] == "tom"
        assert [room["id"] for room in view["rooms"]] == ["dm:tom", "all"]
        hub.set_people([])
        assert (await client.get("/local/api/session", headers={"Cookie": value})).status == 401


async def test_outsiders_of_a_room_see_nothing_of_it() -> None:
    async with stage() as (hub, client, _):
        hub.post("east", {"text": "秘密"}, "k1")
        assert (await client.get("/local/api/rooms/east/messages?as=tom")).status == 404
        assert (await client.get("/local/api/rooms/dm%3Ali-lei/messages?as=tom")).status == 404


async def test_the_stream_brings_messages_and_resumes() -> None:
    async with stage() as (hub, client, _):
        cursor = hub.feed.cursor
        hub.post("east", {"text": "早"}, "k1")
        async with client.get(f"/local/api/stream?as=li-lei&since={cursor}") as stream:
            assert stream.headers["Content-Type"].startswith("text/event-stream")
            assert await stream.content.readuntil(b"\n\n") == b"event: hello\ndata: {}\n\n"
            chunk = (await stream.content.readuntil(b"\n\n")).decode()
            assert "event: message" in chunk
            assert json.loads(chunk.split("data: ")[1])["payload"] == {"text": "早"}


async def test_stopping_ends_the_streams() -> None:
    async with (
        stage() as (hub, client, _),
        client.get("/local/api/stream?as=li-lei") as stream,
        asyncio.timeout(LONG_ENOUGH),
    ):
        await stream.content.readuntil(b"\n\n")
        hub.feed.close()
        await stream.content.read()


def form(name: str, content: bytes) -> FormData:
    data = FormData(quote_fields=False)
    data.add_field("file", io.BytesIO(content), filename=name, content_type="application/pdf")
    return data


def kept_in(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


UPLOAD = "/local/api/rooms/east/files?as=li-lei"


async def test_an_upload_is_kept_whole_and_given_to_the_room(tmp_path: Path) -> None:
    async with stage(replace(SETTINGS, files=tmp_path, file_limit=100_000)) as (hub, client, receiver):
        answer = await client.post(UPLOAD, data=form("../../签字 页🔥.pdf", b"seal" * 1000))
        file = (await answer.json())["file"]
        assert (answer.status, file["name"], file["size"]) == (201, "签字 页🔥.pdf", 4000)
        hub.people.say("li-lei", "east", Said("c1", "", files=(file["file_id"],)))
        (event,) = await receiver.wait_for(1)
        assert event["files"] == [file]
        url = f"/local/api/files/{file['file_id']}"
        got = await client.get(f"{url}?as=han-meimei")
        assert await got.read() == b"seal" * 1000
        assert got.headers["Content-Disposition"].startswith("attachment")
        assert got.headers["Content-Type"] == "application/octet-stream"
        assert (await client.get(f"{url}?as=tom")).status == 404
        bots = await client.get(f"/local/api/bot/files/{file['file_id']}", headers=BEARER)
        assert await bots.read() == b"seal" * 1000


async def test_a_file_over_the_limit_leaves_nothing(tmp_path: Path) -> None:
    async with stage(replace(SETTINGS, files=tmp_path, file_limit=100_000)) as (_, client, _receiver):
        assert (await client.post(UPLOAD, data=form("big", b"x" * 100_001))).status == 413
        assert (await client.post(UPLOAD, data=form("huge", b"x" * 3_000_000))).status == 413
        assert kept_in(tmp_path) == []


WHOLE = (
    b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
    b"Content-Type: application/pdf\r\n\r\n" + b"x" * 5_000 + b"\r\n--B--\r\n"
)


@pytest.mark.filterwarnings("ignore::aiohttp.BadContentDispositionHeader")
@pytest.mark.parametrize("end", [0, 3, 60, 120, 2_000, len(WHOLE) - 10, len(WHOLE) - 7])
async def test_a_body_that_ends_early_is_refused_and_removed(tmp_path: Path, end: int) -> None:
    async with stage(replace(SETTINGS, files=tmp_path, file_limit=100_000)) as (_, client, _receiver):
        headers = {"Content-Type": "multipart/form-data; boundary=B"}
        assert (await client.post(UPLOAD, data=WHOLE, headers=headers)).status == 201
        kept = kept_in(tmp_path)
        answer = await client.post(UPLOAD, data=WHOLE[:end], headers=headers)
        assert answer.status == 400
        assert "en" in (await answer.json())["error"]
        assert kept_in(tmp_path) == kept


async def test_a_connection_cut_half_way_leaves_nothing(tmp_path: Path) -> None:
    async with stage(replace(SETTINGS, files=tmp_path, file_limit=100_000)) as (_, client, _receiver):
        _, writer = await asyncio.open_connection("127.0.0.1", client.port)
        head = f"POST {UPLOAD} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(WHOLE)}\r\n"
        writer.write(head.encode() + b"Content-Type: multipart/form-data; boundary=B\r\n\r\n" + WHOLE[:3_000])
        await writer.drain()
        await until(lambda: any(name.endswith(".part") for name in kept_in(tmp_path)))
        writer.close()
        await until(lambda: not kept_in(tmp_path))


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data", "multipart/mixed; boundary=B"])
async def test_an_upload_has_to_be_a_form(tmp_path: Path, kind: str) -> None:
    async with stage(replace(SETTINGS, files=tmp_path, file_limit=100_000)) as (_, client, _receiver):
        assert (await client.post(UPLOAD, data=WHOLE, headers={"Content-Type": kind})).status == 400
        assert kept_in(tmp_path) == []


async def test_uploads_need_a_place() -> None:
    async with stage() as (_, client, _receiver):
        assert (await client.post(UPLOAD, data=form("a", b"x"))).status == 400
