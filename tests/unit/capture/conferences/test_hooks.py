"""The hooks of meeting systems: only genuine and fresh calls are believed, and what they tell becomes a recording."""

import base64
import hmac
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from hashlib import sha1, sha256
from pathlib import Path
from typing import Any

import pytest

from capture.base import BadRow, Call, FeedRoom, Overheard, Response
from capture.conferences.sealing import opened as opened_key
from capture.conferences.telling import hears, take
from capture.sources import tencent_meeting, zoom
from config.errors import SettingsError
from config.sections import Where
from knowledge.graph.touchpoints import TouchKind, Touchpoint, past_touchpoints, record_touchpoint
from knowledge.store.feeds import refusals_since
from knowledge.store.store import Store
from tests.stores import opened
from tests.unit.capture.mail.world import NOW, ZONE, settle

PAYLOADS = Path(__file__).parents[3] / "payloads" / "sources"
SECRET, TOKEN = "zoom-secret", "bVPU6F8Htxl5XkAbp3jGV2xWp"
AES_KEY = base64.b64encode(bytes(range(32))).decode().rstrip("=")
KEYS = {"app_id": "2100", "secret_id": "id", "secret_key": "key"}

Hook = Callable[[Call], Response]


def payload(feed: str, name: str) -> bytes:
    return (PAYLOADS / feed / f"{name}.json").read_bytes()


def from_zoom(body: bytes, at: int = int(NOW.timestamp()), secret: str = SECRET) -> Call:
    signed = hmac.new(secret.encode(), f"v0:{at}:".encode() + body, sha256).hexdigest()
    return Call("POST", {"x-zm-request-timestamp": str(at), "x-zm-signature": f"v0={signed}"}, {}, body, NOW)


def from_tencent(data: str, method: str = "POST", at: int = int(NOW.timestamp() * 1000), token: str = TOKEN) -> Call:
    signed = sha1("".join(sorted([token, str(at), "14964161", data])).encode()).hexdigest()  # noqa: S324
    headers = {"timestamp": str(at), "nonce": "14964161", "signature": signed}
    body = json.dumps({"data": data}).encode() if method == "POST" else b""
    return Call(method, headers, {"check_str": data} if method == "GET" else {}, body, NOW)


def coded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def encrypted(raw: bytes) -> str:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    key = base64.b64decode(f"{AES_KEY}=")
    filled = raw + bytes([16 - len(raw) % 16]) * (16 - len(raw) % 16)
    closing = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return coded(closing.update(filled) + closing.finalize())


def zoom_hook(**more: object) -> Hook:
    return zoom.hook({"secret_token": SECRET, **more}, Where(), FeedRoom(Path(), ZONE, "zoom"))


def tencent_hook(**more: object) -> Hook:
    return tencent_meeting.hook({"token": TOKEN, **more}, Where(), FeedRoom(Path(), ZONE, "tencent_meeting"))


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[Store]:
    async with opened(sqlite_url) as found:
        await found.write(settle)
        yield found


def test_zooms_challenge_is_answered_as_its_documentation_shows() -> None:
    found = zoom_hook()(from_zoom(payload("zoom", "endpoint_url_validation")))
    token = "qgg8vlvZRS6UYooatFL8Aw"
    signed = hmac.new(SECRET.encode(), token.encode(), sha256).hexdigest()
    assert (found.status, found.content_type) == (200, "application/json")
    assert json.loads(found.body) == {"plainToken": token, "encryptedToken": signed}
    assert found.batches == ()


def test_tencents_check_and_signature_as_its_documentation_shows() -> None:
    assert tencent_hook()(from_tencent(coded(b"check me"), "GET")).body == "check me"
    with_key = tencent_hook(encoding_aes_key=AES_KEY)
    assert with_key(from_tencent(encrypted(b"check me"), "GET")).body == "check me"
    escaped = from_tencent(coded(b"check me?>"), "GET")
    sent = replace(escaped, query={"check_str": escaped.query["check_str"].replace("=", "%3D")})
    assert tencent_hook()(sent).body == "check me?>"


@pytest.mark.parametrize("seconds", [-301, 301, 86_400])
def test_what_is_too_old_or_too_early_is_refused(seconds: int) -> None:
    at = int(NOW.timestamp()) + seconds
    assert zoom_hook()(from_zoom(payload("zoom", "recording_completed"), at)).status == 401
    assert tencent_hook()(from_tencent(coded(b"{}"), at=at * 1000)).status == 401
    assert zoom_hook(tolerance=86_400)(from_zoom(payload("zoom", "recording_completed"), at)).status == 200


@pytest.mark.parametrize("odd", ["é", "\udce9", "²", "9" * 400, "9" * 5_000, "-1", ""])
def test_odd_headers_are_refused_and_break_nothing(odd: str) -> None:
    zooms, tencents = from_zoom(b"{}"), from_tencent(coded(b"{}"))
    for name in ("x-zm-signature", "x-zm-request-timestamp"):
        assert zoom_hook()(replace(zooms, headers={**zooms.headers, name: odd})).status == 401
    for name in ("signature", "timestamp", "nonce"):
        assert tencent_hook()(replace(tencents, headers={**tencents.headers, name: odd})).status == 401


def without(call: Call, name: str) -> Call:
    return replace(call, headers={key: value for key, value in call.headers.items() if key != name})


@pytest.mark.parametrize("name", ["x-zm-signature", "x-zm-request-timestamp"])
def test_zooms_calls_with_a_wrong_or_missing_signature_are_refused(name: str) -> None:
    body = payload("zoom", "recording_completed")
    assert zoom_hook()(from_zoom(body, secret="another")).status == 401
    assert zoom_hook()(replace(from_zoom(body), body=body + b" ")).status == 401
    assert zoom_hook()(without(from_zoom(body), name)).status == 401


@pytest.mark.parametrize("name", ["signature", "timestamp", "nonce"])
def test_tencents_calls_with_a_wrong_or_missing_signature_are_refused(name: str) -> None:
    data = coded(payload("tencent_meeting", "recording_completed"))
    assert tencent_hook()(from_tencent(data, token="another")).status == 401
    assert tencent_hook()(without(from_tencent(data), name)).status == 401


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"event": "recording.completed", "payload": {}}'])
def test_a_genuine_call_that_says_nothing_readable_is_named(body: bytes) -> None:
    with pytest.raises(BadRow):
        zoom_hook()(from_zoom(body))
    with pytest.raises(BadRow):
        tencent_hook()(from_tencent(coded(body or b"x")))
    with pytest.raises(BadRow, match="encoding_aes_key"):
        tencent_hook(encoding_aes_key=AES_KEY)(from_tencent(coded(b"not encrypted")))


def test_other_events_are_acknowledged_and_left_alone() -> None:
    assert zoom_hook()(from_zoom(payload("zoom", "meeting_started"))).batches == ()
    found = tencent_hook()(from_tencent(coded(payload("tencent_meeting", "meeting_created"))))
    assert (found.status, found.body, found.batches) == (200, "successfully received callback", ())


def test_zooms_recording_is_the_sound_first_with_its_key() -> None:
    (batch,) = zoom_hook()(from_zoom(payload("zoom", "recording_completed"))).batches
    told: Mapping[str, Any] = batch.body["recorded"]  # type: ignore[assignment]
    assert (told["title"], told["host"], told["seconds"]) == ("Vantory review", "li.lei@dazi.example", 2820)
    assert [one["file_id"] for one in told["files"]] == ["f-audio", "f-video"]
    first = told["files"][0]
    assert first["access"]["url"] == "https://zoom.us/rec/webhook_download/invented-audio"
    assert "eyJhbGciOi.example.token" not in json.dumps(batch.body), "the key lies in the database sealed"
    assert opened_key(first["access"]["sealed"], SECRET) == "eyJhbGciOi.example.token"
    assert opened_key(first["access"]["sealed"], "another") == ""
    assert (first["name"], first["media_type"], first["size"]) == ("Vantory review.m4a", "audio/mp4", 1202176)
    again = zoom_hook()(from_zoom(payload("zoom", "recording_completed"))).batches[0]
    assert again.event_id == batch.event_id, "a call that is repeated is the same row"


def test_a_transcript_that_comes_later_is_a_row_of_its_own() -> None:
    (batch,) = zoom_hook()(from_zoom(payload("zoom", "recording_transcript_completed"))).batches
    told: Mapping[str, Any] = batch.body["recorded"]  # type: ignore[assignment]
    assert [(one["file_id"], one["media_type"]) for one in told["files"]] == [("f-vtt", "text/vtt")]


@pytest.mark.parametrize("key", [None, AES_KEY])
def test_tencents_recording_is_asked_for_later_where_the_settings_say_how(key: str | None) -> None:
    raw = payload("tencent_meeting", "recording_completed")
    section = {"encoding_aes_key": key} if key else {}
    call = from_tencent(encrypted(raw) if key else coded(raw))
    (batch,) = tencent_hook(**section, **KEYS)(call).batches
    told: Mapping[str, Any] = batch.body["recorded"]  # type: ignore[assignment]
    assert (told["host"], told["host_name"], told["seconds"]) == ("li.lei", "李雷", 2820)
    assert [one["file_id"] for one in told["files"]] == ["2005979751095140353", "2005979751095140354"]
    assert told["files"][0]["access"] == {"user": "li.lei"}
    (bare,) = tencent_hook(**section)(call).batches
    assert not bare.body["recorded"]["files"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("source", "section"),
    [
        (zoom, {}),
        (zoom, {"secret_token": ""}),
        (tencent_meeting, {"token": "t", "encoding_aes_key": "short"}),
        (tencent_meeting, {"token": "t", "secret_id": "x"}),
    ],
)
def test_settings_that_cannot_be(source: Any, section: dict[str, str]) -> None:  # noqa: ANN401  a module
    with pytest.raises(SettingsError):
        source.hook(section, Where(), FeedRoom(Path(), ZONE, "x"))


async def told(store: Store, hook: Hook, call: Call) -> tuple[list[Overheard], Mapping[str, object]]:
    (batch,) = hook(call).batches
    body = json.loads(json.dumps(batch.body))
    heard = await store.read(lambda reader: list(hears(reader, body)))
    return heard, await store.write(lambda unit: take(unit, body))


PLANNED = Touchpoint(
    "calendar:team:C1::r1",
    TouchKind.MEETING,
    NOW - timedelta(hours=2),
    "C1",
    "vantory Review",
    person_id="li.lei",
    contact_id="K1",
    thread="calendar:r1",
)


async def test_a_recording_is_heard_as_if_its_host_had_shared_it(store: Store) -> None:
    (one,), outcome = await told(store, zoom_hook(), from_zoom(payload("zoom", "recording_completed")))
    assert (one.person_id, one.heard.sender_id, one.heard.text) == ("li.lei", "li.lei", "Vantory review")
    assert [file.file_id for file in one.heard.files] == ["f-audio"]
    assert one.heard.files_at == "zoom"
    assert one.customers == ()
    assert outcome == {"touchpoints": 0, "files": 2}


async def test_the_calendar_says_whose_meeting_it_was(store: Store) -> None:
    await store.write(lambda unit: record_touchpoint(unit, PLANNED))
    (one,), outcome = await told(store, zoom_hook(), from_zoom(payload("zoom", "recording_completed")))
    assert one.customers == ("C1",)
    assert outcome["touchpoints"] == 1
    found = await store.read(lambda reader: past_touchpoints(reader, "C1", NOW, 9))
    assert [(touch.subject, touch.contact_id) for touch in found] == [("Vantory review", "K1")], "told once"


async def test_a_host_whom_nobody_knows_is_named_and_nothing_is_fetched(store: Store) -> None:
    body = payload("zoom", "recording_completed").replace(b"Li.Lei@dazi", b"guest@else")
    heard, _ = await told(store, zoom_hook(), from_zoom(body))
    assert heard == []
    _, (refused,) = await store.read(lambda reader: refusals_since(reader, "zoom", NOW - timedelta(days=30)))
    assert "guest@else.example" in refused.say["zh"]
    (one,), _ = await told(store, zoom_hook(person="han.mei"), from_zoom(body))
    assert one.person_id == "han.mei"
