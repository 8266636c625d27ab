"""The endpoint that pages report to: who may, how much, and that a visit is in the inbox before it is answered."""

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any, cast

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.messengers.base import Admitted
from bot.web.tracking import COLLECT, SCRIPT, tracking_routes
from config.tracking import SiteSettings, TrackingSettings
from knowledge.store.errors import StoreTrouble
from tests.clocks import FakeClock

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36"
SITE = "https://www.yuanju.example"
HEADERS = {"Origin": SITE, "User-Agent": CHROME, "Content-Type": "text/plain"}
SETTINGS = TrackingSettings(
    sites=(SiteSettings(key="main", origins=(SITE,)), SiteSettings(key="docs", origins=("https://docs.example",))),
    visitor_events=5,
    site_events=8,
    max_body_bytes=2_000,
)


class Kept:
    """Stands for the inbox: what was stored, or the trouble it is in."""

    def __init__(self) -> None:
        self.rows: list[Admitted] = []
        self.trouble = False

    async def admit(self, source: str, row: Admitted) -> int | None:
        if self.trouble:
            raise StoreTrouble("full")
        assert source == "web"
        again = any(one.event_id == row.event_id for one in self.rows)
        if not again:
            self.rows.append(row)
        return None if again else len(self.rows)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def page(kept: Kept, clock: FakeClock) -> AsyncIterator["TestClient[web.Request, web.Application]"]:
    app = web.Application()
    app.add_routes(tracking_routes(SETTINGS, cast("Any", kept), clock))
    async with TestClient(TestServer(app)) as opened:
        yield opened


Page = TestClient[web.Request, web.Application]


def view(number: int) -> dict[str, object]:
    return {"id": f"e{number}", "kind": "page_view", "at": 1_000, "page": f"/p/{number}"}


def body(*events: Mapping[str, object], site: str = "main", visitor: str = "v" * 16) -> str:
    return json.dumps({"site": site, "visitor": visitor, "sent": 1_000, "events": list(events)})


async def test_a_visit_is_stored_and_answered_for_the_page_to_read(page: Page, kept: Kept) -> None:
    answer = await page.post(COLLECT, data=body(view(1), {"id": "e2", "kind": "odd"}), headers=HEADERS)
    assert answer.status == 200
    found = await answer.json()
    assert (found["accepted"], [one["field"] for one in found["rejected"]]) == (1, ["kind"])
    assert answer.headers["Access-Control-Allow-Origin"] == SITE
    assert answer.headers["Vary"] == "Origin"
    (row,) = kept.rows
    assert (row.kind, row.lane, len(cast("Any", row.body["signals"]))) == ("signalled", f"web:{'v' * 16}", 1)


async def test_sent_once_more_it_is_one_row(page: Page, kept: Kept) -> None:
    for _ in range(2):
        assert (await page.post(COLLECT, data=body(view(1)), headers=HEADERS)).status == 200
    assert len(kept.rows) == 1


@pytest.mark.parametrize(
    ("sent", "headers", "status"),
    [
        (body(view(1), site="other"), {}, 403),
        (body(view(1), site="docs"), {}, 403),
        (body(view(1)), {"Origin": "https://elsewhere.example"}, 403),
        (body(view(1)), {"Origin": ""}, 403),
        ("{", {}, 400),
        (body(), {}, 400),
        ("x" * 2_001, {}, 413),
        (body(view(1)), {"User-Agent": "Googlebot/2.1"}, 204),
        (body(view(1)), {"User-Agent": ""}, 204),
        (body(view(1)), {"DNT": "1"}, 204),
        (body(view(1)), {"Sec-GPC": "1"}, 204),
    ],
)
async def test_what_is_not_taken(page: Page, kept: Kept, sent: str, headers: dict[str, str], status: int) -> None:
    answer = await page.post(COLLECT, data=sent, headers=HEADERS | headers)
    assert answer.status == status
    assert kept.rows == []
    if status != 204:
        error = (await answer.json())["error"]
        assert error["zh"] != error["en"]
    assert answer.headers.get("Access-Control-Allow-Origin") == (None if "Origin" in headers else SITE)


async def test_a_body_without_a_length_is_read_no_further_than_it_may_be(page: Page, kept: Kept) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 50_000_000:
            sent += 1_000
            yield b"x" * 1_000

    answer = await page.post(COLLECT, data=endless(), headers=HEADERS)
    assert answer.status == 413
    assert sent < 10_000_000
    assert kept.rows == []


async def test_a_visitor_and_a_site_have_so_many_events_a_minute(page: Page, kept: Kept, clock: FakeClock) -> None:
    async def status(first: int, visitor: str) -> int:
        sent = body(view(first), view(first + 1), visitor=visitor * 16)
        return (await page.post(COLLECT, data=sent, headers=HEADERS)).status

    assert [await status(n, "a") for n in (0, 2, 4)] == [200, 200, 429]
    assert [await status(n, "b") for n in (0, 2)] == [200, 200]
    assert await status(0, "c") == 429
    clock.advance(60)
    assert await status(6, "a") == 200
    assert len(kept.rows) == 5


async def test_trouble_of_the_store_is_told_so_that_it_comes_again(page: Page, kept: Kept) -> None:
    kept.trouble = True
    answer = await page.post(COLLECT, data=body(view(1)), headers=HEADERS)
    assert answer.status == 503
    assert answer.headers["Access-Control-Allow-Origin"] == SITE


async def test_a_browser_that_asks_first_may_send(page: Page) -> None:
    answer = await page.options(COLLECT, headers={"Origin": SITE, "Access-Control-Request-Method": "POST"})
    assert answer.status == 204
    assert answer.headers["Access-Control-Allow-Origin"] == SITE
    assert answer.headers["Access-Control-Allow-Methods"] == "POST"
    foreign = await page.options(COLLECT, headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in foreign.headers


async def test_the_script_is_small_needs_nothing_and_any_page_may_load_it(page: Page) -> None:
    answer = await page.get(SCRIPT)
    text = await answer.text()
    assert answer.status == 200
    assert answer.content_type == "text/javascript"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert len(text.encode()) < 10_000
    assert "document.cookie" not in text


def test_without_a_site_there_is_no_endpoint() -> None:
    assert tracking_routes(TrackingSettings(), cast("Any", None), FakeClock()) == []
